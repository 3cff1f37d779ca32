"""Draw the registers over all reviews: actions and decisions."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.state.registers import ActionState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.action_tables import action_rows
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.decision_tables import decisions_table
from erpsite.pages.kit.page import last_review, page

__all__ = ["draw_actions", "draw_decisions"]


@page(
    "reviews/actions",
    section="reviews",
    needs=("actions", "reviews"),
    place=20,
    title="Actions",
    file=last_review,
    opened_by={"business": 5},
)
def draw_actions(book: Book) -> tuple[b.Block, ...]:
    """Return every action: overdue ones first, then open ones, then what is done."""
    tr, known = book.tr, list(book.state.actions.values())
    if not known:
        empty = b.Lead(tr("No action has been given yet."))
        return (empty, b.Callout("grey", tr("Actions are given in the reviews, data/reviews/*.yml.")))
    overdue = sorted((one for one in known if one.overdue), key=_due)
    open_ones = sorted((one for one in known if one.status == "open" and not one.overdue), key=_due)
    closed = sorted((one for one in known if one.status != "open"), key=_due, reverse=True)
    lead = tr(
        "{open} of {all} actions are open, {overdue} of them overdue.",
        open=book.count(book.figures.actions_open),
        all=book.count("actions.all", len(known)),
        overdue=book.count(book.figures.actions_overdue),
    )
    return (
        b.Lead(lead),
        *_tiles(book, [*overdue, *open_ones]),
        *_oldest(book, overdue),
        b.Heading(tr("Overdue"), "overdue"),
        action_rows(book, "actions-overdue", overdue, anchored=True),
        b.Heading(tr("Open, in time"), "open"),
        action_rows(book, "actions-open", open_ones, anchored=True),
        b.Heading(tr("Open actions by owner"), "by-owner"),
        _by_owner(book, [*overdue, *open_ones]),
        b.Heading(tr("Completed and dropped"), "closed"),
        action_rows(book, "actions-closed", closed, anchored=True),
    )


def _age(book: Book, one: ActionState) -> int:
    """Return the days since the review or the meeting that gave an action was held."""
    plan = book.handbook
    held = plan.reviews[one.review].held_on if one.review else plan.plan.meeting_date
    return max((book.state.today - held).days, 0)


def _tiles(book: Book, known: list[ActionState]) -> tuple[b.Block, ...]:
    """Return how old the open actions are, and how often they were put off."""
    if not known:
        return ()
    tr = book.locale.tr
    first = max(known, key=lambda one: _age(book, one))
    late = sum(one.overdue for one in known)
    oldest = tr.plural("{n} day", "{n} days", book.count("actions.oldest-age", _age(book, first)))
    given = tr("given in the planning meeting")
    if first.review:
        given = tr("given in the review of {month}", month=book.locale.month(first.review))
    carried = sum(one.carried > 0 for one in known)
    return (
        b.Tiles(
            (
                b.Tile(tr("Open"), book.count(book.figures.actions_open)),
                b.Tile(
                    tr("Overdue"), book.count(book.figures.actions_overdue), tone="red" if late else "green"
                ),
                b.Tile(tr("Age of the oldest"), oldest, given),
                b.Tile(
                    tr("Carried over"),
                    book.count("actions.carried-over", carried),
                    tr("open actions that an earlier review gave"),
                ),
            )
        ),
    )


def _due(one: ActionState) -> tuple[dt.date, str]:
    return one.by, one.action.id


def _oldest(book: Book, overdue: list[ActionState]) -> tuple[b.Block, ...]:
    stuck = [one for one in overdue if one.carried >= 3]
    if not stuck:
        return ()
    items = tuple(
        (
            book.text(one.action.text),
            " – ",
            book.person(one.action.owner),
            " ",
            book.locale.tr.plural("carried over {n} time", "carried over {n} times", one.carried),
        )
        for one in stuck
    )
    return (b.Callout("red", book.tr("Carried over three times or more"), (b.Items(items),)),)


def _by_owner(book: Book, actions: list[ActionState]) -> b.Table:
    tr, owned = book.tr, dict[str, list[ActionState]]()
    for one in actions:
        owned.setdefault(one.action.owner, []).append(one)

    def late(mine: list[ActionState]) -> int:
        return sum(one.overdue for one in mine)

    return Rows(sorted(owned.items(), key=lambda item: (-late(item[1]), -len(item[1])))).table(
        "actions-by-owner",
        spread("owner", tr("Owner"), lambda owner, _: book.person(owner)),
        spread("open", tr("Open"), lambda _, mine: count_cell(book, len(mine)), "number"),
        spread("overdue", tr("Overdue"), lambda _, mine: count_cell(book, late(mine)), "number"),
        spread(
            "age",
            tr("Oldest, days"),
            lambda _, mine: count_cell(book, max(_age(book, one) for one in mine)),
            "number",
        ),
        spread(
            "carried",
            tr("Carried over at most, times"),
            lambda _, mine: count_cell(book, max(one.carried for one in mine)),
            "number",
        ),
        empty=tr("No actions."),
    )


@page(
    "reviews/decisions",
    section="reviews",
    needs=("decisions",),
    place=30,
    title="Decisions",
    file="decisions.yml",
    opened_by={"finance": 4},
)
def draw_decisions(book: Book) -> tuple[b.Block, ...]:
    """Return every decision of the meeting and of the reviews up to the month shown, the latest first."""
    tr = book.tr
    decisions, in_meeting = list(book.state.decisions.values()), len(book.handbook.decided_in_meeting)
    if not decisions:
        empty = b.Lead(tr("No decision has been recorded yet."))
        return (empty, b.Callout("grey", tr("Decisions of the meeting stand in data/decisions.yml.")))
    replaced = sum(one.id in book.figures.links.superseded_by for one in decisions)
    lead = tr(
        "{n} decisions are on record: {meeting} of the meeting, {later} of the reviews, {replaced} "
        "superseded.",
        n=book.count("decisions.all", len(decisions)),
        meeting=book.count("decisions.in-meeting", in_meeting),
        later=book.count("decisions.in-reviews", len(decisions) - in_meeting),
        replaced=book.count("decisions.superseded", replaced),
    )
    ordered = sorted(decisions, key=lambda one: (one.date, one.id), reverse=True)
    note = tr("A decision never changes; a later one supersedes it.")
    return (b.Lead(lead), decisions_table(book, ordered, anchored=True), b.Paragraph(note, small=True))
