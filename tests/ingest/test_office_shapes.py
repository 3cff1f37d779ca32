# ruff: noqa: E501, DTZ001 - the files are as wide as offices write them, and cells have no zone
"""Files in the shapes that offices have come in by the command alone: no line of map is changed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from erpsite.cli.importing import command
from tests.ingest.plan_begun import begin

LEDGER: list[list[object]] = [
    ["2026年度信息化项目台账（金额单位：万元）"],
    ["填报部门：信息中心", *[None] * 8, "填报日期：2026年1月12日"],
    ["序号", "项目编号", "项目名称", "归口部门", "项目负责人", "计划工期", None, "预算金额", None, "当前状态"],
    [*[None] * 5, "开始时间", "结束时间", "合计", "上半年", None],
    ["一、供应链类"],
    [1, "XX-01", "仓储系统升级", "物流部", "王建国", dt.datetime(2026, 3, 1), dt.datetime(2026, 9, 30), 120.5, 80, "进行中"],
    [2, "XX-02", "供应商门户", None, "李娜", "2026年第二季度", "2026年11月底", 86, 30, "未启动"],
    [None, None, "小计", None, None, None, None, 206.5, 110],
    ["二、财务类"],
    [3, "XX-03", "费控系统二期", "财务部", "陈晓明、赵倩", "2026年2月", "2026年8月", "待定", None, "进行中"],
    ["合计", None, None, None, None, None, None, 206.5, 110],
    ["注：以上预算以集团批复为准"],
]  # fmt: skip
MERGED = ["A1:J1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "H3:I3", "A5:J5", "D6:D7", "A9:J9"]
RISKS = [
    ["风险编号", "项目编号", "风险描述", "可能性", "影响程度", "应对措施", "责任人"],
    ["R01", "XX-01", "交付延期", "高", "中", "设违约金", "王建国"],
]


def _book(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for one in merged:
        book.active.merge_cells(one)
    book.save(path)
    return path


def _text(rows: Sequence[Sequence[object]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def _twice(data: Path, path: Path, *words: str, language: str = "en") -> Result:
    """Give the command twice, as the guide says: a map is proposed, then the rows are taken by it."""
    typed = [str(path), "--data", str(data), "--language", language, *words]
    first = CliRunner().invoke(command, typed, standalone_mode=False)
    assert first.return_value == 0, first.output
    return CliRunner().invoke(command, typed, standalone_mode=False)


def _read(path: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ledger_with_titles_sums_and_merged_cells(tmp_path: Path, language: str) -> None:
    data = begin(tmp_path, "china", "CNY")
    done = _twice(data, _book(tmp_path / "台账.xlsx", LEDGER, MERGED), language=language)
    assert done.return_value == 0, done.output
    first, second, third = (_read(data / f"initiatives/xx-0{n}.yml") for n in (1, 2, 3))
    assert first["budget_total"] == 1_205_000  # the unit stands in the title
    assert "budget_total" not in third
    assert third["owner"] != first["owner"]
    assert [(one["start"], one["finish"]) for one in second["phases"]] == [  # type: ignore[attr-defined]
        (dt.date(2026, 4, 1), dt.date(2026, 11, 30))
    ]
    assert len(list((data / "initiatives").glob("xx-*.yml"))) == 3
    people = yaml.safe_load((data / "people.yml").read_text(encoding="utf-8"))
    assert not [one for one in people if "、" in one["name"]]
    assert ("是其下各行的标题" if language == "zh" else "it is a title of the rows below it") in done.output
    assert ("是其他行的合计" if language == "zh" else "it is a sum of other rows") in done.output


def test_a_register_names_its_project_by_the_number(tmp_path: Path) -> None:
    data = begin(tmp_path, "china", "CNY")
    _twice(data, _book(tmp_path / "台账.xlsx", LEDGER, MERGED))
    done = _twice(data, _book(tmp_path / "风险.xlsx", RISKS), "--as", "risks")
    assert done.return_value == 0, done.output
    assert "交付延期" in (data / "initiatives/xx-01.yml").read_text(encoding="utf-8")


def test_an_amount_in_merged_cells_counts_once(tmp_path: Path) -> None:
    data = begin(tmp_path)
    rows: list[list[object]] = [
        ["Id", "Project", "Owner", "Budget"],
        ["a", "A", "Ann", 90],
        ["b", "B", None, None],
    ]
    done = _twice(data, _book(tmp_path / "p.xlsx", rows, ["C2:C3", "D2:D3"]))
    assert done.return_value == 0, done.output
    assert _read(data / "initiatives/a.yml")["budget_total"] == 90
    assert "budget_total" not in _read(data / "initiatives/b.yml")
    assert _read(data / "initiatives/b.yml")["owner"] == _read(data / "initiatives/a.yml")["owner"]


def test_days_months_and_quarters_in_one_column(tmp_path: Path) -> None:
    data = begin(tmp_path)
    rows: list[list[object]] = [
        ["All amounts in k£"], ["Ref", "Project", "Start", "End", "Budget"],
        ["p1", "One", "Mar-26", "Sep-26", 120], ["p2", "Two", "Q2 2026", "H2 2026", "1,250.5"],
        ["p3", "Three", "01/04/2026", "31/12/2026", 88], ["p4", "Four", "13/04/2026", "30/10/2026", 45],
    ]  # fmt: skip
    done = _twice(data, _book(tmp_path / "portfolio.xlsx", rows))
    assert done.return_value == 0, done.output
    spans = [_read(data / f"initiatives/p{n}.yml")["phases"][0] for n in (1, 2, 3)]  # type: ignore[index]
    assert [str(one["start"]) for one in spans] == ["2026-03-01", "2026-04-01", "2026-04-01"]
    assert [str(one["finish"]) for one in spans] == ["2026-09-30", "2026-12-31", "2026-12-31"]
    assert _read(data / "initiatives/p2.yml")["budget_total"] == 1_250_500


def test_days_first_and_months_first_in_one_column_still_stop(tmp_path: Path) -> None:
    rows = [["Id", "Project", "Start", "End"], ["a", "A", "13/04/2026", "2026-09-30"], ["b", "B", "04/13/2026", "2026-09-30"]]  # fmt: skip
    path = _book(tmp_path / "p.xlsx", rows)
    words = [str(path), "--data", str(begin(tmp_path)), "--language", "en"]
    done = CliRunner().invoke(command, words, standalone_mode=False)
    assert "can be read as DD/MM/YYYY, MM/DD/YYYY" in done.output


def test_targets_with_signs_give_number_and_comparator(tmp_path: Path) -> None:
    rows: list[list[object]] = [["指标名称", "单位", "责任人", "去年实际", "目标值"], ["可用率", "%", "周敏", 99.1, "≥99.5"], ["月结天数", "天", "陈晓明", 8, "≤5"]]  # fmt: skip
    data = begin(tmp_path)
    done = _twice(data, _book(tmp_path / "kpi.xlsx", rows), "--as", "kpis")
    assert done.return_value == 0, done.output
    kpis = yaml.safe_load((data / "kpis.yml").read_text(encoding="utf-8"))
    assert [(one["comparator"], one["target"]) for one in kpis] == [(">=", 99.5), ("<=", 5)]


def test_answers_in_words_are_scores(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "提交答卷时间", "1、您所在的部门是？", "2、您对ERP系统的总体满意度", "3、您最想改进什么？"]
    ]
    rows += [[str(n), f"2026/3/{n} 10:00:00", "财务部", word, "报表太慢"] for n, word in
             enumerate(("非常满意", "满意", "一般", "不满意", "非常不满意"), 1)]  # fmt: skip
    path = tmp_path / "问卷.csv"
    path.write_text(_text(rows), encoding="gb18030")
    data = begin(tmp_path, "china")
    done = _twice(data, path, language="zh")
    assert done.return_value == 0, done.output
    with (data / "survey.csv").open(encoding="utf-8", newline="") as file:
        taken = list(csv.DictReader(file))
    assert [row["score"] for row in taken] == ["5", "4", "3", "2", "1"]
    assert taken[0]["comment"] == "报表太慢"


def test_an_export_of_western_europe_in_eight_bits(tmp_path: Path) -> None:
    rows = [["number", "opened_at", "resolved_at", "priority", "assignment_group"]]
    rows += [[f"INC{n}", f"1{n}.02.2026 08:05:10", f"1{n}.02.2026 12:00:00", "2 - High", "Köln, Größe"] for n in range(4)]  # fmt: skip
    path = tmp_path / "incident.csv"
    path.write_bytes(_text(rows, ";").encode("cp1252"))
    data = begin(tmp_path)
    done = _twice(data, path)
    assert done.return_value == 0, done.output
    assert "read as Windows-1252" in done.output
    assert "Köln, Größe" in (data / "tickets.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["Привет, мир", "Zażółć gęślą jaźń", "日本語のテスト"])
def test_other_alphabets_in_eight_bits_are_not_taken_for_it(tmp_path: Path, text: str) -> None:
    coded = {"П": "cp1251", "Z": "cp1250", "日": "shift_jis"}[text[0]]
    path = tmp_path / "list.csv"
    path.write_bytes(_text([["id", "name"], *[[str(n), text] for n in range(5)]]).encode(coded))
    words = [str(path), "--data", str(begin(tmp_path)), "--language", "en"]
    done = CliRunner().invoke(command, words, standalone_mode=False)
    assert "is not text in UTF-8" in str(done.exception)


def test_causes_in_a_sentence_are_known_by_their_word(tmp_path: Path) -> None:
    rows = [["故障编号", "发生时间", "恢复时间", "故障等级", "故障原因"], ["G1", "2026/3/5 9:12", "2026/3/5 10:40", "一级", "数据库锁死"]]  # fmt: skip
    path = tmp_path / "故障记录.csv"
    path.write_text(_text(rows), encoding="utf-8")
    data = begin(tmp_path, "china")
    done = _twice(data, path, "--as", "incidents")
    assert done.return_value == 0, done.output
    assert ",database" in (data / "incidents.csv").read_text(encoding="utf-8")


def test_rows_that_give_no_record_make_no_people(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(_text([["风险", "项目", "责任人", "可能性"], ["延期", "没有的项目", "王五", "高"]]), encoding="utf-8")  # fmt: skip
    data = begin(tmp_path)
    words = [str(path), "--data", str(data), "--language", "zh", "--as", "risks"]
    for _ in range(2):
        CliRunner().invoke(command, words, standalone_mode=False)
    assert "王五" not in (data / "people.yml").read_text(encoding="utf-8")


def test_a_monthly_report_is_of_the_month_that_its_title_names(tmp_path: Path) -> None:
    data = begin(tmp_path, "china", "CNY")
    _twice(data, _book(tmp_path / "台账.xlsx", LEDGER, MERGED))
    rows: list[list[object]] = [
        ["项目月报 2026年3月"], ["项目编号", "本月进展", "完成率", "状态", "累计支出(万元)"],
        ["XX-01", "完成调研", 0.35, "正常", 40.2], ["XX-03", "上线试点", "60%", "延期", 20],
    ]  # fmt: skip
    done = _twice(data, _book(tmp_path / "月报.xlsx", rows), "--as", "progress")
    assert done.return_value == 0, done.output
    review = _read(data / "reviews/2026-03.yml")
    told = {one["initiative"]: one for one in review["progress"]}  # type: ignore[attr-defined]
    assert [told[name]["complete"] for name in ("xx-01", "xx-03")] == [35, 60]
    assert told["xx-01"]["spent"] == 402_000


def test_a_list_of_milestones_and_one_of_pain_points_need_no_line(tmp_path: Path) -> None:
    data = begin(tmp_path, "china", "CNY")
    _twice(data, _book(tmp_path / "台账.xlsx", LEDGER, MERGED))
    stones: list[list[object]] = [
        ["项目名称", "里程碑", "计划完成日期", "实际完成日期", "状态", "责任人"],
        ["仓储系统升级", "蓝图评审", "2026/4/30", None, "未完成", "王建国"],
    ]  # fmt: skip
    assert _twice(data, _book(tmp_path / "里程碑.xlsx", stones)).return_value == 0
    assert "蓝图评审" in (data / "initiatives/xx-01.yml").read_text(encoding="utf-8")
    points: list[list[object]] = [
        ["序号", "业务流程", "问题描述", "影响程度"],
        [1, "采购到付款", "靠人工匹配", "高"],
    ]
    assert _twice(data, _book(tmp_path / "痛点.xlsx", points), "--as", "pain_points").return_value == 0
    assert "靠人工匹配" in (data / "pain_points.yml").read_text(encoding="utf-8")
