"""Draw system health, outages, tickets and satisfaction by plant."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.health.availability import Availability, Uptime
from erpsite.analysis.health.by_plant import (
    PlantHealth,
    PlantTickets,
    availability_by_plant,
    health_by_plant,
    tickets_by_plant,
)
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.naming import target_chip
from erpsite.pages.kit.reasons import figure, share_cell
from erpsite.pages.kit.worst import worst_plants

__all__ = ["availability_plants", "health_plants", "ticket_plants"]


def _name(book: Book, plant: str) -> b.Content:
    return book.link("plants", plant) if plant else b.Missing(book.tr("no plant named"))


def health_plants(book: Book) -> tuple[b.Block, ...]:
    """Return each plant's health values, the one furthest beyond a target first; nothing without any."""
    found = health_by_plant(book.handbook, book.state.as_of)
    blocks = worst_plants(book, found, lambda rows, end: _health_table(book, rows, end))
    return (b.Heading(book.tr("Health by plant"), "health-by-plant"), *blocks) if blocks else ()


def _health_table(book: Book, rows: Sequence[PlantHealth], end: str) -> b.Table:
    tr = book.tr
    return Rows(rows).table(
        f"health-plants{end}",
        Col("plant", tr("Plant"), lambda one: _name(book, one.plant)),
        Col("met", tr("Health values on target"), lambda one: _met(book, one)),
        Col("worst", tr("Furthest from target"), lambda one: _worst(book, one), wide=True),
        Col(
            "status",
            tr("Worst status"),
            lambda one: target_chip(book, one.worst.rag if one.worst else Rag.GREY),
            "status",
        ),
    )


def _met(book: Book, one: PlantHealth) -> b.Inline:
    if not one.fresh:
        return b.Missing(book.tr("no fresh value"))
    met = sum(series.rag is Rag.GREEN for series in one.fresh)
    return book.tr("{part} of {whole}", part=met, whole=len(one.fresh))


def _worst(book: Book, one: PlantHealth) -> b.Content:
    worst = one.worst
    if worst is None:
        return b.Missing()
    value = figure(book, worst.latest, book.text(worst.metric.unit), book.metric_decimals(worst.metric))
    link = book.link("health_metrics", worst.metric.id)
    module = (" · ", book.name("modules", worst.module)) if worst.module else ()
    return (link, *module, " ", value)


def availability_plants(book: Book) -> tuple[b.Block, ...]:
    """Return each plant's availability, the lowest first; nothing where no outage names a plant."""
    found = list(availability_by_plant(book.handbook, book.state.as_of).items())
    blocks = worst_plants(book, found, lambda rows, end: _uptime_table(book, rows, end))
    if not blocks:
        return ()
    words = book.tr(
        "An outage that names no plant struck all of them. Over the whole, one plant's outage counts with "
        "that plant's part of those that use the module."
    )
    heading = b.Heading(book.tr("Availability by plant"), "availability-by-plant")
    return (heading, b.Paragraph(words, small=True), *blocks)


def _uptime_table(book: Book, rows: Sequence[tuple[str, Availability]], end: str) -> b.Table:
    tr, as_of, months = book.tr, book.state.as_of, book.figures.year
    years = [(plant, found.of_system([as_of]), found.of_system(months)) for plant, found in rows]
    return Rows(years).table(
        f"availability-plants{end}",
        spread("plant", tr("Plant"), lambda plant, _month, _year: _name(book, plant)),
        spread("month", book.locale.month(as_of), lambda _, month, _year: _percent(book, month), "number"),
        spread("year", tr("Twelve months"), lambda _, _month, year: _percent(book, year), "number"),
        spread("down", tr("Minutes down"), lambda _, _month, year: _down(book, year), "number"),
        spread(
            "status",
            tr("Status"),
            lambda _, _month, year: target_chip(book, year.rag if isinstance(year, Uptime) else Rag.GREY),
            "status",
        ),
    )


def _percent(book: Book, value: Uptime | NotAvailable) -> b.Inline:
    return figure(book, value.percent if isinstance(value, Uptime) else value, "%", 2)


def _down(book: Book, value: Uptime | NotAvailable) -> b.Inline:
    return figure(book, value.down if isinstance(value, Uptime) else value, decimals=0)


def ticket_plants(book: Book) -> tuple[b.Block, ...]:
    """Return the help desk's year by plant, most open tickets first; nothing where no ticket names one."""
    found = tickets_by_plant(book.handbook, book.state.as_of)
    blocks = worst_plants(book, found, lambda rows, end: _ticket_table(book, rows, end))
    return (b.Heading(book.tr("Tickets by plant"), "tickets-by-plant", 3), *blocks) if blocks else ()


def _ticket_table(book: Book, rows: Sequence[PlantTickets], end: str) -> b.Table:
    tr = book.tr
    return Rows(rows).table(
        f"ticket-plants{end}",
        Col("plant", tr("Plant"), lambda one: _name(book, one.plant)),
        Col("opened", tr("Opened in twelve months"), lambda one: count_cell(book, one.opened), "number"),
        Col("resolved", tr("Tickets resolved"), lambda one: count_cell(book, one.resolved), "number"),
        Col("backlog", tr("Open at the end"), lambda one: count_cell(book, one.last.backlog), "number"),
        Col("sla", tr("Within the agreed time"), lambda one: share_cell(book, _in_time(one)), "number"),
        Col("judged", tr("Of which known"), lambda one: count_cell(book, one.judged), "number"),
    )


def _in_time(one: PlantTickets) -> float | NotAvailable:
    return one.within_sla / one.judged if one.judged else NotAvailable(Reason.NO_TICKET)
