"""Draw what last year promised and what it delivered."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.diagnosis.last_year import Delivery, LastYear, delivery
from erpsite.analysis.figures import Figure
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.completed import CompletedItem, Outcome
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_last_year_chart
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.naming import outcome_chip
from erpsite.pages.kit.notes import Finding, method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.reasons import figure, reason_text, share_cell
from erpsite.pages.preread.reading_path import timed

__all__ = ["PRINTED_OVERRUN", "completed_table", "draw_last_year", "last_year_finding"]

PATH = "preread/last-year"
PRINTED_OVERRUN = 0.0005
"""Share of the promised cost above which a page prints more than “0.0%”."""


@page(
    "preread/last-year",
    section="preread",
    needs=("completed",),
    place=30,
    title="Last year",
    description="What last year promised and what it delivered.",
    file="completed.yml",
    readers={"business": 3, "finance": 2},
    opened_by={"finance": 2},
    frame=timed,
)
def draw_last_year(book: Book) -> tuple[b.Block, ...]:
    """Return last year's record: finding, tiles, every item, what is carried over, lessons."""
    finding, record = last_year_finding(book), book.figures.last_year
    if not record.deliveries:
        return missing_page(book, finding.sentence, "completed.yml")
    return (
        b.Lead(finding.sentence),
        b.Tiles(_tiles(book, record)),
        draw_last_year_chart(book, record),
        b.Heading(book.tr("Promised against delivered"), "items"),
        completed_table(book, tuple(book.handbook.completed.values())),
        *_carried(book, record),
        *_lessons(book, record),
        *method_notes(
            book,
            book.tr(
                "Slip is counted in working days from the promised date. Cost is compared over the items "
                "whose two costs are known. Attainment is 1 plus the difference from the promised measure "
                "in the good direction, divided by the promise."
            ),
            ((book.tr("Slip"), "slip"), (book.tr("Benefit"), "benefit")),
            ("completed.yml",),
            topic="money",
        ),
    )


def last_year_finding(book: Book) -> Finding:
    """Return how well last year's promises were kept, in one sentence."""
    tr, record = book.tr, book.figures.last_year
    if not record.deliveries:
        return Finding(PATH, "grey", tr("What last year delivered is not recorded yet."))
    kept, dated = record.kept("on_time")
    reached, measured = record.kept("on_measure")
    values = {
        "items": book.count("last-year.promises", len(record.deliveries)),
        "year": book.locale.year(book.handbook.plan.plan_year - 1),
        "delivered": book.count("last-year.delivered", record.in_state("delivered")),
        "kept": book.count("last-year.on_time.kept", kept),
        "dated": book.count("last-year.on_time.known", dated),
        "reached": book.count("last-year.on_measure.kept", reached),
        "measured": book.count("last-year.on_measure.known", measured),
    }
    tone: b.Tone = "green" if (kept, reached) == (dated, measured) else "amber"
    if dated and kept * 2 < dated:
        tone = "red"
    overrun = record.overrun
    if isinstance(overrun, NotAvailable):
        sentence = tr(
            "Of {items} promises for {year}, {delivered} were delivered in full; {kept} of {dated} came "
            "on time and {reached} of {measured} reached the promised result.",
            **values,
        )
    elif overrun >= PRINTED_OVERRUN:
        sentence = tr(
            "Of {items} promises for {year}, {delivered} were delivered in full; {kept} of {dated} came "
            "on time, {reached} of {measured} reached the promised result, and together they cost "
            "{percent} more than promised.",
            **values,
            percent=book.share(Figure("last-year.overrun", overrun), 1),
        )
    else:
        sentence = tr(
            "Of {items} promises for {year}, {delivered} were delivered in full; {kept} of {dated} came "
            "on time, {reached} of {measured} reached the promised result, and together they stayed "
            "within the promised cost.",
            **values,
        )
    return Finding(PATH, tone, sentence)


def _tiles(book: Book, record: LastYear) -> tuple[b.Tile, ...]:
    tr = book.tr
    promises: tuple[tuple[str, str, b.Topic | None], ...] = (
        (tr("Came on time"), "on_time", None),
        (tr("Kept to the cost"), "on_cost", "money"),
        (tr("Reached the result"), "on_measure", None),
    )
    tiles = [
        b.Tile(
            title,
            tr(
                "{part} of {whole}",
                part=book.count(f"last-year.{promise}.kept", record.kept(promise)[0]),
                whole=book.count(f"last-year.{promise}.known", record.kept(promise)[1]),
            ),
            tr("of those where it is known"),
            tone="green" if record.kept(promise)[0] == record.kept(promise)[1] else "amber",
            topic=topic,
        )
        for title, promise, topic in promises
    ]
    slip = record.median_slip
    tiles.append(
        b.Tile(
            tr("Median slip"),
            figure(book, slip, tr("working days"), 0, sign=True, named="last-year.median-slip"),
        )
    )
    tiles.append(
        b.Tile(
            tr("Cost against promise"),
            share_cell(book, record.overrun, 1, sign=True, named="last-year.overrun"),
            tr(
                "{delivered} for {promised}, {n} items",
                delivered=book.amount(Figure("last-year.cost.delivered", record.delivered_cost)),
                promised=book.amount(Figure("last-year.cost.promised", record.promised_cost)),
                n=book.count("last-year.costed", record.costed),
            ),
            topic="money",
        )
    )
    return tuple(tiles)


