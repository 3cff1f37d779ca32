"""Draw the chart catalogue: every kind of chart on the plan's own data, with the code that places it."""

from __future__ import annotations

from html import escape

from erpsite.charts import TRACE_TYPES
from erpsite.pages.content.charts import CHARTS, draw_chart
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.kpi_tables import kpis_table
from erpsite.pages.kit.page import page

__all__ = ["draw_chart_catalogue"]

_OWN = '{{ figure("visits", title="Visits doubled in a year", unit="visits", source="web log") }}'


@page(
    "data/charts",
    section="data",
    place=50,
    title="Chart catalogue",
    description="Every kind of chart, drawn from the plan’s own data, with the code that places it.",
    file="handbook.yml",
)
def draw_chart_catalogue(book: Book) -> tuple[b.Block, ...]:
    """Return each chart under its name; one without data says so."""
    tr = book.tr
    sections = [part for name in ("kpi", *CHARTS) for part in _section(book, name)]
    drawn = sum(isinstance(block, b.Figure) for block in sections)
    lead = book.locale.tr.plural(
        "A page you write can place {all} charts by name; {n} of them has data to draw now.",
        "A page you write can place {all} charts by name; {n} of them have data to draw now.",
        drawn,
        all=len(CHARTS) + 1,
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


def _section(book: Book, name: str) -> tuple[b.Block, ...]:
    titles = _titles(book)
    title, what = titles[name]
    record = next(iter(_fullest_kpi(book)), "") if name == "kpi" else ""
    if name == "kpi" and not record:
        chart: b.Block = b.Paragraph(b.Missing(book.tr("The plan has no KPI yet: fill kpis.yml.")))
    else:
        chart = draw_chart(book, name, record)
    code = f'{{{{ chart("kpi", "{record}") }}}}' if name == "kpi" else f'{{{{ chart("{name}") }}}}'
    return (b.Heading(title, f"chart-{name}"), b.Paragraph(what), chart, _code(code))


def _fullest_kpi(book: Book) -> list[str]:
    """Return the ids of the KPIs, the one with the most values first."""
    plan = book.handbook
    return sorted(plan.kpis, key=lambda name: -len(plan.actuals.get(name, {})))


def _code(text: str) -> b.Html:
    return b.Html(f'<pre tabindex="0"><code>{escape(text)}</code></pre>', f"```\n{text}\n```")


def _own(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    return (
        b.Heading(tr("A chart of your own"), "own"),
        b.Paragraph(
            tr(
                "A figure made with Plotly Express is saved with fig.write_json as "
                "content/figures/visits.json and placed by its name; title, unit and source must be given."
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


def _titles(book: Book) -> dict[str, tuple[str, str]]:
    """Return the name of each chart and what it is good for."""
    tr = book.tr
    return {
        "kpi": (
            tr("A measure over the months"),
            tr("Actual values with baseline, target or range, the expected course and the forecast."),
        ),
        "availability": (
            tr("Availability over the months"),
            tr("The system's availability in each month against its target."),
        ),
        "causes": (
            tr("Causes, largest first"),
            tr("What incidents cost by cause, with the running share: where to start."),
        ),
        "health": (
            tr("Grid of statuses"),
            tr("Each module and side of health in its worst status."),
        ),
        "satisfaction": (
            tr("Satisfaction by department"),
            tr("Ranked bars with a target line; the number of answers stands beside each."),
        ),
        "last-year": (
            tr("Late and early deliveries"),
            tr("Ranked bars on both sides of zero: working days against the promise."),
        ),
        "pain-points": (
            tr("Cost of pain points"),
            tr("Ranked bars; the five that cost most stand out."),
        ),
        "maturity": (
            tr("Radar of maturity"),
            tr("Last year, today and target of each dimension."),
        ),
        "maturity-gap": (
            tr("Gaps of maturity"),
            tr("Each criterion on its way from last year over today to its target."),
        ),
        "opportunities": (
            tr("Map of opportunities"),
            tr("Value against feasibility; the shape tells how ready a technology is."),
        ),
        "benefits": (
            tr("Benefits, promised and measured"),
            tr("Stacked bars; what is measured, what is still promised, and what was not reached."),
        ),
        "budget": (
            tr("Budget by quarter"),
            tr("Stacked bars; the parts differ in colour and hatching."),
        ),
        "priorities": (
            tr("Priorities and the cut line"),
            tr("Running cost down the ranking; grey bars are beyond the money there is."),
        ),
    }
