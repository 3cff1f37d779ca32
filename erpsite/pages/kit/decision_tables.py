"""Make the tables of decisions."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.decision import Decision
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, text_cell
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["decisions_table"]


def decisions_table(
    book: Book, decisions: Sequence[Decision], name: str = "decisions", *, anchored: bool = False
) -> b.Table:
    """Return some decisions: what was resolved and why, by whom, and what came of it."""
    tr = book.tr
    return Rows(decisions, anchor=lambda one: one.id if anchored else "", source=lambda one: one.where).table(
        name,
        Col(
            "decision",
            tr("Decision"),
            lambda one: b.Strong(book.text(one.title)) if anchored else book.link("decisions", one.id),
        ),
        Col("day", tr("Date"), lambda one: book.day(one.date), "date"),
        Col("text", tr("What was resolved"), lambda one: book.text(one.text), wide=True),
        Col("reason", tr("Reason"), lambda one: text_cell(book, one.reason), wide=True),
        Col("by", tr("Decided by"), lambda one: book.person(one.by)),
        Col("initiatives", tr("Initiatives"), lambda one: book.links("initiatives", one.initiatives)),
        Col(
            "actions",
            tr("Actions"),
            lambda one: count_cell(book, len(book.figures.links.actions_of_decision.get(one.id, ()))),
            "number",
        ),
        Col("status", tr("Status"), lambda one: _status(book, one), "status"),
        empty=tr("No decision is recorded."),
    )


def _status(book: Book, one: Decision) -> b.Content:
    tr = book.tr
    later = book.figures.links.superseded_by.get(one.id)
    if later:
        return (b.Chip("grey", tr("Superseded by")), " ", book.link("decisions", later))
    if one.supersedes:
        return (b.Chip("green", tr("In force")), " ", tr("replaces"), " ",
                book.link("decisions", one.supersedes))  # fmt: skip
    return b.Chip("green", tr("In force"))
