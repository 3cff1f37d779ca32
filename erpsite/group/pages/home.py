"""Draw the first page of a group: each company's verdict, and what could not be read."""

from __future__ import annotations

from erpsite.group.company import Company
from erpsite.group.pages.notebook import GroupBook
from erpsite.group.whole import Total
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["different_months", "draw_home", "rates_note"]


def draw_home(book: GroupBook) -> tuple[b.Block, ...]:
    """Return the verdict on the group, four tiles, and the companies, the worst first."""
    return (
        b.Lead(_lead(book)),
        b.Tiles(_tiles(book)),
        *_failed(book),
        *_doubled(book),
        b.Heading(book.tr("Companies"), "companies"),
        _companies(book),
        *_without_money(book),
        *rates_note(book),
        *different_months(book),
    )


def _lead(book: GroupBook) -> str:
    tr, whole = book.tr, book.whole
    if not whole.companies:
        return tr("None of the plans of the group could be read.")
    counts = {rag: sum(one.rag is rag for one in whole.companies) for rag in Rag}
    judged = len(whole.companies) - counts[Rag.GREY]
    worst = whole.worst_first[0]
    count = len(whole.companies)
    words: dict[str, object] = {
        "red": counts[Rag.RED], "amber": counts[Rag.AMBER],
        "company": book.words(worst.name),
    }  # fmt: skip
    if not judged:
        said = tr.plural(
            "{n} company; none has reported yet.", "{n} companies; none has reported yet.", count
        )
    elif not counts[Rag.RED] and not counts[Rag.AMBER]:
        said = tr.plural(
            "{n} company; nothing is at risk or off track.",
            "{n} companies; none is at risk or off track.",
            count,
        )
    else:
        said = tr.plural(
            "{n} company: {red} off track, {amber} at risk; {company} stands worst.",
            "{n} companies: {red} off track, {amber} at risk; {company} stands worst.",
            count,
            **words,
        )
    if whole.expected is None:
        return said
    end = tr("The last plan ends on {day}.", day=book.locale.day(whole.expected))
    moved = whole.expected_with_links
    if moved is not None and moved > whole.expected:
        end = tr(
            "The last plan ends on {day}; with what it waits for in other plans it would be {moved}.",
            day=book.locale.day(whole.expected),
            moved=book.locale.day(moved),
        )
    return book.locale.sentence(said, end)


def _tiles(book: GroupBook) -> tuple[b.Tile, ...]:
    tr, whole = book.tr, book.whole
    approved, cost = whole.total(lambda one: one.approved), whole.total(lambda one: one.at_completion)
    judged = sum(one.kpis_judged for one in whole.companies)
    met = sum(one.kpis_met for one in whole.companies)
    tiles = [
        b.Tile(tr("Expected cost"), _amount(book, cost), _approved(book, cost, approved), "plan/money"),
        b.Tile(
            tr("Running initiatives"),
            book.count(len(whole.projects)),
            tr("{n} off track", n=sum(one.rag is Rag.RED for _, one in whole.projects)),
            "plan/initiatives",
        ),
    ]
    if judged:
        share = tr("{part} of {whole}", part=met, whole=judged)
        tiles.append(b.Tile(tr("KPIs on track"), share, "", "measures/kpis"))
    if whole.group.links:
        tiles.append(_links(book))
    else:
        overdue = sum(one.actions_overdue for one in whole.companies)
        tiles.append(b.Tile(tr("Actions overdue"), book.count(overdue), "", ""))
    return tuple(tiles)


def _amount(book: GroupBook, total: Total) -> b.Inline:
    if total.amount is None:
        return b.Missing(book.tr("not known"))
    return b.Number(total.amount, book.locale.money(total.amount), book.locale.currency)


def _approved(book: GroupBook, cost: Total, approved: Total) -> b.Content:
    tr, parts = book.tr, []
    if approved.amount is not None:
        parts.append(tr("approved {amount}", amount=book.locale.money(approved.amount)))
    if cost.of < cost.every:
        parts.append(tr("{n} of {all} companies tell it", n=cost.of, all=cost.every))
    return book.locale.clauses(*parts) if parts else ""


def _links(book: GroupBook) -> b.Tile:
    """Return how many links between plans cannot hold, and how many cannot be told."""
    tr, found = book.tr, book.whole.awaited
    late, lost = sum(one.late > 0 for one in found), sum(bool(one.trouble) for one in found)
    note = tr.plural("of {n} link between plans", "of {n} links between plans", len(found))
    if lost:
        note = book.locale.clauses(note, tr("{n} cannot be told", n=lost))
    tone: b.Tone = "red" if late else "amber" if lost else "green"
    return b.Tile(tr("Links that cannot hold"), book.count(late), note, "plan/links", tone)


