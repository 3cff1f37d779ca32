"""Hold `initiatives/*.yml`: the funded pieces of the plan."""

import datetime as dt
import enum
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError

from erpsite.model.base import Record, kept
from erpsite.model.kinds import kind
from erpsite.model.quantity import (
    Day,
    Figure,
    Money,
    Month,
    Percent,
    PositiveFigure,
    Quarter,
    Ref,
    Share,
    Slug,
    Whole,
)
from erpsite.model.risk import Risk
from erpsite.model.text import Text

__all__ = [
    "Assumption", "Benefit", "BudgetLine", "EffortLine", "Estimate", "Initiative", "InitiativeType",
    "KpiEffect", "Link", "LinkType", "Milestone", "Phase", "RiceScore", "Scores", "ThirdParty", "WsjfScore",
]  # fmt: skip

SafePoint = Literal[1, 2, 3, 5, 8, 13, 20]


def _rice_impact(value: float) -> float:
    if value not in (0.25, 0.5, 1, 2, 3):
        raise PydanticCustomError("rice_impact", "must be 0.25, 0.5, 1, 2 or 3")
    return value


RiceImpact = Annotated[Figure, AfterValidator(_rice_impact), WithJsonSchema({"enum": [0.25, 0.5, 1, 2, 3]})]


class InitiativeType(enum.StrEnum):
    """Name the kinds of initiative."""

    NEW_MODULE = "new-module"
    DATA_GOVERNANCE = "data-governance"
    INTEGRATION = "integration"
    OPTIMISATION = "optimisation"
    TECHNOLOGY = "technology"


class LinkType(enum.StrEnum):
    """Name how a task hangs on another: finish or start of that one to start or finish of this one."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagUnit(enum.StrEnum):
    """Name what a lag counts: working days, elapsed days, or percent of the other's duration."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"


class Link(Record):
    """Tie a phase or milestone to one that it waits for."""

    to: str
    """Phase or milestone of the same initiative, `initiative/phase` of another, or a whole `initiative`."""
    type: LinkType = LinkType.FS
    lag: StrictInt = 0
    """Days between the two, or percent of the days that the other takes; negative means a lead."""
    lag_unit: LagUnit = LagUnit.WORKING
    """What the lag counts."""


class Estimate(Record):
    """Hold a three-point estimate of a duration, in working days."""

    optimistic: PositiveFigure
    """Working days if all goes well."""
    likely: PositiveFigure
    """Working days most likely."""
    pessimistic: PositiveFigure
    """Working days if much goes wrong."""


@kind("phases", page=None, scope="record")
class Phase(Record):
    """Describe one stretch of work of an initiative."""

    id: Slug
    name: Text
    smallest_viable: StrictBool = False
    """Whether this phase alone already gives value."""
    start: Day | None = None
    finish: Day | None = None
    """Last day of the phase."""
    duration: Annotated[int, Field(strict=True, ge=1)] | None = None
    """Working days, where no finish is given."""
    estimate: Estimate | None = None
    weight: PositiveFigure | None = None
    """Share of the budget, relative to the other phases; left out, working days decide."""
    fixed: StrictBool = False
    """Whether its dates cannot move, such as those of a cutover window."""
    after: tuple[Link, ...] = ()
    result: Text | None = None
    """What is there when the phase ends."""


@kind("milestones", page="plan/roadmap", scope="record")
class Milestone(Record):
    """Describe a dated, checkable result."""

    id: Slug
    name: Text
    date: Day | None = None
    """Left out where nobody knows it yet."""
    phase: Slug | None = None
    owner: Annotated[Slug, Ref("people")] | None = None
    """Left out, the initiative's owner."""
    fixed: StrictBool = False
    """Whether its date cannot move, such as that of a contract or an audit."""
    acceptance: Text | None = None
    """The test that says it is reached."""
    after: tuple[Link, ...] = ()


@kind("third_parties", page=None, scope="record")
class ThirdParty(Record):
    """Describe another company that works on the initiative."""

    id: Slug
    name: Text
    does: Text
    """What it delivers."""
    contract: str | None = None
    """Number of the contract."""
    amount: Money | None = None
    """Value of the contract, in the plan's currency."""
    signed_on: Day | None = None
    due: Day | None = None
    """When its delivery is due."""


class BudgetLine(Record):
    """Hold the money of one kind, by quarter."""

    kind: Literal["capex", "opex", "internal", "vendor"]
    third_party: Slug | None = None
    by_quarter: Mapping[Quarter, Money] = {}
    """In the plan's currency."""
    amount: Money | None = None
    """Of the whole year, in the plan's currency, where it is not told by quarter."""

    @kept
    def total(self) -> Decimal:
        """Return the amount of the year, else the sum over the quarters."""
        return sum(self.by_quarter.values(), Decimal(0)) if self.amount is None else self.amount

    @property
    def unplaced(self) -> Decimal:
        """Return what of the amount no quarter is told for."""
        return self.total - sum(self.by_quarter.values(), Decimal(0))


class EffortLine(Record):
    """Hold the working time one role gives, in person-days."""

    role: Annotated[Slug, Ref("roles")]
    by_quarter: Mapping[Quarter, Figure] = {}
    """Person-days in each quarter."""
    by_month: Mapping[Month, Figure] = {}
    """Where months are given they stand beside the quarters, not within them."""
    phase: Slug | None = None
    """The phase that it is for; left out, the phases worked on in that time share it by working days."""


class KpiEffect(Record):
    """Say how an initiative should move a KPI."""

    kpi: Annotated[Slug, Ref("kpis")]
    effect: Text
    change: Figure | None = None
    """Expected change in the KPI's unit; negative means down."""


