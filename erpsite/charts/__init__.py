"""Turn analysis results into charts: what Plotly draws as plain data, made without importing Plotly.

`save` takes a chart that a notebook made with Plotly Express into the pages that people write.
"""

from typing import TYPE_CHECKING

from erpsite.charts.bars import Bar, ranked_bars
from erpsite.charts.chart import Chart, NoChart, Spec
from erpsite.charts.gap import Gap, gap_chart
from erpsite.charts.grid import grid_chart
from erpsite.charts.handed_in import TRACE_TYPES, ChartError, read_chart
from erpsite.charts.map import Point, map_chart
from erpsite.charts.palette import COLOURS, themed
from erpsite.charts.pareto import pareto_chart
from erpsite.charts.radar import MOST_SPOKES, Ring, radar_chart
from erpsite.charts.saving import save
from erpsite.charts.stacks import Part, stacked_bars
from erpsite.charts.trend import Better, Line, Words, trend_chart
from erpsite.renamed import renamed

__all__ = [
    "COLOURS",
    "MOST_SPOKES",
    "TRACE_TYPES",
    "Bar",
    "Better",
    "Chart",
    "ChartError",
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
    "read_chart",
    "save",
    "stacked_bars",
    "themed",
    "trend_chart",
]

if not TYPE_CHECKING:
    __getattr__ = renamed(__name__, {"FigureError": "ChartError", "read_figure": "read_chart"})
