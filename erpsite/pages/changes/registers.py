"""Say what changed about a KPI, a risk, an action or a decision."""

from __future__ import annotations

from typing import Any

from erpsite.analysis.changes import Change, ChangeKind
from erpsite.pages import blocks as b
from erpsite.pages.book import Book

__all__ = ["kpi_sentence", "register_sentence"]


def kpi_sentence(book: Book, change: Change) -> str:
    """Return one sentence on a change of a KPI."""
    tr, kpi, values = book.tr, book.handbook.kpis[change.id], change.values
    value: Any = values["value"]
    figure = "" if value is None else book.locale.quantity(value, book.text(kpi.unit), kpi.decimals)
    if change.kind is ChangeKind.KPI_MET:
        return tr("The target is met with {value}.", value=figure)
    if change.kind is ChangeKind.KPI_LOST:
        return tr("The target is no longer met: {value}.", value=figure)
    before: Any = values["before"]
    after: Any = values["after"]
    words = {"before": book.rag(before.rag).text, "after": book.rag(after.rag).text}
    if not figure or after.rag == "grey":
        return tr("The KPI goes from “{before}” to “{after}”.", **words)
    return tr("The KPI goes from “{before}” to “{after}” with {value}.", value=figure, **words)


def register_sentence(book: Book, change: Change) -> str:
    """Return one sentence on a change of a risk, an action or a decision."""
    tr, kind, values = book.tr, change.kind, change.values
    if change.record == "decisions":
        return tr("The decision is on record.")
    if kind is ChangeKind.RISK_NEW:
        return tr("A new risk of score {score}.", score=values["score"])
    if kind is ChangeKind.RISK_MOVED:
        return tr("The risk moves from score {before} to {after}.", **values)
    if kind is ChangeKind.RISK_OCCURRED:
        return tr("The risk has occurred.")
    if kind is ChangeKind.RISK_CLOSED:
        return tr("The risk is closed.")
    return _action(book, kind, values)


def _action(book: Book, kind: ChangeKind, values: Any) -> str:
    tr = book.tr
    words = {"owner": book.name("people", values["owner"]), "due": book.locale.day(values["due"])}
    if kind is ChangeKind.ACTION_NEW:
        return tr("A new action for {owner}, due on {due}.", **words)
    if kind is ChangeKind.ACTION_OVERDUE:
        return tr("The action was due on {due} and is still open with {owner}.", **words)
    if kind is ChangeKind.ACTION_DONE:
        return tr("{owner} has done the action.", **words)
    return tr("The action is dropped.")


TONES: dict[ChangeKind, b.Tone] = {
    ChangeKind.INITIATIVE_ADDED: "blue",
    ChangeKind.INITIATIVE_DROPPED: "amber",
    ChangeKind.INITIATIVE_FINISHED: "green",
    ChangeKind.MILESTONE_SLIPPED: "red",
    ChangeKind.MILESTONE_EARLIER: "green",
    ChangeKind.MILESTONE_DONE: "green",
    ChangeKind.KPI_MET: "green",
    ChangeKind.KPI_LOST: "red",
    ChangeKind.RISK_NEW: "amber",
    ChangeKind.RISK_OCCURRED: "red",
    ChangeKind.RISK_CLOSED: "green",
    ChangeKind.ACTION_DONE: "green",
    ChangeKind.ACTION_OVERDUE: "red",
}
"""Tone of the changes that are good or bad by their kind; the others depend on their values."""
