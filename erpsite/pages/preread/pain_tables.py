"""Make the tables of the pain points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from erpsite.analysis.diagnosis.pain_points import (
    AgeBand,
    PainGroup,
    WeighedPain,
    age_bands,
    by_module,
    by_process,
    chained,
)
from erpsite.model.pain_point import PainPoint
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, some_money
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.reasons import impact_cell

__all__ = ["age_table", "age_text", "module_table", "pain_points_table", "process_table"]


def age_text(book: Book, days: int) -> str:
    """Return an age in months, or in days below two months."""
    if days < 60:
        return book.locale.tr.plural("{n} day", "{n} days", days)
    return book.locale.tr.plural("{n} month", "{n} months", round(days / 30.4375))


@placeable("pain_points")
def pain_points_table(book: Book, pains: Sequence[PainPoint]) -> b.Table:
    """Return some pain points in order of impact, with what solves them."""
    tr, wanted = book.tr, {pain.id for pain in pains}
    weighed = [one for one in book.figures.pain_points if one.pain.id in wanted]
    return Rows(
        [(one, chained(book.handbook, one.pain)) for one in weighed],
        anchor=lambda row: row[0].pain.id,
        source=lambda row: row[0].pain.where,
    ).table(
        "pain-points",
        spread("pain", tr("Pain point"), lambda one, _found: b.Strong(book.text(one.pain.name))),
        spread("process", tr("Process"), lambda one, _found: book.text(one.pain.process)),
        spread("modules", tr("Modules"), lambda one, _found: book.links("modules", one.pain.modules)),
        spread("impact", tr("Impact"), lambda one, _found: impact_cell(book, one.impact), "number"),
        spread("age", tr("Known for"), lambda one, _found: age_text(book, one.age)),
        spread(
            "initiatives",
            tr("Initiatives"),
            lambda _one, found: (
                book.links("initiatives", found.initiatives)
                if found.initiatives
                else b.Missing(tr("no initiative yet"))
            ),
            wide=True,
        ),
        spread("kpis", tr("KPI"), lambda _one, found: book.links("kpis", found.kpis), wide=True),
        spread("owner", tr("Speaks for it"), lambda one, _found: book.person(one.pain.owner)),
        empty=tr("No pain point is recorded yet."),
    )


def process_table(book: Book, weighed: Sequence[WeighedPain]) -> b.Table:
    """Return the pain points by business process."""
    groups = by_process(weighed)
    labels = [book.text(cast("Text", group.key)) for group in groups]
    return _group_table(book, "pain-by-process", book.tr("Process"), groups, labels)


def module_table(book: Book, weighed: Sequence[WeighedPain]) -> b.Table:
    """Return the pain points by module; one of several modules counts in each."""
    groups = by_module(weighed)
    labels = [book.link("modules", str(group.key)) for group in groups]
    return _group_table(
        book, "pain-by-module", book.tr("Module (one of several counts in each)"), groups, labels
    )


def _group_table(
    book: Book, name: str, title: str, groups: Sequence[PainGroup], labels: Sequence[b.Content]
) -> b.Table:
    tr = book.tr
    most = max((group.money for group in groups), default=Decimal(0))
    return Rows(zip(labels, groups, strict=True)).table(
        name,
        spread("group", title, lambda label, _group: label),
        spread("count", tr("Pain points"), lambda _label, group: count_cell(book, group.count), "number"),
        spread("money", tr("Impact a month"), lambda _label, group: _bar(book, group, most), "bar"),
    )


def _bar(book: Book, group: PainGroup, most: Decimal) -> b.Content:
    if not group.in_money or not most:
        return b.Missing(book.tr("only scored"))
    bar = b.Progress(float(group.money / most), book.locale.money(group.money))
    if group.in_money == group.count:
        return bar
    note = book.tr("{part} of {whole} known in money", part=group.in_money, whole=group.count)
    return (bar, " ", note)


def age_table(book: Book, weighed: Sequence[WeighedPain]) -> b.Table:
    """Return how many pain points are how old, and what they cost a month."""
    tr, locale = book.tr, book.locale
    return Rows(age_bands(weighed)).table(
        "pain-by-age",
        Col("age", tr("Time since reported"), lambda band: _span(book, band)),
        Col(
            "count",
            tr("Pain points"),
            lambda band: b.Progress(
                band.count / len(weighed) if weighed else 0.0, locale.number(band.count, 0)
            ),
            "bar",
        ),
        Col("money", tr("Impact a month"), lambda band: some_money(book, band.money), "number"),
    )


def _span(book: Book, band: AgeBand) -> str:
    tr = book.tr
    if band.to_day is None:
        return tr("more than {days} days", days=band.from_day)
    if band.from_day == 0:
        return tr("less than {days} days", days=band.to_day)
    return tr("{first} to {last} days", first=band.from_day, last=band.to_day)
