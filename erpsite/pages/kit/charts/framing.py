"""Put a frame around a chart: its finding, unit, source and date, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.charts import Chart, NoChart
from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, cols

__all__ = ["frame", "plain_table", "source_name"]


def frame(
    book: Book,
    name: str,
    chart: Chart | NoChart,
    finding: str,
    table: b.Table,
    *,
    unit: str = "",
    source: str = "",
    topic: b.Topic | None = None,
) -> b.Block:
    """Return the chart as a figure, or a sentence that says why there is none, with the table."""
    if isinstance(chart, NoChart):
        reasons = {
            "no-data": book.tr("No chart: there is no value to draw yet."),
            "too-few": book.tr("No chart: there are too few values to draw."),
            "too-many": book.tr("No chart: there are too many names for one picture; see the table."),
            "negative": book.tr("No chart: values below zero have no share of a whole."),
        }
        why = b.Paragraph(b.Missing(reasons[chart.reason]), small=True)
        told = table.rows and chart.reason != "no-data"
        return b.Details(finding, (why, table), open=True) if told else why
    return b.Chart(
        name,
        chart.spec,
        finding,
        book.tr("Unit: {unit}", unit=unit) if unit else "",
        book.tr("Source: {source}", source=source) if source else "",
        book.tr("As of {month}", month=book.locale.month(book.state.as_of)),
        table,
        height=chart.height,
        topic=topic,
    )


def plain_table(name: str, titles: Sequence[str], rows: Sequence[Sequence[b.Cell]]) -> b.Table:
    """Return a table of a chart's own figures; the first column is text, the others numbers."""
    return Rows(rows).table(
        f"chart-{name}",
        *cols(
            enumerate(titles),
            lambda head: Col[Sequence[b.Cell]](
                f"c{head[0]}", head[1], lambda row: row[head[0]], "number" if head[0] else "text"
            ),
        ),
    )


def source_name(book: Book, source: str) -> str:
    """Return the name of a source of `sources.yml`, or nothing where it is not described."""
    plan: Handbook = book.handbook
    return book.text(plan.sources[source].name) if source in plan.sources else ""
