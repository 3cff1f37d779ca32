"""Exports whose program is known by its columns: what `--list` names, and boards of Microsoft Planner."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from erpsite.load import load_handbook
from tests.ingest import test_surveys as surveys
from tests.ingest.plan_begun import begin, run

ENGLISH = (
    ("Plan name", "ERP 2026"), ("Plan ID", "k3X"), ("Date of export", "06/15/2026"), (),
    ("Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Start date", "Due date",
     "Completed Date", "Labels", "Description"),
    ("aB1xYz", "Replace the WMS", "Warehouse", "In progress", "Urgent", "Ann Lee;Bob Ho", "01/19/2026",
     "06/30/2026", None, "Blue", "New scanners"),
    ("cD2xYz", "Close books faster", "Finance", "Not started", "Medium", None, None, "09/30/2026", None, None,
     None),
)  # fmt: skip
CHINESE = (
    ("计划名称", "ERP 2026"), ("计划 ID", "k3X"), ("导出日期", "2026/6/15"), (),
    ("任务 ID", "任务名称", "存储桶名称", "进度", "优先级", "分配给", "开始日期", "截止日期", "完成日期",
     "标签", "说明"),
    ("aB1xYz", "更换仓库系统", "仓储", "正在进行", "紧急", "李安;何博", "2026/1/19", "2026/6/30", None, "蓝",
     "新扫描枪"),
    ("cD2xYz", "加快关账", "财务", "未开始", "中", None, None, "2026/9/30", None, None, None),
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.mark.parametrize(("rows", "owner"), [(ENGLISH, "Ann Lee"), (CHINESE, "李安")])
def test_tasks_of_planner_are_initiatives(data: Path, rows: tuple[tuple[str, ...], ...], owner: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(data.parent / "planner.xlsx")
    first = run("planner.xlsx")
    assert first.return_value == 0, first.output
    assert "the columns are those of planner" in first.output
    report = json.loads(run("planner.xlsx", "--format", "json").stdout)
    assert report["refused"] == []
    held = load_handbook(data).handbook
    assert held is not None
    one, other = held.initiatives["ab1xyz"], held.initiatives["cd2xyz"]
    assert (str(one.phases[0].start), str(one.phases[0].finish)) == ("2026-01-19", "2026-06-30")
    assert (one.priority, other.priority, other.owner) == (1, 3, None)
    assert held.people[one.owner or ""].name.in_("en") == owner


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("limesurvey", surveys.LIME),
        ("qualtrics", surveys.QUALTRICS),
        ("microsoft-forms", surveys.MICROSOFT),
        ("wenjuanxing", surveys.WJX),
        ("glpi", surveys.GLPI),
    ],
)
def test_the_program_is_known_by_its_columns(data: Path, name: str, text: str) -> None:
    (data.parent / "export.csv").write_text(text, encoding="utf-8")
    told = json.loads(run("export.csv", "--dry-run", "--format", "json").stdout)
    assert told["why"] == f"the columns are those of {name}"
    assert f"  {name}  " in run("--list").output
