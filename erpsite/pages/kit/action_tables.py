"""Make the tables of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from erpsite.analysis.state.registers import ActionState
from erpsite.model.review import Action
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, text_cell

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
    columns = (
        b.Column("action", tr("Action"), wide=True),
        b.Column("owner", tr("Owner")),
        b.Column("due", tr("Due"), "date"),
        b.Column("status", tr("Status"), "status"),
        b.Column("acceptance", tr("Done when"), wide=True),
        b.Column("review", tr("From review"), "date"),
        b.Column("carried", tr("Carried over"), "number"),
        b.Column("concerns", tr("Concerns")),
    )
    rows = tuple(_row(book, known, group(known) if group else "", anchored) for known in states)
    return b.Table(name, columns, rows, empty=tr("No action is recorded."))


def _row(book: Book, known: ActionState, group: str, anchored: bool) -> b.Row:
    action = known.action
    name = book.text(action.text)
    return b.Row(
        (
            name if anchored else b.Link(name, "reviews/actions", action.id),
            book.person(action.owner),
            book.day(known.due, book.tr("no due day")),
            action_chip(book, known),
            text_cell(book, action.acceptance, book.tr("no acceptance test")),
            _given_in(book, known),
            count_cell(book, known.carried),
            _concerns(book, action),
        ),
        anchor=action.id if anchored else "",
        source=action.where,
        group=group,
    )


def _given_in(book: Book, known: ActionState) -> b.Inline:
    if not known.review:
        return book.tr("Planning meeting")
    return book.link("reviews", known.review, book.locale.month(known.review))


def _concerns(book: Book, action: Action) -> b.Content:
    parts: list[b.Inline] = []
    if action.initiative:
        parts.append(book.link("initiatives", action.initiative))
    if action.decision:
        parts += [" · ", book.link("decisions", action.decision)] if parts else [
            book.link("decisions", action.decision)
        ]  # fmt: skip
    return tuple(parts) if parts else b.Missing()
