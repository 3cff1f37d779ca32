"""Gather what the engine counted into months: one of all plants, and one of each plant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.counted import Place, Users
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.keys import WHOLE
from erpsite.load.rolled.definition import ROLLED
from erpsite.model.rolled import Buckets, Rolled, RolledMonth, add_up

__all__ = ["MOST_NAMED", "Gathered", "gather"]

MOST_NAMED = 50
"""Transactions of a module that are named, the most frequent ones; the others are one."""

Transactions = Mapping[str, Mapping[str, tuple[int, ...]]]
Named = Mapping[str | None, Transactions]


@dataclass(frozen=True)
class Gathered:
    """Hold one file to be written."""

    month: RolledMonth
    transactions: Transactions


def gather(name: str, engine: Engine, made: Mapping[str, str]) -> Iterator[Gathered]:
    """Yield the months that the engine has counted, ascending; all plants first, then each by its id."""
    users = engine.users_by_month() if engine.found.user else {}
    for month in engine.months():
        yield from _month(name, month, engine, users.get(month, {}), made)


def _month(
    name: str, month: str, engine: Engine, users: Users, made: Mapping[str, str]
) -> Iterator[Gathered]:
    cells, days = _cells(engine, month), engine.days(month)
    transactions = _named(engine.transactions(month, MOST_NAMED)) if engine.found.transaction else {}
    spans: dict[str, list[tuple[Any, ...]]] = {}
    for plant, *told in engine.spans(month):
        spans.setdefault(plant, []).append((*told, days.get(plant, 0)))
    plants = sorted({at for at, _ in cells} - {WHOLE})
    modules = sorted({of for _, of in cells})
    for plant in (None, *plants):
        chosen = [plant] if plant else [WHOLE, *plants]
        parts: dict[str, Rolled] = {}
        for module in modules:
            held = [cells[at, module] for at in chosen if (at, module) in cells]
            if held:
                parts[module] = add_up(held, users.get((plant, module)))
        whole = add_up(parts.values(), users.get((plant, None)))
        span = spans.get(plant, []) if plant else [*chain.from_iterable(spans.values())]
        yield Gathered(
            _told(name, month, plant, parts, whole, span, engine, made), transactions.get(plant, {})
        )


def _told(
    name: str, month: str, plant: str | None, parts: Mapping[str, Rolled], whole: Rolled,
    span: Iterable[tuple[Any, ...]], engine: Engine, made: Mapping[str, str],
) -> RolledMonth:  # fmt: skip
    files: dict[str, int] = {}
    first, last, days = dt.datetime.max, dt.datetime.min, 0  # noqa: DTZ901 - of the log's own clock
    for file, rows, begin, end, mask in span:
        shown = engine.names[file]
        files[shown] = files.get(shown, 0) + int(rows)
        first, last, days = min(first, begin), max(last, end), days | int(mask)
    shown_span = engine.calendar.shown(first), engine.calendar.shown(last)
    path = f"{ROLLED}/{name}/{month}.{plant}.json" if plant else f"{ROLLED}/{name}/{month}.json"
    return RolledMonth(
        name,
        month,
        plant,
        path,
        parts,
        whole,
        *shown_span,
        days.bit_count(),
        made,
        dict(sorted(files.items())),
    )


def _cells(engine: Engine, month: str) -> dict[Place, Rolled]:
    """Return the numbers of each plant and module."""
    buckets, found = engine.buckets(month), engine.found
    rows = engine.sums(month)
    minutes = found.minutes_each or 0.0
    held = {place: _cell(buckets.get(place, Buckets(0, ())), *sums, minutes=minutes) for place, *sums in rows}
    return {engine.places[place]: cell for place, cell in held.items()}


def _cell(buckets: Buckets, *sums: Any, minutes: float) -> Rolled:
    timed, n, total_ms, least, most, errors, judged, volume = sums
    failed, told, timed = int(errors or 0), int(judged or 0), int(timed or 0)
    return Rolled(
        count=int(n), errors=failed, judged=told, timed=timed, short=timed - sum(buckets.counts),
        total_ms=int(total_ms or 0), least_ms=least, most_ms=most,
        volume=float(volume or 0), eligible=told * minutes, lost=failed * minutes,
        buckets=buckets,
    )  # fmt: skip


def _named(rows: Iterable[tuple[str | None, str, Mapping[str, tuple[int, ...]]]]) -> Named:
    """Return the transactions by plant, None for all, and module."""
    told: dict[str | None, dict[str, Mapping[str, tuple[int, ...]]]] = {}
    for plant, module, held in rows:
        told.setdefault(plant, {})[module] = held
    return {**told}
