"""Name the steps of the thread and the ways in which it breaks."""

from __future__ import annotations

import enum
from decimal import Decimal

from erpsite.frozen import dataclass
from erpsite.issues import Source

__all__ = ["Break", "BreakKind", "Mark", "Step"]


class Step(enum.StrEnum):
    """Name the steps of the thread, from what was seen to what the business wants."""

    EVIDENCE = "evidence"
    PAIN_POINT = "pain-point"
    CAUSE = "cause"
    SOLUTION = "solution"
    INITIATIVE = "initiative"
    MILESTONE = "milestone"
    KPI = "kpi"
    BENEFIT = "benefit"
    OBJECTIVE = "objective"

    __hash__ = str.__hash__
    """Knots of the graph are hashed by the hundred thousand, and an enumeration's own hash is slow."""


class Mark(enum.StrEnum):
    """Say how one step of one initiative's thread stands."""

    LINKED = "linked"
    """The step is there and leads on."""
    NOT_NEEDED = "not-needed"
    """The thread holds without it."""
    BROKEN = "broken"
    """The thread breaks here."""
    ABSENT = "absent"
    """Nothing is there that could be judged: the thread breaks before."""
    HIDDEN = "hidden"
    """The edition hides what would say it."""


class BreakKind(enum.StrEnum):
    """Name what is missing, and by its first word in which kind of record."""

    PAIN_NO_EVIDENCE = "pain-no-evidence"
    PAIN_NO_CAUSE = "pain-no-cause"
    PAIN_NO_SOLUTION = "pain-no-solution"
    """It names no solution, and no opportunity offers one."""
    PAIN_NO_INITIATIVE = "pain-no-initiative"
    """No funded initiative solves it."""
    INITIATIVE_NO_REASON = "initiative-no-reason"
    """No pain point, no opportunity, and no law or contract stands behind it."""
    INITIATIVE_NO_MILESTONE = "initiative-no-milestone"
    INITIATIVE_NO_KPI = "initiative-no-kpi"
    """It moves no KPI."""
    INITIATIVE_NO_BENEFIT = "initiative-no-benefit"
    """It promises no benefit, or one of zero."""
    BENEFIT_NO_KPI = "benefit-no-kpi"
    """Nothing is named that would measure the benefit."""
    BENEFIT_OTHER_KPI = "benefit-other-kpi"
    """The KPI that measures the benefit is not among those that the initiative moves."""
    INITIATIVE_NO_OBJECTIVE = "initiative-no-objective"
    INITIATIVE_OTHER_KPI = "initiative-other-kpi"
    """No KPI that it moves judges an objective that it serves, or one above."""
    KPI_NOT_MOVED = "kpi-not-moved"
    """No funded initiative moves it."""
    KPI_NO_END = "kpi-no-end"
    """It measures no benefit, and judges no objective of the initiatives that move it."""
    OBJECTIVE_NO_BUSINESS = "objective-no-business"
    """An ERP objective that leads to no business objective."""
    OBJECTIVE_UNSERVED = "objective-unserved"
    """No funded initiative serves it, nor one below it."""


@dataclass(frozen=True)
class Break:
    """Hold one place where the thread breaks: which record lacks which step, and who can mend it."""

    kind: BreakKind
    step: Step
    """The step that is missing."""
    records: str
    """Kind of record that lacks it, as `Handbook` names it: `initiatives`, `pain_points`, …"""
    record: str
    """Its id."""
    owner: str | None
    """Id of the person who can mend it."""
    where: Source
    initiatives: tuple[str, ...] = ()
    """Funded initiatives whose own thread breaks here."""
    money: Decimal = Decimal(0)
    """Budget of those, in the plan's currency."""
