# ruff: noqa: E501 - the files are as wide as offices write them
"""Files in the shape of real exports come into the smallest plan without a line of map, no cell lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from erpsite.model import Handbook
from tests.ingest.plan_begun import begin, run

PORTFOLIO = """Major projects,,,,,,,
"Data as at 31 March 2026",,,,,,,
,,,,,,,
Programme ID,Project Name,Delivery Confidence Assessment,"Commentary
on actions",Project - Start Date (Latest Approved),Project - End Date,TOTAL Whole Life Costs (£m),Senior Responsible Owner
P-1,Fast Track Cities,Amber,"At Amber.
Due to funding.",13/04/2025,31/03/2027,"1,250.30",Jo Smith
P-2,Hubs,Green,On plan,15/06/2024,31/12/2026,£88.20,Ann Lee
P-3,Flood Defence,Red,,13/01/2025,N/A,Exempt under Section 43,
"""
PROJECTS = """序号,项目名称,项目类型,建设内容,项目负责人（必填）,涉及模块,计划开始时间,计划完成时间,预算（万元）,备注
1,ERP财务升级,优化,升级总账,张三,财务,2026-01-05,2026-06-30,120.5,无
2,MES集成,系统集成,与MES打通,李四,生产、质量,2026年3月,2026年9月,80,
3,主数据治理,数据治理,物料主数据,张三,供应链,2026/4/1,2026/12/31,60.25,待定
合计,,,,,,,,260.75,
"""
INVESTMENTS = """项目编号,项目名称,负责人,计划开始,计划完成,总投资额,年度预算(万元),状态
X-1,财务共享,张三,2026年3月1日,2026年9月30日,1.2亿,350,进行中
X-2,仓储条码,李四,2026/4/1,2026/12/31,80万元,80万元,未开始
"""
TRACKER = """Portfolio tracker - export of 12/03/2026;;;;;;;;
;;;;;;;;
Ref;Project name;Phase;Sponsor;PM;Start;End;Budget (k£);Status
P-001;Invoice matching;Build;Jo Smith;Ann Lee;15.04.2026;30.09.2026;12.500,5;Green
P-002;Warehouse scanning;Design;Jo Smith;Bo Chen;01.05.2026;31.12.2026;8.000,0;Amber
P-003;Chart of accounts clean-up;Closed;;Ann Lee;;;;Red
Total;;;;;;;20.500,5;
"""
OUTAGES = """Incident No.,System,Outage start,Downtime (min),Severity,Root cause category,Planned?,Summary
OUT-01,Finance,2026-11-03 09:10,95,2,Network,No,Core switch restart
OUT-02,Stock,2026-10-25 00:30,120,3,Maintenance,Yes,Patch window
OUT-03,All,2026-12-20 08:00,1h 20m,1,Hardware,No,Disk
OUT-04,Finance,2026-12-21 10:00,1:30,2,Hardware,No,Disk
"""
LOG = """number,incident_state,reopen_count,made_sla,opened_at,category,urgency,priority,assignment_group,resolved_at,closed_at
INC1,New,0,true,29/2/2026 01:16,Category 55,2 - Medium,3 - Moderate,Group 56,?,5/3/2026 12:00
INC1,Closed,1,true,29/2/2026 01:16,Category 55,2 - Medium,3 - Moderate,Group 56,28/2/2026 11:29,5/3/2026 12:00
INC2,New,0,false,27/2/2026 04:40,Category 40,2 - Medium,4 - Low,Group 70,1/3/2026 09:52,6/3/2026 10:00
""".replace("29/2/2026", "26/2/2026")
RISKS = """Project,Risk Description,Likelihood,Impact,Mitigation,Risk Owner
Hubs,Late lease,High,Medium,Talk early,Ann Lee
Hubs,No staff,Low,Very high,,
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def _bring(data: Path, name: str, text: str, *words: str) -> tuple[dict[str, object], Handbook]:
    (data.parent / name).write_text(text, encoding="utf-8")
    assert run(name, *words).return_value == 0, "the proposed map leaves nothing open"
    report = json.loads(run(name, "--format", "json").stdout)
    for column in report["columns"]:
        parts = ("taken", "refused", "unused", "in_rows_left_out")
        assert column["cells"] == sum(column[part] for part in parts), column
    result = load_handbook(data)
    assert result.handbook is not None, result.issues
    assert "0 new, values changed: 0" in run(name).output, "the same file again changes nothing"
    return report, result.handbook


