"""Carry over what frames the plan: the plan itself, the charter, the working group and the agenda."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.rollover.note import Turn
from erpsite.model.agenda import Agenda
from erpsite.model.charter import Charter
from erpsite.model.plan import Calendar, Plan, Role
from erpsite.model.working_group import WorkingGroup

__all__ = ["next_agenda", "next_charter", "next_group", "next_plan"]


def next_plan(turn: Turn) -> Plan:
    """Return the plan of the new year: the same frame, its days a year later, its money to be approved."""
    plan, tr, file = turn.plan, turn.tr, "handbook.yml"
    first = turn.first_day
    calendar, roles = _next_calendar(plan, first), _next_roles(turn, first)
    turn.note(file, "meeting_date", text=tr("Confirm the day of the planning meeting."))
    if plan.budget.envelope is not None:
        text = tr("Approve the year’s budget; the amount is last year’s.")
        turn.note(file, "budget", "envelope", text=text)
    else:
        turn.note(file, text=tr("Say what the year’s budget is: `budget.envelope`."))
    if roles:
        turn.note(file, "roles", text=tr("Confirm the capacity of each role; the days are last year’s."))
    if plan.about:
        turn.note(file, "about", text=tr("Bring the figures on the organisation up to date."))
    if plan.calendar.holidays or plan.calendar.working_days:
        turn.note(file, "calendar", text=tr("Add the organisation’s own holidays of the year."))
    unknown = [year for year in _years(turn) if not turn.before.days.is_published(year)]
    if unknown:
        text = tr(
            "The public holidays of {years} are not published: the days off that the law fixes count until "
            "they are listed, or erpsite is updated.",
            years=", ".join(map(str, unknown)),
        )
        turn.note(file, "calendar", text=text)
    if plan.waivers:
        turn.note(file, text=tr("Last year’s waivers are gone; grant anew what is still excused."))
    return plan.model_copy(
        update={
            "plan_year": turn.year,
            "title": turn.text(plan.title) if plan.title else None,
            "meeting_date": turn.worked_day(plan.meeting_date),
            "preread_sent_on": None,
            "next_review": None,
            "data_from": None,
            "calendar": calendar,
            "budget": plan.budget.model_copy(update={"approved_on": None}),
            "roles": roles,
            "survey": plan.survey.model_copy(
                update={"closed_on": (), "answers_at_closing": (), "asked": None}
            ),
            "waivers": (),
        }
    )


def _next_calendar(plan: Plan, first: dt.date) -> Calendar:
    """Return the calendar without the days that are over when the new year begins."""
    old = plan.calendar
    return old.model_copy(
        update={
            "holidays": tuple(day for day in old.holidays if day >= first),
            "working_days": tuple(day for day in old.working_days if day >= first),
            "half_days": tuple(day for day in old.half_days if day >= first),
            "freezes": tuple(one for one in old.freezes if one.last >= first),
        }
    )


def _next_roles(turn: Turn, first: dt.date) -> tuple[Role, ...]:
    return tuple(
        role.model_copy(
            update={
                "capacity": {turn.quarter(q): days for q, days in role.capacity.items()},
                "absences": tuple(one for one in role.absences if one.last >= first),
            }
        )
        for role in turn.plan.roles
    )


def _shift(turn: Turn) -> dt.timedelta:
    return turn.worked_day(turn.plan.meeting_date) - turn.plan.meeting_date


def _years(turn: Turn) -> tuple[int, ...]:
    """Return the calendar years that the new plan year reaches into."""
    first = turn.first_day
    return (first.year,) if first.month == 1 else (first.year, first.year + 1)


def next_charter(turn: Turn) -> Charter | None:
    """Return the charter with its day before the new meeting; its words are last year's."""
    charter, file = turn.before.handbook.charter, "charter.yml"
    if charter is None:
        return None
    turn.note(file, "message", text=turn.tr("Write the sponsor’s message for this year."))
    turn.note(file, "aims", text=turn.tr("Set this year’s aims."))
    turn.note(file, "results", text=turn.tr("Say what must exist when this year’s meeting ends."))
    return charter.model_copy(
        update={"title": turn.text(charter.title), "issued_on": charter.issued_on + _shift(turn)}
    )


def next_group(turn: Turn) -> WorkingGroup | None:
    """Return the working group with its seats, and its preparation not yet begun."""
    group = turn.before.handbook.working_group
    if group is None:
        return None
    steps = tuple(step.model_copy(update={"done_on": None, "result": None}) for step in group.steps)
    file = "working_group.yml"
    turn.note(file, "formed_on", text=turn.tr("Confirm when the working group begins, and its members."))
    return group.model_copy(update={"formed_on": group.formed_on + _shift(turn), "steps": steps})


def next_agenda(turn: Turn) -> Agenda | None:
    """Return the agenda's sessions without last year's questions."""
    agenda = turn.before.handbook.agenda
    if agenda is None:
        return None
    sessions = tuple(session.model_copy(update={"questions": ()}) for session in agenda.sessions)
    if sessions:
        text = turn.tr("Write the questions that each session must answer.")
        turn.note("agenda.yml", "sessions", text=text)
    return agenda.model_copy(update={"sessions": sessions})
