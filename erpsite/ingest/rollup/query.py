"""Write the queries that count: comparisons with literals, CASE, CAST, LN, CEIL, sums, GROUP BY.

They read a relation `logs` with the columns that `columns.normal_select` gives; nothing in them depends on an
engine, its zones, its rounding or its minutes.
"""

from __future__ import annotations

from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.words import stamp, stepwise, text
from erpsite.model.rolled import BUCKET_STEP

__all__ = ["based", "rows_query", "sums_query"]


def based(calendar: Calendar, logs: str, *, only: str = "") -> str:
    """Return the rows with month, bucket and the last reasons: outside the months, planned maintenance."""
    edges = [stamp(edge) for edge in calendar.edges]
    months = stepwise("t", edges, ["NULL", *map(text, calendar.months), "NULL"])
    pauses = [stamp(edge) for edge in calendar.pauses]
    inside = ["FALSE" if at % 2 == 0 else "TRUE" for at in range(len(pauses) + 1)]
    paused = f"WHEN {stepwise('t', pauses, inside)} THEN 'maintenance' " if pauses else ""
    reason = (
        f"CASE WHEN reason IS NOT NULL THEN reason WHEN t < {edges[0]} THEN 'too-early' "
        f"WHEN t >= {edges[-1]} THEN 'too-late' {paused}END"
    )
    power = f"LN(CAST(ms AS DOUBLE)) / LN(CAST({BUCKET_STEP} AS DOUBLE))"
    bucket = f"CASE WHEN ms >= 1 THEN CAST(CEIL({power}) AS INTEGER) END"
    where = f" WHERE {only}" if only else ""
    return (
        f"SELECT file, t, plant, module, tx, who, ms, failed, volume, {months} AS month, {reason} AS why, "
        f"{bucket} AS bucket FROM {logs}{where}"
    )


def sums_query(base: str, by: str = "") -> str:
    """Return the sums of the rows that count: by bucket and, apart from that, by transaction.

    Both together would be as many groups as there are rows; `by` names one of the two for engines that are
    asked one after the other.
    """
    groups = f"month, plant, module, {by}"
    keys, level = groups, ""
    if not by:
        keys, level = "month, plant, module, tx, bucket", "GROUPING(tx) AS level, "
        groups = "GROUPING SETS ((month, plant, module, bucket), (month, plant, module, tx))"
    return (
        f"SELECT {keys}, {level}COUNT(*) AS n, COUNT(ms) AS timed, SUM(ms) AS total_ms, MIN(ms) AS least_ms, "
        "MAX(ms) AS most_ms, SUM(failed) AS errors, COUNT(failed) AS judged, SUM(volume) AS volumes "
        f"FROM ({base}) AS based WHERE why IS NULL GROUP BY {groups}"
    )


def rows_query(base: str, *, days: str = "") -> str:
    """Return rows by file, month, reason, plant, module and user: the account, and who is to be counted."""
    return (
        "SELECT file, month, why AS reason, plant, module, who, COUNT(*) AS n, MIN(t) AS first_t, "
        f"MAX(t) AS last_t{days} FROM ({base}) AS based GROUP BY file, month, why, plant, module, who"
    )
