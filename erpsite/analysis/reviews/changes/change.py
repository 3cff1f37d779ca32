"""Name the kinds of change, hold one, and weigh it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from erpsite.analysis.kpi.attainment import KpiBand
from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model.plan import Rag

__all__ = ["TO_BAND", "TO_RAG", "Change", "ChangeKind", "Places", "weighed"]

Places = Mapping[tuple[str, ...], Source]
"""Where the reviews between two states speak of a milestone, a risk or an action."""


class ChangeKind(enum.StrEnum):
    """Name the kinds of change; each says which values it carries.

    A record that the later plan no longer holds brings its `name` along.
    """

    ENVELOPE_CHANGED = "envelope-changed"
    """The year's money: `before`, `after`."""
    INITIATIVE_ADDED = "initiative-added"
    INITIATIVE_RESUMED = "initiative-resumed"
    """Finished before, worked on again."""
    INITIATIVE_DROPPED = "initiative-dropped"
    """Deferred, rejected, back to a proposal, or no longer in the data; `stage` says which."""
    INITIATIVE_FINISHED = "initiative-finished"
    REBASELINED = "rebaselined"
    """`decision` allowed it."""
    OWNER_CHANGED = "owner-changed"
    """`before` and `after` are people."""
    BUDGET_CHANGED = "budget-changed"
    """Approved budget: `before`, `after`."""
    COST_MOVED = "cost-moved"
    """Forecast cost at completion: `before`, `after`, `share` of the budget."""
    PROGRESS_MOVED = "progress-moved"
    """Percent of the work done: `before` (None before the first report), `after`."""
    SPEND_MOVED = "spend-moved"
    """Money spent since the start: `before` (None before the first report), `after`."""
    INITIATIVE_RENAMED = "initiative-renamed"
    """Known under another id before: `formerly`, `name`."""
    DECLARED_FLIPPED = "declared-flipped"
    """Declared status: `before`, `after`, and `withheld`, the reason why it may not be said."""
    COMPUTED_FLIPPED = "computed-flipped"
    """Status computed from cost and slip: `before`, `after`."""
    MILESTONE_SLIPPED = "milestone-slipped"
    """`milestone`, `before`, `after`, `days` (working days; 0 where only days off lie between)."""
    MILESTONE_EARLIER = "milestone-earlier"
    """`milestone`, `before`, `after`, `days` (working days; 0 where only days off lie between)."""
    MILESTONE_DONE = "milestone-done"
    """`milestone`, `day`, `slip` against the baseline in working days."""
    MILESTONE_REOPENED = "milestone-reopened"
    """`milestone`, `after`: reached before, open again."""
    MILESTONE_ADDED = "milestone-added"
    """`milestone`, `after`."""
    MILESTONE_DROPPED = "milestone-dropped"
    """`milestone`, `name`, `before`."""
    FINISH_MOVED = "finish-moved"
    """Finish of an initiative of which no milestone moved: `before`, `after`, `days` (signed)."""
    KPI_CROSSED = "kpi-crossed"
    """Band: `before`, `after`, `value`."""
    KPI_MET = "kpi-met"
    """`value`."""
    KPI_LOST = "kpi-lost"
    """Target no longer met: `value`."""
    KPI_NEW = "kpi-new"
    KPI_DROPPED = "kpi-dropped"
    """`name`."""
    TARGET_MOVED = "target-moved"
    """Target, or bounds of a range: `before`, `after`, each a tuple of figures."""
    RISK_NEW = "risk-new"
    """`score`."""
    RISK_OCCURRED = "risk-occurred"
    RISK_CLOSED = "risk-closed"
    RISK_REOPENED = "risk-reopened"
    """`score`."""
    RISK_MOVED = "risk-moved"
    """Score: `before`, `after`."""
    RISK_REMOVED = "risk-removed"
    """`name`."""
    ACTION_NEW = "action-new"
    """`owner`, `due`."""
    ACTION_DONE = "action-done"
    """`owner`, `due`."""
    ACTION_OVERDUE = "action-overdue"
    """`owner`, `due`."""
    ACTION_DROPPED = "action-dropped"
    ACTION_REOPENED = "action-reopened"
    """`owner`, `due`."""
    ACTION_MOVED = "action-moved"
    """Due day: `before`, `after`, `owner`."""
    ACTION_HANDED_ON = "action-handed-on"
    """Owner: `before`, `after`."""
    ACTION_REMOVED = "action-removed"
    """`name`."""
    DECISION_NEW = "decision-new"
    """`by`, `day`."""
    DECISION_CHANGED = "decision-changed"
    """Other words under the same number, although decisions never change."""
    DECISION_REMOVED = "decision-removed"
    """`name`."""


