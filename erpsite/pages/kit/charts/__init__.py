"""Draw the handbook's charts: each takes an analysis and says its finding, unit, source and date."""

from typing import TYPE_CHECKING

from erpsite.pages.kit.charts.argument import (
    draw_last_year_chart,
    draw_maturity_gap_chart,
    draw_maturity_radar_chart,
    draw_opportunity_chart,
    draw_pain_chart,
    draw_survey_chart,
)
from erpsite.pages.kit.charts.handed_in import draw_handed_in_chart
from erpsite.pages.kit.charts.health import draw_availability_chart, draw_cause_chart, draw_health_grid_chart
from erpsite.pages.kit.charts.kpi import draw_kpi_chart, kpi_finding
from erpsite.pages.kit.charts.money import draw_budget_chart, draw_priority_chart
from erpsite.renamed import renamed

__all__ = [
    "draw_availability_chart",
    "draw_budget_chart",
    "draw_cause_chart",
    "draw_handed_in_chart",
    "draw_health_grid_chart",
    "draw_kpi_chart",
    "draw_last_year_chart",
    "draw_maturity_gap_chart",
    "draw_maturity_radar_chart",
    "draw_opportunity_chart",
    "draw_pain_chart",
    "draw_priority_chart",
    "draw_survey_chart",
    "kpi_finding",
]

if not TYPE_CHECKING:
    __getattr__ = renamed(
        __name__,
        {
            "availability_figure": "draw_availability_chart",
            "budget_figure": "draw_budget_chart",
            "cause_figure": "draw_cause_chart",
            "handed_in_figure": "draw_handed_in_chart",
            "health_grid_figure": "draw_health_grid_chart",
            "kpi_figure": "draw_kpi_chart",
            "last_year_figure": "draw_last_year_chart",
            "maturity_gap_figure": "draw_maturity_gap_chart",
            "maturity_radar_figure": "draw_maturity_radar_chart",
            "opportunity_figure": "draw_opportunity_chart",
            "pain_figure": "draw_pain_chart",
            "priority_figure": "draw_priority_chart",
            "survey_figure": "draw_survey_chart",
        },
    )
