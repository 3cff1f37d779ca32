"""Say with how many decimals each health metric is printed, so that what differs reads differently."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.model import Handbook
from erpsite.model.digits import decimals_for
from erpsite.model.rolled import was_counted

__all__ = ["metric_decimals"]


def metric_decimals(handbook: Handbook, as_of: str) -> Mapping[str, int]:
    """Return the decimals of every health metric by id, at least its own; no month after `as_of` has a say.

    With them no two of its marks and typed values print alike, and none that was counted or computed reads
    like a mark that it is not.
    """
    typed: dict[str, list[float | None]] = {}
    for row in handbook.health_values:
        if row.month <= as_of and not was_counted(row):
            typed.setdefault(row.metric, []).append(row.value)
    made: dict[str, list[float | None]] = {}
    for (name, _), months in handbook.health.items():
        made.setdefault(name, []).extend(one.value for month, one in months.items() if month <= as_of)
    return {
        name: decimals_for(one.decimals, (one.target, one.limit), typed.get(name, ()), made.get(name, ()))
        for name, one in handbook.health_metrics.items()
    }
