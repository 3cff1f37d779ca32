"""List the tables that can be downloaded, with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.model import FILES, Handbook
from erpsite.model.agenda import Session
from erpsite.model.base import Record
from erpsite.model.charter import Attendee
from erpsite.model.decision import Decision
from erpsite.model.health import HealthValue
from erpsite.model.incident import Incident
from erpsite.model.initiative import Assumption, KpiEffect, Milestone, Phase, ThirdParty
from erpsite.model.kpi import KpiActual
from erpsite.model.maturity import Criterion
from erpsite.model.pain_point import Evidence
from erpsite.model.review import Action, CorrectiveMeasure, KpiComment, Progress
from erpsite.model.risk import Risk
from erpsite.model.working_group import GroupRole, PreparationStep

__all__ = ["RECORD_TABLES", "RecordTable", "table_rows"]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """Describe one table of records: where they are, and the id of what they belong to."""

    name: str
    record: type[Record]
    collection: str
    """Field of the handbook that holds them, or that holds what they belong to."""
    inside: str = ""
    """Field of the owning record that holds them; empty where the collection does."""
    owner: str = ""
    """Name of the column with the owner's id."""


_INSIDE: Mapping[str, tuple[RecordTable, ...]] = {
    "charter": (RecordTable("attendees", Attendee, "charter", "attendees"),),
    "working_group": (
        RecordTable("seats", GroupRole, "working_group", "roles"),
        RecordTable("preparation", PreparationStep, "working_group", "steps"),
    ),
    "agenda": (RecordTable("agenda", Session, "agenda", "sessions"),),
    "pain_points": (RecordTable("evidence", Evidence, "pain_points", "evidence", "pain_point"),),
    "maturity": (RecordTable("maturity", Criterion, "maturity", "criteria", "dimension"),),
    "initiatives": (
        RecordTable("phases", Phase, "initiatives", "phases", "initiative"),
        RecordTable("milestones", Milestone, "initiatives", "milestones", "initiative"),
        RecordTable("kpi_effects", KpiEffect, "initiatives", "kpis", "initiative"),
        RecordTable("third_parties", ThirdParty, "initiatives", "third_parties", "initiative"),
        RecordTable("risks", Risk, "initiatives", "risks", "initiative"),
        RecordTable("assumptions", Assumption, "initiatives", "assumptions", "initiative"),
    ),
    "meeting_decisions": (RecordTable("decisions", Decision, "decisions"),),
    "reviews": (
        RecordTable("progress", Progress, "reviews", "progress", "month"),
        RecordTable("new_risks", Risk, "reviews", "new_risks", "month"),
        RecordTable("kpi_comments", KpiComment, "reviews", "kpi_comments", "month"),
        RecordTable("measures", CorrectiveMeasure, "reviews", "measures", "month"),
        RecordTable("actions", Action, "reviews", "actions", "month"),
    ),
}
"""Tables of records that stand inside others, by the file that holds them."""

_ONLY_INSIDE = frozenset({"maturity", "meeting_decisions", "reviews"})
"""Files whose records are told by the tables inside them alone."""

_NO_ROWS = frozenset({"freezes"})
"""Files that are bookkeeping, not a part of the plan."""


def _tables() -> Iterator[RecordTable]:
    """Give the table of each published kind of record that has rows, each followed by those inside it."""
    for file in FILES:
        rows = file.shape != "one" and file.field not in _ONLY_INSIDE | _NO_ROWS
        if file.kind.published and rows:
            yield RecordTable(file.field, file.record, file.field)
        yield from _INSIDE.get(file.field, ())


RECORD_TABLES: tuple[RecordTable, ...] = tuple(_tables())
"""Every table that holds records as they stand in the data, derived from the kinds of record.

The answers to the survey are not among them, nor are tickets: their kinds are not published. Department,
module and comment would give away who wrote an answer, and groups below the plan's minimum must not be
derivable.
"""


def table_rows(
    handbook: Handbook, table: RecordTable, as_of: str
) -> Iterator[tuple[tuple[str, ...], Record]]:
    """Yield each record with the id of its owner; what was recorded after `as_of` is left out."""
    owners: Sequence[Any] = [
        one for one in _records(getattr(handbook, table.collection)) if _month(one) <= as_of
    ]
    if table.collection == "reviews":
        owners = [review for review in owners if review.month <= as_of]
    if table.collection == "decisions":
        owners = _decisions(handbook, as_of)
    for owner in owners:
        if not table.inside:
            yield (), owner
            continue
        for record in getattr(owner, table.inside):
            yield ((getattr(owner, "id", None) or owner.month,) if table.owner else ()), record


def _month(record: Any) -> str:
    """Return the month that a value of a series or an incident belongs to; nothing for other records."""
    if isinstance(record, HealthValue | KpiActual):
        return record.month
    return f"{record.started:%Y-%m}" if isinstance(record, Incident) else ""


def _records(held: Any) -> Sequence[Any]:
    if held is None:
        return ()
    if isinstance(held, Mapping):
        return list(held.values())
    return held if isinstance(held, tuple) else (held,)


def _decisions(handbook: Handbook, as_of: str) -> Sequence[Decision]:
    later: Iterable[Decision] = (
        decision
        for review in handbook.reviews.values()
        if review.month <= as_of
        for decision in review.decisions
    )
    return [*handbook.decided_in_meeting.values(), *later]