def _failed(book: GroupBook) -> tuple[b.Block, ...]:
    failed = book.whole.failed
    if not failed:
        return ()
    title = book.locale.tr.plural(
        "{n} plan of the group could not be read; it is in no figure",
        "{n} plans of the group could not be read; they are in no figure",
        len(failed),
    )
    colon = book.locale.facts.colon
    items = tuple((b.Strong(one.id), colon, one.why(book.locale.language)) for one in failed)
    return (b.Callout("red", title, (b.Items(items),)),)


def _doubled(book: GroupBook) -> tuple[b.Block, ...]:
    """Say which companies are one plan, so that every sum holds it twice."""
    pairs = book.whole.doubled
    if not pairs:
        return ()
    title = book.locale.tr.plural(
        "{n} plan of the group stands in it twice; each sum holds it twice",
        "{n} plans of the group stand in it twice; each sum holds them twice",
        len(pairs),
    )
    items = tuple(
        book.tr("{first} and {second} are the same plan", first=one.id, second=two.id) for one, two in pairs
    )
    return (b.Callout("red", title, (b.Items(items),)),)


def _without_money(book: GroupBook) -> tuple[b.Block, ...]:
    """Say whose verdict is of dates alone, because its edition tells no amount."""
    names = [book.words(one.name) for one in book.whole.companies if one.hides_money]
    if not names:
        return ()
    words = book.tr(
        "The group sees no amounts of {names}: these are judged by their dates alone, not by their money.",
        names=book.locale.join(names),
    )
    return (b.Paragraph(words, small=True),)


def _companies(book: GroupBook) -> b.Table:
    tr = book.tr
    return Rows(book.whole.worst_first, anchor=lambda one: one.id).table(
        "companies",
        Col("company", tr("Company"), book.company),
        Col("status", tr("Status"), lambda one: book.rag(one.rag), "status"),
        Col("verdict", tr("Verdict"), lambda one: book.words(one.verdict), wide=True),
        Col("end", tr("Ends"), lambda one: book.day(one.expected, tr("not known")), "date"),
        Col("late", tr("Days late"), lambda one: book.slip(one.late), "number"),
        Col("cost", tr("Expected cost"), lambda one: book.money(one, one.at_completion), "number"),
        Col("month", tr("As of"), lambda one: book.month(one.as_of), "date"),
        Col("handbook", tr("Its handbook"), lambda one: _handbook(book, one)),
    )


def _handbook(book: GroupBook, one: Company) -> b.Inline:
    if not one.handbook:
        return b.Missing(book.tr("no address is stated"))
    return book.away(one, "", book.tr("Open it"))


def rates_note(book: GroupBook) -> tuple[b.Block, ...]:
    """Return by which rates amounts were converted, and whose could not be."""
    tr, whole = book.tr, book.whole
    used = [
        rate
        for rate in whole.group.rates
        if any(one.currency == rate.currency and not one.hides_money for one in whole.companies)
    ]
    blocks: list[b.Block] = []
    if used:
        parts = [
            tr(
                "1 {currency} = {rate} {own} ({day})",
                currency=one.currency,
                rate=f"{one.rate:g}",
                own=whole.group.currency,
                day=book.locale.day(one.on),
            )
            for one in used
        ]
        text = tr(
            "Amounts are in {own}: {rates}.", own=whole.group.currency, rates=book.locale.clauses(*parts)
        )
        blocks.append(b.Paragraph(text, small=True))
    if whole.without_rate:
        names = book.locale.join([book.words(one.name) for one in whole.without_rate])
        words = tr("No rate is stated for {names}: their amounts are in no sum.", names=names)
        blocks.append(b.Paragraph(words, small=True))
    return tuple(blocks)


def different_months(book: GroupBook) -> tuple[b.Block, ...]:
    """Say that plans are shown at different months, or are of different years."""
    tr, whole = book.tr, book.whole
    blocks: list[b.Block] = []
    months = sorted({one.as_of for one in whole.companies})
    if len(months) > 1:
        words = tr(
            "The plans are not all shown at the same month: the oldest at {first}, the newest at {last}.",
            first=book.locale.month(months[0]),
            last=book.locale.month(months[-1]),
        )
        blocks.append(b.Paragraph(words, small=True))
    starts = sorted({one.fiscal_offset for one in whole.companies})
    if len(starts) > 1:
        blocks.append(
            b.Paragraph(
                tr(
                    "The fiscal years of the companies begin in different months; shared roles are added up "
                    "by quarters of the calendar."
                ),
                small=True,
            )
        )
    return tuple(blocks)
