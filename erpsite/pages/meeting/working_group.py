"""Draw the working group: seats, countdown, who owes what, how ready the pack is."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.figures import Figure
from erpsite.analysis.people.preparation import Readiness, ReadinessItem, StepState, countdown
from erpsite.model.working_group import GroupRole, WorkingGroup
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.page import page, place_of
from erpsite.pages.meeting.empty import nothing_yet

__all__ = ["draw_working_group", "missing_table", "roles_table", "steps_table"]


@page(
    "meeting/working-group",
    section="meeting",
    needs=("working_group",),
    place=30,
    title="Planning working group",
    description="Who prepares the meeting, what is done, what is late, and how ready the pack is.",
    file=place_of("working_group", "working_group.yml"),
)
def draw_working_group(book: Book) -> tuple[b.Block, ...]:
    """Return the preparation of the meeting as it stands."""
    group, tr = book.handbook.working_group, book.tr
    if group is None:
        lead = tr("No working group prepares the planning meeting yet.")
        return nothing_yet(book, lead, "working_group.yml")
    states, ready = countdown(book.handbook, book.state.today), book.figures.readiness
    return (
        b.Lead(_lead(book, states, ready)),
        _tiles(book, group, states, ready),
        b.Heading(tr("Countdown to the meeting"), "countdown"),
        steps_table(book, states),
        b.Heading(tr("Seats in the group"), "roles"),
        roles_table(book, group.roles),
        b.Heading(tr("Who owes what"), "missing"),
        missing_table(book, ready.missing),
        b.Paragraph(_method(book, ready), small=True),
        b.Paragraph(
            (b.Link(tr("Formula"), "data/formulas", "readiness"), " · ", b.Place(group.where)), small=True
        ),
    )


def _lead(book: Book, states: Sequence[StepState], ready: Readiness) -> str:
    tr, today, meeting = book.locale.tr, book.state.today, book.handbook.plan.meeting_date
    late = sum(state.status in ("late", "done-late") for state in states)
    words = {
        "day": book.locale.day(meeting),
        "steps": book.count("preparation.steps", len(states)),
        "done": book.count("preparation.done", sum(state.done for state in states)),
        "late": book.count("preparation.late", late),
        "score": book.share(Figure("preparation.readiness", ready.score)),
    }
    left = (meeting - today).days
    if left < 0:
        return tr(
            "The group prepared the meeting of {day} in {steps} steps, {late} of them late; "
            "{score} of what the meeting needed is on record.",
            **words,
        )
    if left == 0:
        return tr("The meeting is today: {score} of what it needs is in place.", **words)
    return tr.plural(
        "One day to the meeting on {day}: {done} of {steps} steps are done, {late} are late, "
        "and {score} of what the meeting needs is in place.",
        "{n} days to the meeting on {day}: {done} of {steps} steps are done, {late} are late, "
        "and {score} of what the meeting needs is in place.",
        book.count("days-to.planning-meeting", left),
        **words,
    )


def _tiles(book: Book, group: WorkingGroup, states: Sequence[StepState], ready: Readiness) -> b.Tiles:
    tr, plan = book.tr, book.handbook.plan
    done = sum(state.done for state in states)
    in_time = sum(state.status == "done" for state in states)
    required = [role for role in group.roles if role.required]
    filled = sum(role.member is not None for role in required)
    t_minus = (plan.meeting_date - group.formed_on).days
    return b.Tiles(
        (
            b.Tile(
                tr("Readiness"),
                book.share(Figure("preparation.readiness", ready.score)),
                tr(
                    "{k} of {n} items in place",
                    k=book.count("preparation.in-place", ready.in_place),
                    n=book.count("preparation.items", len(ready.items)),
                ),
                tone=_tone(ready.score),
            ),
            b.Tile(
                tr("Steps done"),
                tr(
                    "{k} of {n}",
                    k=book.count("preparation.done", done),
                    n=book.count("preparation.steps", len(states)),
                ),
                tr("{k} in time", k=book.count("preparation.done-in-time", in_time)),
                tone=_tone(done / len(states)) if states else "grey",
            ),
            b.Tile(
                tr("Seats filled"),
                tr(
                    "{k} of {n}",
                    k=book.count("preparation.seats-filled", filled),
                    n=book.count("preparation.seats", len(required)),
                ),
                tr("required seats"),
                tone=_tone(filled / len(required)) if required else "grey",
            ),
            b.Tile(
                tr("Group formed"),
                ("T\u2212", book.count("preparation.t-minus", t_minus)),
                tr("on {day}; at least T−28 is asked for", day=book.locale.day(group.formed_on)),
                tone="green" if t_minus >= 28 else "amber",
            ),
        )
    )


def _tone(share: float) -> b.Tone:
    if share >= 1:
        return "green"
    return "amber" if share >= 0.8 else "red"


def steps_table(book: Book, states: Sequence[StepState]) -> b.Table:
    """Return the steps of the preparation by due day, with their status."""
    tr = book.tr
    return Rows(states, anchor=lambda state: state.step.id, source=lambda state: state.step.where).table(
        "preparation",
        Col("t", tr("T-minus"), lambda state: f"T\u2212{state.step.t_minus}"),
        Col("due", tr("Due"), lambda state: book.day(state.due_on), "date"),
        Col("step", tr("Step"), lambda state: book.text(state.step.name), wide=True),
        Col("owner", tr("Owner"), lambda state: book.person(state.step.owner)),
        Col("status", tr("Status"), lambda state: _status(book, state), "status"),
        Col(
            "done",
            tr("Done on"),
            lambda state: book.day(state.step.done_on) if state.done else b.Missing(),
            "date",
        ),
        Col("result", tr("Result"), lambda state: book.text(state.step.result) or b.Missing(), wide=True),
        empty=tr("The preparation has no steps yet."),
    )


def _status(book: Book, state: StepState) -> b.Chip:
    plural = book.locale.tr.plural
    if state.status == "done":
        return b.Chip("green", book.tr("Done"))
    if state.status == "done-late":
        return b.Chip("amber", plural("Done {n} day late", "Done {n} days late", state.days))
    if state.status == "late":
        return b.Chip("red", plural("{n} day late", "{n} days late", state.days))
    return b.Chip("blue", plural("Due in {n} day", "Due in {n} days", state.days))


def roles_table(book: Book, roles: Sequence[GroupRole]) -> b.Table:
    """Return the seats of the group, who holds them, and which are missing."""
    tr = book.tr
    return Rows(roles, anchor=lambda role: role.id, source=lambda role: role.where).table(
        "seats",
        Col("role", tr("Seat"), lambda role: book.text(role.name)),
        Col("member", tr("Member"), lambda role: book.person(role.member)),
        Col("status", tr("Status"), lambda role: _seat(book, role), "status"),
        Col("duty", tr("Brings"), lambda role: book.text(role.duty) or b.Missing(), wide=True),
        empty=tr("The group has no seats yet."),
    )


def _seat(book: Book, role: GroupRole) -> b.Chip:
    if role.member:
        return b.Chip("green", book.tr("Filled"))
    return b.Chip("red", book.tr("Missing")) if role.required else b.Chip("grey", book.tr("Empty, optional"))


def missing_table(book: Book, items: Sequence[ReadinessItem]) -> b.Table:
    """Return what is not in place, by whom it is owed, and where to record it."""
    tr = book.tr
    return Rows(sorted(items, key=lambda item: item.owner or ""), source=lambda item: item.where).table(
        "missing",
        Col("owner", tr("Owed by"), lambda item: book.person(item.owner)),
        Col("what", tr("What is missing"), lambda item: _what(book, item), wide=True),
        Col("where", tr("Where to record it"), lambda item: b.Place(item.where)),
        empty=tr("Nothing is missing."),
    )


def _what(book: Book, item: ReadinessItem) -> str:
    tr, name = book.tr, book.text(item.name)
    words = {
        "charter": lambda: tr("The meeting charter"),
        "preread": lambda: tr("The day on which the pre-read was sent"),
        "group": lambda: tr("The working group"),
        "seat": lambda: tr("A member for the seat “{name}”", name=name),
        "step": lambda: tr("The step “{name}”", name=name),
        "agenda": lambda: tr("The agenda"),
        "session": lambda: tr("Goal, output or lead of the session “{name}”", name=name),
    }
    return words[item.kind]()


def _method(book: Book, ready: Readiness) -> str:
    return book.tr(
        "Readiness = items in place ÷ items expected = {k} ÷ {n} on {day}. Expected are the charter, "
        "the pre-read sent, each required seat filled, each preparation step done, and each session "
        "with goal, output and lead.",
        k=book.count("readiness.in-place", ready.in_place),
        n=book.count("readiness.expected", len(ready.items)),
        day=book.locale.day(book.state.today),
    )
