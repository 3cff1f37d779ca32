"""Draw one month's review: the verdict, plan against actual, what changed, what is done."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.analysis.reviews.assumptions import AssumptionStage, assumption_states
from erpsite.analysis.reviews.changes import Change, month_before
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.plan import Rag
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.action_tables import action_rows
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import folded_changes
from erpsite.pages.kit.decision_tables import decisions_table
from erpsite.pages.kit.page import Leaf, records
from erpsite.pages.kit.standing import fact_tiles, verdict_lead
from erpsite.pages.reviews.sentences import month_sentences
from erpsite.pages.reviews.tables import kpi_movement_table, measures_table, reports_table
from erpsite.pages.reviews.value import earned_value_blocks

__all__ = ["draw_month", "month_changes"]

_MOST_SHOWN = 12
"""Changes that stand open on the page; the lighter ones are folded away."""


def month_changes(book: Book, month: str) -> tuple[Change, ...]:
    """Return what changed in a month, against the review before it or the approved plan."""
    before = month_before(book.handbook, month)
    return book.figures.changes(before, month)


def _months(book: Book) -> Iterable[Leaf]:
    for review in reversed(book.state.reviews):
        title = book.tr("Review of {month}", month=book.locale.month(review.month))
        yield Leaf(review.month, title, review.where, book.text(review.summary))


@records("reviews/index", section="reviews", place=60, of=_months, folder="reviews")
def draw_month(book: Book, month: str) -> tuple[b.Block, ...]:
    """Return the review page of a month; every figure is as it stood then."""
    then = book.at(month)
    review = book.handbook.reviews[month]
    running = [one for one in then.state.initiatives.values() if one.reported == month or one.running]
    return (
        verdict_lead(then),
        *((fact_tiles(then),) if then.figures.funded else ()),
        b.Details(
            book.tr("The month in figures"),
            (b.Paragraph(month_sentences(then, len(month_changes(book, month)))),),
        ),
        *_waiting(then, review),
        *_facts(then, review),
        *_neighbours(book, month),
        *_watermelons(then, running),
        b.Heading(book.tr("Plan against actual"), "plan-against-actual"),
        reports_table(then, running),
        b.Paragraph(b.Link(book.tr("How often each date moved"), "reviews/slips"), small=True),
        *earned_value_blocks(book, month),
        *_changes(then, month_changes(book, month), month),
        *_kpis(then, review),
        *_expired(then),
        *_follow_up(then, review),
        *_minutes(then, review),
    )


def _waiting(book: Book, review: Review) -> tuple[b.Block, ...]:
    """Return a notice of the initiatives, risks and actions of which the review says nothing yet."""
    tr, names = book.tr, [one.initiative for one in review.progress if not one.confirmed]
    risks = sum(not one.confirmed for one in review.risks)
    actions = sum(not one.confirmed for one in review.action_updates)
    if not names and not risks and not actions:
        return ()
    words = tr(
        "This review is a draft. Not confirmed yet: initiatives {initiatives}, risks {risks}, actions "
        "{actions}. They are shown as they stood before.",
        initiatives=len(names),
        risks=risks,
        actions=actions,
    )
    linked = (b.Paragraph(book.links("initiatives", names)),) if names else ()
    return (b.Callout("amber", tr("Not complete yet"), (b.Paragraph(words), *linked)),)


def _facts(book: Book, review: Review) -> tuple[b.Block, ...]:
    tr = book.tr
    pairs = (
        (tr("Held on"), book.day(review.held_on)),
        (tr("Chair"), book.person(review.chair)),
        (tr("Attendees"), book.links("people", review.attendees)),
        (tr("Source"), b.Place(review.where)),
    )
    summary = (b.Prose(book.text(review.summary)),) if review.summary else ()
    return (*summary, b.Facts(pairs))


def _neighbours(book: Book, month: str) -> tuple[b.Block, ...]:
    """Return links to the reviews before and after, of those up to the month shown."""
    months, tr = [review.month for review in book.state.reviews], book.tr
    at = months.index(month)
    parts: list[b.Inline] = []
    for place, words in ((at - 1, tr("Review before:")), (at + 1, tr("Review after:"))):
        if 0 <= place < len(months):
            link = book.link("reviews", months[place], book.locale.month(months[place]))
            parts += [" · ", words, " ", link] if parts else [words, " ", link]
    return (b.Paragraph(tuple(parts), small=True),) if parts else ()


def _watermelons(book: Book, running: list[InitiativeState]) -> tuple[b.Block, ...]:
    """Return a warning for what is green outside and red inside, and for what has no way back."""
    tr = book.tr
    found = [one for one in running if one.watermelon and one.running]
    lost = [
        one
        for one in running
        if one.running and one.declared in (Rag.AMBER, Rag.RED) and not one.path_to_green
    ]
    back = [one for one in running if one.running and one.path_to_green and one.worst is not Rag.GREEN]
    blocks: list[b.Block] = []
    if found:
        names = book.links("initiatives", [one.initiative.id for one in found])
        words = tr("Declared on track while cost or slip is off track:")
        blocks.append(
            b.Callout(
                "red",
                tr("Declared better than the numbers"),
                (b.Paragraph((words, " ", *_parts(names))),),
                topic="money",
            )
        )
    if lost:
        names = book.links("initiatives", [one.initiative.id for one in lost])
        blocks.append(b.Callout("amber", tr("No way back on track is given"), (b.Paragraph(names),)))
    if back:
        steps = tuple(
            (book.link("initiatives", one.initiative.id), " – ", book.text(one.path_to_green)) for one in back
        )
        blocks += [b.Heading(tr("The way back on track"), "path-to-green"), b.Items(steps)]
    return tuple(blocks)


def _parts(content: b.Content) -> tuple[b.Inline, ...]:
    return content if isinstance(content, tuple) else (content,)


def _changes(book: Book, found: tuple[Change, ...], month: str) -> tuple[b.Block, ...]:
    before = month_before(book.handbook, month)
    title = book.tr("What changed since {month}", month=book.locale.month(before))
    more = b.Link(book.tr("What changed since the baseline"), "data/changes")
    shown = folded_changes(book, found, "changes", _MOST_SHOWN)
    return (b.Heading(title, "changes"), *shown, b.Paragraph(more, small=True))


def _kpis(book: Book, review: Review) -> tuple[b.Block, ...]:
    return (b.Heading(book.tr("KPIs"), "kpis"), kpi_movement_table(book, review))


def _expired(book: Book) -> tuple[b.Block, ...]:
    """Return the assumptions that had expired by then and still carry something."""
    found = [one for one in assumption_states(book.state) if one.stage is AssumptionStage.EXPIRED]
    if not found:
        return ()
    items = tuple(
        (
            b.Link(book.text(one.assumption.text), "reviews/assumptions", one.assumption.id),
            " – ",
            book.person(one.owner),
        )
        for one in found
    )
    return (b.Callout("amber", book.tr("Assumptions that have expired"), (b.Items(items),)),)


def _follow_up(book: Book, review: Review) -> tuple[b.Block, ...]:
    tr = book.tr
    actions = [known for known in book.state.actions.values() if known.review == review.month]
    carried = [known for known in book.state.actions.values() if known.carried and known.status == "open"]
    return (
        b.Heading(tr("Deviations and corrective measures"), "measures"),
        measures_table(book, review.measures),
        b.Heading(tr("Decisions"), "decisions"),
        decisions_table(book, review.decisions, "review-decisions"),
        b.Heading(tr("New actions"), "actions"),
        action_rows(book, "new-actions", actions),
        b.Heading(tr("Open actions carried over"), "carried"),
        action_rows(book, "carried-actions", carried),
    )


def _minutes(book: Book, review: Review) -> tuple[b.Block, ...]:
    if not review.minutes:
        return ()
    return (b.Heading(book.tr("Minutes"), "minutes", topic="minutes"), b.Prose(book.text(review.minutes)))
