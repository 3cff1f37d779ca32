"""Draw a month's earned value: SPI(t) first, then the S-curve, then each initiative."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.s_curve import SCurve
from erpsite.analysis.money.value import EarnedValue, NoValue
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import money_value, ratio_value
from erpsite.pages.kit.charts.reviews import curve_at, draw_s_curve_chart
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["earned_value_blocks", "earned_value_table"]


def earned_value_blocks(book: Book, month: str) -> tuple[b.Block, ...]:
    """Return earned value and earned schedule of the whole plan and of each initiative at a month."""
    then = book.at(month)
    whole, tr = then.figures.earned_value.whole, book.tr
    curve = curve_at(book, month)
    heading = b.Heading(tr("Earned value and earned schedule"), "earned-value", topic="money")
    if isinstance(whole.bac, NoValue) or curve is None:
        return (heading, b.Paragraph(tr("No initiative has a dated budget and a report yet.")))
    return (
        heading,
        b.Paragraph(b.Strong(_pace(then, whole))),
        draw_s_curve_chart(then, curve),
        _facts(then, whole),
        *_by_initiative(then),
        b.Paragraph(_method(then, curve), small=True),
    )


def _pace(book: Book, whole: EarnedValue) -> str:
    """Return where the schedule stands in time, which money hides at the end of a late plan."""
    tr = book.tr
    if isinstance(whole.spi_t, NoValue) or isinstance(whole.es, NoValue) or isinstance(whole.at, NoValue):
        return tr("The pace is not known yet: nobody has reported how much is done.")
    words: dict[str, object] = {
        "spi": book.figure(Figure("value.spi-t", whole.spi_t), decimals=2),
        "es": book.figure(Figure("value.earned-schedule", whole.es), decimals=1),
        "at": book.figure(Figure("value.months", whole.at)),
    }
    if isinstance(whole.expected_duration, NoValue) or isinstance(whole.duration, NoValue):
        return tr("SPI(t) is {spi}: in {at} months {es} months of the plan are earned.", **words)
    return tr(
        "SPI(t) is {spi}: in {at} months {es} months of the plan are earned; at this pace the work takes "
        "{expected} months instead of {planned}.",
        planned=book.count("value.planned-duration", whole.duration),
        expected=book.figure(Figure("value.expected-duration", whole.expected_duration), decimals=1),
        **words,
    )


def _facts(book: Book, whole: EarnedValue) -> b.Facts:
    tr = book.tr
    return b.Facts(
        (
            (tr("Schedule performance in time (SPI(t))"), ratio_value(book, whole.spi_t)),
            (tr("Cost performance (CPI)"), ratio_value(book, whole.cpi)),
            (tr("Planned value (PV)"), money_value(book, whole.pv)),
            (tr("Earned value (EV)"), money_value(book, whole.ev)),
            (tr("Actual cost (AC)"), money_value(book, whole.ac)),
            (tr("Budget at completion (BAC)"), money_value(book, whole.bac)),
            (tr("Estimate at completion"), money_value(book, whole.eac)),
            (tr("TCPI, efficiency the rest needs"), ratio_value(book, whole.tcpi)),
        )
    )


def _by_initiative(book: Book) -> tuple[b.Block, ...]:
    """Return what still runs as a table, and what is finished folded away."""
    tr, states = book.tr, book.state.initiatives
    values = book.figures.earned_value.initiatives
    running = [name for name in values if states[name].running]
    finished = [name for name in values if not states[name].running]
    caption = tr("Earned value by initiative, the slowest first")
    table = earned_value_table(book, running, caption=caption)
    if not finished:
        return (table,)
    words = book.locale.tr.plural("{n} finished initiative", "{n} finished initiatives", len(finished))
    return (table, b.Details(words, (earned_value_table(book, finished, "earned-value-finished"),)))


def earned_value_table(
    book: Book, names: Sequence[str], name: str = "earned-value", *, caption: str = ""
) -> b.Table:
    """Return the earned value of some funded initiatives, the slowest by SPI(t) first."""
    tr = book.tr
    values = book.figures.earned_value.initiatives
    ranked = sorted(names, key=lambda one: _slowness(values[one]))
    return Rows(ranked, source=lambda one: book.state.initiatives[one].where).table(
        name,
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one), wide=True),
        Col("spi-t", tr("SPI(t)"), lambda one: ratio_value(book, values[one].spi_t), "number"),
        Col("cpi", tr("CPI"), lambda one: ratio_value(book, values[one].cpi), "number"),
        Col("pv", tr("Planned (PV)"), lambda one: money_value(book, values[one].pv), "number"),
        Col("ev", tr("Earned (EV)"), lambda one: money_value(book, values[one].ev), "number"),
        Col("ac", tr("Spent (AC)"), lambda one: money_value(book, values[one].ac), "number"),
        Col("eac", tr("Estimate at completion"), lambda one: money_value(book, values[one].eac), "number"),
        Col("vac", tr("Budget − estimate"), lambda one: money_value(book, values[one].vac), "number"),
        caption=caption,
        empty=tr("No initiative is running."),
    )


def _slowness(value: EarnedValue) -> tuple[bool, float]:
    pace = value.spi_t
    return (True, 0.0) if isinstance(pace, NoValue) else (False, pace)


def _method(book: Book, curve: SCurve) -> tuple[b.Inline, ...]:
    tr, value = book.tr, book.figures.earned_value
    parts: list[b.Inline] = [
        tr(
            "SPI(t) below 1 is behind plan; unlike SPI it does not drift to 1 when late work ends. The "
            "forecast of cost ends in the month that SPI(t) points to."
        )
    ]
    if curve.unreported:
        said = tr("Work that had begun by plan and was not reported yet counts as nothing earned.")
        parts += [" ", said]
    if late := [n for n in value.counted if _is_behind(book, n)]:
        names = book.links("initiatives", late)
        parts += [" ", tr("Counted as last reported, in an earlier month:"), " "]
        parts += names if isinstance(names, tuple) else [names]
    if value.left_out:
        names = book.links("initiatives", value.left_out)
        parts += [" ", tr("Left out of the whole, because a figure is missing:"), " "]
        parts += names if isinstance(names, tuple) else [names]
    parts += _elsewhere(book)
    parts += [" ", b.Link(tr("How earned value is computed"), "data/formulas", "earned-value")]
    return tuple(parts)


def _elsewhere(book: Book) -> list[b.Inline]:
    """Return a note on money that was spent on initiatives that have been stopped since."""
    stopped = {
        name: now.spent
        for name, now in book.state.initiatives.items()
        if now.spent and name not in book.figures.earned_value.initiatives
    }
    if not stopped:
        return []
    amount = book.amount(Figure("value.spent-on-stopped", sum(stopped.values(), Decimal(0))))
    names = book.links("initiatives", stopped)
    said = book.tr("{amount} spent on what is no longer carried out is not in it:", amount=amount)
    return [" ", said, " ", *(names if isinstance(names, tuple) else (names,))]


def _is_behind(book: Book, name: str) -> bool:
    """Say whether a running initiative was last reported on for an earlier month."""
    now = book.state.initiatives[name]
    return now.running and now.reported is not None and now.reported < book.state.as_of
