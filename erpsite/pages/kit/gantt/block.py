"""Make the block that shows a roadmap."""

from __future__ import annotations

from collections.abc import Callable

from erpsite.analysis.figures import Figures
from erpsite.analysis.schedule import Schedule
from erpsite.analysis.schedule.roadmap import Grouping, Roadmap, Timing, roadmap_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.gantt.chart import chart_html
from erpsite.pages.kit.gantt.tables import tasks_table

__all__ = ["roadmap_block", "roadmap_of_book"]


def roadmap_of_book(book: Book) -> Roadmap:
    """Return the plan's roadmap, computed once a build."""
    return book.figures.of(_roadmap)


def _roadmap(figures: Figures) -> Roadmap:
    levelled = figures.levelling.moves if figures.levelling else ()
    return roadmap_of(figures.state, _timings(figures.schedule), (move.finish for move in levelled))


def roadmap_block(book: Book, roadmap: Roadmap, name: str, label: str, by: Grouping = "module") -> b.Drawing:
    """Return the chart of a roadmap; `name` is its id on the page, `label` what it is called."""

    def draw(url: Callable[[str, str], str]) -> str:
        return chart_html(book, roadmap, name, label, by, url)

    return b.Drawing(name, draw, lambda: tasks_table(book, roadmap, f"{name}-tasks"))


def _timings(schedule: Schedule) -> dict[str, Timing]:
    return {
        name: Timing(
            one.start, one.finish, one.pushed, None if one.task.done else one.total_float, one.critical
        )
        for name, one in schedule.tasks.items()
    }
