"""Draw the maturity assessment: levels, gaps, weakest dimension, where to invest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from erpsite.analysis.diagnosis.maturity import DimensionMaturity, Levels, Maturity, dimension_maturity
from erpsite.analysis.figures import Figure
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.maturity import MaturityDimension
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_maturity_gap_chart, draw_maturity_radar_chart
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.notes import Finding, method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.reasons import figure, share_bar
from erpsite.pages.preread.reading_path import timed

__all__ = ["draw_maturity", "maturity_finding", "maturity_table"]

PATH = "preread/maturity"


@page(
    "preread/maturity",
    section="preread",
    needs=("maturity",),
    place=50,
    title="Maturity",
    description="How mature the ERP is, and where effort brings most.",
    file="maturity.yml",
    readers={"it": 4},
    frame=timed,
)
def draw_maturity(book: Book) -> tuple[b.Block, ...]:
    """Return the maturity page: finding, dimensions, criteria with evidence, what does not count."""
    tr, found, finding = book.tr, book.figures.maturity, maturity_finding(book)
    if not found.dimensions:
        return missing_page(book, finding.sentence, "maturity.yml")
    blocks: list[b.Block] = [
        b.Lead(finding.sentence),
        draw_maturity_radar_chart(book, found),
        b.Heading(tr("Dimensions"), "dimensions"),
        maturity_table(book, tuple(book.handbook.maturity.values())),
        *_unproved(book, found),
        b.Heading(tr("Criteria"), "criteria"),
        draw_maturity_gap_chart(book, found),
    ]
    for one in found.dimensions:
        name = book.text(one.dimension.name)
        blocks.append(b.Heading(name, f"criteria-{one.dimension.id}", 3))
        if one.dimension.description:
            blocks.append(b.Paragraph(book.text(one.dimension.description)))
        blocks.append(b.Details(tr("Scores and evidence"), (_criteria_table(book, one),)))
    return (*blocks, *_notes(book))


def maturity_finding(book: Book) -> Finding:
    """Return how mature the ERP is and where to invest, in one sentence."""
    tr, found = book.tr, book.figures.maturity
    if not found.dimensions:
        return Finding(PATH, "grey", tr("The maturity of the ERP has not been assessed yet."))
    weakest = found.weakest
    if isinstance(found.overall, NotAvailable) or weakest is None or isinstance(weakest.levels, NotAvailable):
        return Finding(PATH, "grey", tr("No maturity score has evidence yet, so none counts."))
    level = Figure("maturity.current", weakest.levels.current, weakest.dimension.id)
    values = {
        "current": book.figure(Figure("maturity.current", found.overall.current), decimals=1),
        "target": book.figure(Figure("maturity.target", found.overall.target), decimals=1),
        "weakest": book.text(weakest.dimension.name),
        "level": book.figure(level, decimals=1),
    }
    first = found.by_priority[0]
    share = found.share(first)
    if isinstance(share, NotAvailable):
        sentence = tr(
            "Maturity stands at {current} of 5 (target {target}); {weakest} is weakest at {level}.", **values
        )
        return Finding(PATH, "green", sentence)
    effort = book.share(Figure("maturity.share-of-effort", share, first.dimension.id))
    if first is weakest:
        sentence = tr(
            "Maturity stands at {current} of 5 (target {target}); {weakest} is weakest at {level} and "
            "deserves {share} of the effort.",
            **values,
            share=effort,
        )
    else:
        sentence = tr(
            "Maturity stands at {current} of 5 (target {target}); {weakest} is weakest at {level}, but "
            "{first} deserves most of the effort ({share}).",
            **values,
            first=book.text(first.dimension.name),
            share=effort,
        )
    return Finding(PATH, "amber", sentence)


@placeable("maturity")
def maturity_table(book: Book, dimensions: Sequence[MaturityDimension]) -> b.Table:
    """Return some dimensions with their levels, gap, and share of the effort."""
    tr, found = book.tr, book.figures.maturity
    return Rows(
        [dimension_maturity(dimension) for dimension in dimensions],
        anchor=lambda one: one.dimension.id,
        source=lambda one: one.dimension.where,
    ).table(
        "maturity",
        Col("dimension", tr("Dimension"), lambda one: _name(book, one), total=tr("Overall, weighted")),
        _level("current", tr("Current level of 5"), found, lambda at, of: _current(book, at, of), "bar"),
        _level(
            "target",
            tr("Target"),
            found,
            lambda at, of: figure(book, at.target, named="maturity.target", of=of),
        ),
        _level(
            "change",
            tr("Since last year"),
            found,
            lambda at, of: figure(book, at.change, sign=True, named="maturity.change", of=of),
        ),
        _level("gap", tr("Gap"), found, lambda at, of: figure(book, at.gap, named="maturity.gap", of=of)),
        Col(
            "importance",
            tr("Importance of 5"),
            lambda one: figure(book, one.dimension.importance, decimals=0),
            "number",
            total=b.Missing(),
        ),
        Col(
            "priority",
            tr("Importance × gap"),
            lambda one: figure(book, one.priority, decimals=1),
            "number",
            total=b.Missing(),
        ),
        Col(
            "share",
            tr("Share of the effort"),
            lambda one: share_bar(book, found.share(one)),
            "bar",
            total=b.Missing(),
        ),
        summed=not isinstance(found.overall, NotAvailable),
    )


def _criteria_table(book: Book, one: DimensionMaturity) -> b.Table:
    tr = book.tr
    return Rows(
        one.dimension.criteria,
        source=lambda criterion: criterion.where,
        tone=lambda criterion: None if criterion.evidence else "grey",
    ).table(
        f"criteria-{one.dimension.id}-table",
        Col("criterion", tr("Criterion"), lambda criterion: book.text(criterion.name)),
        Col(
            "current",
            tr("Current level of 5"),
            lambda criterion: b.Progress(
                criterion.current / 5,
                book.locale.number(criterion.current, 1),
                "blue" if criterion.evidence else Rag.GREY.value,
                criterion.target / 5,
            ),
            "bar",
        ),
        Col("target", tr("Target"), lambda criterion: figure(book, criterion.target), "number"),
        Col("last-year", tr("Last year"), lambda criterion: figure(book, criterion.last_year), "number"),
        Col("weight", tr("Weight"), lambda criterion: figure(book, criterion.weight), "number"),
        Col(
            "evidence",
            tr("Evidence"),
            lambda criterion: (
                book.text(criterion.evidence)
                if criterion.evidence
                else b.Missing(tr("no evidence, does not count"))
            ),
            wide=True,
        ),
    )


def _unproved(book: Book, found: Maturity) -> tuple[b.Block, ...]:
    if not found.unproved:
        return ()
    names = tuple(
        book.tr(
            "{dimension}: {criterion}",
            dimension=book.text(one.dimension.name),
            criterion=book.text(criterion.name),
        )
        for one in found.dimensions
        for criterion in one.unproved
    )
    title = book.tr("Scores without evidence, which do not count")
    return (b.Callout("grey", title, (b.Items(names),)),)


def _notes(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    return method_notes(
        book,
        tr(
            "Levels: 1 initial, 2 repeatable, 3 defined, 4 managed, 5 optimised. A dimension is the weighted "
            "mean of its criteria with evidence; the effort is shared in proportion to importance × gap."
        ),
        ((tr("Maturity"), "maturity"),),
        ("maturity.yml",),
    )


def _name(book: Book, one: DimensionMaturity) -> b.Content:
    link, weakest = (
        b.Link(book.text(one.dimension.name), "", f"criteria-{one.dimension.id}"),
        book.figures.maturity.weakest,
    )
    if weakest is None or weakest.dimension.id != one.dimension.id:
        return link
    return (link, " ", b.Chip("red", book.tr("weakest")))


def _level(
    key: str,
    title: str,
    found: Maturity,
    cell: Callable[[Levels, str], b.Inline],
    kind: Literal["number", "bar"] = "number",
) -> Col[DimensionMaturity]:
    """Return a column of a level of each dimension, with that of the whole below."""
    whole = found.overall

    def of_one(one: DimensionMaturity) -> b.Inline:
        return b.Missing() if isinstance(one.levels, NotAvailable) else cell(one.levels, one.dimension.id)

    return Col(key, title, of_one, kind, total="" if isinstance(whole, NotAvailable) else cell(whole, ""))


def _current(book: Book, levels: Levels, of: str) -> b.Progress:
    tone: b.Tone = "green" if levels.gap <= 0 else "blue"
    current = book.figure(Figure("maturity.current", levels.current, of), decimals=1)
    return b.Progress(levels.current / 5, current.text, tone, levels.target / 5, current)
