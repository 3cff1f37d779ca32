"""Draw the phases and milestones of an initiative."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.task_state import TaskState
from erpsite.model.initiative import LinkType, Milestone, Phase
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import lines, slip_cell, span_cell, text_cell
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.computed_days import told_finish
from erpsite.pages.kit.lag_words import lag_words
from erpsite.pages.kit.states import held_words, task_silence
from erpsite.pages.kit.task_names import task_link, task_name
from erpsite.pages.kit.words import task_chip
from erpsite.pages.plan.initiative_float import float_blocks

__all__ = ["milestones_table", "phases_table", "schedule_blocks"]


def schedule_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return phases, milestones and what allowed a new baseline."""
    tr = book.tr
    rebased: tuple[b.Block, ...] = ()
    if now.rebaselined:
        title = tr("The baseline was renewed; the dates first approved stay on record")
        decided = b.Paragraph((tr("Allowed by:"), " ", *_decisions(book, now)))
        rebased = (b.Callout("blue", title, (decided, _first_dates(book, now))),)
    return (
        b.Heading(tr("When"), "schedule"),
        *rebased,
        *_no_small_step(book, now),
        phases_table(book, now),
        milestones_table(book, now),
        *float_blocks(book, now),
    )


def _no_small_step(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return that no phase gives value by itself, where there are phases and none says so."""
    phases = now.initiative.phases
    if not phases or any(phase.smallest_viable for phase in phases):
        return ()
    return (b.Paragraph(book.tr("No phase is marked as the smallest step that already gives value.")),)


def _decisions(book: Book, now: InitiativeState) -> tuple[b.Inline, ...]:
    links = book.links("decisions", now.rebaselined)
    return links if isinstance(links, tuple) else (links,)


def phases_table(book: Book, now: InitiativeState) -> b.Table:
    """Return the phases, the smallest viable step marked, with baseline and expected dates."""
    tr = book.tr
    # The smallest step that already gives value comes first, whatever the order in the file.
    phases = sorted(now.initiative.phases, key=lambda phase: not phase.smallest_viable)
    return Rows(
        [(phase, now.tasks[phase.id]) for phase in phases],
        anchor=lambda row: f"task-{row[0].id}",
        source=lambda row: row[0].where,
    ).table(
        f"phases-{now.initiative.id}",
        spread("phase", tr("Phase"), lambda phase, _: _phase_name(book, phase)),
        spread(
            "result",
            tr("What is there at its end"),
            lambda phase, _: text_cell(book, phase.result),
            wide=True,
        ),
        spread(
            "baseline",
            tr("Planned"),
            lambda _, task: _span(book, now, task, planned=True),
        ),
        spread("now", tr("Expected"), lambda _, task: _span(book, now, task, planned=False)),
        spread(
            "slip",
            tr("Slip, working days"),
            lambda _, task: slip_cell(book, task.slip, task_silence(book, task)),
            "number",
        ),
        spread("progress", tr("Progress"), lambda _, task: _progress(book, task), "bar"),
        spread("status", tr("Status"), lambda _, task: task_chip(book, now.initiative.id, task), "status"),
        spread("after", tr("Waits for"), lambda phase, _: _waits(book, now, phase)),
        caption=tr("Phases"),
        empty=tr("No phase is planned yet."),
    )


def _progress(book: Book, task: TaskState) -> b.Inline:
    if task.complete is None:
        return b.Missing(book.tr("not reported yet"))
    return b.Progress(task.complete / 100, book.locale.number(task.complete, 0) + "%")


def _waits(book: Book, now: InitiativeState, task: Phase | Milestone) -> b.Content:
    """Return what the task hangs on, with the type of the link where it is not finish to start."""
    parts: list[b.Content] = []
    for link in task.after:
        target = task_link(book, now, link.to)
        extra = "" if link.type is LinkType.FS else link.type.value
        extra = f"{extra} {lag_words(book.locale, link.lag, link.lag_unit)}".strip()
        parts.append((target, f" ({extra})") if extra else target)
    return lines(parts, book.locale.join(("", "")))


def milestones_table(book: Book, now: InitiativeState) -> b.Table:
    """Return the milestones with acceptance test, owner, baseline and expected day."""
    tr = book.tr
    name = f"milestones-{now.initiative.id}"
    empty = tr("No milestone is set yet.")
    return Rows(
        [(stone, now.tasks[stone.id]) for stone in now.initiative.milestones],
        anchor=lambda row: f"task-{row[0].id}",
        source=lambda row: row[0].where,
    ).table(
        name,
        spread("milestone", tr("Milestone"), lambda stone, _task: book.text(stone.name)),
        spread(
            "acceptance",
            tr("Reached when"),
            lambda stone, _task: text_cell(book, stone.acceptance, tr("no acceptance test")),
            wide=True,
        ),
        spread("owner", tr("Owner"), lambda stone, _task: book.person(stone.owner or now.owner)),
        spread("baseline", tr("Planned"), lambda *row: _planned(book, row[1]), "date"),
        spread("now", tr("Expected"), lambda *row: _expected(book, now, row[1]), "date"),
        spread(
            "slip",
            tr("Slip, working days"),
            lambda _stone, task: slip_cell(book, task.slip, task_silence(book, task)),
            "number",
        ),
        spread(
            "status", tr("Status"), lambda _stone, task: task_chip(book, now.initiative.id, task), "status"
        ),
        spread("after", tr("Waits for"), lambda stone, _task: _waits(book, now, stone)),
        caption=tr("Milestones"),
        empty=empty,
    )


def _planned(book: Book, task: TaskState) -> b.Inline:
    return book.day(task.baseline_finish, _no_day(book, task.planned_withheld))


def _expected(book: Book, now: InitiativeState, task: TaskState) -> b.Content:
    day = book.day(task.finish, _no_day(book, task.withheld))
    return told_finish(book, now.initiative.id, task, day)


def _no_day(book: Book, withheld: object) -> str:
    return held_words(book, withheld) or book.tr("no day set")


def _span(book: Book, now: InitiativeState, task: TaskState, *, planned: bool) -> b.Content:
    start, finish = (task.baseline_start, task.baseline_finish) if planned else (task.start, task.finish)
    cell = span_cell(book, start, finish, "" if finish else task_silence(book, task, planned=planned))
    return cell if planned else told_finish(book, now.initiative.id, task, cell)


def _first_dates(book: Book, now: InitiativeState) -> b.Table:
    """Return the dates that the meeting approved beside those of the new baseline."""
    tr = book.tr
    caption = tr("Finish dates; differences in working days")
    return Rows(now.tasks.values()).table(
        f"baselines-{now.initiative.id}",
        Col("task", tr("Phase or milestone"), lambda task: task_name(book, now, task.id)),
        Col("first", tr("First approved"), lambda task: book.day(task.first_finish), "date"),
        Col("baseline", tr("New baseline"), lambda task: book.day(task.baseline_finish), "date"),
        Col(
            "moved",
            tr("Moved"),
            lambda task: slip_cell(book, _moved(book, task.first_finish, task.baseline_finish)),
            "number",
        ),
        Col("now", tr("Expected"), lambda task: book.day(task.finish), "date"),
        Col(
            "slip",
            tr("Since the first"),
            lambda task: slip_cell(book, _moved(book, task.first_finish, task.finish)),
            "number",
        ),
        caption=caption,
    )


def _moved(book: Book, first: dt.date | None, later: dt.date | None) -> int | None:
    return None if first is None or later is None else book.state.days.slip(first, later)


def _phase_name(book: Book, phase: Phase) -> b.Content:
    name = book.text(phase.name)
    return (name, " ", b.Chip("blue", book.tr("smallest viable step"))) if phase.smallest_viable else name
