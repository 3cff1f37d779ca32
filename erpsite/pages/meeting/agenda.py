"""Draw the agenda: the sessions of the day, and what its clock says."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.people.agenda import AgendaTimes, SessionTime, agenda_times
from erpsite.model.agenda import Agenda, Session
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.contents import page_links
from erpsite.pages.kit.page import page, place_of
from erpsite.pages.kit.subscriptions import session_calendar, subscriptions
from erpsite.pages.meeting.empty import nothing_yet
from erpsite.pages.meeting.words import clock_span, duration

__all__ = ["agenda_facts", "draw_agenda", "sessions_table"]


@page(
    "meeting/agenda",
    section="meeting",
    needs=("agenda",),
    place=40,
    title="Agenda",
    description="The sessions of the planning meeting with goal, output, lead and pages.",
    file=place_of("agenda", "agenda.yml"),
)
def draw_agenda(book: Book) -> tuple[b.Block, ...]:
    """Return the agenda: lead, who runs it, sessions, questions, gaps and overlaps."""
    agenda = book.handbook.agenda
    if agenda is None:
        return nothing_yet(book, book.tr("The planning meeting has no agenda yet."), "agenda.yml")
    times, tr = agenda_times(agenda), book.tr
    return (
        b.Lead(_lead(book, agenda, times)),
        agenda_facts(book, agenda, times),
        b.Heading(tr("Sessions"), "sessions"),
        sessions_table(book, agenda.sessions),
        *_findings(book, times),
        *_questions(book, agenda),
        b.Paragraph(
            tr(
                "Each session keeps to its time and each speaker to {limit} minutes; "
                "the timekeeper says when half of the time is gone, and when all of it is.",
                limit=book.count("limit.speaking", agenda.speaking_limit),
            )
        ),
        subscriptions(book),
    )


def _lead(book: Book, agenda: Agenda, times: AgendaTimes) -> str:
    if not times.slots:
        return book.tr("The agenda has no session yet.")
    return book.locale.tr.plural(
        "On {day} from {start} to {end}, {n} session takes {working}, and the plan is settled.",
        "On {day} from {start} to {end}, {n} sessions take {working} of work from the first word "
        "to the last commitment.",
        book.count("agenda.sessions", len(times.slots)),
        day=book.locale.day(book.handbook.plan.meeting_date),
        start=agenda.sessions[0].start,
        end=agenda.sessions[-1].end,
        working=duration(book, times.working, "agenda.working-minutes"),
    )


def agenda_facts(book: Book, agenda: Agenda, times: AgendaTimes) -> b.Facts:
    """Return where the meeting is, who runs it, and how long it takes."""
    tr = book.tr
    pairs: list[tuple[str, b.Content]] = [
        (tr("Day"), book.day(book.handbook.plan.meeting_date)),
        (tr("Place"), book.text(agenda.place)),
        (tr("Facilitator"), book.person(agenda.facilitator)),
        (tr("Timekeeper"), book.person(agenda.timekeeper)),
    ]
    if agenda.minute_taker:
        pairs.append((tr("Minutes"), book.person(agenda.minute_taker)))
    return b.Facts(
        (
            *pairs,
            (tr("Speaking limit"), duration(book, agenda.speaking_limit)),
            (tr("Total length"), duration(book, times.total)),
            (tr("Of which breaks"), duration(book, sum(slot.gap for slot in times.breaks))),
        )
    )


def sessions_table(book: Book, sessions: Sequence[Session]) -> b.Table:
    """Return the sessions with time, goal, output, lead and pages."""
    tr = book.tr
    return Rows(sessions, anchor=lambda session: session.id, source=lambda session: session.where).table(
        "agenda",
        Col(
            "time",
            tr("Time"),
            lambda session: (
                clock_span(session.start, session.end),
                " ",
                b.Link(".ics", session_calendar(session.id)),
            ),
        ),
        Col("session", tr("Session"), lambda session: b.Strong(book.text(session.title))),
        Col("goal", tr("Goal"), lambda session: book.text(session.goal) or b.Missing(tr("no goal"))),
        Col("output", tr("Output"), lambda session: book.text(session.output) or b.Missing(tr("no output"))),
        Col("lead", tr("Lead"), lambda session: book.person(session.lead)),
        Col("pages", tr("Pages"), lambda session: page_links(book, session.pages)),
        empty=tr("The agenda has no session yet."),
    )


def _findings(book: Book, times: AgendaTimes) -> tuple[b.Block, ...]:
    tr = book.tr
    problems: list[b.Content] = [_overlap(book, slot) for slot in times.overlaps]
    words = {"goal": tr("goal"), "output": tr("output"), "lead": tr("lead")}
    problems += [
        tr(
            "{session} has no {fields}.",
            session=book.text(slot.session.title),
            fields=book.locale.join([words[name] for name in slot.lacks]),
        )
        for slot in times.incomplete
    ]
    blocks: list[b.Block] = []
    if problems:
        blocks.append(b.Callout("amber", tr("To mend before the meeting"), (b.Items(tuple(problems)),)))
    if times.breaks:
        gaps: tuple[b.Content, ...] = tuple(_gap(book, slot) for slot in times.breaks)
        blocks += [b.Heading(tr("Breaks and gaps"), "breaks"), b.Items(gaps)]
    elif times.slots and not problems:
        blocks.append(b.Paragraph(tr("The sessions follow each other without a gap or an overlap.")))
    return tuple(blocks)


def _overlap(book: Book, slot: SessionTime) -> str:
    return book.tr(
        "{session} starts {minutes} minutes before the session before it has ended.",
        session=book.text(slot.session.title),
        minutes=-slot.gap,
    )


def _gap(book: Book, slot: SessionTime) -> str:
    return book.tr(
        "{length} free before {session}, which starts at {start}.",
        length=duration(book, slot.gap),
        session=book.text(slot.session.title),
        start=slot.session.start,
    )


def _questions(book: Book, agenda: Agenda) -> tuple[b.Block, ...]:
    asked = [session for session in agenda.sessions if session.questions]
    if not asked:
        return ()
    blocks: list[b.Block] = [b.Heading(book.tr("Questions to answer"), "questions")]
    for session in asked:
        blocks.append(b.Paragraph(b.Strong(book.text(session.title))))
        blocks.append(b.Items(tuple(book.text(question) for question in session.questions)))
    return tuple(blocks)
