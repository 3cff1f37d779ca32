"""Look at what was counted for what is to be questioned: days, files, servers, times outside the months."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from erpsite.ingest.rollup.again import AlikeRows
from erpsite.ingest.rollup.clocks import SlotRows, server_of
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.doubts import FileDay
from erpsite.ingest.rollup.mixed import DayScale, Sides, Suspect

__all__ = ["alike", "day_scales", "file_days", "sides", "slots", "strays"]


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
    query = (
        "SELECT c.name, c.month, l.to_module, c.step, SUM(c.n), SUM(c.n) FILTER (c.timed IS NOT NULL), "
        f"SUM(c.total_ms), SUM(c.judged), SUM(c.errors) FROM gathered c JOIN ({_MODULES}) l "
        "ON c.month = l.month AND c.module IS NOT DISTINCT FROM l.module WHERE c.part = 'scale' GROUP BY ALL"
    )
    return [
        FileDay(
            engine.names[file], engine.calendar.months[at], module, f"{engine.calendar.months[at]}-{day:02d}",
            *(int(one or 0) for one in sums),
        )
        for file, at, module, day, *sums in engine.rows(query)
    ]  # fmt: skip


def day_scales(engine: Engine) -> list[DayScale]:
    """Return the durations of the rows that count by file, module and day, on a scale."""
    query = (
        f"SELECT c.name, c.month, l.to_module, c.step, c.timed, SUM(c.n) FROM gathered c JOIN ({_MODULES}) l "
        "ON c.month = l.month AND c.module IS NOT DISTINCT FROM l.module "
        "WHERE c.part = 'scale' AND c.timed IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    return [
        DayScale(engine.names[file], module, f"{engine.calendar.months[at]}-{day:02d}", step, int(rows))
        for file, at, module, day, step, rows in engine.rows(query)
    ]


def sides(engine: Engine, asked: Sequence[Suspect]) -> dict[Suspect, list[Sides]]:
    """Return of suspects' days whether the parts lie in the same transactions; the logs are read for it."""
    months = engine.calendar.months
    days = {(months.index(one.day[:7]), int(one.day[8:])): one.edge for one in asked}
    edge = " ".join(
        f"WHEN month = {at} AND day = {day} THEN {edge}" for (at, day), edge in sorted(days.items())
    )
    rows = (
        "SELECT file, month, day, module, tx, COUNT(CASE WHEN scale < edge THEN 1 END) AS shorter, "
        "COUNT(CASE WHEN scale >= edge THEN 1 END) AS longer FROM "
        f"(SELECT *, CASE {edge} END AS edge FROM ({engine.base}) AS based) AS edged "
        "WHERE edge IS NOT NULL AND why IS NULL AND scale IS NOT NULL AND (failed IS NULL OR failed = 0) "
        "GROUP BY file, month, day, module, tx"
    )
    both = "CASE WHEN tx IS NOT NULL AND 19 * shorter >= longer AND 19 * longer >= shorter THEN 1 ELSE 0 END"
    query = (
        "SELECT file, month, day, module, named, both_parts, SUM(shorter) AS shorter, SUM(longer) AS longer "
        "FROM (SELECT file, month, day, module, shorter, longer, CASE WHEN tx IS NULL THEN 0 ELSE 1 END AS "
        f"named, {both} AS both_parts FROM ({rows}) AS each_tx) AS told "
        "GROUP BY file, month, day, module, named, both_parts"
    )
    led = {(at, word): of for at, word, of in engine.rows(_MODULES)}
    told: dict[tuple[str, str, str], list[Sides]] = {}
    for file, at, day, word, named, both_parts, shorter, longer in engine.read_again(query):
        key = engine.names[file], led.get((at, word), ""), f"{months[at]}-{day:02d}"
        told.setdefault(key, []).append(Sides(bool(named), bool(both_parts), int(shorter), int(longer)))
    return {one: told.get((one.file, one.module, one.day), []) for one in asked}


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


_MODULES = "SELECT DISTINCT month, module, to_module FROM lands WHERE why IS NULL"


def _seconds(moment: datetime | str) -> float:
    """Return the seconds since 1970 of a time as it was read; none of a year that is no year, a text."""
    return math.nan if isinstance(moment, str) else moment.replace(tzinfo=UTC).timestamp()
