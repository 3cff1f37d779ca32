"""Draw meeting mode, and the run sheet under it: one part a session, to print and tick with a pen."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.people.agenda import SessionTime, agenda_times
from erpsite.model.agenda import Agenda
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.asked import asked_elsewhere, readers_ask
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import page_links
from erpsite.pages.kit.page import page, place_of
from erpsite.pages.meeting.agenda import agenda_facts
from erpsite.pages.meeting.empty import nothing_yet
from erpsite.pages.meeting.live_data import live_widget
from erpsite.pages.meeting.words import clock_span, duration

__all__ = ["draw_live"]

_BOX = "☐ "


@page(
    "meeting/live",
    section="meeting",
    needs=("agenda",),
    place=50,
    title="Meeting mode",
    description="Runs the day from a projector: clock, speaker timer, decisions and actions; below it the "
    "run sheet to print.",
    file=place_of("agenda", "agenda.yml"),
)
def draw_live(book: Book) -> tuple[b.Block, ...]:
    """Return meeting mode and the run sheet: times, outputs to tick, speakers that fit, questions, links."""
    agenda = book.handbook.agenda
    if agenda is None or not agenda.sessions:
        lead = book.tr("There is no agenda to run the meeting by yet.")
        return nothing_yet(book, lead, "agenda.yml")
    times, tr = agenda_times(agenda), book.tr
    lead = tr(
        "{facilitator} opens at {start} and closes at {end}; "
        "the meeting is over when {outputs} outputs are ticked.",
        facilitator=book.name("people", agenda.facilitator),
        start=agenda.sessions[0].start,
        end=agenda.sessions[-1].end,
        outputs=book.count("agenda.outputs", sum(session.output is not None for session in agenda.sessions)),
    )
    parts = [block for slot in times.slots for block in _session(book, agenda, slot)]
    return (
        b.Lead(lead),
        live_widget(book, agenda, times),
        b.Heading(tr("Run sheet"), "run-sheet"),
        agenda_facts(book, agenda, times),
        b.Callout("blue", tr("How to run it"), (_method(book, agenda),)),
        *parts,
        *_asked(tr("Readers ask about other pages"), asked_elsewhere(book)),
        b.Heading(tr("After the last session"), "close"),
        b.Items(
            (
                _BOX + tr("Read out every decision and who decided it."),
                _BOX + tr("Read out every action with its owner, its day and its acceptance test."),
                _BOX + tr("Export the record and keep it as data/meeting.yml."),
                _BOX + tr("Enter the decisions in data/decisions.yml within the hour."),
            )
        ),
    )


def _method(book: Book, agenda: Agenda) -> b.Items:
    tr = book.tr
    return b.Items(
        (
            tr("Name the goal of a session when it begins, and tick its output before it ends."),
            tr(
                "{timekeeper} keeps the time: no speaker longer than {limit}.",
                timekeeper=book.name("people", agenda.timekeeper),
                limit=duration(book, agenda.speaking_limit),
            ),
            tr("Park what does not serve the output, and come back to it at the end."),
        )
    )


def _session(book: Book, agenda: Agenda, slot: SessionTime) -> tuple[b.Block, ...]:
    session, tr = slot.session, book.tr
    title = f"{clock_span(session.start, session.end)} {book.text(session.title)}"
    output: b.Content = (_BOX, book.text(session.output)) if session.output else b.Missing(tr("no output"))
    limit = duration(book, agenda.speaking_limit)
    speakers = tr(
        "at most {speakers}, {limit} each", speakers=slot.length // agenda.speaking_limit, limit=limit
    )
    facts: list[tuple[str, b.Content]] = [
        (tr("Goal"), book.text(session.goal) or b.Missing(tr("no goal"))),
        (tr("Tick the output"), output),
        (tr("Lead"), book.person(session.lead)),
        (tr("Length"), duration(book, slot.length)),
        (tr("Speakers that fit"), speakers),
        (tr("Open on the screen"), page_links(book, session.pages)),
    ]
    blocks: list[b.Block] = [b.Heading(title, session.id, 3), b.Facts(tuple(facts))]
    if session.questions:
        questions = tuple(_BOX + book.text(question) for question in session.questions)
        blocks += [b.Paragraph(b.Strong(tr("Questions to answer"))), b.Items(questions)]
    return (*blocks, *_asked(tr("Readers ask"), readers_ask(book, session)))


def _asked(title: str, questions: Sequence[str]) -> tuple[b.Block, ...]:
    """Return open questions of readers to tick."""
    if not questions:
        return ()
    return (b.Paragraph(b.Strong(title)), b.Items(tuple(_BOX + one for one in questions)))
