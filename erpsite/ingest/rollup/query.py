"""Write the query that counts: comparisons with literals, CASE, CAST, LN, CEIL, sums, GROUP BY.

It reads a relation `logs` with the columns that `columns.normal_select` gives; nothing in it depends on an
engine, its zones, its rounding or its minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.words import stamp, stepwise, text
from erpsite.load.rolled.definition import Rollup
from erpsite.model.rolled import BUCKET_STEP

__all__ = ["GATHERED", "GATHERED_TYPES", "LAYOUT", "PARTS", "SCALE", "based", "gathering"]

GATHERED = (
    "part", "month", "plant", "module", "why", "name", "step", "n", "timed", "total_ms", "least_ms",
    "most_ms", "errors", "judged", "volumes", "first_t", "last_t",
)  # fmt: skip
"""Columns of what is counted. `part` says what a row is of: of all rows, a file (`name`), whose `step` has a
bit for each day where the engine can say so; of the rows that count, a bucket (`step`), a transaction
(`name`), a user (`name`), a day (`step`) where files do not tell days, or the rows of a file (`name`) and day
(`step`) whose duration lies on one step of `SCALE` (`timed`), of which `errors` and `judged` have a
transaction and a user; a day (`step`) with rows that stand more than once; and rows of a server by part of
the day."""
PARTS = ("bucket", "transaction", "user")
"""Of these, the parts of rows that count."""
GATHERED_TYPES = {
    **dict.fromkeys(("part", "month", "plant", "module", "why", "name"), "VARCHAR"), "step": "INTEGER",
    "volumes": "DECIMAL(38, 4)", "first_t": "TIMESTAMP", "last_t": "TIMESTAMP",
}  # fmt: skip
"""Of these, the types of those that are no 64-bit integers."""
_SUMS = {
    "n": "COUNT(*)", "timed": "COUNT(ms)", "total_ms": "SUM(ms)", "least_ms": "MIN(ms)",
    "most_ms": "MAX(ms)", "errors": "COUNT(CASE WHEN failed = 1 THEN 1 END)", "judged": "COUNT(failed)",
    "volumes": "SUM(volume)",
    "first_t": "MIN(t)", "last_t": "MAX(t)",
}  # fmt: skip
_OF_ROLE = {
    "total_ms": "duration", "least_ms": "duration", "most_ms": "duration", "errors": "outcome",
    "judged": "outcome", "volumes": "volume", "timed": "duration",
}  # fmt: skip
"""What a log needs for a sum to be more than nothing."""
SCALE = tuple(digit * 10**power for power in range(12) for digit in (1, 2, 5))
"""Milliseconds at which steps begin on which durations of a day are looked at; nine are a thousandfold."""
LAYOUT = "-2"
"""Stands behind the definition's hash in what a printed query writes; of other layouts nothing is read."""


def based(calendar: Calendar, logs: str, *, day: str, marks: Sequence[str] = (), more: str = "") -> str:
    """Return the rows with month, bucket and the last reasons: outside the months, planned maintenance.

    `marks` are what the months are called, their names unless said; `day` gives the day of the month, `more`
    names further columns that are handed on.
    """
    edges = [stamp(edge) for edge in calendar.edges]
    months = stepwise("t", edges, ["NULL", *(marks or map(text, calendar.months)), "NULL"])
    pauses = [stamp(edge) for edge in calendar.pauses]
    inside = ["FALSE" if at % 2 == 0 else "TRUE" for at in range(len(pauses) + 1)]
    paused = f"WHEN {stepwise('t', pauses, inside)} THEN 'maintenance' " if pauses else ""
    reason = (
        f"CASE WHEN reason IS NOT NULL THEN reason WHEN t < {edges[0]} THEN 'too-early' "
        f"WHEN t >= {edges[-1]} THEN 'too-late' {paused}END"
    )
    power = f"LN(CAST(ms AS DOUBLE)) / LN(CAST({BUCKET_STEP} AS DOUBLE))"
    bucket = f"CASE WHEN ms >= 1 THEN CAST(CEIL({power}) AS INTEGER) END"
    scale = stepwise("ms", [str(edge) for edge in SCALE], [str(at) for at in range(len(SCALE) + 1)])
    return (
        f"SELECT file, t, plant, module, tx, who, ms, failed, volume, {months} AS month, {reason} AS why, "
        f"{bucket} AS bucket, CASE WHEN ms IS NOT NULL THEN {scale} END AS scale, {day} AS day{more} "
        f"FROM {logs}"
    )


