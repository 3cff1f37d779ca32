"""Carry over open actions, pain points and opportunities, and drop what they point to and is gone."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from erpsite.analysis.rollover.note import Turn
from erpsite.model import Handbook
from erpsite.model.meeting import MeetingRecord
from erpsite.model.opportunity import Opportunity
from erpsite.model.pain_point import PainPoint
from erpsite.model.review import Action

__all__ = [
    "next_meeting", "next_opportunities", "next_pain_points", "note_orphaned_risks", "without_lost_links",
]  # fmt: skip


def next_meeting(turn: Turn, carried: Set[str]) -> MeetingRecord | None:
    """Return the record of the coming meeting with the open actions; None where there is none."""
    open_ones = [known for known in turn.before.actions.values() if known.status == "open"]
    known_ids = set(turn.before.actions)
    given = turn.before.handbook.meeting.actions if turn.before.handbook.meeting else ()
    waiting = [action for action in given if action.id not in known_ids]
    actions = [known.action.model_copy(update={"due": known.due}) for known in open_ones] + waiting
    if not actions:
        return None
    for action in actions:
        text = turn.tr("This action is still open; keep it with a new due date, or drop it.")
        turn.note("meeting.yml", "actions", action.id, text=text)
    kept = tuple(_action(action, carried) for action in actions)
    return MeetingRecord(held_on=turn.worked_day(turn.plan.meeting_date), actions=kept)


def _action(action: Action, carried: Set[str]) -> Action:
    """Return the action without last year's decision, and without an initiative that is gone."""
    stays = action.initiative in carried
    return action.model_copy(update={"decision": None, "initiative": action.initiative if stays else None})


def next_pain_points(turn: Turn, carried: Set[str]) -> Mapping[str, PainPoint]:
    """Return the pain points that no finished initiative was to cure."""
    kept = {}
    if turn.before.handbook.pain_points:
        turn.note("pain_points.yml", text=turn.tr("Bring this year’s evidence and loss to each pain point."))
    for name, pain in turn.before.handbook.pain_points.items():
        left = tuple(one for one in pain.initiatives if one in carried)
        if pain.initiatives and not left:
            text = turn.tr(
                "“{name}” is left out: what was to cure it has ended. Bring it back if it still hurts.",
                name=pain.name.in_(turn.tr.language),
            )
            turn.note("pain_points.yml", text=text)
            continue
        kept[name] = pain.model_copy(update={"initiatives": left})
    return kept


def next_opportunities(turn: Turn, carried: Set[str], pains: Set[str]) -> Mapping[str, Opportunity]:
    """Return the opportunities, to be judged anew."""
    kept = {}
    if turn.before.handbook.opportunities:
        text = turn.tr("Judge the value and readiness of each opportunity anew.")
        turn.note("opportunities.yml", text=text)
    for name, one in turn.before.handbook.opportunities.items():
        kept[name] = one.model_copy(
            update={
                "pain_points": tuple(pain for pain in one.pain_points if pain in pains),
                "initiative": one.initiative if one.initiative in carried else None,
            }
        )
    return kept


def note_orphaned_risks(turn: Turn, carried: Set[str]) -> None:
    """Note the open risks whose initiative does not go on: nobody would look at them again."""
    for state in turn.before.risks.values():
        if state.status == "open" and state.initiative not in carried:
            text = turn.tr(
                "The risk “{name}” was open when its initiative ended; give it to another, or close it.",
                name=state.risk.name.in_(turn.tr.language),
            )
            turn.note("initiatives", text=text)


def without_lost_links(handbook: Handbook) -> Handbook:
    """Return the handbook whose initiatives name only pain points that are still there."""
    initiatives = {
        name: one.model_copy(
            update={"pain_points": tuple(pain for pain in one.pain_points if pain in handbook.pain_points)}
        )
        for name, one in handbook.initiatives.items()
    }
    return replace(handbook, initiatives=initiatives)
