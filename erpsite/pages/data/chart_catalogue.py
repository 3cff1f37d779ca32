"""Draw the chart catalogue: every kind of chart on the plan's own data, with the code that places it."""

from __future__ import annotations

from erpsite.charts import TRACE_TYPES
from erpsite.escaping import escape
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import PlacedChart, all_charts, draw_chart
from erpsite.pages.kit.kpi_tables import kpis_table
from erpsite.pages.kit.page import page
from erpsite.registry import Declared

__all__ = ["draw_chart_catalogue"]

_OWN = '{{ chart("visits", title="Visits doubled in a year", unit="visits", source="web log") }}'


@page(
    "data/charts",
    section="data",
    needs=("initiatives", "kpis", "health_metrics", "pain_points", "maturity", "survey", "incidents"),
    place=50,
    title="Chart catalogue",
    description="Every kind of chart, drawn from the plan’s own data, with the code that places it.",
    file="handbook.yml",
)
def draw_chart_catalogue(book: Book) -> tuple[b.Block, ...]:
    """Return each chart under its name; one without data says so."""
    tr, charts = book.tr, all_charts()
    sections = [part for one in charts.values() for part in _section(book, one)]
    drawn = sum(isinstance(block, b.Chart) for block in sections)
    lead = book.locale.tr.plural(
        "A page you write can place {all} charts by name; {n} of them has data to draw now.",
        "A page you write can place {all} charts by name; {n} of them have data to draw now.",
        book.count("handbook.charts-drawn", drawn),
        all=book.count("handbook.charts", len(charts)),
    )
    return (
        b.Lead(lead),
        b.Paragraph(tr("Put the line under a chart into any page of the folder content/, on a line alone.")),
        *sections,
        b.Heading(tr("Small lines in tables"), "sparklines"),
        b.Paragraph(tr("Tables of measures show the course of each as a small line beside its value.")),
        _code('{{ table("kpis") }}'),
        kpis_table(book, list(book.handbook.kpis.values())[:3]),
        *_own(book),
    )


def _section(book: Book, declared: Declared[PlacedChart]) -> tuple[b.Block, ...]:
    chart, tr = declared.thing, book.tr
    record = chart.of.example(book) if chart.of else ""
    if chart.of and not record:
        drawn: b.Block = b.Paragraph(b.Missing(tr(chart.of.none)))
    else:
        drawn = draw_chart(book, chart.name, record)
    code = f'"{chart.name}", "{record}"' if chart.of else f'"{chart.name}"'
    about = tr(chart.about)
    if not declared.entry.shipped:
        about = book.locale.sentence(about, tr("From the package {owner}.", owner=declared.entry.owner))
    heading = b.Heading(tr(chart.title), f"chart-{chart.name}")
    return (heading, b.Paragraph(about), drawn, _code(f"{{{{ chart({code}) }}}}"))


def _code(text: str) -> b.Html:
    return b.Html(f'<pre tabindex="0"><code>{escape(text)}</code></pre>', f"```\n{text}\n```")


def _own(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    return (
        b.Heading(tr("A chart of your own"), "own"),
        b.Paragraph(
            tr(
                "A chart made with Plotly Express in a notebook is saved by erpsite.charts.save, for example "
                "as content/charts/visits.json, and placed by its name; title, unit and source must be given."
            )
        ),
        _code(_OWN),
        b.Paragraph(
            tr(
                "It takes on the look of the handbook. Its traces may be {types}; it may hold up to 2,000 "
                "points, and nothing in it may fetch or link to an address.",
                types=book.locale.join(list(TRACE_TYPES)),
            ),
            small=True,
        ),
    )
