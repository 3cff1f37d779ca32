"""Write the months of a roll-up as a table that people read: everything but the buckets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from erpsite.model.rolled import Rolled, RolledMonth, quantile

__all__ = ["TABLE", "levels_of", "table_of"]

TABLE = "months.csv"
_HEAD = (
    "month", "plant", "module", "rows", "judged", "failed", "timed", "mean_ms", "p50_ms", "p95_ms", "p99_ms",
    "longest_ms", "users", "volume", "eligible_minutes", "lost_minutes", "days", "first", "last",
)  # fmt: skip


def table_of(months: Iterable[RolledMonth]) -> str:
    """Return a CSV with a row for each month, plant and module; an empty plant or module is all of them."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEAD)
    for month in sorted(months, key=lambda one: (one.month, one.plant or "")):
        span = (month.days, month.first, month.last)
        writer.writerow((month.month, month.plant or "", "", *_cells(month.whole), *span))
        for module, rolled in month.modules.items():
            if module:
                writer.writerow((month.month, month.plant or "", module, *_cells(rolled), *span))
    return stream.getvalue()


def levels_of(path: Path) -> frozenset[tuple[str, str | None]] | None:
    """Return the months and plants (None: all) that a table has rows of; None where it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return frozenset((row["month"], row["plant"] or None) for row in csv.DictReader(stream))
    except (OSError, ValueError, KeyError, csv.Error):
        return None


def _cells(one: Rolled) -> tuple[object, ...]:
    shares = (_short(quantile(one, share)) for share in (0.5, 0.95, 0.99))
    mean = _short(one.total_ms / one.timed) if one.timed else ""
    judged = (one.judged, one.errors) if one.judged else ("", "")
    users = "" if one.users is None else one.users
    sums = (one.volume, one.eligible, one.lost)
    most = "" if one.most_ms is None else one.most_ms
    return one.count, *judged, one.timed, mean, *shares, most, users, *(_short(n) if n else "" for n in sums)


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}" if value >= 1e6 else f"{value:.10g}"
