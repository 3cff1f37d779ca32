"""Draw the plan as a Gantt chart, whole or in part."""

from erpsite.pages.kit.gantt.block import roadmap_block, roadmap_of_book
from erpsite.pages.kit.gantt.chart import LARGE
from erpsite.pages.kit.gantt.placed import draw_placed_roadmap
from erpsite.pages.kit.gantt.small import small_roadmap
from erpsite.pages.kit.gantt.tables import tasks_table

__all__ = ["LARGE", "draw_placed_roadmap", "roadmap_block", "roadmap_of_book", "small_roadmap", "tasks_table"]