def test_a_register_of_major_projects(data: Path) -> None:
    _, held = _bring(data, "portfolio.csv", PORTFOLIO)
    cities = held.initiatives["p-1"]
    assert cities.phases[0].start is not None
    assert cities.phases[0].start.isoformat() == "2025-04-13"
    assert cities.whole_life_cost == 1_250_300_000
    assert cities.source_status is not None
    assert cities.source_status.in_("en") == "Amber"
    assert held.people[str(cities.owner)].name.in_("en") == "Jo Smith"
    flood = held.initiatives["p-3"]
    assert (flood.owner, flood.phases[0].finish, flood.whole_life_cost) == (None, None, None)


def _in_yuan(data: Path) -> None:
    file = data / "handbook.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("currency: GBP", "currency: CNY"), encoding="utf-8"
    )


def test_a_chinese_list_of_projects(data: Path) -> None:
    _in_yuan(data)
    report, held = _bring(data, "项目清单.csv", PROJECTS)
    first, second, third = held.initiatives.values()
    assert str(first.type) == "optimisation"
    assert first.budget_total == 1_205_000
    assert second.phases[0].start is not None
    assert second.phases[0].finish is not None
    assert (second.phases[0].start.isoformat(), second.phases[0].finish.isoformat()) == (
        "2026-03-01",
        "2026-09-30",
    )
    assert third.owner == first.owner
    assert len(held.modules) == 4
    assert len(second.modules) == 2
    assert report["records"] == 3


def test_amounts_in_another_currency_wait_for_the_rate(data: Path) -> None:
    (data.parent / "list.csv").write_text(PROJECTS, encoding="utf-8")
    asked = run("list.csv")
    assert asked.return_value == 1
    assert "these are amounts in CNY, and the plan is in GBP; multiply factor by the rate" in asked.output
    assert list(data.glob("initiatives/*erp*")) == []


def test_units_of_amounts_are_read_from_the_name_and_from_each_cell(data: Path) -> None:
    """A list of projects with a budget and a status is no list of what last year delivered."""
    _in_yuan(data)
    _, held = _bring(data, "投资.csv", INVESTMENTS)
    first, second = held.initiatives["x-1"], held.initiatives["x-2"]
    assert first.budget_total == 3_500_000
    assert first.whole_life_cost == 120_000_000
    assert second.budget_total == second.whole_life_cost == 800_000


def test_a_tracker_with_its_own_ids_and_thousands_of_pounds(data: Path) -> None:
    report, held = _bring(data, "tracker.csv", TRACKER)
    assert [*held.initiatives][-3:] == ["p-001", "p-002", "p-003"]
    assert held.initiatives["p-001"].budget_total == 12_500_500
    assert held.initiatives["p-003"].budget_total is None
    assert report["records"] == 3


def test_outages_that_say_how_long_they_lasted_have_an_end(data: Path) -> None:
    """Minutes are elapsed ones: the night of the clocks is an hour longer, and its doubled hour keeps the offset."""
    file = data / "handbook.yml"
    zone = "timezone: Europe/London"
    text = file.read_text(encoding="utf-8")
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("timezone:"))
    file.write_text(f"{text}{zone}\n", encoding="utf-8")
    _, held = _bring(data, "outages.csv", OUTAGES)
    ends = [one.ended.isoformat(" ", "minutes") for one in held.incidents]
    assert ends == ["2026-11-03 10:45", "2026-10-25 01:30+00:00", "2026-12-20 09:20", "2026-12-21 11:30"]
    assert next(one.id for one in held.incidents) == "out-01"
    assert held.incidents[2].module is None


