"""Draw all initiatives: how many run, which are late or dear, which are greener than their numbers."""

from __future__ import annotations

from collections import Counter

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import days_late, ratio_value, text_cell
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.words import computed_chip, declared_chip
from erpsite.pages.plan.initiative_tables import initiatives_by_type

__all__ = ["draw_initiatives", "initiatives_sentence", "path_table", "watermelons_callout"]


def draw_initiatives(book: Book) -> tuple[b.Block, ...]:
    """Return the initiatives as of the month shown."""
    tr = book.tr
    if not book.handbook.initiatives:
        return missing_page(book, tr("The plan holds no initiative yet."), "initiatives/")
    return (
        b.Lead(initiatives_sentence(book)),
        _tiles(book),
        *watermelons_callout(book),
        initiatives_by_type(book),
        *method_notes(
            book,
            tr(
                "Declared is what the owner says. “By the numbers” is the worse of cost overrun and slip, "
                "measured against the approved budget and dates. The mark on a progress bar is where the "
                "work should be. A watermelon is declared on track while its numbers are off track."
            ),
            ((tr("Status"), "rag"), (tr("Slip"), "slip"), (tr("Earned schedule"), "earned-schedule")),
            ("initiatives", "reviews"),
        ),
    )


def initiatives_sentence(book: Book) -> str:
    """Return how the initiatives stand, and which is latest, in one sentence."""
    tr, running = book.locale.tr, book.figures.running
    declared = Counter(now.declared for now in running)
    computed = Counter(now.computed for now in running)
    words: dict[str, object] = {
        "month": book.locale.month(book.state.as_of),
        "red": declared[Rag.RED],
        "amber": declared[Rag.AMBER],
        "numbers": computed[Rag.RED],
    }
    if not running:
        return tr("At the end of {month} no initiative is running.", **words)
    if not any(now.reported for now in running):
        return tr.plural(
            "{n} initiative is approved; no review has reported on it yet.",
            "{n} initiatives are approved; no review has reported on them yet.",
            len(running),
        )
    slip, latest = _latest(book, running)
    if latest is None:
        return tr.plural(
            "At the end of {month} {n} initiative runs: {red} are declared off track, {amber} at risk, the "
            "numbers see {numbers} off track, and none is late.",
            "At the end of {month} {n} initiatives run: {red} are declared off track, {amber} at risk, the "
            "numbers see {numbers} off track, and none is late.",
            len(running), **words,
        )  # fmt: skip
    words |= {"latest": book.text(latest.initiative.name), "slip": days_late(book, slip)}
    return tr.plural(
        "At the end of {month} {n} initiative runs: {red} are declared off track, {amber} at risk, and the "
        "numbers see {numbers} off track; the latest is “{latest}”, {slip}.",
        "At the end of {month} {n} initiatives run: {red} are declared off track, {amber} at risk, and the "
        "numbers see {numbers} off track; the latest is “{latest}”, {slip}.",
        len(running), **words,
    )  # fmt: skip


def _latest(book: Book, running: tuple[InitiativeState, ...]) -> tuple[int, InitiativeState | None]:
    slips = [(now.slip(book.state.days) or 0, now) for now in running]
    slip, latest = max(slips, key=lambda pair: pair[0])
    return (slip, latest) if slip > 0 else (0, None)


def _tiles(book: Book) -> b.Tiles:
    tr, money, whole = book.tr, book.figures.budget, book.figures.earned_value
    stages = Counter(now.stage for now in book.state.initiatives.values())
    used = float(money.spent / money.approved) if money.approved else 0.0
    watermelons = sum(now.watermelon for now in book.figures.running)
    return b.Tiles(
        (
            b.Tile(
                tr("Running"),
                b.Number(stages["approved"], book.locale.number(stages["approved"], 0)),
                tr("{n} finished", n=stages["finished"]),
            ),
            b.Tile(
                tr("Watermelons"),
                b.Number(watermelons, book.locale.number(watermelons, 0)),
                tr("declared on track, off track by the numbers"),
                tone="red" if watermelons else "green",
            ),
            b.Tile(
                tr("Spent"),
                book.money(money.spent),
                tr(
                    "{share} of {approved} approved; {k} of {n} report their spend",
                    share=book.locale.percent(used), approved=book.locale.money(money.approved),
                    k=money.reporting, n=money.count,
                ),
                "plan/resources",
            ),
            b.Tile(
                tr("SPI(t)"),
                ratio_value(book, whole.whole.spi_t),
                tr("months earned ÷ months passed; {k} of {n} initiatives count",
                   k=len(whole.counted), n=len(whole.initiatives)),
            ),
        )
    )  # fmt: skip


def watermelons_callout(book: Book) -> tuple[b.Block, ...]:
    """Return which initiatives are declared better than their numbers."""
    names = [now.initiative.id for now in book.figures.running if now.watermelon]
    if not names:
        return ()
    title = book.locale.tr.plural(
        "{n} watermelon: declared on track, off track by the numbers",
        "{n} watermelons: declared on track, off track by the numbers",
        len(names),
    )
    return (b.Callout("red", title, (b.Paragraph(book.links("initiatives", names)),)),)


def path_table(book: Book) -> b.Table:
    """Return the running initiatives that are not on track by either view, with their path to green."""
    tr, bad = book.tr, (Rag.AMBER, Rag.RED)
    columns = (
        b.Column("initiative", tr("Initiative")),
        b.Column("owner", tr("Owner")),
        b.Column("declared", tr("Declared"), "status"),
        b.Column("computed", tr("By the numbers"), "status"),
        b.Column("path", tr("Path to green"), wide=True),
    )
    rows = tuple(
        b.Row(
            (
                book.link("initiatives", now.initiative.id),
                book.person(now.owner),
                declared_chip(book, now),
                computed_chip(book, now),
                text_cell(book, now.path_to_green, tr("none given")),
            ),
            source=now.where,
        )
        for now in book.figures.running
        if now.declared in bad or now.computed in bad
    )
    return b.Table("path-to-green", columns, rows, empty=tr("Every running initiative is on track."))
