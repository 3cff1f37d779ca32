# ruff: noqa: E501 - the files are as wide as survey programs write them
"""Exports of survey programs and help desks come in without a line of map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from tests.ingest.plan_begun import begin, run

LIME = """"id. Response ID","submitdate. Date submitted","lastpage. Last page","Q1. Which department do you work in?","Q2. Module","Q3. How satisfied are you with the ERP system?","Q4. Any other comments?"
"1","2026-01-10 10:20:11","3","Finance","GL","4","Slow reports"
"2","2026-01-11 11:20:11","3","Sales","CRM","2",""
"3","","1","","","",""
"""
QUALTRICS = """StartDate,EndDate,IPAddress,RecordedDate,ResponseId,Q1,Q2,Q3,Q4
Start Date,End Date,IP Address,Recorded Date,Response ID,Department,Module,"Overall satisfaction
(1-5)",Comments
"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""ipAddress""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}","{""ImportId"":""QID4_TEXT""}"
2026-01-10 10:00:00,2026-01-10 10:05:00,10.1.2.3,2026-01-10 10:05:01,R_1abc,Finance,GL,4,"Good, but slow"
2026-01-11 10:00:00,2026-01-11 10:05:00,10.1.2.4,2026-01-11 10:05:01,R_2abc,Sales,CRM,5,
"""
GOOGLE = """"Timestamp","Which department do you work in?","Which module do you use most?","How satisfied are you with the ERP system? (1-5)","Any other comments?"
"2026/01/10 10:20:11 AM GMT+1","Finance","GL","4","Slow"
"2026/01/10 10:22:13 AM GMT+1","Sales","CRM","2",""
"""
MICROSOFT = """ID,Start time,Completion time,Email,Name,Department,Overall satisfaction,Comments
1,1/13/26 10:20:11,1/13/26 10:22:11,anonymous,,Finance,4,Slow
2,1/14/26 11:20:11,1/14/26 11:22:11,anonymous,,Sales,3,
"""
WJX = """序号,提交答卷时间,所用时间,来源,来源详情,来自IP,总分,1、您所在的部门,2、您使用的模块,3、您对ERP系统的总体满意度,4、您的建议
1,2026/1/10 10:20:11,65秒,微信,N/A,1.2.3.4(北京-北京),4,财务部,财务,4,报表慢
2,2026/1/11 9:20:11,80秒,手机提交,直接访问,1.2.3.5(上海-上海),2,销售部,销售,2,(空)
"""
GLPI = """"ID";"Title";"Status";"Opening date";"Priority";"Requester - Requester";"Assigned to - Technician group";"Category";"Closing date";"Resolution date";
"1 001";"Printer";"Closed";"2026-01-10 09:30";"High";"Dupont";"Helpdesk";"Hardware > Printer";"2026-01-12 10:00";"2026-01-11 15:00";
"1 002";"VPN";"Processing (assigned)";"2026-01-11 09:30";"Very high";"Durand";"Helpdesk";"Network";"";"";
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def _bring(data: Path, name: str, text: str) -> None:
    (data.parent / name).write_text(text, encoding="utf-8")
    assert run(name).return_value == 0, "the proposed map leaves nothing open"
    report = json.loads(run(name, "--format", "json").stdout)
    for column in report["columns"]:
        parts = ("taken", "refused", "unused", "in_rows_left_out")
        assert column["cells"] == sum(column[part] for part in parts), column


@pytest.mark.parametrize(
    ("name", "text", "scores"),
    [
        ("lime.csv", LIME, [4, 2]),
        ("qualtrics.csv", QUALTRICS, [4, 5]),
        ("google.csv", GOOGLE, [4, 2]),
        ("microsoft.csv", MICROSOFT, [4, 3]),
        ("wjx.csv", WJX, [4, 2]),
    ],
)
def test_answers_come_in_without_what_is_personal(
    data: Path, name: str, text: str, scores: list[int]
) -> None:
    _bring(data, name, text)
    held = load_handbook(data).handbook
    assert held is not None
    assert [one.score for one in held.survey] == scores
    assert {str(one.answered_on)[:7] for one in held.survey} == {"2026-01"}
    assert len({one.department for one in held.survey}) == 2
    assert len(held.plan.departments) >= 2
    for path in data.rglob("*.csv"):
        assert "1.2.3" not in path.read_text(encoding="utf-8")


def test_two_surveys_that_count_from_one_stay_apart(data: Path) -> None:
    _bring(data, "lime.csv", LIME)
    _bring(data, "wjx.csv", WJX)
    held = load_handbook(data).handbook
    assert held is not None
    assert [one.id for one in held.survey] == ["lime-1", "lime-2", "wjx-1", "wjx-2"]


def test_the_tickets_of_glpi(data: Path) -> None:
    _bring(data, "glpi.csv", GLPI)
    held = load_handbook(data).handbook
    assert held is not None
    assert [(one.id, one.priority, one.group) for one in held.tickets] == [
        ("1 001", 2, "Helpdesk"),
        ("1 002", 1, "Helpdesk"),
    ]


def test_months_without_a_year_are_those_of_the_title(data: Path) -> None:
    (data / "kpis.yml").write_text(
        "- {id: cycle, name: 订单处理时间, definition: d, unit: h, comparator: <=, baseline: 30, target: 21,"
        " owner: not-named, source: log}\n",
        encoding="utf-8",
    )
    (data / "sources.yml").write_text("- {id: log, name: Log, owner: not-named}\n", encoding="utf-8")
    (data / "people.yml").write_text(
        "- {id: not-named, name: Nobody, title: none, side: it}\n", encoding="utf-8"
    )
    _bring(data, "kpi.csv", "2026年关键指标月报,,,\n指标名称,单位,1月,2月\n订单处理时间,小时,25.2,24.8\n")
    held = load_handbook(data).handbook
    assert held is not None
    assert [(one.month, one.actual) for one in held.kpi_actuals] == [("2026-01", 25.2), ("2026-02", 24.8)]
