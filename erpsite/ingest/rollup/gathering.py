"""Gather what the engine counted into months: one of all plants, and one of each plant."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.keys import WHOLE
from erpsite.load.rolled.definition import ROLLED, Rollup
from erpsite.model.rolled import Rolled, RolledMonth, add_up

__all__ = ["MOST_NAMED", "Gathered", "gather"]

MOST_NAMED = 50
"""Transactions of a module that are named, the most frequent ones; the others are one."""
_OTHERS = "*"

Transactions = Mapping[str, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True)
class Gathered:
    """Hold one file to be written."""

    month: RolledMonth
    transactions: Transactions


def gather(name: str, engine: Engine, made: Mapping[str, str]) -> Iterator[Gathered]:
    """Yield the months that the engine has counted, ascending; all plants first, then each by its id."""
    for month in engine.months():
        yield from _month(name, month, engine, made)


def _month(name: str, month: str, engine: Engine, made: Mapping[str, str]) -> Iterator[Gathered]:
    cells = _cells(engine.cells(month), engine.found)
    users = {(at, of): n for at, of, n in engine.users(month)} if engine.found.user else {}
    transactions = engine.transactions(month) if engine.found.transaction else []
    spans = engine.spans(month)
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
        span = [row for row in spans if plant in (None, row[0])]
        yield Gathered(
            _told(name, month, plant, parts, whole, span, engine, made), _named(transactions, plant, modules)
        )


def _told(
    name: str, month: str, plant: str | None, parts: Mapping[str, Rolled], whole: Rolled,
    span: Iterable[tuple[Any, ...]], engine: Engine, made: Mapping[str, str],
) -> RolledMonth:  # fmt: skip
    files: dict[str, int] = {}
    first, last, days = dt.datetime.max, dt.datetime.min, 0  # noqa: DTZ901 - of the log's own clock
    for _, file, rows, begin, end, mask in span:
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


def _cells(rows: Iterable[tuple[Any, ...]], found: Rollup) -> dict[tuple[str, str], Rolled]:
    """Return the numbers of each plant and module; `rows` hold one bucket each, one of them no bucket."""
    held: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for at, of, *numbers in rows:
        held.setdefault((at, of), []).append(tuple(numbers))
    return {key: _cell(parts, found.minutes_each or 0.0) for key, parts in held.items()}


def _cell(parts: Iterable[tuple[Any, ...]], minutes: float) -> Rolled:
    buckets, n, timed, total, least, most, errors, judged, volume = zip(*parts, strict=True)
    known = [(bucket, int(rows or 0)) for bucket, rows in zip(buckets, timed, strict=True)]
    failed, told = sum(map(int, filter(None, errors))), sum(map(int, filter(None, judged)))
    short = sum(rows for bucket, rows in known if bucket is None)
    return Rolled(
        count=sum(map(int, n)), errors=failed, judged=told, timed=sum(rows for _, rows in known),
        short=short, total_ms=sum(map(int, filter(None, total))),
        least_ms=min((one for one in least if one is not None), default=None),
        most_ms=max((one for one in most if one is not None), default=None),
        volume=math.fsum(map(float, filter(None, volume))), eligible=told * minutes, lost=failed * minutes,
        buckets={int(bucket): rows for bucket, rows in sorted(one for one in known if one[0] is not None)},
    )  # fmt: skip


def _named(rows: Iterable[tuple[Any, ...]], plant: str | None, modules: Iterable[str]) -> Transactions:
    """Return the most frequent transactions of each module, of as many rows in the order of their names."""
    held: dict[str, dict[str, list[int]]] = {module: {} for module in modules}
    for at, of, name, *numbers in rows:
        if plant not in (None, at):
            continue
        sums = held[of].setdefault(name, [0, 0, 0])
        for place, number in enumerate(numbers):
            sums[place] += int(number or 0)
    told: dict[str, dict[str, tuple[int, ...]]] = {}
    for module, found in held.items():
        ordered = sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))
        kept = {name: tuple(sums) for name, sums in ordered[:MOST_NAMED]}
        if rest := ordered[MOST_NAMED:]:
            kept[_OTHERS] = tuple(sum(sums[place] for _, sums in rest) for place in range(3))
        if kept:
            told[module] = kept
    return told
