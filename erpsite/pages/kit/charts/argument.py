"""Draw the argument: what pain costs, how mature the ERP is, what technology offers, what last year gave."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.diagnosis.last_year import LastYear
from erpsite.analysis.diagnosis.maturity import Levels, Maturity
from erpsite.analysis.diagnosis.opportunities import RankedOpportunity
from erpsite.analysis.diagnosis.pain_points import WeighedPain
from erpsite.analysis.health.survey import Satisfaction, SurveyGroup
from erpsite.analysis.state.not_available import NotAvailable, value_or_none
from erpsite.charts import Bar, Gap, NoChart, Point, Ring, gap_chart, map_chart, radar_chart, ranked_bars
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import chart
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.naming import ring_name

__all__ = [
    "draw_last_year_chart", "draw_maturity_gap_chart", "draw_maturity_radar_chart", "draw_opportunity_chart",
    "draw_pain_chart", "draw_survey_chart",
]  # fmt: skip

_SYMBOLS = {"adopt": "circle", "trial": "square", "assess": "diamond", "hold": "triangle-up"}
_RING_COLOURS = {"adopt": "@green", "trial": "@blue", "assess": "@amber", "hold": "@grey"}


@chart(
    "pain-points",
    title="Cost of pain points",
    about="Ranked bars; the five that cost most stand out.",
    drawn_from=lambda book: book.figures.pain_points,
    place=70,
)
def draw_pain_chart(book: Book, weighed: Sequence[WeighedPain], most: int = 10) -> b.Block:
    """Return the costliest pain points as bars, those weighed in money only."""
    costly = sorted((one for one in weighed if one.money), key=lambda one: one.rank)[:most]
    bars = [
        Bar(
            book.text(one.pain.name),
            float(one.money),
            book.locale.money(one.money),
            "@red" if one.rank <= 5 else "@blue",
        )
        for one in costly
    ]
    total = sum((one.money for one in weighed), start=costly[0].money * 0 if costly else 0)
    top = sum((one.money for one in costly[:5]), start=total * 0)
    share = book.locale.percent(top / total) if total else "0%"
    finding = book.tr("Five pain points cause {share} of what all of them cost", share=share)
    rows = [(book.text(one.pain.name), book.money(one.money)) for one in costly]
    table = plain_table("pain", (book.tr("Pain point"), book.tr("Cost per month")), rows)
    unit = book.tr("{currency} per month", currency=book.locale.currency)
    chart = ranked_bars(bars, unit)
    return frame(book, "pain-points", chart, finding, table, unit=unit, source="data/pain_points.yml")


@chart(
    "maturity",
    title="Maturity by dimension",
    about="Last year, today and target of each dimension.",
    drawn_from=lambda book: book.figures.maturity,
    place=80,
)
def draw_maturity_radar_chart(book: Book, found: Maturity) -> b.Block:
    """Return the dimensions as a radar: last year, today, target.

    Fewer than five make a shape that says less than rows do, and many have no room for their names: those
    are drawn as gaps in rows.
    """
    known = [(one.dimension, one.levels) for one in found.dimensions if isinstance(one.levels, Levels)]
    rings = [
        Ring(book.tr("Last year"), [value_or_none(levels.last_year) for _, levels in known], "@grey", "dot"),
        Ring(book.tr("Today"), [levels.current for _, levels in known], "@blue", filled=True),
        Ring(book.tr("Target"), [levels.target for _, levels in known], "@green", "dash"),
    ]
    spokes = [book.text(dimension.name) for dimension, _ in known]
    weakest = found.weakest
    finding = book.tr("No dimension could be scored")
    if weakest is not None and isinstance(weakest.levels, Levels):
        finding = book.tr(
            "{dimension} is the weakest dimension, at {level} of 5",
            dimension=book.text(weakest.dimension.name),
            level=book.locale.number(weakest.levels.current, 1),
        )
    rows = [
        (
            book.text(dimension.name),
            *(book.number(v) for v in (value_or_none(x.last_year), x.current, x.target)),
        )
        for dimension, x in known
    ]
    titles = (book.tr("Dimension"), book.tr("Last year"), book.tr("Today"), book.tr("Target"))
    unit = book.tr("level, 1 to 5")
    chart = radar_chart(spokes, rings, 5)
    if isinstance(chart, NoChart):
        gaps = [
            Gap(book.text(dimension.name), x.current, x.target, value_or_none(x.last_year))
            for dimension, x in known
        ]
        chart = gap_chart(gaps, unit, titles[1:], (0.8, 5.2))
    table = plain_table("maturity", titles, rows)
    return frame(book, "maturity", chart, finding, table, unit=unit, source="data/maturity.yml")


@chart(
    "maturity-gap",
    title="Gaps of maturity",
    about="Each criterion on its way from last year over today to its target.",
    drawn_from=lambda book: book.figures.maturity,
    place=90,
)
def draw_maturity_gap_chart(book: Book, found: Maturity) -> b.Block:
    """Return every criterion with its way from last year over today to the target."""
    counted = [
        criterion
        for one in found.dimensions
        for criterion in one.dimension.criteria
        if criterion not in one.unproved
    ]
    gaps = [Gap(book.text(c.name), c.current, c.target, c.last_year) for c in counted]
    widest = max(counted, key=lambda c: c.target - c.current, default=None)
    finding = book.tr("No criterion could be scored")
    if widest is not None:
        finding = book.tr(
            "{criterion} has the widest gap: {levels} levels",
            criterion=book.text(widest.name),
            levels=book.locale.number(widest.target - widest.current, 1),
        )
    rows = [
        (book.text(c.name), book.number(c.last_year), book.number(c.current), book.number(c.target))
        for c in counted
    ]
    titles = (book.tr("Criterion"), book.tr("Last year"), book.tr("Today"), book.tr("Target"))
    unit = book.tr("level, 1 to 5")
    names = (book.tr("Last year"), book.tr("Today"), book.tr("Target"))
    chart = gap_chart(gaps, unit, names, (0.8, 5.2))
    table = plain_table("maturity-gap", titles, rows)
    return frame(book, "maturity-gap", chart, finding, table, unit=unit, source="data/maturity.yml")


@chart(
    "opportunities",
    title="Map of opportunities",
    about="Value against feasibility; the shape tells how ready a technology is.",
    drawn_from=lambda book: book.figures.opportunities,
    place=100,
)
def draw_opportunity_chart(book: Book, ranked: Sequence[RankedOpportunity]) -> b.Block:
    """Return the opportunities on a map of feasibility and value."""
    points = [
        Point(
            book.text(one.opportunity.name),
            one.opportunity.feasibility,
            one.opportunity.value,
            _RING_COLOURS[one.opportunity.readiness.value],
            _SYMBOLS[one.opportunity.readiness.value],
            ring_name(book, one.opportunity.readiness),
        )
        for one in ranked
    ]
    both = sum(one.opportunity.value >= 4 and one.opportunity.feasibility >= 4 for one in ranked)
    finding = book.tr.plural(
        "{n} opportunity is both valuable and feasible",
        "{n} opportunities are both valuable and feasible",
        both,
    )
    rows = [
        (book.text(one.opportunity.name), str(one.opportunity.feasibility), str(one.opportunity.value))
        for one in ranked
    ]
    titles = (book.tr("Opportunity"), book.tr("Feasibility"), book.tr("Business value"))
    chart = map_chart(points, book.tr("Feasibility"), book.tr("Business value"), (1, 5))
    unit = book.tr("score, 1 to 5")
    table = plain_table("opportunities", titles, rows)
    return frame(book, "opportunities", chart, finding, table, unit=unit, source="data/opportunities.yml")


@chart(
    "satisfaction",
    title="Satisfaction by department",
    about="Ranked bars with a target line; the number of answers stands beside each.",
    place=50,
)
def draw_satisfaction_chart(book: Book) -> b.Block:
    """Return what the departments answered in the last survey, against the target."""
    found = book.figures.survey
    groups = () if isinstance(found, NotAvailable) else found.departments
    target = None if isinstance(found, NotAvailable) else found.target
    return draw_survey_chart(book, "satisfaction", "departments", groups, target)


def draw_survey_chart(
    book: Book, name: str, kind: str, groups: Sequence[SurveyGroup], target: float | None
) -> b.Block:
    """Return the satisfaction of some groups as bars; `kind` is `departments` or `modules`."""
    shown = [(one, one.figures) for one in groups if isinstance(one.figures, Satisfaction)]
    shown.sort(key=lambda pair: pair[1].mean)
    goal = target if target is not None else 0.0
    bars = [
        Bar(
            book.name(kind, one.id),
            found.mean,
            book.tr("{mean} (n = {n})", mean=book.locale.number(found.mean, 2), n=found.n),
            "@blue" if found.mean >= goal else "@amber",
        )
        for one, found in shown
    ]
    met = sum(found.mean >= goal for _, found in shown)
    finding = book.tr("{met} of {n} groups reach the satisfaction target", met=met, n=len(shown))
    if target is None and shown:
        finding = book.tr("{group} is the least satisfied", group=book.name(kind, shown[0][0].id))
    rows = [(book.name(kind, one.id), book.number(found.mean, "", 2), str(found.n)) for one, found in shown]
    table = plain_table(name, (book.tr("Group"), book.tr("Mean"), book.tr("Answers")), rows)
    unit = book.tr("mean of 1 to 5")
    label = book.tr("Target") if target is not None else ""
    chart = ranked_bars(bars, unit, limit=target, limit_name=label, scale=(1, 5))
    return frame(book, name, chart, finding, table, unit=unit, source=book.tr("user survey"))


@chart(
    "last-year",
    title="Late and early deliveries",
    about="Ranked bars on both sides of zero: working days against the promise.",
    drawn_from=lambda book: book.figures.last_year,
    place=60,
)
def draw_last_year_chart(book: Book, found: LastYear) -> b.Block:
    """Return how many working days each of last year's deliveries was late or early."""
    dated = [(one, slip) for one in found.deliveries if (slip := value_or_none(one.slip)) is not None]
    dated.sort(key=lambda pair: -pair[1])
    unit = book.tr("Working days late")
    bars = [
        Bar(
            book.text(one.item.name),
            float(slip),
            book.locale.number(slip, 0, sign=True),
            "@red" if slip > 20 else ("@amber" if slip > 0 else "@green"),
        )
        for one, slip in dated
    ]
    late = sum(slip > 0 for _, slip in dated)
    finding = book.tr("{late} of {n} dated deliveries came late", late=late, n=len(dated))
    rows = [(book.text(one.item.name), book.number(slip, unit, 0)) for one, slip in dated]
    table = plain_table("last-year", (book.tr("Delivery"), book.tr("Slip")), rows)
    chart = ranked_bars(bars, unit)
    return frame(book, "last-year", chart, finding, table, unit=unit, source="data/completed.yml")
