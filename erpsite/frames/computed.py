"""Declare the columns that hold what erpsite computes: the same figures that the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from erpsite.analysis.figures import Figure, Figures
from erpsite.analysis.health.metrics import HealthSeries, Trend
from erpsite.analysis.kpi.attainment import GreyReason, KpiBand, KpiStatus
from erpsite.analysis.kpi.periods import Forecast
from erpsite.analysis.state.initiative_state import Stage
from erpsite.analysis.state.not_available import value_or_none
from erpsite.analysis.state.task_state import TaskState
from erpsite.frames.column import MONEY, OWN_UNIT, Column
from erpsite.frozen import dataclass
from erpsite.model.plan import Rag
from erpsite.model.risk import RiskStatus

__all__ = [
    "ACTION", "COMMITMENT", "FIGURE", "HEALTH", "INITIATIVE", "KPI", "MONTHLY_HEALTH", "MONTHLY_KPI", "RISK",
    "TASK", "Placed", "Task", "health_months", "kpi_months", "named_figures", "tasks",
]  # fmt: skip

_MONTH, _WORKING_DAYS = "month, YYYY-MM", "working days"
_RAG = tuple(str(rag.value) for rag in Rag)

KPI = (
    Column("month", "text", "Last month with a value.", lambda s: s.month, _MONTH),
    Column("actual", "number", "Value of that month.", lambda s: s.actual, OWN_UNIT),
    Column("judged", "number", "What is compared with the target: the actual, or the plan year to date.",
           lambda s: s.judged, OWN_UNIT),
    Column("band", "choice", "Where the KPI stands by its pace.", lambda s: s.band,
           options=tuple(KpiBand)),
    Column("why_grey", "choice", "Why there is no band.", lambda s: s.reason, options=tuple(GreyReason)),
    Column("met", "yes-no", "Whether the target is met; missing where only the year's end can say.",
           lambda s: s.met),
    Column("attainment", "number", "Done of the way from baseline to target, or of the total.",
           lambda s: s.attainment, "share of 1"),
    Column("expected", "number", "What should be done by now.", lambda s: s.expected, "share of 1"),
    Column("pace", "number", "attainment / expected; 1 is on plan.", lambda s: s.pace, "ratio"),
    Column("distance", "number", "From `judged` to the target or the nearer bound, 0 or more.",
           lambda s: s.distance, OWN_UNIT),
    Column("change", "number", "Value of the last month − the value one period before.",
           lambda s: s.change, OWN_UNIT),
    Column("year_to_date", "number", "The plan year's months so far, rolled up as the KPI says.",
           lambda s: s.year_to_date.value, OWN_UNIT),
    Column("forecast", "number", "What to expect at the end of the plan year.",
           lambda s: s.forecast.value if isinstance(s.forecast, Forecast) else None, OWN_UNIT),
)  # fmt: skip

MONTHLY_KPI = (
    Column("kpi", "text", "Id of the KPI.", lambda p: p.of.kpi.id, refers_to="kpis"),
    Column("month", "text", "Every month from the first of the series on.", lambda p: p.at, _MONTH),
    Column("value", "number", "The month's value, over all plants; missing where there is none.",
           lambda p: p.value, OWN_UNIT),
)  # fmt: skip

HEALTH = (
    Column("metric", "text", "Id of the metric.", lambda s: s.metric.id, refers_to="health_metrics"),
    Column("module", "text", "Id of the module; missing for the whole system.", lambda s: s.module,
           refers_to="modules"),
    Column("unit", "text", "Unit of the metric.", lambda s: s.metric.unit),
    Column("month", "text", "Last month with a value.", lambda s: s.latest_month, _MONTH),
    Column("latest", "number", "Value of that month.", lambda s: value_or_none(s.latest), OWN_UNIT),
    Column("status", "choice", "Green from the target on, red beyond the limit.", lambda s: s.rag,
           options=_RAG),
    Column("stale", "yes-no", "Whether the value is older than its source may be.", lambda s: s.stale),
    Column("trend", "number", "Median of the last three months − median of the three before.",
           lambda s: s.trend.change if isinstance(s.trend, Trend) else None, OWN_UNIT),
    Column("year_on_year", "number", "Latest value − the same month's a year before.",
           lambda s: value_or_none(s.year_on_year), OWN_UNIT),
)  # fmt: skip

MONTHLY_HEALTH = (
    Column("metric", "text", "Id of the metric.", lambda p: p.of.metric.id, refers_to="health_metrics"),
    Column("module", "text", "Id of the module; missing for the whole system.", lambda p: p.of.module,
           refers_to="modules"),
    Column("month", "text", "Every month from the first of the series on.", lambda p: p.at, _MONTH),
    Column("value", "number", "The month's value; missing where there is none.", lambda p: p.value, OWN_UNIT),
)  # fmt: skip

INITIATIVE = (
    Column("stage", "choice", "Where it stands after the reviews.", lambda n: n[0].stage,
           options=get_args(Stage)),
    Column("owner", "text", "Who answers for it now.", lambda n: n[0].owner, refers_to="people"),
    Column("complete", "number", "Work done.", lambda n: n[0].complete, "percent"),
    Column("declared", "choice", "What the owner declares.", lambda n: n[0].declared, options=_RAG),
    Column("computed", "choice", "What cost and slip say.", lambda n: n[0].computed, options=_RAG),
    Column("cost", "number", "Budget over all lines; missing where none is stated.",
           lambda n: n[0].initiative.stated_cost, MONEY),
    Column("spent", "number", "Spent since the start.", lambda n: n[0].spent, MONEY),
    Column("committed", "number", "Ordered but not yet paid.", lambda n: n[0].committed, MONEY),
    Column("forecast_cost", "number", "Expected cost at completion.", lambda n: n[0].forecast_cost, MONEY),
    Column("start", "date", "Earliest start, actual or expected.", lambda n: n[0].start),
    Column("finish", "date", "Latest finish, actual or expected.", lambda n: n[0].finish),
    Column("baseline_finish", "date", "Latest approved finish.", lambda n: n[0].baseline_finish),
    Column("slip", "whole", "Finish − approved finish; positive is late.", lambda n: n[0].slip(n[1]),
           _WORKING_DAYS),
    Column("reported", "text", "Month of the last review that reported on it.", lambda n: n[0].reported,
           _MONTH),
)  # fmt: skip

TASK = (
    Column("initiative", "text", "Id of the initiative.", lambda t: t.initiative, refers_to="initiatives"),
    Column("start", "date", "Actual start, else the expected one.", lambda t: t.now.start),
    Column("finish", "date", "Actual finish, else the expected one; a milestone's day.",
           lambda t: t.now.finish),
    Column("baseline_start", "date", "Approved start.", lambda t: t.now.baseline_start),
    Column("baseline_finish", "date", "Approved finish.", lambda t: t.now.baseline_finish),
    Column("done", "yes-no", "Whether it is done.", lambda t: t.now.done),
    Column("complete", "number", "Work done.", lambda t: t.now.complete, "percent"),
    Column("slip", "whole", "Finish − approved finish; positive is late.", lambda t: t.now.slip,
           _WORKING_DAYS),
    Column("missed", "yes-no", "Whether its approved date has passed and it is not done.",
           lambda t: t.missed),
)  # fmt: skip

RISK = (
    Column("initiative", "text", "Id of the initiative.", lambda r: r.initiative, refers_to="initiatives"),
    Column("probability", "whole", "How likely it is now.", lambda r: r.probability, "score, 1 to 5"),
    Column("impact", "whole", "How hard it would strike now.", lambda r: r.impact, "score, 1 to 5"),
    Column("score", "whole", "Probability × impact.", lambda r: r.score, "1 to 25"),
    Column("status", "choice", "What became of it.", lambda r: r.status, options=get_args(RiskStatus)),
    Column("next_look", "date", "When it is looked at again.", lambda r: r.next_look),
    Column("seen", "text", "Month in which it was first seen; missing for risks of the approved plan.",
           lambda r: r.seen, _MONTH),
)  # fmt: skip

ACTION = (
    Column("review", "text", "Month of the review that gave it; missing where the meeting did.",
           lambda a: a.review or None, _MONTH),
    Column("due", "date", "Day by which it is due now.", lambda a: a.due),
    Column("status", "choice", "What became of it.", lambda a: a.status, options=("open", "done", "dropped")),
    Column("done_on", "date", "Day on which it was done.", lambda a: a.done_on),
    Column("overdue", "yes-no", "Whether it is open and past its day.", lambda a: a.overdue),
    Column("carried", "whole", "Reviews since then in which it was still open.", lambda a: a.carried,
           "reviews"),
)  # fmt: skip

COMMITMENT = (
    Column("owner", "text", "Who answers for it.", lambda c: c.owner, refers_to="people"),
    Column("initiative", "text", "Id of the initiative.", lambda c: c.initiative.initiative.id,
           refers_to="initiatives"),
    Column("phase", "text", "Id of the phase; missing for a milestone of the whole initiative.",
           lambda c: c.phase.id if c.phase else None),
    Column("milestone", "text", "Id of the milestone; missing for a phase that no milestone ends.",
           lambda c: c.milestone.id if c.milestone else None),
    Column("date", "date", "When it is expected, or was done.", lambda c: c.day),
    Column("baseline", "date", "Approved date.", lambda c: c.task.baseline_finish),
    Column("slip", "whole", "Date − approved date; positive is late.", lambda c: c.task.slip, _WORKING_DAYS),
    Column("done", "yes-no", "Whether it is reached.", lambda c: c.task.done),
    Column("overdue", "yes-no", "Whether even the date expected now has passed.", lambda c: c.overdue),
)  # fmt: skip


def _unit_of(figure: Figure[Any]) -> str:
    if figure.id.startswith("money."):
        return "share" if figure.id.endswith(".of-envelope") else "money"
    return "count"


FIGURE = (
    Column("id", "text", "The figure: subject and basis, such as money.spent.", lambda f: f.id),
    Column("value", "number", "Its value; missing where nothing is reported yet.", lambda f: f.value,
           "as the column unit says"),
    Column("unit", "choice", "What the value is: money in the plan's currency, a count, or a share of 1.",
           _unit_of, options=("money", "count", "share")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold one month of a series."""

    of: KpiStatus | HealthSeries
    at: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Task:
    """Hold a phase or milestone of the plan with where it stands."""

    initiative: str
    record: Any
    now: TaskState
    missed: bool


