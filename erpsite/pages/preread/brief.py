"""Draw the brief: five findings, five decisions asked, and what to read, on one screen."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.judgement import judgement_of, say, shows_judgement
from erpsite.pages.kit.notes import Finding
from erpsite.pages.kit.reading import minutes
from erpsite.pages.preread.decisions_asked import decisions_asked, decisions_block
from erpsite.pages.preread.draft_plan import draft_finding
from erpsite.pages.preread.health import health_finding
from erpsite.pages.preread.last_year import last_year_finding
from erpsite.pages.preread.maturity import maturity_finding
from erpsite.pages.preread.opportunities import opportunities_finding
from erpsite.pages.preread.pain_points import pain_finding
from erpsite.pages.preread.reading_path import PATHS, path_table
from erpsite.pages.preread.titles import page_title
from erpsite.plancheck import PITFALLS

__all__ = ["draw_brief", "five_findings", "with_reading_path"]

_COUNT = 5
_WEIGHT: Mapping[b.Tone, int] = {"red": 0, "amber": 1, "green": 2, "blue": 2, "grey": 3}


def five_findings(book: Book) -> tuple[Finding, ...]:
    """Return the five findings that matter most, bad news first, in reading order."""
    found = (
        health_finding(book),
        last_year_finding(book),
        pain_finding(book),
        maturity_finding(book),
        draft_finding(book),
        opportunities_finding(book),
    )
    kept = sorted(found, key=lambda one: _WEIGHT[one.tone])[:_COUNT]
    return tuple(one for one in found if one in kept)


def draw_brief(book: Book) -> tuple[b.Block, ...]:
    """Return the findings and the decisions; the reading path follows once all pages are drawn."""
    tr, asked = book.tr, decisions_asked(book)
    items: tuple[b.Content, ...] = tuple(
        (
            b.Chip(one.tone, _word(book, one.tone)),
            " ",
            one.sentence,
            " ",
            b.Link(page_title(book, one.path), one.path),
        )
        for one in five_findings(book)
    )
    return (
        b.Lead(_lead(book, len(asked))),
        b.Heading(tr("What we found"), "findings"),
        b.Items(items, ordered=True),
        *_pitfalls(book),
        b.Heading(tr("What the meeting is asked"), "asked"),
        decisions_block(book, asked),
        *_resolved(book),
    )


def with_reading_path(
    book: Book, blocks: tuple[b.Block, ...], seconds: Mapping[str, float]
) -> tuple[b.Block, ...]:
    """Return the brief with what each role should read; `seconds` holds each page's reading time."""
    tr = book.tr
    executive = minutes(sum(seconds[page] for page in PATHS["executive"]))
    note = tr(
        "An executive is through in {n} minutes. Chinese is counted at 400 characters a minute, "
        "English at 220 words; of a table, only the first three rows.",
        n=executive,
    )
    method = b.Link(tr("Reading time"), "data/formulas", "reading-time")
    return (
        *blocks,
        b.Heading(tr("What to read, and how long it takes"), "reading-path"),
        path_table(book, seconds),
        b.Paragraph((note, " ", method), small=True),
    )


def _lead(book: Book, asked: int) -> str:
    day = book.locale.day(book.handbook.plan.meeting_date)
    cost = book.figures.priorities.funded_cost
    if not cost:
        return book.locale.tr.plural(
            "On {day} the planning meeting is asked for {n} decision.",
            "On {day} the planning meeting is asked for {n} decisions.",
            asked,
            day=day,
        )
    return book.locale.tr.plural(
        "On {day} the planning meeting is asked for {n} decision, on a plan of {cost}.",
        "On {day} the planning meeting is asked for {n} decisions, on a plan of {cost}.",
        asked,
        day=day,
        cost=book.locale.money(cost),
    )


def _word(book: Book, tone: b.Tone) -> str:
    tr = book.tr
    return {
        "red": tr("Needs action"),
        "amber": tr("Watch"),
        "green": tr("Good"),
        "blue": tr("Good"),
        "grey": tr("Not known"),
    }[tone]


def _resolved(book: Book) -> tuple[b.Block, ...]:
    """Return what became of the questions once the meeting has resolved something."""
    today = book.state.today
    taken = [one for one in book.handbook.meeting_decisions.values() if one.date <= today]
    if not taken:
        return ()
    text = book.locale.tr.plural(
        "The meeting has been held; it resolved {n} matter:",
        "The meeting has been held; it resolved {n} matters:",
        len(taken),
    )
    return (b.Paragraph((text, " ", b.Link(book.tr("Decisions"), "reviews/decisions"))),)


def _pitfalls(book: Book) -> tuple[b.Block, ...]:
    """Return in one sentence what breaks rules of each pitfall; nothing where nothing does."""
    if not shows_judgement(book):
        return ()
    judged, tr = judgement_of(book), book.tr
    counts = [sum(one.rule.pitfall is pitfall for one in judged.findings) for pitfall in PITFALLS]
    if judged.worst is None:
        return ()
    words = tr(
        "The plan check finds {p1} × technology without business, {p2} × no data, {p3} × too idealistic and "
        "{p4} × nobody follows up; first: {worst}.",
        p1=counts[0], p2=counts[1], p3=counts[2], p4=counts[3], worst=say(book, judged.worst),
    )  # fmt: skip
    return (b.Paragraph((words, " ", b.Link(tr("Plan check"), "data/plan-check"))),)
