"""Put changes into lines: a word with its tone, the record, a sentence, the line of data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.analysis.changes import Change, ChangeKind
from erpsite.model.plan import Rag
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.changes.initiatives import initiative_sentence
from erpsite.pages.changes.registers import TONES, kpi_sentence, register_sentence

__all__ = ["change_item", "change_sentence", "change_word", "changes_table"]


def change_sentence(book: Book, change: Change) -> str:
    """Return one sentence that says what changed, without the record's name."""
    if change.record == "initiatives":
        return initiative_sentence(book, change)
    if change.record == "kpis":
        return kpi_sentence(book, change)
    return register_sentence(book, change)


def change_word(book: Book, change: Change) -> b.Chip:
    """Return the kind of change as a word, with its tone."""
    words = {**_plan_words(book), **_register_words(book)}
    return b.Chip(_tone(change), words[change.kind])


def _record(book: Book, change: Change) -> b.Inline:
    """Return a link to the record, or its id where the plan shown no longer holds it."""
    held = getattr(book.handbook, change.record)
    return book.link(change.record, change.id) if change.id in held else change.id


def change_item(book: Book, change: Change) -> b.Content:
    """Return a change as one line of a list."""
    colon = "：" if book.locale.language == "zh" else ": "
    return (change_word(book, change), " ", _record(book, change), colon, change_sentence(book, change))


def changes_table(book: Book, changes: Sequence[Change], name: str = "changes") -> b.Table:
    """Return the changes with their record, what happened, and the line of data that says it."""
    tr = book.tr
    columns = (
        b.Column("record", tr("Record")),
        b.Column("kind", tr("Change"), "status"),
        b.Column("sentence", tr("What happened"), wide=True),
        b.Column("where", tr("Source"), wide=True),
    )
    rows = tuple(
        b.Row(
            (
                _record(book, change),
                change_word(book, change),
                change_sentence(book, change),
                b.Place(change.where),
            ),
            source=change.where,
        )
        for change in changes
    )
    return b.Table(name, columns, rows, empty=tr("Nothing changed."))


def _tone(change: Change) -> b.Tone:
    if change.kind in TONES:
        return TONES[change.kind]
    after: Any = change.values.get("after")
    if change.kind in (ChangeKind.DECLARED_FLIPPED, ChangeKind.COMPUTED_FLIPPED):
        return Rag(after).value
    if change.kind is ChangeKind.KPI_CROSSED:
        return Rag(after.rag).value
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
        ChangeKind.INITIATIVE_ADDED: tr("Added"),
        ChangeKind.INITIATIVE_DROPPED: tr("Taken out"),
        ChangeKind.INITIATIVE_FINISHED: tr("Finished"),
        ChangeKind.REBASELINED: tr("New baseline"),
        ChangeKind.OWNER_CHANGED: tr("New owner"),
        ChangeKind.BUDGET_CHANGED: tr("Budget"),
        ChangeKind.COST_MOVED: tr("Cost"),
        ChangeKind.DECLARED_FLIPPED: tr("Declared status"),
        ChangeKind.COMPUTED_FLIPPED: tr("Computed status"),
        ChangeKind.MILESTONE_SLIPPED: tr("Slip"),
        ChangeKind.MILESTONE_EARLIER: tr("Earlier"),
        ChangeKind.MILESTONE_DONE: tr("Milestone reached"),
        ChangeKind.FINISH_MOVED: tr("Finish moved"),
    }


def _register_words(book: Book) -> dict[ChangeKind, str]:
    tr = book.tr
    return {
        ChangeKind.KPI_CROSSED: tr("KPI status"),
        ChangeKind.KPI_MET: tr("Target reached"),
        ChangeKind.KPI_LOST: tr("Target missed"),
        ChangeKind.RISK_NEW: tr("New risk"),
        ChangeKind.RISK_OCCURRED: tr("Risk occurred"),
        ChangeKind.RISK_CLOSED: tr("Risk closed"),
        ChangeKind.RISK_MOVED: tr("Risk moved"),
        ChangeKind.ACTION_NEW: tr("New action"),
        ChangeKind.ACTION_DONE: tr("Action done"),
        ChangeKind.ACTION_OVERDUE: tr("Overdue action"),
        ChangeKind.ACTION_DROPPED: tr("Action dropped"),
        ChangeKind.DECISION_NEW: tr("Decision"),
    }
