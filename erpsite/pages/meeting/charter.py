"""Draw the charter of the planning meeting; it prints on one page."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.charter import AimKind, Attendee, Charter
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.page import page, place_of
from erpsite.pages.meeting.empty import nothing_yet
from erpsite.pages.meeting.words import aim_names, side_names

__all__ = ["attendees_table", "draw_charter"]


@page(
    "meeting/charter",
    section="meeting",
    needs=("charter",),
    place=10,
    title="Meeting charter",
    description="Why the annual planning meeting is held, and what must exist when it ends.",
    file=place_of("charter", "charter.yml"),
)
def draw_charter(book: Book) -> tuple[b.Block, ...]:
    """Return the charter: sponsor, four aims, results, who attends and why, ground rules."""
    charter = book.handbook.charter
    if charter is None:
        lead = book.tr("The sponsor has not issued a charter for the planning meeting yet.")
        return nothing_yet(book, lead, "charter.yml")
    tr = book.tr
    return (
        b.Lead(_lead(book, charter)),
        _facts(book, charter),
        b.Prose(book.text(charter.message)),
        b.Heading(tr("Four aims"), "aims"),
        *_aims(book, charter),
        b.Heading(tr("What must exist when the meeting ends"), "results"),
        b.Items(tuple(book.text(result) for result in charter.results), ordered=True),
        b.Heading(tr("Who attends, and why"), "attendees"),
        attendees_table(book, charter.attendees),
        *_rules(book, charter),
    )


def _lead(book: Book, charter: Charter) -> str:
    plan, tr = book.handbook.plan, book.locale.tr
    days = (plan.meeting_date - charter.issued_on).days
    words = {
        "sponsor": book.name("people", charter.sponsor),
        "day": book.locale.day(plan.meeting_date),
        "year": book.locale.year(plan.plan_year),
        "results": tr.plural(
            "{n} result", "{n} results", book.count("charter.results", len(charter.results))
        ),
    }
    if days < 0:
        return tr(
            "On {day} the meeting settled the plan for {year}; "
            "{sponsor} issued its charter only afterwards, on {issued}.",
            issued=book.locale.day(charter.issued_on),
            **words,
        )
    if days == 0:
        return tr(
            "On {day} the meeting settles the plan for {year} and must end with {results}; "
            "{sponsor} issued this charter on the same day.",
            **words,
        )
    return tr.plural(
        "On {day} the meeting settles the plan for {year} and must end with {results}; "
        "{sponsor} issued this charter one day before it.",
        "On {day} the meeting settles the plan for {year} and must end with {results}; "
        "{sponsor} issued this charter {n} days before it.",
        book.count("charter.days-before-meeting", days),
        **words,
    )


def _facts(book: Book, charter: Charter) -> b.Facts:
    """Return three facts, so that the charter prints on one page."""
    tr, plan, agenda = book.tr, book.handbook.plan, book.handbook.agenda
    day = book.day(plan.meeting_date)
    place: b.Content = (day, book.locale.facts.comma, book.text(agenda.place)) if agenda else day
    return b.Facts(
        (
            (tr("Sponsor"), book.person(charter.sponsor)),
            (tr("Issued on"), book.day(charter.issued_on)),
            (tr("When and where"), place),
        )
    )


def _aims(book: Book, charter: Charter) -> tuple[b.Block, ...]:
    names = aim_names(book)
    table = Rows(charter.aims, source=lambda aim: aim.where).table(
        "aims",
        Col("aim", book.tr("Aim"), lambda aim: names[aim.kind]),
        Col("text", book.tr("What the meeting wants"), lambda aim: book.text(aim.text), wide=True),
        empty=book.tr("The charter names no aim."),
    )
    missing = [names[kind] for kind in AimKind if all(aim.kind != kind for aim in charter.aims)]
    if not missing:
        return (table,)
    title = book.tr("The charter says nothing about: {aims}.", aims=book.locale.join(missing))
    return (table, b.Callout("amber", title))


def attendees_table(book: Book, attendees: Sequence[Attendee]) -> b.Table:
    """Return who attends, in what position, for which side, and why."""
    tr, people, sides = book.tr, book.handbook.people, side_names(book)
    return Rows(attendees, source=lambda attendee: attendee.where).table(
        "attendees",
        Col("person", tr("Who"), lambda attendee: book.person(attendee.person)),
        Col("title", tr("Position"), lambda attendee: book.text(people[attendee.person].title)),
        Col("side", tr("Speaks for"), lambda attendee: sides[people[attendee.person].side]),
        Col("why", tr("Why"), lambda attendee: book.text(attendee.why), wide=True),
        empty=tr("The charter does not say who attends."),
    )


def _rules(book: Book, charter: Charter) -> tuple[b.Block, ...]:
    if not charter.ground_rules:
        return ()
    rules = book.locale.facts.semicolon.join(book.text(rule) for rule in charter.ground_rules)
    return (b.Paragraph((b.Strong(book.tr("Ground rules")), book.locale.facts.colon, rules)),)
