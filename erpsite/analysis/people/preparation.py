"""Compute how far the preparation of the meeting is, on one day."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.text import Text
from erpsite.model.working_group import PreparationStep

__all__ = ["Readiness", "ReadinessItem", "ReadinessKind", "StepState", "StepStatus", "countdown", "readiness"]

StepStatus = Literal["done", "done-late", "due", "late"]
ReadinessKind = Literal["charter", "preread", "group", "seat", "step", "agenda", "session"]


@dataclass(frozen=True)
class StepState:
    """Hold where one step of the preparation stands."""

    step: PreparationStep
    due_on: dt.date
    """Meeting day − T-minus days."""
    status: StepStatus
    days: int
    """Calendar days: late by so many where it is late, left where it is due, early or 0 where it is done."""

    @property
    def done(self) -> bool:
        """Say whether it is done, in time or late."""
        return self.status in ("done", "done-late")


@dataclass(frozen=True)
class ReadinessItem:
    """Hold one thing that must be in place before the meeting."""

    kind: ReadinessKind
    name: Text | None
    """Name in the data; None where there is only one of the kind."""
    owner: str | None
    in_place: bool
    where: Source


@dataclass(frozen=True)
class Readiness:
    """Hold everything that must be in place, and how much of it is."""

    items: tuple[ReadinessItem, ...]

    @property
    def in_place(self) -> int:
        """Return how many items are in place."""
        return sum(item.in_place for item in self.items)

    @property
    def score(self) -> float:
        """Return items in place / items expected, 0 to 1."""
        return self.in_place / len(self.items)

    @property
    def missing(self) -> tuple[ReadinessItem, ...]:
        """Return what is not in place."""
        return tuple(item for item in self.items if not item.in_place)


def countdown(handbook: Handbook, today: dt.date) -> tuple[StepState, ...]:
    """Return the steps of the preparation by due day; empty where there is no working group.

    A step that was done after `today` still counts as open. Lateness stops growing on the meeting day.
    """
    if handbook.working_group is None:
        return ()
    meeting = handbook.plan.meeting_date
    states = [_step_state(step, meeting, today) for step in handbook.working_group.steps]
    return tuple(sorted(states, key=lambda state: state.due_on))


def _step_state(step: PreparationStep, meeting: dt.date, today: dt.date) -> StepState:
    due = meeting - dt.timedelta(days=step.t_minus)
    if step.done_on is not None and step.done_on <= today:
        late = (step.done_on - due).days
        return StepState(step, due, "done-late" if late > 0 else "done", abs(late))
    left = (due - min(today, meeting)).days
    return StepState(step, due, "late" if left < 0 else "due", abs(left))


def readiness(handbook: Handbook, today: dt.date) -> Readiness:
    """Return what must be in place before the meeting and whether it is, on the day `today`.

    Expected are the charter, the pre-read on its way, each required seat of the working group, each
    preparation step, and each session with goal, output and lead; what has no file at all counts as
    one item that is missing.
    """
    plan, charter = handbook.plan, handbook.charter
    sent = plan.preread_sent_on
    items = [
        ReadinessItem(
            "charter",
            None,
            charter.sponsor if charter else None,
            charter is not None and charter.issued_on <= today,
            charter.where if charter else Source("charter.yml"),
        ),
        ReadinessItem(
            "preread", None, None, sent is not None and sent <= today, plan.where_of("preread_sent_on")
        ),
    ]
    return Readiness((*items, *_group_items(handbook, today), *_session_items(handbook)))


def _group_items(handbook: Handbook, today: dt.date) -> list[ReadinessItem]:
    group = handbook.working_group
    if group is None:
        return [ReadinessItem("group", None, None, False, Source("working_group.yml"))]
    seats = [
        ReadinessItem("seat", role.name, role.member, role.member is not None, role.where)
        for role in group.roles
        if role.required
    ]
    steps = [
        ReadinessItem("step", state.step.name, state.step.owner, state.done, state.step.where)
        for state in countdown(handbook, today)
    ]
    return seats + steps


def _session_items(handbook: Handbook) -> list[ReadinessItem]:
    agenda = handbook.agenda
    if agenda is None:
        return [ReadinessItem("agenda", None, None, False, Source("agenda.yml"))]
    return [
        ReadinessItem(
            "session",
            session.title,
            session.lead or agenda.facilitator,
            None not in (session.goal, session.output, session.lead),
            session.where,
        )
        for session in agenda.sessions
    ]