def kpi_months(figures: Figures) -> Iterator[Placed]:
    """Yield every month of every KPI, in file order."""
    for status in figures.kpis:
        for month, value in status.series:
            yield Placed(status, month, value)


def health_months(figures: Figures) -> Iterator[Placed]:
    """Yield every month of every health series."""
    for series in figures.health:
        for month, value in zip(series.months, series.values, strict=True):
            yield Placed(series, month, value)


def tasks(figures: Figures, of: str) -> Iterator[Task]:
    """Yield the `milestones` or the `phases` of every initiative, in plan order."""
    for name, now in figures.state.initiatives.items():
        for record in getattr(now.initiative, of):
            task = now.tasks[record.id]
            yield Task(name, record, task, task.missed(figures.state.today))


def named_figures(figures: Figures) -> Iterator[Figure[Any]]:
    """Yield every figure that has a name and is of the whole plan, in the order of `Figures`.

    What is spent is no figure before anybody has reported it, and money none where the edition hides it.
    """
    hidden = figures.handbook.hides("money")
    for figure in _all_figures(figures):
        money = figure.id.startswith("money.")
        if not (money and hidden):
            gap = figure.id.startswith("money.spent") and not figures.spend_known
            yield replace(figure, value=None) if gap else figure


def _all_figures(figures: Figures) -> Iterator[Figure[Any]]:
    for member in vars(Figures).values():
        get = member.fget if isinstance(member, property) else None
        if get is not None and str(get.__annotations__["return"]).startswith("Figure["):
            yield get(figures)
    for counted in (figures.declared, figures.computed, figures.kpis_in):
        yield from (counted(rag) for rag in Rag)
