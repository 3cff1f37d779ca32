"""Draw the handbook's charts: each takes an analysis and says its finding, unit, source and date."""

from erpsite.pages.kit.charts.argument import (
    last_year_figure,
    maturity_gap_figure,
    maturity_radar_figure,
    opportunity_figure,
    pain_figure,
    survey_figure,
)
from erpsite.pages.kit.charts.handed_in import handed_in_figure
from erpsite.pages.kit.charts.health import availability_figure, cause_figure, health_grid_figure
from erpsite.pages.kit.charts.kpi import kpi_figure, kpi_finding
from erpsite.pages.kit.charts.money import budget_figure, priority_figure

__all__ = [
    "availability_figure",
    "budget_figure",
    "cause_figure",
    "handed_in_figure",
    "health_grid_figure",
    "kpi_figure",
    "kpi_finding",
    "last_year_figure",
    "maturity_gap_figure",
    "maturity_radar_figure",
    "opportunity_figure",
    "pain_figure",
    "priority_figure",
    "survey_figure",
]
