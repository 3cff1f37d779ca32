"""Say what the thread is made of, where it breaks, and how a break is mended."""

from __future__ import annotations

from erpsite.analysis.trace import BreakKind
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once

__all__ = ["break_chip", "break_name", "how_to_mend", "thread_chip"]


@once
def break_chip(book: Book, kind: BreakKind) -> b.Chip:
    """Return the mark that stands in the matrix where the thread breaks."""
    tr = book.tr
    words = {
        BreakKind.PAIN_NO_EVIDENCE: tr("no evidence"),
        BreakKind.PAIN_NO_CAUSE: tr("no cause"),
        BreakKind.PAIN_NO_SOLUTION: tr("no solution"),
        BreakKind.PAIN_NO_INITIATIVE: tr("no initiative"),
        BreakKind.INITIATIVE_NO_REASON: tr("no pain point"),
        BreakKind.INITIATIVE_NO_MILESTONE: tr("no milestone"),
        BreakKind.INITIATIVE_NO_KPI: tr("no KPI"),
        BreakKind.INITIATIVE_NO_BENEFIT: tr("no benefit"),
        BreakKind.BENEFIT_NO_KPI: tr("not measured by any KPI"),
        BreakKind.BENEFIT_OTHER_KPI: tr("measured by another KPI"),
        BreakKind.INITIATIVE_NO_OBJECTIVE: tr("no objective"),
        BreakKind.INITIATIVE_OTHER_KPI: tr("judged by other KPIs"),
        BreakKind.KPI_NOT_MOVED: tr("no initiative"),
        BreakKind.KPI_NO_END: tr("no objective"),
        BreakKind.OBJECTIVE_NO_BUSINESS: tr("no business goal above"),
        BreakKind.OBJECTIVE_UNSERVED: tr("no initiative"),
    }
    return b.Chip("red", words[kind])


@once
def break_name(book: Book, kind: BreakKind) -> str:
    """Return what a break is, as the title of a row."""
    tr = book.tr
    return {
        BreakKind.PAIN_NO_EVIDENCE: tr("Pain point without evidence"),
        BreakKind.PAIN_NO_CAUSE: tr("Pain point without cause"),
        BreakKind.PAIN_NO_SOLUTION: tr("Pain point without solution"),
        BreakKind.PAIN_NO_INITIATIVE: tr("Pain point that no approved initiative solves"),
        BreakKind.INITIATIVE_NO_REASON: tr("Initiative without pain point or opportunity"),
        BreakKind.INITIATIVE_NO_MILESTONE: tr("Initiative without milestone"),
        BreakKind.INITIATIVE_NO_KPI: tr("Initiative that moves no KPI"),
        BreakKind.INITIATIVE_NO_BENEFIT: tr("Initiative that promises no benefit"),
        BreakKind.BENEFIT_NO_KPI: tr("Benefit that no KPI measures"),
        BreakKind.BENEFIT_OTHER_KPI: tr("Benefit measured by a KPI that the initiative does not move"),
        BreakKind.INITIATIVE_NO_OBJECTIVE: tr("Initiative that serves no objective"),
        BreakKind.INITIATIVE_OTHER_KPI: tr("Initiative that serves an objective and moves no KPI of it"),
        BreakKind.KPI_NOT_MOVED: tr("KPI that no approved initiative moves"),
        BreakKind.KPI_NO_END: tr("KPI that measures no benefit and judges no objective served"),
        BreakKind.OBJECTIVE_NO_BUSINESS: tr("ERP objective that leads to no business goal"),
        BreakKind.OBJECTIVE_UNSERVED: tr("Objective without initiative"),
    }[kind]


@once
def how_to_mend(book: Book, kind: BreakKind) -> str:
    """Return what to write into the data; names of fields stand in backquotes."""
    tr = book.tr
    return {
        BreakKind.PAIN_NO_EVIDENCE: tr("Write down a figure with its source under `evidence`."),
        BreakKind.PAIN_NO_CAUSE: tr("Ask why until it can be mended, and fill `causes`."),
        BreakKind.PAIN_NO_SOLUTION: tr("Fill `solution`, or link an opportunity that answers it."),
        BreakKind.PAIN_NO_INITIATIVE: tr(
            "Link the initiative that solves it, or say in a decision why none does."
        ),
        BreakKind.INITIATIVE_NO_REASON: tr("Link what it answers under `pain_points` or `opportunities`."),
        BreakKind.INITIATIVE_NO_MILESTONE: tr("Give it a dated, checkable result under `milestones`."),
        BreakKind.INITIATIVE_NO_KPI: tr("Name the KPI that will show its effect under `kpis`."),
        BreakKind.INITIATIVE_NO_BENEFIT: tr("State the yearly amount under `benefit`."),
        BreakKind.BENEFIT_NO_KPI: tr("Name the KPI that will prove it under `measured_by`."),
        BreakKind.BENEFIT_OTHER_KPI: tr("Measure it by a KPI that it moves, or add that KPI under `kpis`."),
        BreakKind.INITIATIVE_NO_OBJECTIVE: tr("Link the goal that it is for under `objectives`."),
        BreakKind.INITIATIVE_OTHER_KPI: tr(
            "Move a KPI that judges the objective, or serve another objective."
        ),
        BreakKind.KPI_NOT_MOVED: tr(
            "Name it under `kpis` of the initiative that moves it, or stop measuring it."
        ),
        BreakKind.KPI_NO_END: tr(
            "Let it judge the objective that the initiatives serve, or measure a benefit."
        ),
        BreakKind.OBJECTIVE_NO_BUSINESS: tr("Name the business goal that it serves under `serves`."),
        BreakKind.OBJECTIVE_UNSERVED: tr("Plan something for it, or take the objective out."),
    }[kind]


def thread_chip(book: Book, breaks: int) -> b.Chip:
    """Return whether a thread holds throughout, or in how many places it breaks."""
    if not breaks:
        return b.Chip("green", book.tr("whole"))
    return b.Chip("red", book.locale.tr.plural("{n} break", "{n} breaks", breaks))
