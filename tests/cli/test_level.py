"""`erpsite level` tells, writes, and applies a levelled plan."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.level import command
from erpsite.load import load_handbook

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "base_plan"
NARROW = (
    "  capacity:\n    2026-Q1: 60\n    2026-Q2: 60\n",
    "  capacity:\n    2026-Q1: 60\n    2026-Q2: 40\n    2026-Q3: 60\n",
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    shutil.copytree(GOLDEN, data)
    shutil.rmtree(data / "levelling")
    text = (data / "handbook.yml").read_text(encoding="utf-8")
    assert NARROW[0] in text
    (data / "handbook.yml").write_text(text.replace(*NARROW), encoding="utf-8")
    return data


def _run(data: Path, *words: str) -> tuple[int, str]:
    done: Result = CliRunner().invoke(
        command, ["--data", str(data), "--seconds", "5", "--language", "en", *words], standalone_mode=False
    )
    assert done.exception is None, done.exception
    return done.return_value, done.output


def test_it_tells_and_writes_the_proposal(plan: Path) -> None:
    shutil.rmtree(plan / "reviews")
    code, said = _run(plan, "--as-of", "2026-01")
    assert code == 0
    assert "waits for Consultant until" in said
    assert "One more Consultant" in said
    first = (plan / "levelling" / "2026-01.yml").read_bytes()
    handbook = load_handbook(plan).handbook
    assert handbook is not None
    assert handbook.levelling["2026-01"].outcome == "proved"
    _run(plan, "--as-of", "2026-01")
    assert (plan / "levelling" / "2026-01.yml").read_bytes() == first


def test_it_says_what_it_is_at_on_the_error_stream(plan: Path) -> None:
    shutil.rmtree(plan / "reviews")
    arguments = ["--data", str(plan), "--as-of", "2026-01", "--seconds", "5", "--language", "en", "--stdout"]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert "Trying measure 1 of" in result.stderr
    assert "Drawing" in result.stderr
    assert "of 5 s, 3.5 are for the plan" in result.stderr
    assert "s for the chances." in result.stderr.splitlines()[-1]
    assert result.stdout.startswith("# yaml-language-server")
    assert "Trying" not in result.stdout


def test_it_speaks_chinese(plan: Path) -> None:
    _, said = _run(plan, "--language", "zh", "--stdout")
    assert "month: 2026-03" in said
    _, said = _run(plan, "--language", "zh")
    assert "以现有人力" in said


def test_applied_before_the_first_review_it_changes_the_plan(plan: Path) -> None:
    shutil.rmtree(plan / "reviews")
    file = plan / "initiatives" / "erp-crm.yml"
    before = file.read_text(encoding="utf-8").replace(
        "  start: 2026-04-01\n", "  start: 2026-04-01  # agreed\n"
    )
    file.write_text(before, encoding="utf-8")
    code, said = _run(plan, "--as-of", "2026-01", "--apply")
    assert code == 0
    assert "dates written" in said
    after = file.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert changed
    assert "# agreed" in after
    assert all(a.split(":")[0] == b.split(":")[0] for a, b in changed)
    assert "stated by quarter for the old dates" in said


def test_applied_later_it_writes_forecasts(plan: Path) -> None:
    initiative = (plan / "initiatives" / "erp-crm.yml").read_bytes()
    code, said = _run(plan, "--as-of", "2026-03", "--apply")
    assert code == 0
    assert (plan / "initiatives" / "erp-crm.yml").read_bytes() == initiative
    assert "reviews/2026-03.yml" in said.replace("\\", "/")
    assert load_handbook(plan).handbook is not None


def test_a_contradiction_is_told_with_its_place(plan: Path) -> None:
    shutil.rmtree(plan / "reviews")
    file = plan / "initiatives" / "erp-crm.yml"
    text = file.read_text(encoding="utf-8").replace("  finish: 2026-03-31\n", "  finish: 2026-04-15\n")
    text = text.replace("  finish: 2026-06-30\n", "  finish: 2026-06-30\n  fixed: true\n")
    file.write_text(text, encoding="utf-8")
    code, said = _run(plan, "--as-of", "2026-01")
    assert code == 1
    assert "These cannot all be kept" in said
    assert "initiatives/erp-crm.yml:" in said.replace("\\", "/")
    assert "is fixed on" in said


def test_effort_that_no_quarter_has_is_told_at_its_line(plan: Path) -> None:
    shutil.rmtree(plan / "reviews")
    file = plan / "initiatives" / "erp-crm.yml"
    lines = file.read_text(encoding="utf-8").replace("2026-Q2: 60", "2026-Q2: 900").splitlines(keepends=True)
    file.write_text("".join(lines), encoding="utf-8")
    place = lines.index("effort:\n") + 2
    code, said = _run(plan, "--as-of", "2026-01")
    assert code == 1
    assert f"initiatives/erp-crm.yml:{place}:" in said.replace("\\", "/")
    assert "more than its days in any quarter can have" in said


def test_a_role_without_capacity_is_told_once_with_its_quarters_in_order(plan: Path) -> None:
    shutil.rmtree(plan / "reviews")
    file = plan / "handbook.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(NARROW[1], ""), encoding="utf-8")
    code, said = _run(plan, "--as-of", "2026-01")
    assert code == 0
    (told,) = (line for line in said.splitlines() if "nobody said how much there is" in line)
    assert "Consultant is asked for in Q1 2026, Q2 2026, and" in told
    assert "handbook.yml:14:" in told.replace("\\", "/")
