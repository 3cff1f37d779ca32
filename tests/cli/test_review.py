"""`erpsite review` begins a month's file, never overwrites one, and says clearly why it will not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.main import group
from erpsite.cli.review import command as review
from erpsite.load import load_handbook
from tests.plan_folder import write_plan_folder


def _run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        review, [*arguments, "--data", str(folder / "data"), "--language", "en"], standalone_mode=False
    )


def test_it_writes_the_month_into_the_plan(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    result = _run(tmp_path, "2026-04")
    assert result.return_value == 0
    assert "2026-04.yml is written" in result.output
    loaded = load_handbook(tmp_path / "data").handbook
    assert loaded is not None
    assert list(loaded.reviews) == ["2026-02", "2026-03", "2026-04"]


def test_it_never_overwrites(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    assert _run(tmp_path, "2026-04").return_value == 0
    file = tmp_path / "data" / "reviews" / "2026-04.yml"
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    result = _run(tmp_path, "2026-04")
    assert result.return_value == 2
    assert "stays as it is" in result.output
    assert file.read_text(encoding="utf-8").endswith("# mine\n")


def test_it_prints_and_writes_nothing_when_asked(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    result = _run(tmp_path, "2026-04", "--stdout")
    assert "month: 2026-04" in result.output
    assert not (tmp_path / "data" / "reviews" / "2026-04.yml").exists()


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2027-01", "outside the plan year, which runs from 2026-01 to 2026-12"),
        ("2026-03", "2026-03.yml is there already"),
        ("2026-06", "the month before 2026-06 has no review; the values are those of 2026-03"),
        ("2026-01", "there is a later review, of 2026-02"),
    ],
)
def test_it_says_what_is_wrong_with_a_month(month: str, words: str, tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    result = _run(tmp_path, month)
    assert words in result.output
    assert (result.return_value == 0) == (month in ("2026-06", "2026-01"))


@pytest.mark.parametrize("month", ["2026-13", "2026-4", "April", "2026/04", "２０２６-04"])
def test_what_is_no_month_is_refused(month: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["review", month, "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "is not a month; " in result.output


def test_data_with_errors_is_not_carried_on(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (tmp_path / "data" / "kpis.yml").write_text("- id: [", encoding="utf-8")
    result = _run(tmp_path, "2026-04")
    assert result.return_value == 1
    assert "kpis.yml:2:1  error" in result.output


def test_the_help_has_an_example() -> None:
    result = CliRunner().invoke(group, ["review", "--help"])
    assert "erpsite review 2026-11" in result.output
