"""Say in a table what the roadmap shows."""

from __future__ import annotations

from erpsite.analysis.schedule.roadmap import Lane, LaneTask, Roadmap, Wait
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import slip_cell, span_cell
from erpsite.pages.kit.words import task_chip

__all__ = ["tasks_table"]


def tasks_table(book: Book, roadmap: Roadmap, name: str) -> b.Table:
    """Return every phase and milestone under its initiative: days, slip, float, state, what it waits for."""
    tr = book.tr
    columns = (
        b.Column("task", tr("Phase or milestone")),
        b.Column("planned", tr("Planned"), "date"),
        b.Column("expected", tr("Expected"), "date"),
        b.Column("slip", tr("Slip, working days"), "number"),
        b.Column("float", tr("Float, working days"), "number"),
        b.Column("status", tr("Status"), "status"),
        b.Column("owner", tr("Owner")),
        b.Column("waits", tr("Waits for"), wide=True),
    )
    names = {task.key: book.text(task.name) for lane in roadmap.lanes for task in lane.tasks}
    rows = [row for lane in roadmap.lanes for row in _lane_rows(book, lane, names)]
    return b.Table(name, columns, tuple(rows), empty=tr("No initiative is approved yet."))


def _lane_rows(book: Book, lane: Lane, names: dict[str, str]) -> list[b.Row]:
    group = book.text(lane.now.initiative.name)
    if not lane.tasks:
        none = b.Missing(book.tr("no dates"))
        cells: tuple[b.Cell, ...] = (b.Missing(book.tr("no phases yet")), none, none, *(b.Missing(),) * 5)
        return [b.Row(cells, group=group, source=lane.now.initiative.where)]
    return [b.Row(_cells(book, task, names), group=group) for task in lane.tasks]


def _cells(book: Book, task: LaneTask, names: dict[str, str]) -> tuple[b.Cell, ...]:
    state = task.state
    chip = task_chip(book, state)
    critical = (" ", b.Chip("blue", book.tr("Critical"))) if task.timing.critical else ()
    done = f" {state.complete:.0f}%" if state.complete is not None and not state.done else ""
    return (
        ("◆ " if state.milestone else "", book.text(task.name)),
        _days(book, task, planned=True),
        _days(book, task, planned=False),
        slip_cell(book, state.slip),
        book.number(task.timing.total_float, "", 0),
        (b.Chip(chip.tone, chip.text + done), *critical),
        book.person(task.owner),
        book.locale.join([_wait(book, wait, names) for wait in task.waits]) or b.Missing(),
    )


def _days(book: Book, task: LaneTask, *, planned: bool) -> b.Content:
    state = task.state
    start, finish = (state.baseline_start, state.baseline_finish) if planned else (task.start, task.finish)
    return book.day(finish, book.tr("no dates")) if state.milestone else span_cell(book, start, finish)


def _wait(book: Book, wait: Wait, names: dict[str, str]) -> str:
    """Return one dependency: its name, then its type and lag where it is not a plain finish-to-start."""
    if wait.on in names:
        name = names[wait.on]
    elif "/" in wait.on:
        name = wait.on
    else:
        name = book.name("initiatives", wait.on)
    lag = f" {wait.lag:+d}" if wait.lag else ""
    return f"{name} ({wait.type.value}{lag})" if lag or wait.type.value != "FS" else name
