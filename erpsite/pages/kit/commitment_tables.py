"""Make the table of commitments: who reaches what by when, and how one will know."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.people.commitments import Commitment
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import slip_cell, text_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.computed_days import told_finish
from erpsite.pages.kit.states import held_words, task_silence
from erpsite.pages.kit.words import task_chip

__all__ = ["commitment_day", "commitment_title", "commitments_table"]


def commitments_table(
    book: Book, found: Sequence[Commitment], name: str = "commitments", owner: bool = False
) -> b.Table:
    """Return some commitments: task, milestone, day, slip, where it stands, and its acceptance test."""
    tr = book.tr
    whose = Col[Commitment]("owner", tr("Owner"), lambda one: book.person(one.owner))
    return Rows(
        found,
        source=lambda one: part.where if (part := one.milestone or one.phase) else None,
        tone=lambda one: _tone(book, one),
    ).table(
        name,
        *((whose,) if owner else ()),
        Col("task", tr("Task"), lambda one: _task(book, one)),
        Col("milestone", tr("Milestone"), lambda one: _milestone(book, one)),
        Col(
            "date",
            tr("Date"),
            lambda one: commitment_day(book, one),
            "date",
        ),
        Col(
            "slip",
            tr("Slip, working days"),
            lambda one: slip_cell(book, one.task.slip, task_silence(book, one.task)),
            "number",
        ),
        Col(
            "status",
            tr("Status"),
            lambda one: task_chip(book, one.initiative.initiative.id, one.task),
            "status",
        ),
        Col("acceptance", tr("Acceptance test"), lambda one: _test(book, one), wide=True),
    )


def _tone(book: Book, one: Commitment) -> b.Tone | None:
    if one.overdue or book.figures.missed(one):
        return "red"
    return "grey" if one.task.done else None


def _task(book: Book, one: Commitment) -> b.Content:
    link = book.link("initiatives", one.initiative.initiative.id)
    return (link, " · ", book.text(one.phase.name)) if one.phase else link


def _milestone(book: Book, one: Commitment) -> b.Inline:
    if not one.milestone:
        return b.Missing(book.tr("no milestone"))
    place = f"plan/initiatives/{one.initiative.initiative.id}"
    return b.Link(book.text(one.milestone.name), place, f"task-{one.milestone.id}")


def _test(book: Book, one: Commitment) -> b.Inline:
    if one.milestone and one.milestone.acceptance:
        return text_cell(book, one.milestone.acceptance)
    return b.Chip("amber", book.tr("no acceptance test"))


def commitment_day(book: Book, one: Commitment) -> b.Content:
    """Return when a commitment is expected, and where the schedule puts it later."""
    day = book.day(one.day, held_words(book, one.task.withheld) or book.tr("no day set"))
    return told_finish(book, one.initiative.initiative.id, one.task, day)


def commitment_title(book: Book, one: Commitment) -> b.Content:
    """Return the milestone, or the phase that no milestone ends, as a link to its place."""
    link = _milestone(book, one)
    if isinstance(link, b.Link) or one.phase is None:
        return link
    return b.Link(book.text(one.phase.name), f"plan/initiatives/{one.initiative.initiative.id}")
