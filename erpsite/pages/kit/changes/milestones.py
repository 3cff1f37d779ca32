"""Say what changed about a milestone."""

from __future__ import annotations

from typing import Any

from erpsite.analysis.reviews.changes import Change, ChangeKind
from erpsite.pages.kit.book import Book

__all__ = ["milestone_sentence"]


def milestone_sentence(book: Book, change: Change, values: Any) -> str:
    """Return one sentence on a change of a milestone."""
    name = _name(book, change, values)
    if change.kind is ChangeKind.MILESTONE_DONE:
        return _done(book, name, values)
    if change.kind in (ChangeKind.MILESTONE_SLIPPED, ChangeKind.MILESTONE_EARLIER):
        return _moved(book, name, change.kind, values)
    return _existence(book, name, change.kind, values)


def _name(book: Book, change: Change, values: Any) -> str:
    if "name" in values:
        return book.text(values["name"])
    stones = book.handbook.initiatives[change.id].milestones
    return next((book.text(stone.name) for stone in stones if stone.id == values["milestone"]), "")


def _done(book: Book, name: str, values: Any) -> str:
    tr, day, slip = book.locale.tr, book.locale.day(values["day"]), values["slip"]
    if slip is None or slip <= 0:
        return tr("The milestone “{milestone}” was reached on {day}, in time.", milestone=name, day=day)
    return tr.plural(
        "The milestone “{milestone}” was reached on {day}, {n} working day after its baseline.",
        "The milestone “{milestone}” was reached on {day}, {n} working days after its baseline.",
        slip, milestone=name, day=day,
    )  # fmt: skip


def _moved(book: Book, name: str, kind: ChangeKind, values: Any) -> str:
    tr = book.locale.tr
    words = {
        "milestone": name,
        "before": book.locale.day(values["before"]),
        "after": book.locale.day(values["after"]),
    }
    if not values["days"]:
        return _moved_over_days_off(book, kind, values, words)
    if kind is ChangeKind.MILESTONE_SLIPPED:
        return tr.plural(
            "The milestone “{milestone}” slips from {before} to {after}, {n} working day.",
            "The milestone “{milestone}” slips from {before} to {after}, {n} working days.",
            values["days"], **words,
        )  # fmt: skip
    return tr.plural(
        "The milestone “{milestone}” comes forward from {before} to {after}, {n} working day.",
        "The milestone “{milestone}” comes forward from {before} to {after}, {n} working days.",
        values["days"], **words,
    )  # fmt: skip


def _moved_over_days_off(book: Book, kind: ChangeKind, values: Any, words: dict[str, str]) -> str:
    """Return a move between two days with nothing but days off between: no working day, so many days."""
    tr, days = book.locale.tr, abs((values["after"] - values["before"]).days)
    if kind is ChangeKind.MILESTONE_SLIPPED:
        return tr.plural(
            "The milestone “{milestone}” slips from {before} to {after}, 0 working days ({n} calendar day).",
            "The milestone “{milestone}” slips from {before} to {after}, 0 working days ({n} calendar days).",
            days, **words,
        )  # fmt: skip
    return tr.plural(
        "The milestone “{milestone}” comes forward from {before} to {after}, "
        "0 working days ({n} calendar day).",
        "The milestone “{milestone}” comes forward from {before} to {after}, "
        "0 working days ({n} calendar days).",
        days, **words,
    )  # fmt: skip


def _existence(book: Book, name: str, kind: ChangeKind, values: Any) -> str:
    tr = book.locale.tr
    if kind is ChangeKind.MILESTONE_DROPPED:
        day = book.locale.day(values["before"])
        return tr("The milestone “{milestone}”, due on {day}, is no longer planned.", milestone=name, day=day)
    day = book.locale.day(values["after"])
    if kind is ChangeKind.MILESTONE_ADDED:
        return tr("The milestone “{milestone}” is new, due on {day}.", milestone=name, day=day)
    return tr(
        "The milestone “{milestone}” was reached and is open again, due on {day}.", milestone=name, day=day
    )
