"""Make the tables of decisions."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.decision import Decision
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, text_cell

__all__ = ["decisions_table"]


def decisions_table(
    book: Book, decisions: Sequence[Decision], name: str = "decisions", *, anchored: bool = False
) -> b.Table:
    """Return some decisions: what was resolved and why, by whom, and what came of it."""
    tr = book.tr
    columns = (
        b.Column("decision", tr("Decision")),
        b.Column("day", tr("Date"), "date"),
        b.Column("text", tr("What was resolved"), wide=True),
        b.Column("reason", tr("Reason"), wide=True),
        b.Column("by", tr("Decided by")),
        b.Column("initiatives", tr("Initiatives")),
        b.Column("actions", tr("Actions"), "number"),
        b.Column("status", tr("Status"), "status"),
    )
    rows = tuple(_row(book, one, anchored) for one in decisions)
    return b.Table(name, columns, rows, empty=tr("No decision is recorded."))


def _row(book: Book, one: Decision, anchored: bool) -> b.Row:
    links = book.figures.links
    title = book.text(one.title)
    return b.Row(
        (
            b.Strong(title) if anchored else book.link("decisions", one.id),
            book.day(one.date),
            book.text(one.text),
            text_cell(book, one.reason),
            book.person(one.by),
            book.links("initiatives", one.initiatives),
            count_cell(book, len(links.actions_of_decision.get(one.id, ()))),
            _status(book, one),
        ),
        anchor=one.id if anchored else "",
        source=one.where,
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
