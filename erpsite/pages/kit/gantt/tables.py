"""Say in a table what the roadmap shows."""

from __future__ import annotations

from collections.abc import Callable

from erpsite.analysis.schedule.roadmap import Lane, LaneTask, Roadmap, Wait
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import slip_cell, span_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.computed_days import told_finish
from erpsite.pages.kit.lag_words import lag_words
from erpsite.pages.kit.states import task_silence
from erpsite.pages.kit.words import task_chip

__all__ = ["tasks_table"]


def tasks_table(book: Book, roadmap: Roadmap, name: str) -> b.Table:
    """Return every phase and milestone under its initiative: days, slip, float, state, what it waits for."""
    tr = book.tr
    names = {task.key: book.text(task.name) for lane in roadmap.lanes for task in lane.tasks}
    none: tuple[None, ...] = (None,)

    def of(
        cell: Callable[[LaneTask], b.Cell], without: str = ""
    ) -> Callable[[Lane, LaneTask | None], b.Cell]:
        return lambda _, task: cell(task) if task else b.Missing(without)

    return Rows(
        [(lane, task) for lane in roadmap.lanes for task in lane.tasks or none],
        source=lambda row: None if row[1] else row[0].now.initiative.where,
        group=lambda row: book.text(row[0].now.initiative.name),
    ).table(
        name,
        spread(
            "task",
            tr("Phase or milestone"),
            of(
                lambda task: ("◆ " if task.state.milestone else "", book.text(task.name)), tr("no phases yet")
            ),
        ),
        spread(
            "planned", tr("Planned"), of(lambda task: _days(book, task, planned=True), tr("no dates")), "date"
        ),
        spread(
            "expected",
            tr("Expected"),
            of(lambda task: _days(book, task, planned=False), tr("no dates")),
            "date",
        ),
        spread(
            "slip",
            tr("Slip, working days"),
            of(lambda task: slip_cell(book, task.state.slip, task_silence(book, task.state))),
            "number",
        ),
        spread(
            "float",
            tr("Float, working days"),
            of(lambda task: book.number(task.timing.total_float, "", 0)),
            "number",
        ),
        spread("status", tr("Status"), of(lambda task: _status(book, task)), "status"),
        spread("owner", tr("Owner"), of(lambda task: book.person(task.owner))),
        spread("waits", tr("Waits for"), of(lambda task: _waits(book, task, names)), wide=True),
        empty=tr("No initiative is approved yet."),
    )


def _days(book: Book, task: LaneTask, *, planned: bool) -> b.Content:
    state = task.state
    start, finish = (state.baseline_start, state.baseline_finish) if planned else (task.start, task.finish)
    why = "" if start and finish else task_silence(book, state, planned=planned)
    cell = book.day(finish, why) if state.milestone else span_cell(book, start, finish, why)
    return cell if planned else told_finish(book, task.initiative, state, cell)


def _wait(book: Book, wait: Wait, names: dict[str, str]) -> str:
    """Return one dependency: its name, then its type and lag where it is not a plain finish-to-start."""
    if wait.on in names:
        name = names[wait.on]
    elif "/" in wait.on:
        name = wait.on
    else:
        name = book.name("initiatives", wait.on)
    lag = lag_words(book.locale, wait.lag, wait.unit)
    lag = f" {lag}" if lag else ""
    return f"{name} ({wait.type.value}{lag})" if lag or wait.type.value != "FS" else name


def _status(book: Book, task: LaneTask) -> b.Content:
    state, chip = task.state, task_chip(book, task.initiative, task.state)
    critical = (" ", b.Chip("blue", book.tr("Critical"))) if task.timing.critical else ()
    done = f" {state.complete:.0f}%" if state.complete is not None and not state.done else ""
    return (b.Chip(chip.tone, chip.text + done), *critical)


def _waits(book: Book, task: LaneTask, names: dict[str, str]) -> b.Content:
    return book.locale.join([_wait(book, wait, names) for wait in task.waits]) or b.Missing()
