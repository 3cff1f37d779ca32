"""Say where the schedule puts a task, or an initiative's end, later than people said, and why."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["Later", "later_end", "later_of", "told_end", "told_finish"]


@dataclass(frozen=True, slots=True)
class Later:
    """Hold the day to which the schedule moves a finish that people gave."""

    day: dt.date
    by_link: bool
    """Whether what it waits for moves it; else its own day has passed, and the work is not done."""


def later_of(book: Book, initiative: str, task: TaskState) -> Later | None:
    """Return where the schedule moves an open task; None where the day that people gave can hold."""
    one = book.figures.schedule.later(initiative, task)
    return Later(one.finish, one.pushed_by is not None) if one and one.finish else None


def told_finish(book: Book, initiative: str, task: TaskState, cell: b.Content) -> b.Content:
    """Return a cell with the day that people gave, and the schedule's with its reason where it is later."""
    return _told(book, later_of(book, initiative, task), cell)


def told_end(book: Book, now: InitiativeState, cell: b.Content) -> b.Content:
    """Return a cell with the end of an initiative that people gave, and the schedule's where it is later."""
    return _told(book, later_end(book, now), cell)


def _told(book: Book, later: Later | None, cell: b.Content) -> b.Content:
    if later is None:
        return cell
    tr, day = book.tr, book.locale.day(later.day)
    words = tr("by its links {day}", day=day) if later.by_link else tr("as it is not done: {day}", day=day)
    return (*(cell if isinstance(cell, tuple) else (cell,)), " · ", words)


def later_end(book: Book, now: InitiativeState) -> Later | None:
    """Return where the schedule moves the end of a running initiative; None where people's can hold."""
    if not now.running or now.finish is None:
        return None
    moved = [later for task in now.tasks.values() if (later := later_of(book, now.initiative.id, task))]
    last = max(moved, key=lambda later: (later.day, later.by_link), default=None)
    return last if last and last.day > now.finish else None
