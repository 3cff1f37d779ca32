"""Weigh the pain points and follow each from evidence to KPI (FORMULAS.md, Pain points, risk, benefit)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.pain_point import PainPoint
from erpsite.model.text import Text

__all__ = [
    "AGES", "AgeBand", "Chained", "Impact", "PainGroup", "WeighedPain", "age_bands", "by_module",
    "by_process", "chained", "impact", "weigh_pain_points",
]  # fmt: skip

AGES = (90, 180, 365)
"""Days at which a pain point passes into the next age band."""

Part = Literal["evidence", "causes", "solution", "benefit", "initiatives", "kpis"]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Impact:
    """Hold how much a pain point hurts, and by which of the two ways it was weighed."""

    money: Decimal | None
    """Per month, in the plan's currency; None where it was weighed by score."""
    score: int | None
    """Frequency × severity, 1 to 25; None where it was weighed in money."""


@dataclass(frozen=True)
class WeighedPain:
    """Hold a pain point with its impact and age."""

    pain: PainPoint
    impact: Impact | NotAvailable
    age: int
    """Days since it was reported."""
    rank: int
    """1 hurts most."""

    @property
    def money(self) -> Decimal:
        """Return the impact per month where it is known in money, else nothing to add."""
        known = None if isinstance(self.impact, NotAvailable) else self.impact.money
        return known or Decimal(0)


@dataclass(frozen=True, slots=True)
class PainGroup:
    """Sum the pain points of one process or module."""

    key: Hashable
    count: int
    money: Decimal
    """Per month, over those weighed in money."""
    in_money: int
    """How many those are."""


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Count the pain points of one age."""

    from_day: int
    to_day: int | None
    """Up to but not including; None for the oldest."""
    count: int
    money: Decimal
    """Per month, over those weighed in money."""


@dataclass(frozen=True)
class Chained:
    """Hold what a pain point leads to: initiatives by id, KPIs by id, and the parts that are missing."""

    initiatives: tuple[str, ...]
    kpis: tuple[str, ...]
    missing: tuple[Part, ...]


def impact(pain: PainPoint, hourly_cost: Decimal | None) -> Impact | NotAvailable:
    """Return hours lost × hourly cost + direct loss per month, or frequency × severity without hours.

    Where neither hours nor scores are known, a direct loss alone is the impact.
    """
    loss = pain.direct_loss
    if pain.hours_lost is not None and hourly_cost is not None:
        return Impact(Decimal(str(pain.hours_lost)) * hourly_cost + (loss or Decimal(0)), None)
    if pain.frequency is not None and pain.severity is not None:
        return Impact(None, pain.frequency * pain.severity)
    if loss is not None and pain.hours_lost is None:
        return Impact(loss, None)
    return NotAvailable(Reason.NO_IMPACT if pain.hours_lost is None else Reason.NO_HOURLY_COST)


def weigh_pain_points(handbook: Handbook, today: dt.date) -> tuple[WeighedPain, ...]:
    """Return the pain points reported by `today`, the one that hurts most first; the older wins a tie.

    What is known in money stands before what is only scored: the two have no common unit, and a measured
    loss is the stronger evidence. What cannot be weighed stands last.
    """
    hourly = handbook.plan.loaded_hourly_cost
    known = [pain for pain in handbook.pain_points.values() if pain.reported_on <= today]
    weighed = sorted(((impact(pain, hourly), pain) for pain in known), key=_order)
    return tuple(
        WeighedPain(pain, weight, (today - pain.reported_on).days, rank)
        for rank, (weight, pain) in enumerate(weighed, 1)
    )


def _order(weighed: tuple[Impact | NotAvailable, PainPoint]) -> tuple[int, Decimal, dt.date, str]:
    weight, pain = weighed
    if isinstance(weight, NotAvailable):
        return 2, Decimal(0), pain.reported_on, pain.id
    if weight.money is None:
        return 1, Decimal(-(weight.score or 0)), pain.reported_on, pain.id
    return 0, -weight.money, pain.reported_on, pain.id


def by_process(weighed: Iterable[WeighedPain]) -> tuple[PainGroup, ...]:
    """Return the pain points by business process (a `Text`), the costliest first."""
    groups: dict[Text, list[WeighedPain]] = {}
    for one in weighed:
        groups.setdefault(one.pain.process, []).append(one)
    return _groups(groups)


def by_module(weighed: Iterable[WeighedPain]) -> tuple[PainGroup, ...]:
    """Return the pain points by module id; one of several modules counts in each, so sums overlap."""
    groups: dict[str, list[WeighedPain]] = {}
    for one in weighed:
        for module in one.pain.modules:
            groups.setdefault(module, []).append(one)
    return _groups(groups)


def _groups(groups: Mapping[Key, Sequence[WeighedPain]]) -> tuple[PainGroup, ...]:
    rows = [
        PainGroup(key, len(group), sum((one.money for one in group), Decimal(0)), _in_money(group))
        for key, group in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.money, -row.count)))


def _in_money(group: Iterable[WeighedPain]) -> int:
    return sum(not isinstance(one.impact, NotAvailable) and one.impact.money is not None for one in group)


def age_bands(weighed: Sequence[WeighedPain]) -> tuple[AgeBand, ...]:
    """Return how many pain points are how old, the youngest first."""
    starts = (0, *AGES)
    bands = []
    for first, last in zip(starts, (*AGES, None), strict=True):
        group = [one for one in weighed if first <= one.age and (last is None or one.age < last)]
        bands.append(AgeBand(first, last, len(group), sum((one.money for one in group), Decimal(0))))
    return tuple(bands)


def chained(handbook: Handbook, pain: PainPoint) -> Chained:
    """Return what the pain point leads to, whichever record holds the reference."""
    back = (i.id for i in handbook.initiatives.values() if pain.id in i.pain_points)
    initiatives = tuple(dict.fromkeys([*pain.initiatives, *back]))
    promised = [pain.benefit.kpi] if pain.benefit and pain.benefit.kpi else []
    moved = [effect.kpi for name in initiatives for effect in handbook.initiatives[name].kpis]
    kpis = tuple(dict.fromkeys([*promised, *moved]))
    parts: dict[Part, object] = {
        "evidence": pain.evidence,
        "causes": pain.causes,
        "solution": pain.solution,
        "benefit": pain.benefit,
        "initiatives": initiatives,
        "kpis": kpis,
    }
    return Chained(initiatives, kpis, tuple(part for part, value in parts.items() if not value))
