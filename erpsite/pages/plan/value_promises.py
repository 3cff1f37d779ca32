"""Draw last year's word: what each item promised, what came of it, and where this year takes it on."""

from __future__ import annotations

from erpsite.model.completed import CompletedItem, Outcome
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Rows, spread
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
    tr, order = book.tr, {False: 0, None: 1, True: 2}
    words: dict[bool | None, b.Chip] = {
        True: b.Chip("green", tr("kept")),
        False: b.Chip("red", tr("not kept")),
        None: b.Chip("grey", tr("not measured")),
    }
    found = sorted(book.figures.last_year.deliveries, key=lambda one: order[one.on_measure])
    return Rows([(one, one.item) for one in found], source=lambda row: row[1].where).table(
        "promises",
        spread(
            "item",
            tr("Item"),
            lambda _, item: b.Link(book.text(item.name), "preread/last-year", item.id),
            wide=True,
        ),
        spread(
            "said", tr("What is promised"), lambda _, item: _outcome(book, item, item.promised), wide=True
        ),
        spread(
            "done", tr("What came of it"), lambda _, item: _outcome(book, item, item.delivered), wide=True
        ),
        spread("outcome", tr("Outcome"), lambda _, item: outcome_chip(book, item.state), "status"),
        spread("result", tr("Proof"), lambda one, _: words[one.on_measure], "status"),
        spread("follower", tr("Taken on by"), lambda _, item: _follower(book, item)),
        spread("proof", tr("Proof this year"), lambda _, item: _proof(book, item), "status"),
        empty=tr("What last year delivered is not recorded yet."),
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


def _follower(book: Book, item: CompletedItem) -> b.Inline:
    """Return who takes an item on; what was delivered in full needs nobody."""
    if item.carried_to:
        return book.link("initiatives", item.carried_to)
    unfinished = item.state in ("partly", "carried-over")
    return b.Missing(book.tr("no initiative takes it over") if unfinished else "")


def _proof(book: Book, item: CompletedItem) -> b.Inline:
    for one in book.figures.benefits.initiatives:
        if one.id == item.carried_to:
            return proof_chip(book, one.proof)
    return b.Missing(book.tr("not approved") if item.carried_to else "")
