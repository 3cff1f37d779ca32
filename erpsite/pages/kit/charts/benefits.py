"""Draw the benefits of the initiatives: what is measured, what is still promised, what was not reached."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits
from erpsite.charts import Part, stacked_bars
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import chart
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.charts.money import money_scale

__all__ = ["draw_benefit_chart"]

_MOST = 20
"""Initiatives in one picture, so that it fits on a sheet; the table below the chart has them all."""


@chart(
    "benefits",
    title="Benefits, promised and measured",
    about="Stacked bars; what is measured, what is still promised, and what was not reached.",
    drawn_from=lambda book: book.figures.benefits,
    place=110,
)
def draw_benefit_chart(book: Book, found: PlanBenefits) -> b.Block:
    """Return the yearly benefit of each initiative, the largest promise first."""
    divisor, unit = money_scale(book)
    tr = book.tr
    promised = sorted(
        (one for one in found.initiatives if one.promised), key=lambda one: (-(one.promised or 0), one.id)
    )
    shown = promised[:_MOST]
    parts = [
        Part(name, [float(amount(one) / divisor) for one in shown], colour)
        for name, colour, amount in (
            (tr("Measured"), "@green", _measured),
            (tr("Promised, not yet measured"), "@blue", _open),
            (tr("Promised and not reached"), "@amber", _short),
        )
    ]
    chart = stacked_bars([book.name("initiatives", one.id) for one in shown], parts, unit)
    words = {"proven": book.locale.money(found.realised), "promised": book.locale.money(found.promised)}
    finding = tr("{proven} of {promised} a year is measured so far", **words)
    if not found.measured:
        finding = tr("None of the {promised} a year is measured so far", **words)
    elif len(promised) > _MOST:
        finding = tr(
            "{proven} of {promised} a year is measured so far; drawn are the {n} largest promises",
            n=_MOST,
            **words,
        )
    rows = [
        (
            book.name("initiatives", one.id),
            book.money(one.promised),
            book.money(one.realised, tr("not measured")),
        )
        for one in promised
    ]
    titles = (tr("Initiative"), tr("Promised a year"), tr("Measured a year"))
    table = plain_table("benefits", titles, rows)
    return frame(book, "benefits", chart, finding, table, unit=unit, source="data/initiatives")


def _measured(one: InitiativeBenefit) -> Decimal:
    return one.realised or Decimal(0)


def _open(one: InitiativeBenefit) -> Decimal:
    return Decimal(0) if one.measured else one.promised or Decimal(0)


def _short(one: InitiativeBenefit) -> Decimal:
    if one.realised is None or one.promised is None:
        return Decimal(0)
    return max(one.promised - one.realised, Decimal(0))