def test_a_log_with_several_rows_a_ticket(data: Path) -> None:
    report, held = _bring(data, "log.csv", LOG)
    first, second = held.tickets
    assert (first.priority, first.reopened, second.priority, second.sla_met) == (3, 1, 4, False)
    assert len(report["merged"]) == 1  # type: ignore[arg-type]  # a list in JSON


def test_risks_go_into_their_initiative(data: Path) -> None:
    _bring(data, "portfolio.csv", PORTFOLIO)
    _, held = _bring(data, "risks.csv", RISKS, "--as", "risks")
    late, staff = held.initiatives["p-2"].risks
    assert (late.probability, late.impact, late.response.in_("en")) == (4, 3, "Talk early")
    assert (staff.probability, staff.impact, staff.owner) == (2, 5, "not-named")


def test_progress_begins_the_review_of_its_month(data: Path) -> None:
    _bring(data, "portfolio.csv", PORTFOLIO)
    text = "Project,Month,% complete,RAG,Spend to date,Comments\nHubs,2026-02,40,Amber,120000,Late\nFlood Defence,2026-02,10,R,,\n"
    _, held = _bring(data, "status.csv", text, "--as", "progress")
    hubs, flood = held.reviews["2026-02"].progress
    assert (hubs.complete, str(hubs.status)) == (40, "amber")
    assert hubs.spent == 120_000
    assert str(flood.status) == "red"


JIRA = """<?xml version="1.0" encoding="UTF-8"?><rss version="0.92"><channel><title>Search</title>
<item><title>[ERP-1] Login fails</title><key id="1">ERP-1</key><type id="1">Bug</type><priority id="2">High</priority>
<status id="3">Done</status><resolution id="1">Fixed</resolution><created>Mon, 5 Jan 2026 09:30:00 +0100</created>
<resolved>Tue, 6 Jan 2026 17:02:00 +0100</resolved><component>Finance</component>
<customfields><customfield><customfieldname>Team</customfieldname><customfieldvalues>
<customfieldvalue>Service desk</customfieldvalue></customfieldvalues></customfield></customfields></item>
<item><title>[ERP-2] Slow</title><key id="2">ERP-2</key><type id="1">Bug</type><priority id="2">Low</priority>
<status id="3">Open</status><created>Wed, 7 Jan 2026 08:00:00 +0100</created></item></channel></rss>
"""


def test_a_search_of_jira_as_xml_keeps_the_time_of_its_offset(data: Path) -> None:
    _, held = _bring(data, "search.xml", JIRA)
    first, second = held.tickets
    assert (first.id, first.priority, first.module, first.group) == ("ERP-1", 2, "finance", "Service desk")
    assert first.opened.isoformat() == "2026-01-05T08:30:00", "London is an hour behind the file"
    assert (second.priority, second.resolved) == (4, None)


def test_a_folder_of_notes_is_a_record_a_file(data: Path) -> None:
    notes = data.parent / "projects"
    notes.mkdir()
    for name, title in (("a", "WMS"), ("b", "CRM")):
        head = f"title: {title}\nowner: Jo Smith\nstart: 2026-01-05\nend: 2026-06-30\nbudget: 12000\n"
        (notes / f"{name}.md").write_text(f"---\n{head}---\n\nWhy we do it.\n", encoding="utf-8")
    assert run("projects").return_value == 0
    run("projects")
    held = load_handbook(data).handbook
    assert held is not None
    assert {one.name.in_("en"): int(one.budget_total or 0) for one in held.initiatives.values()} == {
        "WMS": 12_000,
        "CRM": 12_000,
    }


def test_lines_above_the_table_are_no_header(data: Path) -> None:
    text = "Report,,\nGenerated,2026-01-01,\n,,\nNumber,Opened,Priority\nI1,2026-01-02 10:00,3\n"
    _, held = _bring(data, "pre.csv", text)
    assert [(one.id, one.priority) for one in held.tickets] == [("I1", 3)]
