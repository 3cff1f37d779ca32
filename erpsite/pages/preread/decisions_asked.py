"""Say which decisions the meeting is asked for, computed from what the pre-read found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from erpsite.analysis.diagnosis.maturity import Levels
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.frozen import dataclass
from erpsite.model.initiative import Initiative
from erpsite.model.opportunity import Readiness
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.envelope import line_unknown
from erpsite.pages.kit.states import coverage_words
from erpsite.pages.preread.pain_points import TOP, unsolved

__all__ = ["DecisionAsked", "decisions_asked", "decisions_block"]

_COUNT = 5


@dataclass(frozen=True, slots=True)
class DecisionAsked:
    """Hold one decision the meeting is asked for, and where its facts stand."""

    sentence: str
    link: str
    """Words of the link to the facts."""
    path: str
    anchor: str


def decisions_asked(book: Book) -> tuple[DecisionAsked, ...]:
    """Return up to five decisions, the ones that bind most money first."""
    rules: tuple[Callable[[Book], DecisionAsked | None], ...] = (
        _fund, _cut, _budget, _take_up, _finish, _invest, _pilot, _score,
    )  # fmt: skip
    found = [asked for rule in rules if (asked := rule(book)) is not None]
    return tuple(found[:_COUNT])


def decisions_block(book: Book, asked: Sequence[DecisionAsked]) -> b.Block:
    """Return the decisions as a numbered list, each with a link to its facts."""
    if not asked:
        return b.Paragraph(book.tr("The data ask for no decision yet."))
    items: tuple[b.Content, ...] = tuple(
        (one.sentence, " ", b.Link(one.link, one.path, one.anchor)) for one in asked
    )
    return b.Items(items, ordered=True)


def _fund(book: Book) -> DecisionAsked | None:
    found = book.figures.priorities
    if found.ranked and line_unknown(book):
        words = (
            "Say how much may be spent: the initiatives are ranked, and nobody knows where the line falls."
        )
        return DecisionAsked(book.tr(words), book.tr("Priorities"), "preread/draft-plan", "priorities")
    if not found.funded:
        return None
    sentence = book.locale.tr.plural(
        "Approve the one initiative above the cut line at {cost}, within the {spendable} that can be spent.",
        "Approve the {n} initiatives above the cut line at {cost}, within the {spendable} that can be spent.",
        len(found.funded),
        cost=book.locale.money(found.funded_cost),
        spendable=book.amount(book.figures.spendable),
    )
    return DecisionAsked(sentence, book.tr("Priorities"), "preread/draft-plan", "priorities")


def _cut(book: Book) -> DecisionAsked | None:
    found = book.figures.priorities
    if not found.below:
        return None
    sentence = book.locale.tr.plural(
        "Defer {name}, the one initiative below the line ({cost}), or say what gives way to it.",
        "Defer the {n} initiatives below the line ({cost}), first of all {name}, or say what gives way "
        "to them.",
        len(found.below),
        cost=_cost_of(book, [one.initiative for one in found.below]),
        name=book.text(found.below[0].initiative.name),
    )
    return DecisionAsked(sentence, book.tr("Cut line"), "preread/draft-plan", "priorities")


def _cost_of(book: Book, initiatives: Sequence[Initiative]) -> str:
    """Return what some initiatives cost together, and of how many that is where not all state it."""
    known = [one.cost for one in initiatives if one.stated_cost is not None]
    if not known:
        return book.tr("no budget stated")
    total, cover = (
        book.locale.money(sum(known, Decimal(0))),
        coverage_words(book, len(known), len(initiatives)),
    )
    return book.tr("{total} ({cover})", total=total, cover=cover) if cover else total


def _budget(book: Book) -> DecisionAsked | None:
    missing = book.figures.priorities.uncosted
    if not missing or book.handbook.hides("money"):
        return None
    sentence = book.locale.tr.plural(
        "Say what {name} costs, or leave it out: without its budget nobody knows where the line falls.",
        "Say what {n} initiatives cost, first of all {name}, or leave them out: without their budgets nobody "
        "knows where the line falls.",
        len(missing),
        name=book.text(missing[0].name),
    )
    return DecisionAsked(sentence, book.tr("Priorities"), "preread/draft-plan", "priorities")


def _take_up(book: Book) -> DecisionAsked | None:
    weighed, open_ones = book.figures.pain_points, unsolved(book)
    if not weighed:
        return None
    if open_ones:
        sentence = book.tr(
            "Name an owner and an initiative for “{name}”, or accept it for another year "
            "(pain points without an initiative: {n}).",
            name=book.text(open_ones[0].pain.name),
            n=len(open_ones),
        )
        return DecisionAsked(sentence, book.tr("Pain points"), "preread/pain-points", open_ones[0].pain.id)
    sentence = book.tr(
        "Confirm the {n} worst pain points as the ones this year must solve, led by “{name}”.",
        n=min(TOP, len(weighed)),
        name=book.text(weighed[0].pain.name),
    )
    return DecisionAsked(sentence, book.tr("TOP 5"), "preread/pain-points", "top")


def _finish(book: Book) -> DecisionAsked | None:
    record = book.figures.last_year
    if not record.carried_over:
        return None
    sentence = book.locale.tr.plural(
        "Finish {n} item that last year left over, or stop it: {names}.",
        "Finish the {n} items that last year left over, or stop them: {names}.",
        len(record.carried_over),
        names=book.locale.join([book.text(one.item.name) for one in record.carried_over[:3]]),
    )
    return DecisionAsked(sentence, book.tr("Last year"), "preread/last-year", "carried-over")


def _invest(book: Book) -> DecisionAsked | None:
    found = book.figures.maturity
    if not found.by_priority:
        return None
    first = found.by_priority[0]
    share = found.share(first)
    if isinstance(share, NotAvailable) or not isinstance(first.levels, Levels):
        return None
    sentence = book.tr(
        "Direct {share} of the improvement effort at {dimension}, from {current} to {target} of 5.",
        share=book.locale.percent(share),
        dimension=book.text(first.dimension.name),
        current=book.locale.number(first.levels.current, 1),
        target=book.locale.number(first.levels.target, 1),
    )
    return DecisionAsked(sentence, book.tr("Maturity"), "preread/maturity", first.dimension.id)


def _pilot(book: Book) -> DecisionAsked | None:
    trials = [one for one in book.figures.opportunities if one.opportunity.readiness is Readiness.TRIAL]
    if not trials:
        return None
    best = trials[0].opportunity
    sentence = book.tr(
        "Start the pilot of {name}, with its stop criterion agreed beforehand.", name=book.text(best.name)
    )
    return DecisionAsked(sentence, book.tr("Opportunities"), "preread/opportunities", best.id)


def _score(book: Book) -> DecisionAsked | None:
    missing = book.figures.priorities.unscored
    if not missing:
        return None
    sentence = book.locale.tr.plural(
        "Score the one initiative that could not be ranked, or leave it out of the plan.",
        "Score the {n} initiatives that could not be ranked, or leave them out of the plan.",
        len(missing),
    )
    return DecisionAsked(sentence, book.tr("Not ranked"), "preread/draft-plan", "unscored")
