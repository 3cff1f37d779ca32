"""Draw the S-curve: what was planned, earned and spent, and where the cost is heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from erpsite.charts.chart import Chart, NoChart
from erpsite.charts.trend import Line, Words, trend_chart
from erpsite.frozen import dataclass
from erpsite.i18n import Locale, locale_of

__all__ = ["SCurveWords", "s_curve_chart"]

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class SCurveWords:
    """Hold the names of the lines, in the reader's language."""

    planned: str
    earned: str
    spent: str
    forecast: str
    budget: str
    locale: Locale = field(default_factory=locale_of)


def s_curve_chart(
    months: Sequence[str],
    planned: Values,
    earned: Values,
    spent: Values,
    forecast: Values,
    *,
    budget: float,
    unit: str,
    words: SCurveWords,
    decimals: int = 0,
) -> Chart | NoChart:
    """Return cumulative amounts over months (`YYYY-MM`), with the budget as a level line.

    Earned and spent are solid, the plan is dashed, the forecast dotted: they differ without colour too.
    """
    if not any(value is not None for line in (earned, spent) for value in line):
        return NoChart("no-data")
    lines = [
        Line(words.planned, planned, "@grey", "dash"),
        Line(words.earned, earned, "@blue"),
        Line(words.spent, spent, "@amber"),
        Line(words.forecast, forecast, "@purple", "dot"),
    ]
    known = [line for line in lines if any(value is not None for value in line.values)]
    return trend_chart(
        list(months),
        known,
        unit,
        words=Words("", words.budget, words.locale),
        baseline=budget,
        decimals=decimals,
    )
