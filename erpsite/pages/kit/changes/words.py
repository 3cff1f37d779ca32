"""Name each kind of change in a word, and give it a tone."""

from __future__ import annotations

from typing import Any

from erpsite.analysis.reviews.changes import Change, ChangeKind
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once

__all__ = ["change_word"]


def change_word(book: Book, change: Change) -> b.Chip:
    """Return the kind of change as a word, with its tone."""
    words = _words(book)
    return b.Chip(_tone(change), words[change.kind])


@once
def _words(book: Book) -> dict[ChangeKind, str]:
    return {**_plan_words(book), **_register_words(book)}


def _tone(change: Change) -> b.Tone:
    if change.kind in _TONES:
        return _TONES[change.kind]
    after: Any = change.values.get("after")
    if change.kind in (ChangeKind.DECLARED_FLIPPED, ChangeKind.COMPUTED_FLIPPED):
        return Rag(after).value
    if change.kind is ChangeKind.KPI_CROSSED:
        return Rag(after.rag).value
    if change.kind in (ChangeKind.PROGRESS_MOVED, ChangeKind.SPEND_MOVED):
        was: Any = change.values["before"]
        return "amber" if was is not None and after < was else "blue"
    if change.kind is ChangeKind.RISK_MOVED:
        before: Any = change.values["before"]
        return "amber" if after > before else "green"
    grows: Any = change.values.get("share") or change.values.get("days") or 0
    if grows:
        return "amber" if grows > 0 else "green"
    return "blue"


def _plan_words(book: Book) -> dict[ChangeKind, str]:
    tr = book.tr
    return {
        ChangeKind.ENVELOPE_CHANGED: tr("Year’s budget"),
        ChangeKind.INITIATIVE_ADDED: tr("Added"),
        ChangeKind.INITIATIVE_RESUMED: tr("Resumed"),
        ChangeKind.INITIATIVE_DROPPED: tr("Taken out"),
        ChangeKind.INITIATIVE_FINISHED: tr("Finished"),
        ChangeKind.REBASELINED: tr("New baseline"),
        ChangeKind.OWNER_CHANGED: tr("New owner"),
        ChangeKind.BUDGET_CHANGED: tr("Budget"),
        ChangeKind.COST_MOVED: tr("Cost"),
        ChangeKind.PROGRESS_MOVED: tr("Progress"),
        ChangeKind.SPEND_MOVED: tr("Spending"),
        ChangeKind.INITIATIVE_RENAMED: tr("Renamed"),
        ChangeKind.DECLARED_FLIPPED: tr("Declared status"),
        ChangeKind.COMPUTED_FLIPPED: tr("Computed status"),
        ChangeKind.MILESTONE_SLIPPED: tr("Slip"),
        ChangeKind.MILESTONE_EARLIER: tr("Earlier"),
        ChangeKind.MILESTONE_DONE: tr("Milestone reached"),
        ChangeKind.MILESTONE_REOPENED: tr("Milestone reopened"),
        ChangeKind.MILESTONE_ADDED: tr("New milestone"),
        ChangeKind.MILESTONE_DROPPED: tr("Milestone taken out"),
        ChangeKind.FINISH_MOVED: tr("Finish moved"),
    }


def _register_words(book: Book) -> dict[ChangeKind, str]:
    tr = book.tr
    return {
        ChangeKind.KPI_CROSSED: tr("KPI status"),
        ChangeKind.KPI_MET: tr("Target reached"),
        ChangeKind.KPI_LOST: tr("Target missed"),
        ChangeKind.KPI_NEW: tr("New KPI"),
        ChangeKind.KPI_DROPPED: tr("KPI taken out"),
        ChangeKind.TARGET_MOVED: tr("Target changed"),
        ChangeKind.RISK_NEW: tr("New risk"),
        ChangeKind.RISK_OCCURRED: tr("Risk occurred"),
        ChangeKind.RISK_CLOSED: tr("Risk closed"),
        ChangeKind.RISK_REOPENED: tr("Risk reopened"),
        ChangeKind.RISK_MOVED: tr("Risk moved"),
        ChangeKind.RISK_REMOVED: tr("Risk taken out"),
        ChangeKind.ACTION_NEW: tr("New action"),
        ChangeKind.ACTION_DONE: tr("Action done"),
        ChangeKind.ACTION_OVERDUE: tr("Overdue action"),
        ChangeKind.ACTION_DROPPED: tr("Action dropped"),
        ChangeKind.ACTION_REOPENED: tr("Action reopened"),
        ChangeKind.ACTION_MOVED: tr("Action rescheduled"),
        ChangeKind.ACTION_HANDED_ON: tr("Action handed on"),
        ChangeKind.ACTION_REMOVED: tr("Action taken out"),
        ChangeKind.DECISION_NEW: tr("Decision"),
        ChangeKind.DECISION_CHANGED: tr("Decision changed"),
        ChangeKind.DECISION_REMOVED: tr("Decision taken out"),
    }


_TONES: dict[ChangeKind, b.Tone] = {
    ChangeKind.INITIATIVE_ADDED: "blue",
    ChangeKind.INITIATIVE_RESUMED: "amber",
    ChangeKind.INITIATIVE_DROPPED: "amber",
    ChangeKind.INITIATIVE_FINISHED: "green",
    ChangeKind.MILESTONE_SLIPPED: "red",
    ChangeKind.MILESTONE_EARLIER: "green",
    ChangeKind.MILESTONE_DONE: "green",
    ChangeKind.MILESTONE_REOPENED: "amber",
    ChangeKind.MILESTONE_DROPPED: "amber",
    ChangeKind.KPI_MET: "green",
    ChangeKind.KPI_LOST: "red",
    ChangeKind.KPI_DROPPED: "amber",
    ChangeKind.RISK_NEW: "amber",
    ChangeKind.RISK_OCCURRED: "red",
    ChangeKind.RISK_CLOSED: "green",
    ChangeKind.RISK_REOPENED: "amber",
    ChangeKind.RISK_REMOVED: "amber",
    ChangeKind.ACTION_DONE: "green",
    ChangeKind.ACTION_OVERDUE: "red",
    ChangeKind.ACTION_MOVED: "amber",
    ChangeKind.ACTION_REOPENED: "amber",
    ChangeKind.ACTION_REMOVED: "amber",
    ChangeKind.DECISION_CHANGED: "red",
    ChangeKind.DECISION_REMOVED: "red",
}
"""Tone of the changes that are good or bad by their kind; the others depend on their values."""
