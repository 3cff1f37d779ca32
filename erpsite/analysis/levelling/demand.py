"""Lay the effort of initiatives over the days of their phases (formula: levelling)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from erpsite.analysis.levelling.problem import UNITS, Stretch
from erpsite.analysis.people.resources import months_of
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model.initiative import EffortLine, Initiative
from erpsite.model.plan import Plan
from erpsite.model.quantity import last_day_of

__all__ = ["Homeless", "Span", "demand_of", "quarter_borders"]


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the borders of a phase's days as the effort was stated for them, and its length today."""

    phase: str
    first: int
    last: int
    length: int
    """Working days that it takes by what is known now; what is asked for is stretched over them."""


@dataclass(frozen=True, slots=True)
class Homeless:
    """Hold effort in a time in which no phase of its initiative is worked on: no plan can move it."""

    initiative: str
    role: str
    period: str
    """Quarter or month, as stated."""
    days: float
    first: int
    last: int
    """Borders of the time."""
    source: Source


def quarter_borders(quarter: str, plan: Plan, days: WorkingDays) -> tuple[int, int]:
    """Return the borders of a fiscal quarter on the line of working days; equal where nothing is worked."""
    months = months_of(quarter, plan.fiscal_offset)
    return _borders(months[0], months[-1], days)


def _borders(first: str, last: str, days: WorkingDays) -> tuple[int, int]:
    return days.number(dt.date.fromisoformat(f"{first}-01")), days.border(last_day_of(last))


def demand_of(
    initiative: Initiative, spans: Iterable[Span], plan: Plan, days: WorkingDays
) -> tuple[Mapping[str, tuple[Stretch, ...]], tuple[Homeless, ...]]:
    """Return what each phase asks for on its days, and the effort that no phase can take.

    Effort of a quarter or month is spread evenly over the working days that the phases, as the plan has them,
    share with it; effort of one phase over its own. Where the phase moves, what it asks for moves along.
    """
    known = list(spans)
    rates: dict[str, dict[tuple[int, int], dict[str, int]]] = {}
    homeless: list[Homeless] = []
    for line in initiative.effort:
        chosen = [span for span in known if line.phase in (None, span.phase)]
        for period, amount, first, last, source in _amounts(line, plan, days):
            shares = _shared(chosen, first, last)
            whole = sum(end - begin for _, begin, end in shares)
            if not whole:
                homeless.append(Homeless(initiative.id, line.role, period, amount, first, last, source))
            for span, begin, end in shares:
                place = _place(span, begin, end)
                units = int(amount * UNITS * (end - begin) / whole) // (place[1] - place[0])
                own = rates.setdefault(span.phase, {}).setdefault(place, {})
                own[line.role] = own.get(line.role, 0) + units
    stretches = {
        phase: tuple(Stretch(*place, asked) for place, asked in sorted(own.items()))
        for phase, own in rates.items()
    }
    return stretches, tuple(homeless)


def _amounts(
    line: EffortLine, plan: Plan, days: WorkingDays
) -> Iterator[tuple[str, float, int, int, Source]]:
    """Yield period, person-days, its borders and where it stands; what is zero or less asks for nobody."""
    for quarter, amount in line.by_quarter.items():
        if amount > 0:
            source = line.where_of(f"by_quarter.{quarter}")
            yield quarter, amount, *quarter_borders(quarter, plan, days), source
    for month, amount in line.by_month.items():
        if amount > 0:
            yield month, amount, *_borders(month, month, days), line.where_of(f"by_month.{month}")


def _shared(spans: Iterable[Span], first: int, last: int) -> list[tuple[Span, int, int]]:
    """Return the days that phases share with a time: phase, first and last border within it."""
    cut = ((span, max(span.first, first), min(span.last, last)) for span in spans)
    return [(span, begin, end) for span, begin, end in cut if end > begin]


def _place(span: Span, begin: int, end: int) -> tuple[int, int]:
    """Return days of the stated phase as days of the phase as it is now, at least one."""
    planned, now = span.last - span.first, max(span.length, 1)
    first = round((begin - span.first) * now / planned)
    last = round((end - span.first) * now / planned)
    first = min(first, now - 1)
    return first, max(last, first + 1)