@dataclass(frozen=True)
class Change:
    """Hold one change: what happened to which record, with the values that a sentence needs."""

    kind: ChangeKind
    record: str
    """Collection of the plan: `initiatives`, `kpis`, `risks`, `actions`, `decisions`, or `plan`."""
    id: str
    values: Mapping[str, object]
    where: Source
    """The line of the data that says it."""
    weight: float
    """How much a reader should care, higher first."""


_WEIGHTS = {
    ChangeKind.INITIATIVE_DROPPED: 100,
    ChangeKind.ENVELOPE_CHANGED: 98,
    ChangeKind.DECISION_CHANGED: 97,
    ChangeKind.DECISION_REMOVED: 96,
    ChangeKind.RISK_OCCURRED: 95,
    ChangeKind.REBASELINED: 85,
    ChangeKind.INITIATIVE_ADDED: 80,
    ChangeKind.INITIATIVE_RESUMED: 78,
    ChangeKind.KPI_LOST: 75,
    ChangeKind.TARGET_MOVED: 72,
    ChangeKind.KPI_DROPPED: 66,
    ChangeKind.INITIATIVE_FINISHED: 65,
    ChangeKind.BUDGET_CHANGED: 64,
    ChangeKind.DECISION_NEW: 61,
    ChangeKind.KPI_MET: 60,
    ChangeKind.KPI_NEW: 58,
    ChangeKind.COST_MOVED: 50,
    ChangeKind.MILESTONE_SLIPPED: 51,
    ChangeKind.FINISH_MOVED: 48,
    ChangeKind.MILESTONE_DROPPED: 47,
    ChangeKind.MILESTONE_REOPENED: 46,
    ChangeKind.OWNER_CHANGED: 45,
    ChangeKind.MILESTONE_DONE: 40,
    ChangeKind.ACTION_OVERDUE: 38,
    ChangeKind.MILESTONE_EARLIER: 34,
    ChangeKind.RISK_REMOVED: 33,
    ChangeKind.RISK_NEW: 32,
    ChangeKind.RISK_REOPENED: 32,
    ChangeKind.MILESTONE_ADDED: 30,
    ChangeKind.RISK_MOVED: 26,
    ChangeKind.ACTION_REMOVED: 25,
    ChangeKind.RISK_CLOSED: 24,
    ChangeKind.ACTION_REOPENED: 23,
    ChangeKind.ACTION_MOVED: 22,
    ChangeKind.ACTION_HANDED_ON: 21,
    ChangeKind.ACTION_DROPPED: 20,
    ChangeKind.INITIATIVE_RENAMED: 15,
    ChangeKind.ACTION_DONE: 14,
    ChangeKind.ACTION_NEW: 12,
    ChangeKind.PROGRESS_MOVED: 8,
    ChangeKind.SPEND_MOVED: 7,
}
"""Weight before the size of the change is added; where people decide or promise stands above routine."""

TO_RAG = {Rag.RED: 90.0, Rag.AMBER: 70.0, Rag.GREEN: 44.0, Rag.GREY: 42.0}
"""Weight of a status that becomes this."""

TO_BAND = {KpiBand.OFF_TRACK: 82.0, KpiBand.AT_RISK: 62.0, KpiBand.ON_TRACK: 55.0, KpiBand.GREY: 46.0}
"""Weight of a KPI that comes into this band."""


def weighed(
    kind: ChangeKind, record: str, name: str, where: Source, extra: float = 0, /, **values: object
) -> Change:
    """Return a change with the weight of its kind and `extra` for its size."""
    return Change(kind, record, name, values, where, _WEIGHTS[kind] + extra)
