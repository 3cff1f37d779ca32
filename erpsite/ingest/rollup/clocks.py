"""See whether the clocks of two servers, or of the files that they write, seem to be apart.

A server is what the column `server` says; without one, files whose names differ in dates alone are of one
server. Two things are looked at: the hours of the day in which each has its rows, over the days and plants
that both have, and how long after its last row each file was written.
"""

from __future__ import annotations

import cmath
import datetime as dt
import math
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.listing import LogFile
from erpsite.model.rolled import LogDoubt, RolledFile

__all__ = ["SLOTS", "SlotRows", "arrivals_apart", "clocks_apart", "server_of"]

SLOTS = 144
"""Parts of a day, of ten minutes each."""
_SERVERS, _MINUTES = 40, 24 * 60
"""Servers at most that are compared, each with each; minutes of a day."""
_DAYS, _ROWS = 5, 10
"""Days that two servers must share, and rows of each on such a day."""
_LEAST = 25
"""Minutes by which the hours of two servers may differ without a word."""
_SURE = 5
"""Times the error of the mean by which they must differ."""
_ALIKE = 0.85
"""Likeness that the hours of both must have, from 0 to 1, once one is moved."""
_FILES, _STEADY, _LATE = 3, 60, 120
"""Files of each server, seconds by which their delays may vary, and seconds by which two may differ."""
_DATES = re.compile(
    r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?(?:[-_T.]?\d{2,6})?(?!\d)"
    r"|(?<=[/_-])(?:year|month|day|date|dt)=[^/]*|(?<=u_ex)\d{6,8}|(?<=\.log[.-])\d+|(?<=part-)\d+"
)


@dataclass(frozen=True, slots=True)
class SlotRows:
    """Hold rows of a server in one part of a day."""

    server: str
    plant: str
    day: str
    slot: int
    rows: int


def server_of(name: str) -> str:
    """Return what the name of a file says without the dates in it."""
    return _DATES.sub("*", name)


Days = Mapping[tuple[str, str], Mapping[int, int]]
"""Rows of a server by part of the day, of each plant and day."""


def clocks_apart(seen: Iterable[SlotRows]) -> Iterator[LogDoubt]:
    """Yield the servers whose hours are those of the others, moved: of most of them, where there are several.

    Of each day the mean of both is taken around the clock, so that midnight does not matter.
    """
    held: dict[str, dict[tuple[str, str], dict[int, int]]] = {}
    for one in seen:
        days = held.setdefault(one.server, {}).setdefault((one.plant, one.day), defaultdict(int))
        days[one.slot] += one.rows
    if not 1 < len(held) <= _SERVERS:
        return
    moved = {pair: _moved(held[pair[0]], held[pair[1]]) for pair in combinations(sorted(held), 2)}
    moved |= {(two, one): minutes and -minutes for (one, two), minutes in moved.items()}
    for server in sorted(held)[1 if len(held) == 2 else 0 :]:
        apart = {other: by for other in sorted(held) if other != server and (by := moved[server, other])}
        if 2 * len(apart) > len(held) - 1:
            months = {day[:7] for _, day in held[server]}
            yield _told(server, apart, statistics.median_low(apart.values()), months, "hours")


def _told(server: str, others: Iterable[str], minutes: float, months: Iterable[str], by: str) -> LogDoubt:
    shown = f"{'+' if minutes > 0 else '−'}{_span(abs(minutes))}"
    named = ", ".join(list(others)[:3])
    return LogDoubt("clock", server, {"other": named, "by": shown, "seen": by}, tuple(sorted(months)))


def _span(minutes: float) -> str:
    told = round(minutes)
    return f"{told // 60} h {told % 60:02d} min" if told >= 60 else f"{told} min"


def _added(parts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    total: dict[int, int] = defaultdict(int)
    for part in parts:
        for slot, rows in part.items():
            total[slot] += rows
    return total


def _mean(slots: Mapping[int, int]) -> complex:
    turned = (rows * cmath.rect(1, math.tau * slot / SLOTS) for slot, rows in slots.items())
    return sum(turned) / sum(slots.values())


def _moved(one: Days, two: Days) -> int | None:
    """Return the minutes by which the rows of one are later than those of the other; None where none."""
    pairs = [(rows, two[day]) for day, rows in one.items() if day in two]
    pairs = [pair for pair in pairs if min(sum(side.values()) for side in pair) >= _ROWS]
    if len(pairs) < _DAYS:
        return None
    turned = [_mean(first) * _mean(second).conjugate() for first, second in pairs]
    middle = sum(turned)
    if abs(middle) < 0.04 * len(pairs):  # rows at all hours alike: nobody can tell
        return None
    apart = [cmath.phase(each * middle.conjugate()) for each in turned]
    angle, error = cmath.phase(middle), statistics.stdev(apart) / math.sqrt(len(apart))
    if abs(angle) * _MINUTES / math.tau < _LEAST or abs(angle) < _SURE * error:
        return None
    first, second = (_smooth(_added(side)) for side in zip(*pairs, strict=True))
    near = round(angle * SLOTS / math.tau)
    shift = max(range(near - 3, near + 4), key=lambda by: _likeness(first, second, by))
    alike, still = _likeness(first, second, shift), _likeness(first, second, 0)
    return 10 * shift if alike >= _ALIKE and alike > still else None


def _smooth(slots: Mapping[int, int]) -> list[float]:
    return [sum(slots.get((at + by) % SLOTS, 0) for by in (-2, -1, 0, 1, 2)) for at in range(SLOTS)]


def _likeness(first: list[float], second: list[float], shift: int) -> float:
    turned = [first[(at + shift) % SLOTS] for at in range(SLOTS)]
    both = sum(one * two for one, two in zip(turned, second, strict=True))
    return both / math.hypot(*turned) / math.hypot(*second)


def arrivals_apart(
    files: Iterable[LogFile], accounts: Iterable[RolledFile], calendar: Calendar
) -> Iterator[LogDoubt]:
    """Yield servers whose files were all written as long after their last row, and longer than of others.

    Files that were copied together say nothing: their delays differ from file to file.
    """
    written = {one.name: one.mtime_ns / 1e9 for one in files if not one.seen_ns}
    delays: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one in accounts:
        if one.last and one.path in written:
            last = dt.datetime.fromisoformat(one.last).replace(tzinfo=calendar.zone).timestamp()
            delays[server_of(one.path)].append((written[one.path] - last, one.last[:7]))
    steady = {}
    for server, held in delays.items():
        middle = statistics.median(delay for delay, _ in held)
        if len(held) >= _FILES and statistics.median(abs(one - middle) for one, _ in held) <= _STEADY:
            steady[server] = middle
    usual = min(steady.values(), key=abs, default=0.0)
    for server, middle in sorted(steady.items()):
        if abs(middle - usual) >= _LATE:
            others = sorted(one for one in steady if one != server)
            yield _told(
                server, others, (usual - middle) / 60, {month for _, month in delays[server]}, "files"
            )
