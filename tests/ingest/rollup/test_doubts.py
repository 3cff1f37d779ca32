"""Clocks of two servers, units within a month, empty columns: questioned, and only where due."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import DEFINITION, HEAD, Command

START = datetime.fromisoformat("2026-03-01")
HOURS = (8, 9, 9, 10, 10, 10, 11, 11, 13, 14, 14, 14, 15, 15, 16, 17)


def _day_log(seed: int, minutes: int = 0, server: str = "") -> str:
    """Return the rows of a month at the hours of an office, by a clock that is ahead."""
    draw = random.Random(seed)
    moments = [
        START + timedelta(draw.randint(0, 27), 3600 * draw.choice(HOURS) + draw.randint(0, 3599))
        for _ in range(3000)
    ]
    more = f",{server}" if server else ""
    ahead = (one + timedelta(minutes=minutes) for one in sorted(moments))
    return "".join(f"{one},FI,0010,u1,FB60,{draw.randint(50, 900)},S{more}\n" for one in ahead)


def _questions(plan: Path, code: str) -> list[tuple[str, ...]]:
    found = [one for one in load_handbook(plan / "data").issues if one.code == code]
    assert {str(one.source) for one in found} <= {"rollup/web/files.json"}
    return sorted(tuple(map(str, (one.values[key] for key in sorted(one.values)))) for one in found)


@pytest.mark.parametrize(
    ("minutes", "by"), [(180, "+3 h 00 min"), (-60, "−1 h 00 min"), (480, "+8 h 00 min"), (8, ""), (0, "")]
)
def test_files_of_two_servers_with_clocks_apart(plan: Path, run: Command, minutes: int, by: str) -> None:
    Path("logs/a.csv").unlink()
    Path("logs/app1.csv").write_text(HEAD + _day_log(1))
    Path("logs/app2.csv").write_text(HEAD + _day_log(2, minutes))
    told = run().output
    expected = [(by, "logs/app2.csv", "logs/app1.csv", "hours")] if by else []
    assert _questions(plan, "rollup-clock") == expected
    assert (f"moved by {by};" in told) == bool(by)
    if by:  # another month that comes later leaves the question where it is; the right clock takes it away
        Path("logs/app3.csv").write_text(HEAD + "2026-04-01 10:00:00,FI,0010,u1,FB60,1,S\n")
        run()
        assert _questions(plan, "rollup-clock") == expected
        Path("logs/app2.csv").write_text(HEAD + _day_log(2))
        run()
        assert _questions(plan, "rollup-clock") == []


def test_the_column_of_the_server_says_which_clock_is_apart(plan: Path, run: Command) -> None:
    Path("data/rollups/web.yml").write_text("server: host\n" + DEFINITION)
    rows = _day_log(1, 0, "a") + _day_log(2, 60, "b") + _day_log(3, 0, "c")
    Path("logs/a.csv").write_text(HEAD.replace("status", "status,host") + rows)
    run()
    assert _questions(plan, "rollup-clock") == [("+1 h 00 min", "b", "a, c", "hours")]


def test_rows_at_all_hours_alike_tell_nothing(plan: Path, run: Command) -> None:
    for name, shift in (("a", 0), ("b", 180)):
        moments = (START + timedelta(minutes=10 * at + shift) for at in range(3000))
        rows = "".join(f"{one},FI,0010,u1,FB60,{at},S\n" for at, one in enumerate(moments))
        Path(f"logs/{name}.csv").write_text(HEAD + rows)
    run()
    assert _questions(plan, "rollup-clock") == []


def test_files_that_always_arrive_later_than_those_of_another_server(plan: Path, run: Command) -> None:
    Path("logs/a.csv").unlink()
    for day in range(1, 5):
        for server, late in (("app1", 0), ("app2", 420)):
            path = Path(f"logs/{server}-2026-03-0{day}.csv")
            begun = START + timedelta(days=day - 1, seconds=-late)
            moments = (begun + timedelta(minutes=10 * at + 3) for at in range(144))
            path.write_text(HEAD + "".join(f"{one},FI,0010,u1,FB60,{day},S\n" for one in moments))
            midnight = (START + timedelta(day)).replace(tzinfo=UTC).timestamp() - 8 * 3600 + day
            os.utime(path, (midnight, midnight))
    run()
    assert _questions(plan, "rollup-clock") == [("−7 min", "logs/app2-*.csv", "logs/app1-*.csv", "files")]
    for path in Path("logs").iterdir():  # copied together: their times say nothing
        os.utime(path, (1774000000, 1774000000))
    Path("logs/app3-2026-03-01.csv").write_text(HEAD + "2026-03-01 10:00:00,FI,0010,u1,FB60,1,S\n")
    run()
    assert _questions(plan, "rollup-clock") == []


def _rows(first: int, last: int, factor: float) -> str:
    return "".join(
        f"2026-03-{day:02d} {hour:02d}:{day:02d}:00,FI,0010,u1,FB60,{(300 + 10 * hour) * factor:.3f},S\n"
        for day in range(first, last)
        for hour in range(8, 18)
    )


def test_another_unit_within_a_month_is_told_by_file_and_day(plan: Path, run: Command) -> None:
    Path("logs/a.csv").write_text(HEAD + _rows(1, 20, 1))
    Path("logs/b.csv").write_text(HEAD + _rows(20, 23, 0.001))
    assert "logs/b.csv: on 2026-03-20 the mean duration is 0 ms, and 425 ms" in run().output
    assert [one[2:4] for one in _questions(plan, "rollup-unit")] == [("finance", "logs/b.csv")]
    Path("logs/b.csv").write_text(HEAD + _rows(20, 23, 40))  # slow days are no other unit
    run()
    assert _questions(plan, "rollup-unit") == []


def test_a_file_without_one_duration_is_told(plan: Path, run: Command) -> None:
    Path("logs/b.csv").write_text(HEAD + _rows(1, 5, 1).replace("u1", ""))
    rows = "".join(f"{','.join(line.split(',')[:5])},,S\n" for line in _rows(5, 9, 1).splitlines())
    Path("logs/c.csv").write_text(HEAD + rows)
    run()
    assert _questions(plan, "rollup-column") == [("ms", "logs/c.csv", "40"), ("user", "logs/b.csv", "40")]


@pytest.mark.parametrize(
    ("unit", "durations", "typed", "near"),
    [
        ("ms", "0.9", "", "1.5 s is its target"),  # seconds, from the first row on
        ("ms", "4", "", "1.5 s is its target"),
        ("s", "900", "", "1.5 s is its target"),  # milliseconds
        ("ms", "900", "", ""),
        ("ms", "15", "", ""),  # a hundredth of what is allowed is fast
        ("ms", "60000", "", ""),  # and a minute is slow
        ("ms", "1", "0.0012", ""),  # as it always was
        ("ms", "1", "1.2", "1.2 s was typed"),
    ],
)
def test_a_log_in_another_unit_from_its_first_row(
    plan: Path, run: Command, unit: str, durations: str, typed: str, near: str
) -> None:
    rows = "".join(
        f"2026-0{month}-0{day} 10:00:00,FI,0010,u1,FB60,{durations},S\n"
        for month in (1, 2)
        for day in (1, 2, 3)
    )
    Path("logs/a.csv").write_text(HEAD + rows)
    Path("data/rollups/web.yml").write_text(DEFINITION.replace("unit: ms", f"unit: {unit}"))
    if typed:
        with Path("data/health.csv").open("a") as file:
            file.write(f"response-time,2025-12,,{typed}\n")
    run()
    found = [one for one in load_handbook(plan / "data").issues if one.code == "rollup-unit"]
    assert [str(one.source) for one in found] == (["rollups/web.yml:8:11"] if near else [])
    if found:
        assert near in found[0].message.format(**found[0].values)
        assert f"does ms hold {unit}?" in found[0].message.format(**found[0].values)
