"""Say what changed about a KPI, a risk, an action, a decision, or the plan as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from erpsite.analysis.reviews.changes import Change, ChangeKind
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.initiatives import owner_sentence

__all__ = ["kpi_sentence", "plan_sentence", "register_sentence"]


def plan_sentence(book: Book, change: Change) -> str:
    """Return one sentence on a change of the plan's own figures."""
    before: Any = change.values["before"]
    after: Any = change.values["after"]
    if before is None:
        return book.tr("The year’s budget was not known, and is {after} now.", after=book.locale.money(after))
    if after is None:
        words = {"before": book.locale.money(before)}
        return book.tr("The year’s budget is no longer stated; it was {before}.", **words)
    words = {"before": book.locale.money(before), "after": book.locale.money(after)}
    return book.tr("The year’s budget changes from {before} to {after}.", **words)


def kpi_sentence(book: Book, change: Change) -> str:
    """Return one sentence on a change of a KPI."""
    tr, kind = book.tr, change.kind
    if kind is ChangeKind.KPI_NEW:
        return tr("The KPI is new in the plan.")
    if kind is ChangeKind.KPI_DROPPED:
        return tr("The KPI is no longer in the plan.")
    if kind is ChangeKind.OWNER_CHANGED:
        return owner_sentence(book, change.values["before"], change.values["after"])
    if kind is ChangeKind.TARGET_MOVED:
        words = {side: _aim(book, change.id, change.values[side]) for side in ("before", "after")}
        return tr("The target changes from {before} to {after}.", **words)
    return _standing(book, change)


def _aim(book: Book, name: str, figures: Any) -> str:
    kpi = book.handbook.kpis[name]
    unit = book.text(kpi.unit)
    return "–".join(book.locale.quantity(figure, unit, book.kpi_decimals(kpi)) for figure in figures) or "–"


def _standing(book: Book, change: Change) -> str:
    tr, kpi, values = book.tr, book.handbook.kpis[change.id], change.values
    value: Any = values["value"]
    figure = "" if value is None else book.locale.quantity(value, book.text(kpi.unit), book.kpi_decimals(kpi))
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
    if change.record == "decisions":
        return _decision(book, change.kind, change.values)
    if change.record == "risks":
        return _risk(book, change, change.values)
    return _action(book, change.kind, change.values)


def _decision(book: Book, kind: ChangeKind, values: Any) -> str:
    if kind is ChangeKind.DECISION_CHANGED:
        return book.tr("The wording on record has changed, although a decision never does.")
    if kind is ChangeKind.DECISION_REMOVED:
        return book.tr("The decision is no longer on record.")
    words = {"person": book.name("people", values["by"]), "day": book.locale.day(values["day"])}
    return book.tr("Decided by {person} on {day}.", **words)


def _risk(book: Book, change: Change, values: Any) -> str:
    tr, kind = book.tr, change.kind
    if kind is ChangeKind.RISK_NEW:
        return tr("A new risk of score {score}.", score=values["score"])
    if kind is ChangeKind.RISK_MOVED:
        return tr("The risk moves from score {before} to {after}.", **values)
    if kind is ChangeKind.RISK_OCCURRED:
        return _occurred(book, change.id)
    if kind is ChangeKind.RISK_REOPENED:
        return tr("The risk is open again, with score {score}.", score=values["score"])
    if kind is ChangeKind.RISK_REMOVED:
        return tr("The risk is no longer in the plan.")
    return tr("The risk is closed.")


def _occurred(book: Book, name: str) -> str:
    """Say that a risk became real, and whose it is."""
    known = book.state.risks.get(name)
    if known is None or known.initiative not in book.handbook.initiatives:
        return book.tr("The risk has occurred.")
    initiative = book.name("initiatives", known.initiative)
    return book.tr("The risk has occurred; it concerns “{initiative}”.", initiative=initiative)


def _day(book: Book, day: dt.date | None) -> str:
    return book.locale.day(day) if day else book.tr("no due day")


def _action(book: Book, kind: ChangeKind, values: Any) -> str:
    tr = book.tr
    if kind is ChangeKind.ACTION_DROPPED:
        return tr("The action is dropped.")
    if kind is ChangeKind.ACTION_REMOVED:
        return tr("The action is no longer on record.")
    if kind is ChangeKind.ACTION_HANDED_ON:
        return owner_sentence(book, values["before"], values["after"])
    owner = book.name("people", values["owner"])
    if kind is ChangeKind.ACTION_MOVED:
        days = {side: _day(book, values[side]) for side in ("before", "after")}
        return tr(
            "The due date moves from {before} to {after}; {owner} owns the action.", owner=owner, **days
        )
    words = {"owner": owner, "due": _day(book, values["due"])}
    if kind is ChangeKind.ACTION_NEW:
        return tr("A new action for {owner}, due on {due}.", **words)
    if kind is ChangeKind.ACTION_OVERDUE:
        return tr("The action was due on {due} and is still open with {owner}.", **words)
    if kind is ChangeKind.ACTION_REOPENED:
        return tr("The action is open again with {owner}, due on {due}.", **words)
    return tr("{owner} has done the action.", **words)