@placeable("completed")
def completed_table(book: Book, items: Sequence[CompletedItem]) -> b.Table:
    """Return some of last year's items with date, cost and result against the promise."""
    tr = book.tr
    return Rows(
        [delivery(item, book.state.days) for item in items],
        anchor=lambda one: one.item.id,
        source=lambda one: one.item.where,
    ).table(
        "completed",
        Col("item", tr("Item"), lambda one: b.Strong(book.text(one.item.name))),
        Col(
            "state",
            tr("Outcome"),
            lambda one: outcome_chip(book, one.item.state),
            "status",
        ),
        Col(
            "date",
            tr("Delivered on"),
            lambda one: book.day(one.item.delivered.date, tr("not yet")),
            "date",
        ),
        Col(
            "slip",
            tr("Slip"),
            lambda one: figure(book, one.slip, tr("working days"), 0, sign=True),
            "number",
        ),
        Col(
            "cost",
            tr("Cost against promise"),
            lambda one: _cost(book, one),
            "number",
            topic="money",
        ),
        Col(
            "measure",
            tr("Result against promise"),
            lambda one: _measure(book, one.item),
        ),
        Col(
            "attainment",
            tr("Attainment"),
            lambda one: _attainment(book, one),
            "bar",
        ),
        Col("owner", tr("Owner"), lambda one: book.person(one.item.owner)),
        empty=tr("What last year delivered is not recorded yet."),
    )


def _cost(book: Book, one: Delivery) -> b.Content:
    if isinstance(one.overrun, NotAvailable):
        return b.Missing(reason_text(book, one.overrun.reason))
    return (
        book.money(one.item.delivered.cost),
        " / ",
        book.money(one.item.promised.cost),
        " ",
        share_cell(book, one.overrun, 0, sign=True),
    )


def _measure(book: Book, item: CompletedItem) -> b.Content:
    """Return the two results: as numbers where both were measured, else as they were worded."""
    promised, delivered = item.promised, item.delivered
    if promised.measure is not None and delivered.measure is not None:
        unit = book.text(item.unit)
        return (
            book.number(delivered.measure, unit, _decimals(delivered.measure)),
            " / ",
            book.number(promised.measure, unit, _decimals(promised.measure)),
        )
    return (_benefit(book, delivered), " / ", _benefit(book, promised))


def _benefit(book: Book, outcome: Outcome) -> b.Inline:
    return book.text(outcome.benefit) or b.Missing()


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _attainment(book: Book, one: Delivery) -> b.Inline:
    if isinstance(one.attainment, NotAvailable):
        return b.Missing(reason_text(book, one.attainment.reason))
    tone: b.Tone = "green" if one.on_measure else "amber"
    return b.Progress(one.attainment, book.locale.percent(one.attainment), tone, 1.0)


def _carried(book: Book, record: LastYear) -> tuple[b.Block, ...]:
    tr = book.tr
    blocks: list[b.Block] = [b.Heading(tr("Carried over into this year"), "carried-over")]
    if record.carried_over:
        blocks.append(b.Items(tuple(_taken_over(book, one) for one in record.carried_over)))
    else:
        blocks.append(b.Paragraph(tr("Nothing is carried over.")))
    if record.continued:
        items = b.Items(tuple(_taken_over(book, one) for one in record.continued))
        blocks.append(b.Details(tr("Delivered, and continued this year"), (items,)))
    return tuple(blocks)


def _taken_over(book: Book, one: Delivery) -> b.Content:
    name, none = b.Strong(book.text(one.item.name)), b.Missing(book.tr("no initiative takes it over"))
    follower = book.link("initiatives", one.item.carried_to) if one.item.carried_to else none
    return (name, " → ", follower)


def _lessons(book: Book, record: LastYear) -> tuple[b.Block, ...]:
    lessons: tuple[b.Content, ...] = tuple(
        (b.Strong(book.text(one.item.name)), " · ", book.text(one.item.lesson))
        for one in record.deliveries
        if one.item.lesson
    )
    if not lessons:
        return ()
    return (b.Details(book.tr("What we learned, item by item"), (b.Items(lessons),)),)
