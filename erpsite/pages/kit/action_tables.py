"""Make the tables of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from erpsite.analysis.state.registers import ActionState
from erpsite.model.review import Action
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, lines, text_cell
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["action_chip", "action_rows", "actions_table"]


def action_chip(book: Book, known: ActionState) -> b.Chip:
    """Return where an action stands on the day shown."""
    tr = book.locale.tr
    if known.status == "done":
        return b.Chip("green", tr("Done"))
    if known.status == "dropped":
        return b.Chip("grey", tr("Dropped"))
    if known.overdue and known.due:
        late = (book.state.today - known.due).days
        return b.Chip("red", tr.plural("Overdue by {n} day", "Overdue by {n} days", late))
    return b.Chip("blue", tr("Open"))


def actions_table(book: Book, actions: Sequence[Action], name: str = "actions") -> b.Table:
    """Return some actions: what, who, by when, how one knows, and how often it was carried over."""
    known = book.state.actions
    return action_rows(book, name, (known[one.id] for one in actions if one.id in known))


def action_rows(
    book: Book,
    name: str,
    states: Iterable[ActionState],
    group: Callable[[ActionState], str] | None = None,
    anchored: bool = False,
) -> b.Table:
    """Return the states of actions as a table; `anchored` rows are the targets of links to actions."""
    tr = book.tr
    return Rows(
        states,
        anchor=(lambda known: known.action.id) if anchored else None,
        source=lambda known: known.action.where,
        group=group,
    ).table(
        name,
        Col("action", tr("Action"), lambda known: _words(book, known, anchored), wide=True),
        Col("owner", tr("Owner"), lambda known: book.person(known.action.owner)),
        Col("due", tr("Due"), lambda known: book.day(known.due, tr("no due day")), "date"),
        Col("status", tr("Status"), lambda known: action_chip(book, known), "status"),
        Col(
            "acceptance",
            tr("Done when"),
            lambda known: text_cell(book, known.action.acceptance, tr("no acceptance test")),
            wide=True,
        ),
        Col("review", tr("From review"), lambda known: _given_in(book, known), "date"),
        Col("carried", tr("Carried over"), lambda known: count_cell(book, known.carried), "number"),
        Col("concerns", tr("Concerns"), lambda known: _concerns(book, known.action)),
        empty=tr("No action is recorded."),
    )


def _given_in(book: Book, known: ActionState) -> b.Inline:
    if not known.review:
        return book.tr("Planning meeting")
    return book.link("reviews", known.review, book.locale.month(known.review))


def _words(book: Book, known: ActionState, anchored: bool) -> b.Inline:
    words = book.text(known.action.text)
    return words if anchored else b.Link(words, "reviews/actions", known.action.id)


def _concerns(book: Book, action: Action) -> b.Content:
    parts: list[b.Content] = []
    if action.initiative:
        parts.append(book.link("initiatives", action.initiative))
    if action.decision:
        parts.append(book.link("decisions", action.decision))
    return lines(parts, " · ")
