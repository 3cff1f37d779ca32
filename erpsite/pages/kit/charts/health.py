"""Draw how the system runs: availability over the months, what outages cost by cause, health by module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.analysis.health.availability import Availability, Uptime
from erpsite.analysis.health.incidents import CauseShare
from erpsite.analysis.health.metrics import HealthSeries
from erpsite.analysis.health.watched import watching
from erpsite.analysis.state.not_available import value_or_none
from erpsite.analysis.state.rag import worse
from erpsite.charts import Bar, Line, Words, grid_chart, pareto_chart, trend_chart
from erpsite.model.health import HealthDimension
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import chart
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.naming import cause_name, dimension_name
from erpsite.pages.kit.worst import worst_first

__all__ = ["draw_availability_chart", "draw_cause_chart", "draw_health_grid_chart"]


@chart(
    "availability",
    title="Availability over the months",
    about="The system's availability in each month against its target.",
    drawn_from=lambda book: book.figures.availability,
    place=20,
)
def draw_availability_chart(book: Book, found: Availability) -> b.Block:
    """Return the system's availability, month by month, against its target."""
    monthly = [found.of_system([month]) for month in found.months]
    values = [one.percent if isinstance(one, Uptime) else None for one in monthly]
    target = book.handbook.plan.availability_target
    chart = trend_chart(
        found.months,
        [Line(book.tr("Availability"), values)],
        "%",
        words=Words(book.tr("Target"), book.tr("Baseline"), book.locale),
        target=target,
        better="higher",
        decimals=2,
    )
    known = [value for value in values if value is not None]
    met = sum(value >= target for value in known)
    goal = book.locale.quantity(target, "%", 1)
    finding = book.tr("Availability met {target} in {met} of {n} months", target=goal, met=met, n=len(known))
    rows = [(book.locale.month(m), book.number(v, "%", 2)) for m, v in zip(found.months, values, strict=True)]
    table = plain_table("availability", (book.tr("Month"), book.tr("Availability")), rows)
    source = _uptime_source(book, found)
    return frame(book, "availability", chart, finding, table, unit="%", source=source)


def _uptime_source(book: Book, found: Availability) -> str:
    """Return where the minutes come from: the log of outages, a monitor's checks, or both by months."""
    known = {key for key, cell in found.cells.items() if isinstance(cell, Uptime)}
    names = [book.tr("incident log")] if known - found.watched or not known else []
    checks = [f"data/rollup/{name}/" for name in watching(book.handbook)] if found.watched else []
    return book.locale.join([*names, *checks])


@chart(
    "causes",
    title="Causes, largest first",
    about="What incidents cost by cause, with the running share: where to start.",
    drawn_from=lambda book: book.figures.outage_causes,
    place=30,
)
def draw_cause_chart(book: Book, causes: Sequence[CauseShare]) -> b.Block:
    """Return a Pareto of the minutes lost by cause."""
    unit = book.tr("min")
    bars = [
        Bar(cause_name(book, one.cause), one.minutes, book.locale.number(one.minutes, 0)) for one in causes
    ]
    chart = pareto_chart(bars, unit, book.tr("Running share"))
    finding = book.tr("No minutes were lost")
    share = value_or_none(causes[0].share) if causes else None
    if causes and share is not None:
        finding = book.tr(
            "{cause} cost {share} of all minutes lost",
            cause=cause_name(book, causes[0].cause),
            share=book.locale.percent(share),
        )
    rows = [
        (cause_name(book, one.cause), book.number(one.minutes, unit, 0), str(one.count)) for one in causes
    ]
    table = plain_table("causes", (book.tr("Cause"), book.tr("Minutes lost"), book.tr("Incidents")), rows)
    return frame(
        book,
        "causes",
        chart,
        finding[:1].upper() + finding[1:],
        table,
        unit=unit,
        source=book.tr("incident log"),
    )


def _cells_of(
    cells: Mapping[tuple[str, HealthDimension], list[HealthSeries]], module: str
) -> tuple[float, ...]:
    """Return how bad a module is: its fields beyond the limit, then those below the target."""
    found = [worse(*(one.rag for one in group)) for (name, _), group in cells.items() if name == module]
    return float(found.count(Rag.RED)), float(found.count(Rag.AMBER))


@chart(
    "health",
    title="Grid of statuses",
    about="Each module and side of health in its worst status.",
    drawn_from=lambda book: book.figures.health,
    place=40,
)
def draw_health_grid_chart(book: Book, series: Sequence[HealthSeries]) -> b.Block:
    """Return a cell for each module and side of health, in its worst status."""
    modules = [name for name in book.handbook.modules if any(one.module == name for one in series)]
    sides = [
        side for side in HealthDimension if any(one.metric.dimension is side and one.module for one in series)
    ]
    cells: dict[tuple[str, HealthDimension], list[HealthSeries]] = {}
    for one in series:
        if one.module:
            cells.setdefault((one.module, one.metric.dimension), []).append(one)
    order = {name: _cells_of(cells, name) for name in modules}
    modules = list(worst_first(modules, lambda name: order[name]))
    tones, texts = [], []
    for module in modules:
        groups = [cells.get((module, side), []) for side in sides]
        tones.append([worse(*(one.rag for one in group)).value for group in groups])
        texts.append(
            [f"{sum(one.rag == 'green' for one in group)}/{len(group)}" if group else "" for group in groups]
        )
    names, titles = [book.name("modules", m) for m in modules], [dimension_name(book, side) for side in sides]
    red = sum(tone == "red" for line in tones for tone in line)
    finding = book.tr.plural(
        "{n} side of the health of a module is beyond its limit",
        "{n} sides of the health of modules are beyond their limits",
        red,
    )
    rows = [(name, *line) for name, line in zip(names, texts, strict=True)]
    table = plain_table("health-grid", (book.tr("Module"), *titles), rows)
    unit = book.tr("metrics on target / all")
    chart = grid_chart(names, titles, tones, texts)
    return frame(book, "health-grid", chart, finding, table, unit=unit, source=_value_source(book))


def _value_source(book: Book) -> str:
    """Return the file that the values are typed in, and the folders of those that were counted from logs."""
    paths = {row.where.path for row in book.handbook.health_values}
    counted = {path.rpartition("/")[0] for path in paths if "/" in path}
    typed = ["data/health.csv"] if "health.csv" in paths or not counted else []
    return book.locale.join([*typed, *(f"data/{folder}/" for folder in sorted(counted))])
