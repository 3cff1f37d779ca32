"""Say what one initiative's work, milestones, KPIs and benefit come to, as steps of its thread."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.money.benefits import Proof
from erpsite.analysis.state.task_state import TaskState
from erpsite.analysis.trace import Thread
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import actual_cell, bracket_gap, target_text
from erpsite.pages.kit.computed_days import told_finish
from erpsite.pages.kit.states import budget_cell, yearly_benefit
from erpsite.pages.kit.words import kpi_chip, status_chip, task_chip
from erpsite.pages.plan.value_tables import proof_chip

__all__ = ["benefit_parts", "kpi_parts", "milestone_parts", "work_parts"]

_MOST = 5
"""Milestones and KPIs that one step names; of more, the last ones."""

Parts = tuple[b.Content, ...]


def work_parts(book: Book, one: Thread) -> Parts:
    """Return the initiative with owner, budget and status."""
    tr, now, gap = book.tr, one.now, bracket_gap(book)
    parts: list[b.Content] = [book.link("initiatives", one.id)]
    if not book.locale.instead_of_money:
        parts.append((tr("Budget:"), gap, budget_cell(book, now.initiative)))
    parts += [(tr("Owner:"), gap, book.person(now.owner)), status_chip(book, now)]
    if now.initiative.mandatory:
        parts.append(tr("demanded by law, audit or contract"))
    return tuple(parts)


def milestone_parts(book: Book, one: Thread) -> Parts:
    """Return the milestones with their dates, the earliest first."""
    names = {stone.id: book.text(stone.name) for stone in one.now.initiative.milestones}
    tasks = sorted(one.now.milestones, key=lambda task: (task.finish or dt.date.max, task.id))
    parts: list[b.Content] = []
    if len(tasks) > _MOST:
        parts.append(book.tr("{n} more before these", n=len(tasks) - _MOST))
    parts += [
        (*_day(book, one, task), " · ", names[task.id], " ", task_chip(book, one.now.initiative.id, task))
        for task in tasks[-_MOST:]
    ]
    return tuple(parts)


def _day(book: Book, one: Thread, task: TaskState) -> tuple[b.Inline, ...]:
    told = told_finish(book, one.now.initiative.id, task, book.day(task.finish))
    return told if isinstance(told, tuple) else (told,)


def kpi_parts(book: Book, one: Thread) -> Parts:
    """Return each KPI that it moves: now, target and status."""
    parts: list[b.Content] = []
    for name in one.kpis[:_MOST]:
        status = book.figures.kpi(name)
        now = actual_cell(book, status)
        figures = now if isinstance(now, tuple) else (now,)
        parts.append(book.link("kpis", name))
        parts.append((*figures, " → ", target_text(book, status.kpi), " ", kpi_chip(book, status)))
    if len(one.kpis) > _MOST:
        parts.append(book.tr("and {n} more", n=len(one.kpis) - _MOST))
    return tuple(parts)


_NO_AMOUNT = (Proof.NO_PROMISE, Proof.WITHHELD, Proof.UNKNOWN, Proof.WHOLE_LIFE)
"""What a measure date is asked for is an amount a year."""


def benefit_parts(book: Book, one: Thread) -> Parts:
    """Return what is promised a year, by which KPI it will be proven, and what was measured."""
    tr, stated, gap = book.tr, one.now.initiative.benefit, bracket_gap(book)
    if stated is None:
        return ()
    found = book.figures.benefit_of[one.id]
    parts: list[b.Content] = [book.text(stated.text), yearly_benefit(book, stated)]
    if stated.measured_by:
        parts.append((tr("Measured by:"), gap, book.link("kpis", stated.measured_by)))
    if found.realised is not None:
        parts.append((tr("Measured:"), gap, book.money(found.realised), " ", proof_chip(book, found.proof)))
    elif stated.measure_on or found.proof not in _NO_AMOUNT:
        day = book.day(stated.measure_on, tr("no date"))
        parts.append((tr("Measure date:"), gap, day, " ", proof_chip(book, found.proof)))
    return tuple(parts)
