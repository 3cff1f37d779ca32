"""What is asked of the counted tables is what the rows say, however plants merge and words are unknown."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from erpsite.ingest.rollup.clock import calendar_of
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.gathering import gather
from erpsite.ingest.rollup.keys import KeyMap
from erpsite.ingest.rollup.listing import list_files
from erpsite.load.rolled.definition import Rollup

PLANTS, MODULES = ("north", "south", "west"), ("finance", "supply")
Row = tuple[str, str | None, str | None, str | None, str, int]


def _definition(form: str) -> Rollup:
    return Rollup.model_validate(
        {
            "source": "log", "files": [f"log.{form}"], "time": {"column": "ts", "clock": "local"},
            "module": {"column": "module", "values": {"finance": ["FI", "CO"], "supply": ["MM"]}},
            "plant": {"column": "plant"}, "user": "who", "transaction": "tx",
            "duration": {"column": "ms"},
            "merged": [{"plant": "west", "into": "south", "since": "2026-02"}],
        }
    )  # fmt: skip


def _rows(seed: int, modules: int) -> list[Row]:
    draw = random.Random(seed)
    words = ["FI", "CO", "MM", "XX", None, *(f"Y{n}" for n in range(modules))]
    return [
        (
            f"2026-0{draw.choice((1, 2))}-0{draw.randint(1, 9)} 10:00:00",
            draw.choice([*PLANTS, "moon"]),
            draw.choice(words),
            draw.choice(["ada", "bo", "cy", "di", None]),
            draw.choice(["A", "B", "C", "*", "E"]),
            draw.randint(0, 40),
        )
        for _ in range(300)
    ]


def _engine(folder: Path, rows: list[Row], form: str) -> Engine:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE log (ts TIMESTAMP, plant VARCHAR, module VARCHAR, who VARCHAR, tx VARCHAR, ms BIGINT)"
    )
    connection.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute(f"COPY log TO '{folder / f'log.{form}'}'")
    found = _definition(form)
    calendar = calendar_of(found, "UTC", "2026-01", "2026-03")
    engine = Engine(connection, found, calendar, KeyMap(found, PLANTS, MODULES))
    engine.count(list_files(found, folder))
    return engine


def _landed(rows: list[Row], month: str) -> list[tuple[str, str, str | None, str, int]]:
    known = {"FI": "finance", "CO": "finance", "MM": "supply"}
    return [
        ("south" if plant == "west" and month >= "2026-02" else plant, known[module], who, tx, ms)
        for ts, plant, module, who, tx, ms in rows
        if ts.startswith(month) and plant in PLANTS and module in known
    ]


@pytest.mark.parametrize("modules", [0, 70], ids=["few-words", "more-words-than-bits"])
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("seed", range(3))
def test_users_are_different_names_at_each_level(tmp_path: Path, form: str, seed: int, modules: int) -> None:
    rows = _rows(seed, modules)
    engine = _engine(tmp_path, rows, form)
    months = ("2026-01", "2026-02")
    for chosen in (*((one,) for one in months), months):
        names: dict[tuple[str | None, str | None], set[str]] = {}
        for month in chosen:
            for plant, module, who, _, _ in _landed(rows, month):
                for level in ((plant, module), (plant, None), (None, module), (None, None)):
                    names.setdefault(level, set()).update({who} if who else ())
        assert engine.users(*chosen) == {level: len(held) for level, held in names.items()}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_histograms_and_named_transactions_add_up(tmp_path: Path, form: str) -> None:
    rows = _rows(7, 0)
    engine = _engine(tmp_path, rows, form)
    for one in gather("log", engine, {}):
        plant, month = one.month.plant, one.month.month
        mine = [row for row in _landed(rows, month) if plant in (None, row[0])]
        timed = [ms for *_, ms in mine]
        whole = one.month.whole
        assert (whole.count, whole.total_ms, whole.short) == (len(mine), sum(timed), timed.count(0))
        assert sum(whole.buckets.values()) == sum(ms > 0 for ms in timed)
        said = {(of, tx): held[0] for of, told in one.transactions.items() for tx, held in told.items()}
        assert said == Counter((of, tx) for _, of, _, tx, _ in mine)


def test_the_other_transactions_are_added_to_one_that_is_called_so(tmp_path: Path) -> None:
    rows = _rows(8, 0)
    engine = _engine(tmp_path, rows, "parquet")
    mine = Counter(tx for _, of, _, tx, _ in _landed(rows, "2026-01") if of == "finance")
    told = {of: held for at, of, held in engine.transactions("2026-01", 2) if at is None}["finance"]
    first = sorted(mine, key=lambda tx: (-mine[tx], tx))[:2]
    others = sum(n for tx, n in mine.items() if tx not in first and tx != "*") + mine["*"]
    assert {tx: held[0] for tx, held in told.items()} == {
        **{tx: mine[tx] for tx in first if tx != "*"}, "*": others,
    }  # fmt: skip
