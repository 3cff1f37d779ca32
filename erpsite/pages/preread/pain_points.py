"""Draw the pain points: the five worst as chains of argument, then all of them."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.diagnosis.pain_points import WeighedPain, chained
from erpsite.analysis.figures import Figure
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_pain_chart
from erpsite.pages.kit.notes import Finding, method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.preread.pain_chain import top_blocks
from erpsite.pages.preread.pain_tables import (
    age_table,
    module_table,
    pain_points_table,
    process_table,
)
from erpsite.pages.preread.reading_path import timed

__all__ = ["TOP", "draw_pain_points", "pain_finding", "unsolved"]

PATH = "preread/pain-points"
TOP = 5
"""Pain points that are argued in full."""


@page(
    "preread/pain-points",
    section="preread",
    needs=("pain_points",),
    place=40,
    title="Pain points",
    description="Where business processes hurt, what it costs, and what would solve it.",
    file="pain_points.yml",
    readers={"executive": 2, "business": 2, "it": 3},
    opened_by={"business": 1},
    frame=timed,
)
def draw_pain_points(book: Book) -> tuple[b.Block, ...]:
    """Return the pain points page: finding, TOP 5, by process, module and age, and all of them."""
    tr, weighed, finding = book.tr, book.figures.pain_points, pain_finding(book)
    if not weighed:
        return missing_page(book, finding.sentence, "pain_points.yml")
    return (
        b.Lead(finding.sentence),
        draw_pain_chart(book, weighed),
        b.Heading(tr("TOP 5 by impact"), "top"),
        *(block for one in weighed[:TOP] for block in top_blocks(book, one)),
        b.Heading(tr("Where it hurts"), "where"),
        b.Details(tr("By process"), (process_table(book, weighed),)),
        b.Details(tr("By module"), (module_table(book, weighed),)),
        b.Details(tr("How long it has hurt"), (age_table(book, weighed),)),
        *_all_of_them(book, weighed),
        *_notes(book),
    )


def _all_of_them(book: Book, weighed: tuple[WeighedPain, ...]) -> tuple[b.Block, ...]:
    """Return the table of all pain points, folded where the worst ones have been argued above it."""
    table = pain_points_table(book, tuple(one.pain for one in weighed))
    words = book.locale.tr.plural(
        "{n} pain point in the order of impact", "{n} pain points in the order of impact", len(weighed)
    )
    return (b.Heading(book.tr("All pain points"), "all"), b.Details(words, (table,)))


def unsolved(book: Book) -> tuple[WeighedPain, ...]:
    """Return the pain points that no initiative takes up, the worst first."""
    return tuple(one for one in book.figures.pain_points if not chained(book.handbook, one.pain).initiatives)


def pain_finding(book: Book) -> Finding:
    """Return where it hurts most, in one sentence."""
    tr, weighed = book.tr, book.figures.pain_points
    if not weighed:
        return Finding(PATH, "grey", tr("No pain point is recorded yet."))
    top, open_ones = weighed[:TOP], len(unsolved(book))
    tone: b.Tone = "red" if open_ones else "amber"
    values: dict[str, object] = {
        "n": book.count("pain-points.worst", len(top)),
        "first": book.text(top[0].pain.name),
        "open": book.count("pain-points.without-initiative", open_ones),
        "all": book.count("pain-points.all", len(weighed)),
    }
    money = sum((one.money for one in top), Decimal(0))
    if not money or isinstance(top[0].impact, NotAvailable) or top[0].impact.money is None:
        sentence = tr(
            "“{first}” hurts most of {all} pain points; {open} of them have no initiative yet.", **values
        )
        return Finding(PATH, tone, sentence)
    worst = Figure("pain-point.monthly-cost", top[0].money, top[0].pain.id)
    values |= {
        "money": book.amount(Figure("pain-points.worst.monthly-cost", money)),
        "worst": book.amount(worst),
    }
    if open_ones:
        sentence = tr(
            "The {n} worst pain points cost {money} a month, “{first}” alone {worst}; "
            "{open} of all {all} have no initiative yet.",
            **values,
        )
    else:
        sentence = tr(
            "The {n} worst pain points cost {money} a month, “{first}” alone {worst}; "
            "each of all {all} has an initiative.",
            **values,
        )
    return Finding(PATH, tone, sentence)


def _notes(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    hourly = book.handbook.plan.loaded_hourly_cost
    method = tr(
        "Impact is hours lost a month × {rate} an hour + direct loss; where no hours are known it is "
        "frequency × severity (of 25), and such pain points stand after those known in money.",
        rate=book.amount(Figure("money.hour", hourly)) if hourly is not None else tr("an unknown cost"),
    )
    return method_notes(
        book,
        method,
        ((tr("Impact of a pain point"), "pain-point-impact"), (tr("Benefit"), "benefit")),
        ("pain_points.yml", "handbook.yml"),
        topic="money",
    )
