"""Hold `reviews/YYYY-MM.yml`: what one month's review recorded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StrictBool

from erpsite.model.base import Record
from erpsite.model.decision import Decision
from erpsite.model.kinds import kind
from erpsite.model.plan import Rag
from erpsite.model.quantity import Day, Money, Month, Percent, Ref, Score, Slug
from erpsite.model.risk import Risk, RiskStatus
from erpsite.model.text import Text

__all__ = [
    "Action", "ActionUpdate", "CorrectiveMeasure", "KpiComment", "MilestoneProgress", "NewRisk",
    "PhaseProgress", "Progress", "Review", "RiskUpdate",
]  # fmt: skip


class PhaseProgress(Record):
    """Say where one phase stands."""

    phase: Slug
    forecast_start: Day | None = None
    forecast_finish: Day | None = None
    actual_start: Day | None = None
    actual_finish: Day | None = None
    complete: Percent | None = None
    """Share of the phase that is done, in percent."""


class MilestoneProgress(Record):
    """Say where one milestone stands."""

    milestone: Slug
    forecast: Day | None = None
    done_on: Day | None = None


class Progress(Record):
    """Say where one initiative stands at the end of the month; what is left out stays as it was."""

    initiative: Annotated[Slug, Ref("initiatives")]
    confirmed: StrictBool = True
    """False while the entry still holds last month's numbers: it counts for nothing yet."""
    complete: Percent | None = None
    """Share of the work that is done, in percent."""
    status: Rag | None = None
    """What the owner declares."""
    source_status: Text | None = None
    """What the system it comes from calls its status; it stands beside ours."""
    path_to_green: Text | None = None
    """How an amber or red initiative gets back."""
    spent: Money | None = None
    """Actual cost since the start, in the plan's currency."""
    committed: Money | None = None
    """Ordered but not yet paid, in the plan's currency."""
    forecast_cost: Money | None = None
    """Expected cost at completion, in the plan's currency."""
    phases: tuple[PhaseProgress, ...] = ()
    milestones: tuple[MilestoneProgress, ...] = ()
    stage: Literal["approved", "deferred", "rejected", "finished"] | None = None
    """Set when a decision adds, defers, drops or closes the initiative."""
    owner: Annotated[Slug, Ref("people")] | None = None
    """Set when the owner changes."""
    note: Text | None = None
    rebaseline: Annotated[Slug, Ref("decisions")] | None = None
    """The decision that makes this month's forecast the new baseline."""


class RiskUpdate(Record):
    """Say how a known risk moved."""

    risk: Annotated[Slug, Ref("risks")]
    confirmed: StrictBool = True
    """False while nobody has looked: the entry counts for nothing."""
    probability: Score | None = None
    impact: Score | None = None
    status: RiskStatus | None = None
    next_look: Day | None = None
    note: Text | None = None


class NewRisk(Risk):
    """Describe a risk first seen in a review."""

    initiative: Annotated[Slug, Ref("initiatives")]


class KpiComment(Record):
    """Say why a KPI moved, or did not."""

    kpi: Annotated[Slug, Ref("kpis")]
    text: Text


class CorrectiveMeasure(Record):
    """Say what is done against a deviation."""

    initiative: Annotated[Slug, Ref("initiatives")] | None = None
    deviation: Text
    measure: Text
    owner: Annotated[Slug, Ref("people")]
    due: Day | None = None


@kind("actions", page="reviews/actions")
class Action(Record):
    """Give one person one thing to do by one day."""

    id: Slug
    text: Text
    owner: Annotated[Slug, Ref("people")]
    due: Day | None = None
    """The day by which it is done; without one nobody can say that it is late."""
    acceptance: Text | None = None
    """The test that says it is done."""
    initiative: Annotated[Slug, Ref("initiatives")] | None = None
    decision: Annotated[Slug, Ref("decisions")] | None = None


class ActionUpdate(Record):
    """Say what became of an action of an earlier month."""

    action: Annotated[Slug, Ref("actions")]
    confirmed: StrictBool = True
    """False while nobody has asked: the entry counts for nothing, the action stays as it was."""
    status: Literal["open", "done", "dropped"]
    done_on: Day | None = None
    due: Day | None = None
    """The new day, where it moved."""
    note: Text | None = None


@kind("reviews", file="reviews", key=("month",), page="reviews", own_page=True)
class Review(Record):
    """Hold one month's record; the state of the plan is the baseline plus all reviews up to a month."""

    month: Month
    held_on: Day
    chair: Annotated[Slug, Ref("people")]
    attendees: tuple[Annotated[Slug, Ref("people")], ...] = ()
    summary: Text | None = None
    progress: tuple[Progress, ...] = ()
    risks: tuple[RiskUpdate, ...] = ()
    new_risks: tuple[NewRisk, ...] = ()
    kpi_comments: tuple[KpiComment, ...] = ()
    measures: tuple[CorrectiveMeasure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    action_updates: tuple[ActionUpdate, ...] = ()
    minutes: Text | None = None

    @property
    def draft(self) -> bool:
        """Say whether an entry still waits to be confirmed, so that the month is not yet published."""
        known: list[bool] = [one.confirmed for one in self.progress]
        known += [one.confirmed for one in self.risks]
        known += [one.confirmed for one in self.action_updates]
        return not all(known)

    @property
    def settled(self) -> Review:
        """Return the review without the entries that nobody has confirmed yet."""
        kept: dict[str, object] = {}
        for name in ("progress", "risks", "action_updates"):
            entries = getattr(self, name)
            if not all(entry.confirmed for entry in entries):
                kept[name] = tuple(entry for entry in entries if entry.confirmed)
        return self.model_copy(update=kept) if kept else self
