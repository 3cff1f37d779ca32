"""Question the unit of a log whose durations are far from what the plan says of them, from its first row on.

A log that changes its unit is told by its own months and days. One that is a thousandfold off from the very
beginning has nothing of its own to be compared with: what was typed before has, and what is aimed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from erpsite.issues import Issue, Severity
from erpsite.load.rolled.definition import DURATION_UNITS, Feed, Measure, Rollup
from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.rolled import JUMP, figure

__all__ = ["unlike_units"]

_MEASURES = frozenset([Measure.MEAN, Measure.P50, Measure.P90, Measure.P95, Measure.P99])
"""Not the longest duration, which may be anything."""
_ABOVE = 100
"""Times its aim that no measure is for months; a thousandfold of what is well below its aim is as much."""
_LEAST_MS = 0.5
"""What stands for a duration that is less than a millisecond."""


def unlike_units(
    found: Rollup, feed: Feed, aimed: HealthMetric | Kpi, counted: Iterable[HealthValue | KpiActual],
    typed: Iterable[HealthValue | KpiActual],
) -> Iterator[Issue]:  # fmt: skip
    """Yield a question where a measure of durations is a thousandfold off what was typed or is aimed at."""
    if feed.measure not in _MEASURES or found.duration is None:
        return
    values = _values(counted)
    if not values:
        return
    of_log = max(median(values), _LEAST_MS / DURATION_UNITS[feed.unit])
    before = [value for value in _values(typed) if value > 0]
    near = [median(before)] if before else [one for one in _aims(aimed) if one > 0]
    if not near or not all(one / of_log >= JUMP or of_log / one >= _ABOVE for one in near):
        return
    message = (
        "{measure} of {of} is {found} {unit} in most months, and {near} {unit} is its target: does {column} "
        "hold {given}?"
    )
    if before:
        message = (
            "{measure} of {of} is {found} {unit} in most months, and {near} {unit} was typed: does {column} "
            "hold {given}?"
        )
    told = {
        "measure": feed.measure.value, "of": aimed.id, "found": figure(of_log), "unit": feed.unit,
        "near": figure(near[0]), "column": found.duration.column, "given": found.duration.unit,
    }  # fmt: skip
    yield Issue("rollup-unit", message, found.duration.where, Severity.WARNING, told)


def _values(rows: Iterable[HealthValue | KpiActual]) -> Sequence[float]:
    """Return the values of the whole system and plan; of its modules or plants where there are no others."""
    known = [(row, row.value if isinstance(row, HealthValue) else row.actual) for row in rows]
    whole = [value for row, value in known if value is not None and not row.plant and not _module(row)]
    return whole or [value for _, value in known if value is not None]


def _module(row: HealthValue | KpiActual) -> str | None:
    return row.module if isinstance(row, HealthValue) else None


def _aims(aimed: HealthMetric | Kpi) -> Iterator[float]:
    more = (aimed.limit,) if isinstance(aimed, HealthMetric) else (aimed.baseline,)
    yield from (one for one in (aimed.target, *more) if one is not None)
