"""Draw one initiative on the plan's time: the picture that opens its page."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.schedule.roadmap import Lane, Roadmap
from erpsite.escaping import escape
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once
from erpsite.pages.kit.gantt.bars import summary_html, task_html
from erpsite.pages.kit.gantt.block import roadmap_of_book
from erpsite.pages.kit.gantt.chart import ground, head_html
from erpsite.pages.kit.gantt.rows import phase_row, track
from erpsite.pages.kit.gantt.tools import key_html

__all__ = ["small_roadmap"]


def small_roadmap(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return an initiative's phases and milestones as a picture; nothing where it has no dates there.

    It is a picture alone: the tables below it say the same, also to who does not see it, and in Markdown.
    """
    lane = _lanes(book).get(name)
    if lane is None or not lane.dated:
        return ()
    return (b.Html(_html(book, roadmap_of_book(book), lane)),)


@once
def _lanes(book: Book) -> Mapping[str, Lane]:
    return {lane.id: lane for lane in roadmap_of_book(book).lanes}


@once
def _frame(book: Book) -> tuple[str, str]:
    """Return the ground of the tracks and the head of the table, which all these pictures share."""
    roadmap = roadmap_of_book(book)
    return ground(book, roadmap, idle=False), head_html(book, roadmap, book.tr("Phase"), weeks=False)


def _html(book: Book, roadmap: Roadmap, lane: Lane) -> str:
    known = {phase.state.id for phase in lane.phases}
    loose = [stone for stone in lane.milestones if stone.phase not in known]
    marks = summary_html(roadmap, lane) + "".join(
        task_html(book, roadmap, lane, stone, told=False) for stone in loose
    )
    whole = f"<th>{escape(book.tr('From first to last'))}</th>{track(book, marks, lane.now.finish_withheld)}"
    rows = "".join(phase_row(book, roadmap, lane, phase, told=False) for phase in lane.phases)
    style, head = _frame(book)
    label = escape(book.tr("{name} on the plan's time", name=book.text(lane.now.initiative.name)))
    table = (
        f'<table class="es-g-table" role="img" aria-label="{label}" data-search-exclude>{head}'
        f'<tbody class="es-gl open"><tr class="es-gi">{whole}</tr>{rows}</tbody></table>'
    )
    return (
        f'<div class="es-gantt es-g-small" data-zoom="year" data-search-exclude style="{style}">'
        f'<div class="es-g-scroll">{table}</div>{key_html(book, table)}</div>'
    )
