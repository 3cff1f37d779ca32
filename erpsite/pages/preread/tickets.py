"""Draw what the help desk was asked for: volumes, backlog, agreed times, ages, causes that come back."""

from __future__ import annotations

from erpsite.analysis.health.tickets import AGE_BANDS, TicketDesk
from erpsite.analysis.state.not_available import value_or_none
from erpsite.analysis.state.ticket_months import TicketMonth
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.reasons import share_cell
from erpsite.pages.preread.health_plants import ticket_plants

__all__ = ["ticket_blocks"]


def ticket_blocks(book: Book) -> tuple[b.Block, ...]:
    """Return the help desk's year; nothing where the plan keeps no tickets."""
    desk = book.figures.tickets
    if desk.last is None:
        return ()
    tr = book.tr
    return (
        b.Heading(tr("Help-desk tickets"), "tickets"),
        b.Paragraph(_sentence(book, desk, desk.last)),
        _months_table(book, desk),
        _ages_table(book, desk),
        *_causes(book, desk),
        *ticket_plants(book),
        b.Paragraph(
            tr(
                "Tickets are requests and problems at the help desk; they are not outages and take nothing "
                "from availability. A ticket is open until it is resolved; the share within the agreed time "
                "counts resolved tickets of which the help desk says so."
            ),
            small=True,
        ),
    )


def _sentence(book: Book, desk: TicketDesk, last: TicketMonth) -> str:
    tr, locale = book.tr, book.locale
    said = tr(
        "{opened} tickets were opened and {resolved} resolved in {month}; {open} were open at its end.",
        opened=book.count("tickets.opened", last.opened),
        resolved=book.count("tickets.resolved", last.resolved),
        month=locale.month(last.month),
        open=book.count("tickets.backlog", last.backlog),
    )
    oldest = tr("The oldest has been open for {n} days.", n=desk.oldest) if desk.oldest is not None else ""
    share = value_or_none(last.sla_share)
    kept = ""
    if share is not None:
        kept = tr(
            "Resolved within the agreed time: {share} of the {n} of which it is known.",
            share=locale.percent(share),
            n=last.judged,
        )
    return locale.sentence(said, oldest, kept)


def _months_table(book: Book, desk: TicketDesk) -> b.Table:
    tr = book.tr
    return Rows(reversed(desk.months)).table(
        "tickets-by-month",
        Col("month", tr("Month"), lambda one: book.month(one.month), "date"),
        Col("opened", tr("Tickets opened"), lambda one: count_cell(book, one.opened), "number"),
        Col("resolved", tr("Tickets resolved"), lambda one: count_cell(book, one.resolved), "number"),
        Col("backlog", tr("Open at the end"), lambda one: count_cell(book, one.backlog), "number"),
        Col("sla", tr("Within the agreed time"), lambda one: share_cell(book, one.sla_share), "number"),
        Col("judged", tr("Of which known"), lambda one: count_cell(book, one.judged), "number"),
        Col("reopened", tr("Reopened"), lambda one: count_cell(book, one.reopened), "number"),
    )


def _ages_table(book: Book, desk: TicketDesk) -> b.Table:
    tr, bounds = book.tr, (0, *AGE_BANDS)
    names = [
        tr("{first} to {last} days", first=low + (low > 0), last=high)
        for low, high in zip(bounds, AGE_BANDS, strict=False)
    ]
    names.append(tr("more than {n} days", n=AGE_BANDS[-1]))
    caption = ""
    if desk.median_days is not None:
        days = book.locale.number(desk.median_days, 1)
        caption = tr("Half of the tickets resolved in these months took up to {days} days.", days=days)
    return Rows(zip(names, desk.ages, strict=True)).table(
        "ticket-ages",
        spread("age", tr("Age of open tickets"), lambda name, _n: name),
        spread("count", tr("Tickets"), lambda _name, n: count_cell(book, n), "number"),
        caption=caption,
    )


def _causes(book: Book, desk: TicketDesk) -> tuple[b.Block, ...]:
    if not desk.with_cause:
        return ()
    tr = book.tr
    if not desk.causes:
        return (b.Paragraph(tr("No cause came back three times in these months.")),)
    known = tr("{n} of the tickets opened in these months name a cause.", n=desk.with_cause)
    return (
        Rows(desk.causes).table(
            "ticket-causes",
            Col("cause", tr("Cause that came back"), lambda one: one.cause, wide=True),
            Col("count", tr("Tickets"), lambda one: count_cell(book, one.count), "number"),
            Col(
                "share", tr("Share"), lambda one: b.Progress(one.share, book.locale.percent(one.share)), "bar"
            ),
            Col("modules", tr("Modules"), lambda one: book.links("modules", one.modules)),
            caption=known,
        ),
    )
