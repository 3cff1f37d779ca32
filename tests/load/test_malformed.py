"""Run every golden case of bad input; each says what stands in the files and which findings are told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.i18n import translator
from erpsite.load import load_handbook
from tests.load.golden import BASE_PLAN, lay_out, report_line

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "load"
CASES = sorted(FOLDER.rglob("*.yml"))


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def test_base_plan_is_clean() -> None:
    result = load_handbook(BASE_PLAN)
    assert [report_line(issue) for issue in result.issues] == []
    assert result.handbook is not None


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_bad_input_is_told(path: Path, tmp_path: Path) -> None:
    case: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    lay_out(case, tmp_path / "data")
    result = load_handbook(tmp_path / "data")
    told = [report_line(issue) for issue in result.issues]
    if "expect" not in case:
        _keep_snapshot(path, told)
    assert told == case["expect"]
    failed = any(" error " in line.split("  ")[0] for line in told)
    assert (result.handbook is None) == failed
    for issue in result.issues:
        words = translator("zh")(issue.message).format_map(issue.values)
        assert any("\u4e00" <= char <= "\u9fff" for char in words)


def _keep_snapshot(path: Path, told: list[str]) -> None:
    if not os.environ.get("CI"):
        added = yaml.safe_dump({"expect": told}, allow_unicode=True, width=1000, sort_keys=False)
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    pytest.fail(f"{path.name} had no expected findings; read those that were written")
