"""Turn analysis results into Plotly figures as plain data: no Plotly is imported to make one."""

from erpsite.charts.bars import Bar, ranked_bars
from erpsite.charts.chart import Chart, NoChart, Spec
from erpsite.charts.gap import Gap, gap_chart
from erpsite.charts.grid import grid_chart
from erpsite.charts.handed_in import TRACE_TYPES, FigureError, read_figure
from erpsite.charts.map import Point, map_chart
from erpsite.charts.palette import COLOURS, themed
from erpsite.charts.pareto import pareto_chart
from erpsite.charts.radar import MOST_SPOKES, Ring, radar_chart
from erpsite.charts.stacks import Part, stacked_bars
from erpsite.charts.trend import Better, Line, Words, trend_chart

__all__ = [
    "COLOURS",
    "MOST_SPOKES",
    "TRACE_TYPES",
    "Bar",
    "Better",
    "Chart",
    "FigureError",
    "Gap",
    "Line",
    "NoChart",
    "Part",
    "Point",
    "Ring",
    "Spec",
    "Words",
    "gap_chart",
    "grid_chart",
    "map_chart",
    "pareto_chart",
    "radar_chart",
    "ranked_bars",
    "read_figure",
    "stacked_bars",
    "themed",
    "trend_chart",
]
