"""Draw the plan as a Gantt chart, whole or in part."""

from erpsite.pages.plan.gantt.block import roadmap_block, roadmap_of_book
from erpsite.pages.plan.gantt.chart import LARGE
from erpsite.pages.plan.gantt.placed import draw_placed_roadmap
from erpsite.pages.plan.gantt.tables import tasks_table

__all__ = ["LARGE", "draw_placed_roadmap", "roadmap_block", "roadmap_of_book", "tasks_table"]
