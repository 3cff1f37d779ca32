"""Turn analysis results into Plotly figures as plain data: no Plotly is imported to make one."""

from erpsite.charts.bars import Bar, Part, pareto_chart, ranked_bars, stacked_bars
from erpsite.charts.chart import Chart, NoChart, Spec
from erpsite.charts.comparison import Gap, Point, Ring, gap_chart, map_chart, radar_chart
from erpsite.charts.grid import grid_chart
from erpsite.charts.handed_in import TRACE_TYPES, FigureError, read_figure
from erpsite.charts.palette import COLOURS, themed
from erpsite.charts.trend import Line, Words, trend_chart

__all__ = [
    "COLOURS",
    "TRACE_TYPES",
    "Bar",
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
