"""Draw the brief: five findings, what the money returns, five decisions asked, and what to read."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figure
from erpsite.analysis.people.freezing import month_of_preread
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import page_title
from erpsite.pages.kit.judgement import judgement_of, shows_judgement
from erpsite.pages.kit.levelling_tables import levelled_note
from erpsite.pages.kit.notes import Finding
from erpsite.pages.kit.page import Page, page
from erpsite.pages.kit.reading import minutes
from erpsite.pages.kit.standing import verdict_status
from erpsite.pages.kit.tones import tone_word
from erpsite.pages.preread.decisions_asked import decisions_asked, decisions_block
from erpsite.pages.preread.draft_plan import draft_finding, return_finding
from erpsite.pages.preread.health import health_finding
from erpsite.pages.preread.last_year import last_year_finding
from erpsite.pages.preread.maturity import maturity_finding
from erpsite.pages.preread.opportunities import opportunities_finding
from erpsite.pages.preread.pain_points import pain_finding
from erpsite.pages.preread.reading_path import (
    BRIEF,
    closing,
    page_seconds,
    path_table,
    reading_path,
    timed,
)
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


def with_reading_path(book: Book, page: Page, blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """Return the brief with what each role should read, and how long that takes."""
    executive = minutes(sum(page_seconds(book, path) for path in reading_path(book, "executive")))
    paths = b.Details(book.tr("The path of each role"), (path_table(book),))
    return (*timed(book, page, blocks), *closing(book, executive), paths)


@page(
    BRIEF,
    section="preread",
    needs=("initiatives", "pain_points", "kpis", "health_metrics", "completed", "opportunities", "agenda"),
    place=10,
    title="Brief",
    description="Five findings, five decisions asked, and what to read in which order.",
    file="handbook.yml",
    readers={"executive": 1, "business": 1, "it": 1, "finance": 1},
    opened_by={"executive": 5},
    frame=with_reading_path,
)
def draw_brief(book: Book) -> tuple[b.Block, ...]:
    """Return the findings and the decisions; the reading path follows once all pages are drawn."""
    tr, then = book.tr, book.at(month_of_preread(book.handbook, book.state.as_of))
    asked = decisions_asked(then)
    items: tuple[b.Content, ...] = tuple(
        (
            b.Chip(one.tone, tone_word(book.tr, one.tone)),
            " ",
            one.sentence,
            " ",
            b.Link(page_title(book, one.path), one.path),
        )
        for one in (*five_findings(then), *_returns(then))
    )
    return (
        b.Lead(_lead(then, len(asked))),
        *_as_it_was(book, then),
        b.Heading(tr("What we found"), "findings"),
        b.Items(items, ordered=True),
        *levelled_note(then, drafted=True),
        *_pitfalls(then),
        b.Heading(tr("What the meeting is asked"), "asked"),
        decisions_block(then, asked),
        *_resolved(book),
    )


def _returns(book: Book) -> tuple[Finding, ...]:
    """Return what the money returns and when the work ends, with which the findings close."""
    found = return_finding(book)
    return () if found is None else (found,)


def _as_it_was(book: Book, then: Book) -> tuple[b.Block, ...]:
    """Return of what month the figures are and where the plan stands since; nothing before it goes on."""
    if then is book:
        return ()
    words = book.tr(
        "As sent before the meeting, with the figures of {month}.",
        month=book.locale.month(then.state.as_of),
    )
    return (b.Paragraph((words, *_since(book)), small=True),)


def _since(book: Book) -> tuple[b.Inline, ...]:
    """Return how the plan stands now, in a word that leads to the review."""
    status, month = verdict_status(book), book.state.as_of
    if status is None or month not in book.handbook.reviews:
        return ()
    review = book.link("reviews", month, book.locale.month(month))
    return (" ", book.tr("Since then:"), " ", review, " ", status)


def _lead(book: Book, asked: int) -> str:
    day = book.locale.day(book.handbook.plan.meeting_date)
    cost = book.figures.priorities.funded_cost
    if not cost:
        return book.locale.tr.plural(
            "On {day} the planning meeting is asked for {n} decision.",
            "On {day} the planning meeting is asked for {n} decisions.",
            book.count("brief.decisions-asked", asked),
            day=day,
        )
    return book.locale.tr.plural(
        "On {day} the planning meeting is asked for {n} decision, on a draft of {cost} above the cut line.",
        "On {day} the planning meeting is asked for {n} decisions, on a draft of {cost} above the cut line.",
        book.count("brief.decisions-asked", asked),
        day=day,
        cost=book.amount(Figure("money.above-the-line", cost)),
    )


def _resolved(book: Book) -> tuple[b.Block, ...]:
    """Return what became of the questions once the meeting has resolved something."""
    today = book.state.today
    taken = [one for one in book.handbook.meeting_decisions.values() if one.date <= today]
    if not taken:
        return ()
    text = book.locale.tr.plural(
        "The meeting resolved {n} matter:",
        "The meeting resolved {n} matters:",
        book.count("meeting.resolved", len(taken)),
    )
    return (b.Paragraph((text, " ", b.Link(book.tr("Decisions"), "reviews/decisions"))),)


def _pitfalls(book: Book) -> tuple[b.Block, ...]:
    """Return in one sentence what breaks rules of each pitfall; nothing where nothing does."""
    if not shows_judgement(book):
        return ()
    judged, tr = judgement_of(book), book.tr
    counts = [
        book.count(
            "plan-check.findings", sum(one.rule.pitfall is pitfall for one in judged.findings), pitfall.name
        )
        for pitfall in PITFALLS
    ]
    if judged.worst is None:
        return ()
    words = tr(
        "The plan check counts by pitfall: technology without business {p1}, no data {p2}, too idealistic "
        "{p3}, nobody follows up {p4}.",
        p1=counts[0], p2=counts[1], p3=counts[2], p4=counts[3],
    )  # fmt: skip
    return (b.Paragraph((words, " ", b.Link(tr("Plan check"), "data/plan-check"))),)
