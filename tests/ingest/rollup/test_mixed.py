"""A part of a day in another unit is questioned; jobs beside dialogs, caches and failures are not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from erpsite.load.rolled.results import Account, read_account
from tests.ingest.rollup.conftest import DEFINITION, HEAD, Command

Cell = tuple[str, str, float, str]
"""User, transaction, milliseconds as written, and whether it went well."""


def _log(days: int, rows: int, cell: Callable[[random.Random, int], Iterator[Cell]], seed: int = 1) -> str:
    draw = random.Random(seed)
    lines = []
    for day in range(1, days + 1):
        for _ in range(rows):
            second = draw.randint(7 * 3600, 19 * 3600)
            at = datetime(2026, 3, day) + timedelta(seconds=second)  # noqa: DTZ001 - as logs have it
            lines += [f"{at},FI,0010,{who},{tx},{ms:.3f},{end}\n" for who, tx, ms, end in cell(draw, day)]
    return HEAD + "".join(lines)


def _dialog(draw: random.Random) -> Cell:
    tx = draw.choice(["FB60", "FBL1N", "ME21N"])
    return f"u{draw.randint(1, 30)}", tx, draw.lognormvariate(6, 0.8), "S"


def _in_part(share: float, factor: float, odd: int) -> Callable[[random.Random, int], Iterator[Cell]]:
    def cell(draw: random.Random, day: int) -> Iterator[Cell]:
        who, tx, ms, end = _dialog(draw)
        yield who, tx, ms * (factor if day == odd and draw.random() < share else 1), end

    return cell


def mixed_log(days: int, rows: int, factor: float, odd: int) -> str:
    """Return a log of which a fifth of the rows of one day is in another unit."""
    return _log(days, rows, _in_part(0.2, factor, odd))


def _told(plan: Path, run: Command, text: str) -> list[dict[str, str]]:
    """Return what is questioned of a log for a part of a day."""
    Path("logs/a.csv").write_text(text)
    run("--forget")
    account = read_account((plan / "data/rollup/web/files.json").read_bytes(), "files.json")
    assert isinstance(account, Account)
    return [{"of": one.of, **one.values} for one in account.doubts if "share" in one.values]


@pytest.mark.parametrize(
    ("days", "factor", "share", "found"),
    [
        (28, 0.001, 0.1, 0), (28, 0.001, 0.4, 0), (28, 1000, 0.1, 400_000), (4, 1000, 0.2, 400_000),
        (1, 1000, 0.1, 400_000), (1, 1000, 0.4, 400_000),
    ],
)  # fmt: skip
def test_a_part_of_a_day_in_another_unit(
    plan: Path, run: Command, days: int, factor: float, share: float, found: int
) -> None:
    odd = min(days, 12)
    (told,) = _told(plan, run, _log(days, 600, _in_part(share, factor, odd)))
    assert (told["of"], told["module"], told["day"]) == ("logs/a.csv", "finance", f"2026-03-{odd:02d}")
    assert abs(int(told["share"]) - 100 * share) < 6
    assert found / 2 <= float(told["found"]) <= 2 * found + 1
    assert 200 < float(told["usual"]) < 900


def _jobs(only: int | None, share: float) -> Callable[[random.Random, int], Iterator[Cell]]:
    def cell(draw: random.Random, day: int) -> Iterator[Cell]:
        yield _dialog(draw)
        if only in (None, day) and draw.random() < share:
            yield "BATCH", draw.choice(["RSBTCH", "F110"]), 1000 * draw.lognormvariate(6, 0.8), "S"

    return cell


def _cached(draw: random.Random, day: int) -> Iterator[Cell]:
    who, tx, ms, end = _dialog(draw)
    hit = draw.random() < 0.1 + 0.01 * (day % 14)
    yield who, tx, ms / 1000 if hit else ms, end


def _failing(draw: random.Random, day: int) -> Iterator[Cell]:
    who, tx, ms, end = _dialog(draw)
    failed = day == 12 and draw.random() < 0.6
    yield who, tx, (0.2 if failed else ms), "E" if failed else end


def _slower(draw: random.Random, day: int) -> Iterator[Cell]:
    who, tx, ms, end = _dialog(draw)
    yield who, tx, ms * (60 if day == 12 and draw.random() < 0.4 else 1), end


@pytest.mark.parametrize("days", [28, 1], ids=["a-month", "a-day-alone"])
@pytest.mark.parametrize(
    "cell",
    [_jobs(None, 0.1), _jobs(None, 0.5), _jobs(28, 0.4), _jobs(1, 0.4), _cached, _failing, _slower],
    ids=["jobs", "many-jobs", "month-end", "first-day", "cached", "failing", "slower"],
)
def test_what_is_usual_in_logs_is_not_questioned(
    plan: Path, run: Command, days: int, cell: Callable[[random.Random, int], Iterator[Cell]]
) -> None:
    assert _told(plan, run, _log(days, 300, cell)) == []


def test_a_log_without_transactions_is_told_by_its_other_days(plan: Path, run: Command) -> None:
    Path("data/rollups/web.yml").write_text(DEFINITION.replace("transaction: tx\n", ""))
    assert len(_told(plan, run, _log(20, 400, _in_part(0.1, 1000, 5)))) == 1
    assert _told(plan, run, _log(20, 400, _jobs(None, 0.1))) == []
