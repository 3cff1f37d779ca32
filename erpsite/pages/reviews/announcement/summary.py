"""Sum a month up for people who do not open the handbook: the verdict, answers, changes, what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from erpsite.analysis.state.registers import ActionState
from erpsite.frozen import dataclass
from erpsite.model.quantity import last_day_of, next_month
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import change_record, change_sentence, change_word
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.kit.standing import Fact, fact_status, standing_facts, verdict_status, verdict_words
from erpsite.pages.reviews.month import month_changes

__all__ = ["MonthSummary", "SummaryLine", "SummaryPart", "month_summary"]

MOST_CHANGES = 7
"""Changes that a summary names; a mail with more is not read."""
_MOST_ACTIONS = 12


@dataclass(frozen=True)
class SummaryLine:
    """Hold one line: a name that may link to its record, and what is said of it."""

    name: str
    words: str
    mark: str = ""
    """What kind of line it is, in a word."""
    path: str = ""
    anchor: str = ""
    written: bool = False
    """Whether people wrote the words, who may have made paragraphs and lists."""
    asks: bool = False
    """Whether the name is a question, which needs no colon before its answer."""


@dataclass(frozen=True)
class SummaryPart:
    """Hold some lines under a heading; `more` says what is left out."""

    title: str
    lines: tuple[SummaryLine, ...]
    more: str = ""
    empty: str = ""


@dataclass(frozen=True)
class MonthSummary:
    """Hold a month's summary in one language."""

    month: str
    html_lang: str
    colon: str
    title: str
    verdict: str
    """The status and the sentence that opens home and the review's page, too."""
    parts: tuple[SummaryPart, ...]
    path: str
    """Page of the review."""
    link_words: str
    """What a link to the review says."""

    def behind(self, line: SummaryLine) -> str:
        """Return what stands between a line's name and its words, as the language has it."""
        return self.colon[len(self.colon.rstrip()) :] if line.asks else self.colon


def month_summary(book: Book, month: str, most: int = MOST_CHANGES) -> MonthSummary:
    """Return the summary of a month that has a review, as it stood then; `most` changes are named."""
    then, tr = book.at(month), book.tr
    organisation = book.text(book.handbook.plan.organisation)
    return MonthSummary(
        month,
        book.locale.html_lang,
        book.locale.facts.colon,
        tr(
            "{organisation}: ERP review of {month}", organisation=organisation, month=book.locale.month(month)
        ),
        _verdict(then),
        (*_facts(then), _changes(book, then, month, most), _decisions(then, month), _actions(then, month)),
        f"reviews/{month}",
        tr("Read the whole review"),
    )


def _verdict(then: Book) -> str:
    status = verdict_status(then)
    words = verdict_words(then)
    return f"{status.text}{then.locale.facts.colon}{words}" if status else words


def _facts(then: Book) -> tuple[SummaryPart, ...]:
    """Return the answers to the four questions, as the tiles of the site give them."""
    if not then.figures.funded:
        return ()
    shown = [one for one in standing_facts(then) if one.topic is None or not then.handbook.hides(one.topic)]
    lines = [_fact(then, one) for one in shown]
    return (SummaryPart(then.tr("Where the plan stands"), tuple(lines)),)


def _fact(then: Book, one: Fact) -> SummaryLine:
    status, words = fact_status(then, one), then.locale.clauses(plain_text(one.answer), one.note)
    return SummaryLine(one.question, words, status.text if status else "", one.path, asks=True)


def _changes(book: Book, then: Book, month: str, most: int) -> SummaryPart:
    tr, found = book.locale.tr, month_changes(book, month)
    lines = []
    for change in found[:most]:
        record = change_record(then, change)
        link = record if isinstance(record, b.Link) else b.Link(record)
        words, mark = change_sentence(then, change), change_word(then, change).text
        lines.append(SummaryLine(link.text, words, mark, link.path, link.anchor))
    left = len(found) - len(lines)
    more = tr.plural("and {n} lighter change", "and {n} lighter changes", left) if left else ""
    return SummaryPart(tr("What changed"), tuple(lines), more, tr("Nothing changed."))


def _decisions(then: Book, month: str) -> SummaryPart:
    lines = tuple(
        SummaryLine(then.text(one.title), then.text(one.text), "", "reviews/decisions", one.id, written=True)
        for one in then.handbook.reviews[month].decisions
    )
    return SummaryPart(then.tr("Decisions"), lines, "", then.tr("The review took no decision."))


def _actions(then: Book, month: str) -> SummaryPart:
    """Return what is overdue and what falls due until the end of the next month."""
    tr, until = then.locale.tr, last_day_of(next_month(month))
    due = sorted(_open(then, until), key=lambda one: (one.by, one.action.id))
    lines = tuple(_action(then, one) for one in due[:_MOST_ACTIONS])
    left = len(due) - len(lines)
    more = tr.plural("and {n} more action", "and {n} more actions", left) if left else ""
    empty = tr("No action is due until {day}.", day=then.locale.day(until))
    return SummaryPart(tr("Actions due"), lines, more, empty)


def _open(then: Book, until: dt.date) -> Sequence[ActionState]:
    return [one for one in then.state.actions.values() if one.status == "open" and one.by <= until]


def _action(then: Book, one: ActionState) -> SummaryLine:
    tr, action = then.tr, one.action
    words = tr("{owner}, due on {day}", owner=then.name("people", action.owner), day=then.locale.day(one.by))
    mark = tr("Overdue") if one.overdue else ""
    return SummaryLine(then.text(action.text), words, mark, "reviews/actions", action.id)
