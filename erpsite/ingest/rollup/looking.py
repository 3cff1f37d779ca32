"""Look at what was counted for what is to be questioned: days, files, servers, times outside the months."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from erpsite.ingest.rollup.again import AlikeRows
from erpsite.ingest.rollup.clocks import SlotRows, server_of
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.doubts import FileDay

__all__ = ["alike", "file_days", "slots", "strays"]


def alike(engine: Engine) -> list[AlikeRows]:
    """Return by day the rows that were looked at, and how many of them stand more than once."""
    query = (
        "SELECT month, step, n, timed, errors, judged, name, why FROM gathered WHERE part = 'again' "
        "AND month IS NOT NULL"
    )
    seen = []
    for at, day, rows, kinds, uneven, no_thirds, first, last in engine.rows(query):
        files = tuple(dict.fromkeys(engine.names[one] for one in (first, last) if one is not None))
        name = f"{engine.calendar.months[at]}-{day:02d}"
        seen.append(AlikeRows(name, rows, kinds, uneven, no_thirds, files))
    return seen


def file_days(engine: Engine) -> list[FileDay]:
    """Return what was counted of the rows that count, by file, module and day."""
    led = "SELECT DISTINCT month, module, to_module FROM lands WHERE why IS NULL"
    query = (
        "SELECT c.name, c.month, l.to_module, c.step, SUM(c.n), SUM(c.n) FILTER (c.timed IS NOT NULL), "
        f"SUM(c.total_ms), SUM(c.judged), SUM(c.errors) FROM gathered c JOIN ({led}) l "
        "ON c.month = l.month AND c.module IS NOT DISTINCT FROM l.module WHERE c.part = 'scale' GROUP BY ALL"
    )
    return [
        FileDay(
            engine.names[file], engine.calendar.months[at], module, f"{engine.calendar.months[at]}-{day:02d}",
            *(int(one or 0) for one in sums),
        )
        for file, at, module, day, *sums in engine.rows(query)
    ]  # fmt: skip


def slots(engine: Engine) -> list[SlotRows]:
    """Return the rows that were looked at by server, plant, day and part of the day."""
    query = (
        "SELECT name, COALESCE(plant, ''), month, step, timed, SUM(n) FROM gathered "
        "WHERE part = 'clock' AND name IS NOT NULL AND month IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    return [
        SlotRows(
            name if engine.found.server else server_of(engine.names[name]), plant,
            f"{engine.calendar.months[at]}-{day:02d}", slot, int(rows),
        )
        for name, plant, at, day, slot, rows in engine.rows(query)
    ]  # fmt: skip


def strays(engine: Engine) -> list[tuple[str, str, str, float]]:
    """Return reason, file and first time of rows outside the months: as read, and in seconds since 1970."""
    query = (
        "SELECT why, ARG_MIN(name, first_t), MIN(first_t) FROM gathered WHERE part = 'file' "
        "AND why IN ('too-early', 'too-late') AND name IS NOT NULL GROUP BY why ORDER BY why"
    )
    return [
        (why, engine.names[name], engine.calendar.shown(at), _seconds(at))
        for why, name, at in engine.rows(query)
    ]


def _seconds(moment: datetime | str) -> float:
    """Return the seconds since 1970 of a time as it was read; none of a year that is no year, a text."""
    return math.nan if isinstance(moment, str) else moment.replace(tzinfo=UTC).timestamp()