class Benefit(Record):
    """Say what an initiative promises to bring in a year."""

    text: Text
    amount: Money | None = None
    """Yearly, in the plan's currency; left out where nobody knows it."""
    whole_life: Money | None = None
    """Over its whole life, in the plan's currency."""
    measured_by: Annotated[Slug, Ref("kpis")] | None = None
    rate: Money | None = None
    """Money for one unit of change of the KPI in a year."""
    measure_on: Day | None = None
    """When the benefit will be measured."""
    realised: Money | None = None
    """What was measured, once it was."""


class WsjfScore(Record):
    """Hold the four WSJF scores, each on 1, 2, 3, 5, 8, 13, 20."""

    business_value: SafePoint
    time_criticality: SafePoint
    risk_reduction: SafePoint
    """Risk reduction or opportunity enablement."""
    job_size: SafePoint


class RiceScore(Record):
    """Hold the RICE scores."""

    reach: Whole
    """People or transactions reached in a quarter."""
    impact: RiceImpact
    """How much each one gains: 0.25, 0.5, 1, 2 or 3."""
    confidence: Literal[50, 80, 100]
    """Percent."""
    effort: PositiveFigure
    """Person-months."""


class Scores(Record):
    """Hold what the ranking needs; the method is chosen in `handbook.yml`."""

    wsjf: WsjfScore | None = None
    rice: RiceScore | None = None
    weighted: Mapping[Slug, Share] = {}
    """Normalised score of each criterion, 0 to 1."""


@kind("assumptions", page=None, scope="record")
class Assumption(Record):
    """Hold something taken for true until it expires."""

    id: Slug
    text: Text
    expires_on: Day | None = None
    owner: Annotated[Slug, Ref("people")] | None = None


EarlierIds = Annotated[
    tuple[Slug, ...],
    BeforeValidator(
        lambda value: (value,) if isinstance(value, str) else value,
        json_schema_input_type=Slug | tuple[Slug, ...],
    ),
]
"""Ids of a record from before it was renamed; one may stand without the brackets of a list."""


@kind("initiatives", file="initiatives", page="plan/initiatives", own_page=True)
class Initiative(Record):
    """Describe a funded piece of the plan as the meeting approved it."""

    also_withheld = frozenset({"scores"})

    id: Slug
    formerly: EarlierIds = ()
    """The id that it had before, or a list of them, the earliest first: comparisons and reviews follow it."""
    name: Text
    type: InitiativeType
    summary: Text | None = None
    """What and why, in one paragraph."""
    stage: Literal["proposed", "approved", "deferred", "rejected"] = "approved"
    """What the meeting resolved."""
    source_status: Text | None = None
    """What the system it comes from calls its status; it stands beside ours."""
    priority: Annotated[int, Field(strict=True, ge=1, le=5)] = 3
    """1 is the most urgent."""
    mandatory: StrictBool = False
    """Whether law, audit or a contract demands it."""
    exclusive_group: Slug | None = None
    """At most one initiative of a group can be chosen."""
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    plants: tuple[Annotated[Slug, Ref("plants")], ...] = ()
    """Plants, sites or departments that it changes; left out, those that use one of its modules."""
    objectives: tuple[Annotated[Slug, Ref("objectives")], ...] = ()
    pain_points: tuple[Annotated[Slug, Ref("pain_points")], ...] = ()
    opportunities: tuple[Annotated[Slug, Ref("opportunities")], ...] = ()
    kpis: tuple[KpiEffect, ...] = ()
    owner: Annotated[Slug, Ref("people")] | None = None
    """The one person who answers for it; left out where nobody does yet."""
    co_owners: tuple[Annotated[Slug, Ref("people")], ...] = ()
    """Others who own it, too."""
    business_owner: Annotated[Slug, Ref("people")] | None = None
    sponsor: Annotated[Slug, Ref("people")] | None = None
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    depends_on: tuple[Annotated[Slug, Ref("initiatives")], ...] = ()
    """Initiatives without which this one has no use."""
    third_parties: tuple[ThirdParty, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    budget_total: Money | None = None
    """Sum that the lines must give, where it is stated; without lines, the budget itself."""
    whole_life_cost: Money | None = None
    """What it costs over its whole life, beyond the plan year too, in the plan's currency."""
    effort: tuple[EffortLine, ...] = ()
    benefit: Benefit | None = None
    scores: Scores = Scores.model_construct()
    risks: tuple[Risk, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    carried_from: Slug | None = None
    """Id of the completed item or of last year's initiative that it continues."""
    optimism: Percent | None = None
    """Confidence of the team in the last milestone's date, in percent."""

    @property
    def cost(self) -> Decimal:
        """Return the budget over all lines and quarters, in the plan's currency; 0 where it is not known.

        Ask `stated_cost` where nothing stated must not count as nothing asked.
        """
        return self.stated_cost or Decimal(0)

    @kept
    def stated_cost(self) -> Decimal | None:
        """Return the budget; None where none is stated, or a part of it is withheld."""
        if not self.budget:
            return self.budget_total
        if any(line.withheld for line in self.budget):
            return None
        return sum((line.total for line in self.budget), Decimal(0))

    @kept
    def baseline_start(self) -> dt.date | None:
        """Return the earliest dated start of a phase."""
        return min((phase.start for phase in self.phases if phase.start), default=None)

    @kept
    def baseline_finish(self) -> dt.date | None:
        """Return the latest dated finish of a phase or milestone."""
        days = [phase.finish for phase in self.phases if phase.finish]
        return max([*days, *(stone.date for stone in self.milestones if stone.date)], default=None)
