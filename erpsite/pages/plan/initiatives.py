"""Draw all initiatives: how many run, which are late or dear, which are greener than their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figure
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import days_late, ratio_value, text_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.envelope import envelope_unknown, spent_share, unspent_note
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.plant_choice import plant_choice
from erpsite.pages.kit.rates import rates_note
from erpsite.pages.kit.states import silent_amount
from erpsite.pages.kit.words import computed_chip, declared_chip, off_track_by_numbers
from erpsite.pages.plan.initiative_tables import initiatives_by_type

__all__ = ["draw_initiatives", "initiatives_sentence", "path_table", "watermelons_callout"]


@page(
    "plan/initiatives",
    section="plan",
    needs=("initiatives",),
    place=20,
    title="Initiatives",
    description="Every initiative with owner, status, progress, dates and cost.",
    file="initiatives",
    opened_by={"executive": 2},
)
def draw_initiatives(book: Book) -> tuple[b.Block, ...]:
    """Return the initiatives as of the month shown."""
    tr = book.tr
    if not book.handbook.initiatives:
        return missing_page(book, tr("The plan holds no initiative yet."), "initiatives/")
    return (
        b.Lead(initiatives_sentence(book)),
        *rates_note(book),
        _tiles(book),
        *watermelons_callout(book),
        *plant_choice(book, "initiatives"),
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
            topic="money",
        ),
    )


def initiatives_sentence(book: Book) -> str:
    """Return how the initiatives stand, and which is latest, in one sentence."""
    tr, running = book.locale.tr, book.figures.running
    count = book.count(book.figures.initiatives_running)
    words: dict[str, object] = {
        "month": book.locale.month(book.state.as_of),
        "red": book.count(book.figures.declared(Rag.RED)),
        "amber": book.count(book.figures.declared(Rag.AMBER)),
        "numbers": off_track_by_numbers(book),
    }
    if not running:
        return tr("At the end of {month} no initiative is running.", **words)
    if not any(now.reported for now in running):
        return tr.plural(
            "{n} initiative is approved; no review has reported on it yet.",
            "{n} initiatives are approved; no review has reported on them yet.",
            count,
        )
    slip, latest = _latest(book, running)
    if not book.figures.judged_by_numbers.value:
        return book.locale.sentence(_unjudged(book, words), _latest_sentence(book, slip, latest))
    if latest is None:
        return tr.plural(
            "At the end of {month} {n} initiative runs: {red} are declared off track, {amber} at risk, the "
            "numbers see {numbers} off track, and none is late.",
            "At the end of {month} {n} initiatives run: {red} are declared off track, {amber} at risk, the "
            "numbers see {numbers} off track, and none is late.",
            count, **words,
        )  # fmt: skip
    words |= {
        "latest": book.text(latest.initiative.name),
        "slip": days_late(book, Figure("slip", slip, latest.initiative.id)),
    }
    return tr.plural(
        "At the end of {month} {n} initiative runs: {red} are declared off track, {amber} at risk, and the "
        "numbers see {numbers} off track; the latest is “{latest}”, {slip}.",
        "At the end of {month} {n} initiatives run: {red} are declared off track, {amber} at risk, and the "
        "numbers see {numbers} off track; the latest is “{latest}”, {slip}.",
        count, **words,
    )  # fmt: skip


def _unjudged(book: Book, words: Mapping[str, object]) -> str:
    return book.locale.tr.plural(
        "At the end of {month} {n} initiative runs: {red} are declared off track, {amber} at risk; the "
        "numbers can judge none.",
        "At the end of {month} {n} initiatives run: {red} are declared off track, {amber} at risk; the "
        "numbers can judge none.",
        book.count(book.figures.initiatives_running), **words,
    )  # fmt: skip


def _latest_sentence(book: Book, slip: int, latest: InitiativeState | None) -> str:
    if latest is None:
        return ""
    late = days_late(book, Figure("slip", slip, latest.initiative.id))
    name = book.text(latest.initiative.name)
    return book.locale.tr("The latest is “{latest}”, {slip}.", latest=name, slip=late)


def _latest(book: Book, running: tuple[InitiativeState, ...]) -> tuple[int, InitiativeState | None]:
    slips = [(now.slip(book.state.days) or 0, now) for now in running]
    slip, latest = max(slips, key=lambda pair: pair[0])
    return (slip, latest) if slip > 0 else (0, None)


def _tiles(book: Book) -> b.Tiles:
    tr, figures, whole = book.tr, book.figures, book.figures.earned_value
    declared = any(now.declared is not Rag.GREY for now in figures.running)
    judged = any(Rag.GREY not in (now.declared, now.computed) for now in figures.running)
    unknown = tr("no status can be compared with its numbers") if declared else tr("not reported yet")
    return b.Tiles(
        (
            b.Tile(
                tr("Running"),
                book.count(figures.initiatives_running),
                tr("{n} finished", n=book.count(figures.initiatives_finished)),
            ),
            b.Tile(
                tr("Watermelons"),
                book.count(figures.watermelons) if judged else b.Missing(unknown),
                tr("declared on track, off track by the numbers"),
                tone="red" if figures.watermelons.value else "green" if judged else "grey",
            ),
            b.Tile(
                tr("Spent"),
                _spent_amount(book),
                _spent_note(book),
                "plan/resources",
            ),
            b.Tile(
                tr("SPI(t)"),
                ratio_value(book, whole.whole.spi_t, "value.spi-t"),
                tr("months earned ÷ months passed; {k} of {n} initiatives count",
                   k=book.count("value.counted", len(whole.counted)),
                   n=book.count(figures.initiatives_in_plan)),
                topic="money",
            ),
        )
    )  # fmt: skip


def _spent_amount(book: Book) -> b.Inline:
    known = book.figures.spend_known
    return book.amount(book.figures.spent) if known else b.Missing(silent_amount(book, "spent"))


def _spent_note(book: Book) -> str:
    figures = book.figures
    words: dict[str, object] = {"envelope": book.amount(figures.envelope), "why": envelope_unknown(book)}
    reported = {"k": book.count(figures.reporting), "n": book.count(figures.initiatives_in_plan)}
    if words["why"] and not figures.spend_known:
        return book.tr("budget envelope {why}; {unspent}", unspent=unspent_note(book), **words)
    if words["why"]:
        return book.tr("budget envelope {why}; {k} of {n} report their spend", **reported, **words)
    if not figures.spend_known:
        return book.tr("of the envelope of {envelope}; {unspent}", unspent=unspent_note(book), **words)
    return book.tr(
        "{share} of the envelope of {envelope}; {k} of {n} report their spend",
        share=spent_share(book),
        **reported,
        **words,
    )


def watermelons_callout(book: Book) -> tuple[b.Block, ...]:
    """Return which initiatives are declared better than their numbers."""
    names = [now.initiative.id for now in book.figures.running if now.watermelon]
    if not names:
        return ()
    title = book.locale.tr.plural(
        "{n} watermelon: declared on track, off track by the numbers",
        "{n} watermelons: declared on track, off track by the numbers",
        book.count(book.figures.watermelons),
    )
    return (b.Callout("red", title, (b.Paragraph(book.links("initiatives", names)),)),)


def path_table(book: Book) -> b.Table:
    """Return the running initiatives that are not on track by either view, with their path to green."""
    tr, bad = book.tr, (Rag.AMBER, Rag.RED)
    return Rows(
        [now for now in book.figures.running if now.declared in bad or now.computed in bad],
        source=lambda now: now.where,
    ).table(
        "path-to-green",
        Col("initiative", tr("Initiative"), lambda now: book.link("initiatives", now.initiative.id)),
        Col("owner", tr("Owner"), lambda now: book.person(now.owner)),
        Col("declared", tr("Declared"), lambda now: declared_chip(book, now), "status"),
        Col("computed", tr("By the numbers"), lambda now: computed_chip(book, now), "status"),
        Col(
            "path",
            tr("The way back on track"),
            lambda now: text_cell(book, now.path_to_green, tr("none given")),
            wide=True,
        ),
        empty=tr("Every running initiative is on track."),
    )
