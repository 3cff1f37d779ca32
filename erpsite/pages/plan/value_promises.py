"""Draw last year's word: what each item promised, what came of it, and where this year takes it on."""

from __future__ import annotations

from erpsite.analysis.diagnosis.last_year import Delivery
from erpsite.analysis.money.benefits import InitiativeBenefit
from erpsite.model.completed import CompletedItem, Outcome
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.naming import outcome_chip
from erpsite.pages.plan.value_tables import proof_chip

__all__ = ["promises_table", "say_do_blocks"]


def say_do_blocks(book: Book) -> tuple[b.Block, ...]:
    """Return how last year's word was kept, so that this year's can be weighed: in sum and item by item."""
    tr, record = book.tr, book.figures.last_year
    title = tr("Say and do in {year}", year=book.locale.year(book.handbook.plan.plan_year - 1))
    heading = b.Heading(title, "say-do")
    if not record.deliveries:
        return (heading, promises_table(book))
    count = len(record.deliveries)
    facts = (
        (tr("Promises"), b.Number(count, book.locale.number(count, 0))),
        *(
            (name, _kept(book, *record.kept(promise)))
            for name, promise in (
                (tr("Date kept"), "on_time"),
                (tr("Cost kept"), "on_cost"),
                (tr("Result reached"), "on_measure"),
            )
        ),
    )
    return (heading, b.Facts(facts), promises_table(book))


def promises_table(book: Book) -> b.Table:
    """Return what last year promised and what came of it; what was missed or never measured comes first."""
    tr = book.tr
    columns = (
        b.Column("item", tr("Item"), wide=True),
        b.Column("said", tr("What is promised"), wide=True),
        b.Column("done", tr("What came of it"), wide=True),
        b.Column("outcome", tr("Outcome"), "status"),
        b.Column("result", tr("Proof"), "status"),
        b.Column("follower", tr("Taken on by")),
        b.Column("proof", tr("Proof this year"), "status"),
    )
    order = {False: 0, None: 1, True: 2}
    found = sorted(book.figures.last_year.deliveries, key=lambda one: order[one.on_measure])
    now = {one.id: one for one in book.figures.benefits.initiatives}
    rows = tuple(_row(book, one, now.get(one.item.carried_to or "")) for one in found)
    empty = tr("What last year delivered is not recorded yet.")
    return b.Table("promises", columns, rows, empty=empty)


def _row(book: Book, one: Delivery, follower: InitiativeBenefit | None) -> b.Row:
    tr, item = book.tr, one.item
    words: dict[bool | None, tuple[b.Tone, str]] = {
        True: ("green", tr("kept")),
        False: ("red", tr("not kept")),
        None: ("grey", tr("not measured")),
    }
    # What was delivered in full needs nobody to take it on.
    unfinished = item.state in ("partly", "carried-over")
    taken: b.Inline = b.Missing(tr("no initiative takes it over") if unfinished else "")
    if item.carried_to:
        taken = book.link("initiatives", item.carried_to)
    return b.Row(
        (
            b.Link(book.text(item.name), "preread/last-year", item.id),
            _outcome(book, item, item.promised),
            _outcome(book, item, item.delivered),
            outcome_chip(book, item.state),
            b.Chip(*words[one.on_measure]),
            taken,
            proof_chip(book, follower.proof)
            if follower
            else b.Missing(tr("not approved") if item.carried_to else ""),
        ),
        source=item.where,
    )


def _outcome(book: Book, item: CompletedItem, outcome: Outcome) -> b.Inline:
    """Return a result as it was worded, else as its number."""
    if outcome.benefit:
        return book.text(outcome.benefit)
    decimals = 0 if outcome.measure is None or float(outcome.measure).is_integer() else 1
    return book.number(outcome.measure, book.text(item.unit), decimals, book.tr("not recorded"))


def _kept(book: Book, kept: int, known: int) -> b.Inline:
    if not known:
        return b.Missing(book.tr("not measured"))
    words = book.tr("{kept} of {n} ({share})", kept=kept, n=known, share=book.locale.percent(kept / known))
    return b.Number(kept, words)
