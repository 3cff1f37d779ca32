"""A day that stands twice in the logs is counted, questioned, shown and kept in the account."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from erpsite.ingest.rollup.again import AlikeRows, repeated_days
from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import HEAD, Command

LOG = Path("logs/a.csv")


def lines(day: int, number: int = 40, month: int = 1) -> list[str]:
    """Rows of a day, none like another."""
    draw = random.Random(f"{month} {day}")
    return [
        f"2026-{month:02d}-{day:02d} {8 + at % 10:02d}:{at:02d}:{draw.randint(0, 59):02d},FI,0010,"
        f"u{draw.randint(1, 9)},FB60,{100 + at},S\n"
        for at in range(number)
    ]  # fmt: skip


def report(run: Command, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("--format", "json", *words).stdout)
    return found


def days_of(found: dict[str, object]) -> list[tuple[object, ...]]:
    held = found["days_twice"]
    assert isinstance(held, list)
    return [(one["day"], one["rows"], one["more"], one["files"], one["about"]) for one in held]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_day_twice_in_one_file_is_told_and_kept(plan: Path, run: Command, language: str) -> None:
    LOG.write_text(HEAD + "".join([*lines(1), *lines(2), *lines(3), *lines(2)]))
    result = run(language=language)
    assert result.return_value == 0
    assert "2026-01-02" in result.output
    assert ("80 rows" in result.output) == (language == "en")
    found = [one for one in load_handbook(plan / "data").issues if one.code == "rollup-repeated"]
    assert [(str(one.source), one.values["more"]) for one in found] == [("rollup/web/files.json", 40)]
    LOG.write_text(HEAD + "".join([*lines(1), *lines(2), *lines(3)]))
    assert days_of(report(run)) == []
    assert "again" not in (plan / "data/rollup/web/files.json").read_text()


@pytest.mark.usefixtures("plan")
def test_a_day_of_which_a_part_stands_twice_or_that_two_files_hold_is_told(run: Command) -> None:
    LOG.write_text(HEAD + "".join([*lines(1), *lines(2), *lines(2)[:15], *lines(3)]))
    assert days_of(report(run)) == [("2026-01-02", 55, 15, ["logs/a.csv"], False)]
    LOG.write_text(HEAD + "".join([*lines(1), *lines(2)]))
    Path("logs/b.csv").write_text(HEAD + "".join([*lines(2), *lines(3), *lines(4, month=2)]))
    assert days_of(report(run)) == [("2026-01-02", 80, 40, ["logs/a.csv", "logs/b.csv"], False)]
    Path("logs/c.csv").write_text(HEAD + "".join(lines(9, month=2)))  # another month: what was told stays
    assert [one[0] for one in days_of(report(run))] == ["2026-01-02"]


@pytest.mark.usefixtures("plan")
def test_a_log_whose_every_row_stands_twice_or_three_times_is_told(run: Command) -> None:
    for times in (2, 3):
        LOG.write_text(HEAD + "".join([*lines(1), *lines(2)] * times))
        assert [one[0] for one in days_of(report(run))] == ["2026-01-01", "2026-01-02"]


@pytest.mark.usefixtures("plan")
def test_a_coarse_log_whose_rows_are_alike_on_any_day_is_not(run: Command) -> None:
    draw = random.Random(1)
    rows = [
        f"2026-01-{day:02d} 00:00:00,FI,0010,,FB60,{draw.randint(1, 20)},S\n"
        for day in range(1, 29)
        for _ in range(60)
    ]
    LOG.write_text(HEAD + "".join(rows))
    assert days_of(report(run)) == []


def test_of_a_part_of_the_rows_the_numbers_are_about() -> None:
    seen = [
        AlikeRows("2026-01-02", 2003, 1001, 1, 1000, ("a",)),
        AlikeRows("2026-01-03", 999, 999, 999, 999, ()),
    ]
    (one,) = repeated_days(seen, 50)
    assert (one.rows, one.more, one.about) == (100_000, 50_000, True)
