"""Draw what the planning meeting left behind: decisions, actions, votes, parked questions, real times."""

from __future__ import annotations

from erpsite.analysis.people.agenda import agenda_times
from erpsite.model.meeting import HeldSession, MeetingRecord
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.action_tables import actions_table
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.decision_tables import decisions_table
from erpsite.pages.kit.page import page, place_of
from erpsite.pages.meeting.empty import nothing_yet
from erpsite.pages.meeting.words import clock_span, duration

__all__ = ["draw_record", "parked_table", "sessions_held_table", "votes_table"]


@page(
    "meeting/record",
    section="meeting",
    needs=("meeting", "decisions"),
    place=60,
    title="Record of the meeting",
    description="What the planning meeting decided, who does what, the votes, and what was parked.",
    file=place_of("meeting", "meeting.yml"),
)
def draw_record(book: Book) -> tuple[b.Block, ...]:
    """Return the record of the meeting, as `decisions.yml` and `meeting.yml` hold it."""
    tr, meeting = book.tr, book.handbook.meeting
    decisions = tuple(book.handbook.decided_in_meeting.values())
    if meeting is None and not decisions:
        return nothing_yet(book, tr("The planning meeting has left no record yet."), "meeting.yml")
    blocks: list[b.Block] = [
        b.Lead(_lead(book, meeting)),
        b.Heading(tr("Decisions"), "decisions"),
        decisions_table(book, decisions, "meeting-decisions"),
    ]
    if meeting is not None:
        blocks += [
            b.Heading(tr("Actions"), "actions"),
            actions_table(book, meeting.actions, "meeting-actions"),
        ]
        blocks += [b.Heading(tr("Votes for the TOP 5"), "votes"), votes_table(book, meeting)]
        blocks += [b.Heading(tr("Parked questions"), "parked"), parked_table(book, meeting)]
        blocks += [
            b.Heading(tr("Sessions as they were held"), "sessions"),
            sessions_held_table(book, meeting),
        ]
    return tuple(blocks)


def _lead(book: Book, meeting: MeetingRecord | None) -> str:
    tr = book.locale.tr
    day = meeting.held_on if meeting else book.handbook.plan.meeting_date
    decisions = tr.plural(
        "{n} decision",
        "{n} decisions",
        book.count("decisions.in-meeting", len(book.handbook.decided_in_meeting)),
    )
    actions = tr.plural(
        "{n} action", "{n} actions", book.count("actions.in-meeting", len(meeting.actions) if meeting else 0)
    )
    words = {"day": book.locale.day(day), "decisions": decisions, "actions": actions}
    late = _minutes_late(book, meeting) if meeting else None
    if late is None:
        return tr("The meeting on {day} took {decisions} and gave {actions}.", **words)
    words["minutes"] = duration(book, abs(late), "meeting.minutes-off")
    if late > 0:
        return tr("The meeting on {day} took {decisions}, gave {actions}, and ended {minutes} late.", **words)
    if late < 0:
        return tr(
            "The meeting on {day} took {decisions}, gave {actions}, and ended {minutes} early.", **words
        )
    return tr("The meeting on {day} took {decisions}, gave {actions}, and ended on time.", **words)


def _minutes_late(book: Book, meeting: MeetingRecord) -> int | None:
    """Return how much later than planned the last session closed, in minutes; None where nobody noted it."""
    agenda = book.handbook.agenda
    if agenda is None or not agenda.sessions or not meeting.sessions:
        return None
    last, held = agenda.sessions[-1], meeting.sessions[-1]
    if held.session != last.id or held.end is None:
        return None
    late = _minutes(held.end) - _minutes(last.end)
    return (late + 12 * 60) % (24 * 60) - 12 * 60


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def votes_table(book: Book, meeting: MeetingRecord) -> b.Table:
    """Return the votes, the most first; the first five are the TOP 5."""
    tr = book.tr
    order = sorted(meeting.votes, key=lambda vote: -vote.votes)
    most = max((vote.votes for vote in order), default=0) or 1
    return Rows(order, source=lambda vote: vote.where).table(
        "votes",
        Col(
            "pain_point", tr("Pain point"), lambda vote: book.link("pain_points", vote.pain_point), wide=True
        ),
        Col("votes", tr("Votes"), lambda vote: b.Progress(vote.votes / most, str(vote.votes)), "bar"),
        empty=tr("Nobody voted."),
    )


def parked_table(book: Book, meeting: MeetingRecord) -> b.Table:
    """Return the questions that were put aside, with the session and who brings the answer."""
    tr = book.tr
    titles = (
        {one.id: book.text(one.title) for one in book.handbook.agenda.sessions}
        if book.handbook.agenda
        else {}
    )
    return Rows(meeting.parked, source=lambda one: one.where).table(
        "parked",
        Col("question", tr("Question"), lambda one: book.text(one.text), wide=True),
        Col("session", tr("Session"), lambda one: titles.get(one.session or "") or b.Missing()),
        Col("owner", tr("Who answers"), lambda one: book.person(one.owner)),
        empty=tr("No question was parked."),
    )


def sessions_held_table(book: Book, meeting: MeetingRecord) -> b.Table:
    """Return each session with its planned and its real time."""
    tr, agenda = book.tr, book.handbook.agenda
    held = {one.session: one for one in meeting.sessions}
    slots = agenda_times(agenda).slots if agenda else ()
    return Rows([(slot, held.get(slot.session.id)) for slot in slots]).table(
        "sessions-held",
        spread("session", tr("Session"), lambda slot, _: book.text(slot.session.title), wide=True),
        spread("planned", tr("Planned"), lambda slot, _: clock_span(slot.session.start, slot.session.end)),
        spread("held", tr("Held"), lambda _, held: _span(book, held)),
        spread(
            "longer", tr("Longer than planned"), lambda slot, held: _longer(book, held, slot.length), "number"
        ),
        empty=tr("The agenda has no session yet."),
    )


def _span(book: Book, held: HeldSession | None) -> b.Inline:
    if held is None:
        return b.Missing(book.tr("not held"))
    return held.start if held.end is None else clock_span(held.start, held.end)


def _longer(book: Book, held: HeldSession | None, planned: int) -> b.Inline:
    if held is None:
        return b.Missing()
    if held.end is None:
        return b.Missing(book.tr("not closed"))
    length = (_minutes(held.end) - _minutes(held.start)) % (24 * 60)
    longer = length - planned
    sign = "+" if longer > 0 else "−" if longer < 0 else ""
    return b.Number(longer, f"{sign}{duration(book, abs(longer))}")