def gathering(
    base: str, found: Rollup, *, months: Sequence[str] | None = None, parts: Collection[str] = PARTS,
    definition: str = "", bit: str = "", days: bool = False, one_in: int = 0, slot: str = "",
) -> str:  # fmt: skip
    """Return the one query over the rows: one pass for files, days, buckets, transactions and users.

    `months` keeps all but the files to some of them, `parts` are those that are wanted besides; a hash of
    the definition is told with the number of all rows. The part of the files has no condition: engines would
    move one that all parts share into the reading, and work out there a second time what it compares.
    With `bit`, an expression that gives each module its bit, a user has one row a month and plant, whose `n`
    has the bits of the modules; with `days`, files tell their days by bits. With `one_in`, rows that stand
    more than once are looked for among one in so many, chosen by what they hold, so that all of a kind are
    chosen or none. With `slot`, the part of the day in which a row lies, these are counted by server, plant
    and part of the day.
    """
    only = "" if months is None else f" AND month IN ({', '.join(months) or 'NULL'})"
    counts = f" WHERE based.why IS NULL{only}"  # ClickHouse takes a bare name for that of the result
    mask = {"step": "BIT_OR(CAST(1 AS INTEGER) << (day - 1))"} if days else {}
    selects = [_part(found, "file", tuple(_SUMS), "", mask, name="file", why="why")]
    if definition:
        told = {"part": text("definition"), "name": text(definition), "n": "COUNT(*)"}
        selects.append(f"SELECT {_columns(told)} FROM based")
    if "bucket" in parts:
        selects.append(_part(found, "bucket", ("n",), counts, step="bucket"))
        selects += [] if days else [_part(found, "day", ("n",), counts, step="day")]
        selects.append(_scaled(found, counts))
    if "transaction" in parts and found.transaction:
        selects.append(_part(found, "transaction", ("n", "total_ms", "errors"), counts, name="tx"))
    if "user" in parts and found.user:
        crowd = {
            "part": text("user"),
            "month": "month",
            "plant": "plant",
            "name": "who",
            "n": f"BIT_OR({bit})",
        }
        masked = f"SELECT {_columns(crowd)} FROM based{counts} GROUP BY month, plant, who"
        selects.append(masked if bit else _part(found, "user", ("n",), counts, name="who"))
    if one_in:
        selects.append(_again(counts, one_in))
    if slot:
        selects.append(_clock(found, counts, max(1, one_in), slot))
    return f"WITH based AS ({base}) " + " UNION ALL ".join(selects)


def _scaled(found: Rollup, counts: str) -> str:
    """Return the part of durations: of each file, module and day the rows on one step of the scale."""
    keys = {"month": "month", "module": "module", "name": "file", "step": "day", "timed": "scale"}
    told = {"part": text("scale"), **keys, "n": "COUNT(*)"}
    told |= {"total_ms": _SUMS["total_ms"]} if found.duration else {}
    told |= {"errors": "COUNT(tx)"} if found.transaction else {}
    told |= {"judged": "COUNT(who)"} if found.user else {}
    return f"SELECT {_columns(told)} FROM based{counts} GROUP BY {', '.join(keys.values())}"


_ALL = "HASH(t, plant, module, tx, who, ms, failed, volume)"


def _again(counts: str, one_in: int) -> str:
    """Return the part of rows that stand more than once: by day the rows looked at, and how many differ.

    `errors` and `judged` count the kinds that do not stand an even number of times, or a multiple of three;
    `name` and `why` are a first and a last file that holds a row of which there are more.
    """
    chosen = f" AND HASH(t, ms) % {one_in} = 0" if one_in > 1 else ""  # of all columns it would cost a tenth
    kinds = (
        "SELECT month, day, COUNT(*) AS n, MIN(CAST(file AS VARCHAR)) AS a, MAX(CAST(file AS VARCHAR)) AS z "
        f"FROM based{counts}{chosen} GROUP BY month, day, {_ALL}"
    )
    told = {
        "part": text("again"), "month": "month", "step": "day", "n": "SUM(n)", "timed": "COUNT(*)",
        "errors": "COUNT(CASE WHEN n % 2 <> 0 THEN 1 END)",
        "judged": "COUNT(CASE WHEN n % 3 <> 0 THEN 1 END)",
        "name": "MIN(CASE WHEN n > 1 THEN a END)", "why": "MAX(CASE WHEN n > 1 THEN z END)",
    }  # fmt: skip
    return f"SELECT {_columns(told)} FROM ({kinds}) AS kinds GROUP BY month, day"


def _clock(found: Rollup, counts: str, one_in: int, slot: str) -> str:
    """Return the part of the servers: by day (`step`) and part of the day (`timed`) the rows looked at."""
    chosen = f" AND HASH(t, ms) % {one_in} = 0" if one_in > 1 else ""
    server = "server" if found.server else "CAST(file AS VARCHAR)"
    keys = {"month": "month", "plant": "plant", "name": server, "step": "day", "timed": slot}
    told = {"part": text("clock"), **keys, "n": "COUNT(*)"}
    return f"SELECT {_columns(told)} FROM based{counts}{chosen} GROUP BY {', '.join(keys.values())}"


def _part(
    found: Rollup, part: str, wanted: Sequence[str], where: str = "",
    sums: Mapping[str, str] = MappingProxyType({}), **keys: str,
) -> str:  # fmt: skip
    told = {"month": "month", "plant": "plant", "module": "module", **keys}
    groups = ", ".join(told.values())
    for column in wanted:
        if column not in _OF_ROLE or getattr(found, _OF_ROLE[column]):
            told[column] = _SUMS[column]
    told |= sums
    return f"SELECT {_columns({'part': text(part), **told})} FROM based{where} GROUP BY {groups}"


def _columns(told: Mapping[str, str]) -> str:
    """Return all columns of what is counted; what is not told is NULL, of its type."""
    nothing = {column: f"CAST(NULL AS {GATHERED_TYPES.get(column, 'BIGINT')})" for column in GATHERED}
    return ", ".join(f"{sql} AS {column}" for column, sql in {**nothing, **told}.items())
