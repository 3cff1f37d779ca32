"""An answer that is dated back into a published round is refused before anything can be computed from it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from erpsite.issues import Issue, Severity
from erpsite.load import load_handbook
from erpsite.model import Handbook

CODES = ("round-changed", "round-not-counted", "count-without-round")


def _loaded(
    root: Path, folder: Path, setting: str, late: Sequence[str] = ()
) -> tuple[Handbook | None, list[Issue]]:
    """Return the sample with another setting of its closed rounds and with later answers on some days."""
    data = folder / "data"
    shutil.copytree(root / "data", data)
    plan = data / "handbook.yml"
    text = plan.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "answers_at_closing" in line)
    plan.write_text(text.replace(line, setting), encoding="utf-8")
    table = data / "survey.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    for number, day in enumerate(late):
        cells = rows[1].split(",")
        rows.append(",".join([f"late-{number}", day, *cells[2:]]))
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = load_handbook(data)
    return result.handbook, [issue for issue in result.issues if issue.code in CODES]


COUNTED = "  answers_at_closing: [120, 80]"


def test_the_sample_counts_its_rounds(repo_root: Path) -> None:
    assert not [issue for issue in load_handbook(repo_root / "data").issues if issue.code in CODES]


@pytest.mark.parametrize("day", ["2025-11-30", "2026-09-20", "2026-01-15", "2025-01-01"])
def test_an_answer_dated_back_is_refused(repo_root: Path, tmp_path: Path, day: str) -> None:
    handbook, (issue,) = _loaded(repo_root, tmp_path, COUNTED, [day])
    assert handbook is None
    assert (issue.code, issue.severity, issue.source.path) == (
        "round-changed",
        Severity.ERROR,
        "handbook.yml",
    )
    assert issue.values["found"] == int(str(issue.values["stated"])) + 1


def test_an_answer_after_the_closing_is_of_the_next_round(repo_root: Path, tmp_path: Path) -> None:
    handbook, issues = _loaded(repo_root, tmp_path, COUNTED, ["2026-10-01"])
    assert handbook is not None
    assert issues == []


def test_an_answer_that_is_gone_is_missed(repo_root: Path, tmp_path: Path) -> None:
    _, (issue,) = _loaded(repo_root, tmp_path, "  answers_at_closing: [121, 80]")
    assert issue.code == "round-changed"


def test_counts_are_asked_for_and_the_hint_passes(repo_root: Path, tmp_path: Path) -> None:
    handbook, (issue,) = _loaded(repo_root, tmp_path / "a", "")
    assert handbook is not None
    assert (issue.code, issue.severity) == ("round-not-counted", Severity.INFO)
    assert _loaded(repo_root, tmp_path / "b", f"  {issue.values['fix']}")[1] == []


def test_more_counts_than_rounds_are_refused(repo_root: Path, tmp_path: Path) -> None:
    _, (issue,) = _loaded(repo_root, tmp_path, "  answers_at_closing: [120, 80, 5]")
    assert issue.code == "count-without-round"
