"""Draw who has committed to what by when, owner by owner, and how one will know that it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from erpsite.analysis.people.commitments import Commitment
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.commitment_tables import commitments_table
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.plant_choice import plant_choice

__all__ = ["commitments_sentence", "draw_commitments"]


@page(
    "plan/commitments",
    section="plan",
    needs=("initiatives",),
    place=40,
    title="Commitments",
    description="Who reaches what by when, and the test that says so, owner by owner.",
    file="initiatives",
)
def draw_commitments(book: Book) -> tuple[b.Block, ...]:
    """Return the commitments of the whole plan: how many each owner has, and all in one table."""
    tr, owners = book.tr, _owners(book)
    if not owners:
        return missing_page(
            book, tr("No approved initiative has a phase or a milestone yet."), "initiatives/"
        )
    everything = [one for found in owners.values() for one in found]
    return (
        b.Lead(commitments_sentence(book)),
        _tiles(book, everything),
        owners_table(book),
        b.Heading(tr("All in one table"), "all"),
        *plant_choice(book, "initiatives"),
        b.Paragraph(
            (tr("As a file for spreadsheets:"), " ", b.Link("commitments.csv", "downloads/commitments.csv"))
        ),
        commitments_table(book, sorted(everything, key=_by_day), "commitments", owner=True),
        *method_notes(
            book,
            tr(
                "Commitments are the milestones of initiatives that are approved or finished, and the phases "
                "that end without a milestone. A milestone without an owner of its own is its initiative's "
                "owner's. The approved date is the baseline's, or that of the last renewed baseline; slip "
                "is against it. Actions from reviews stand on their own page."
            ),
            ((tr("Slip"), "slip"), (tr("Past the approved date"), "overdue-dates")),
            ("initiatives", "reviews"),
        ),
    )


def _by_day(one: Commitment) -> tuple[dt.date, str]:
    return one.day or dt.date.max, one.initiative.initiative.id


def _owners(book: Book) -> Mapping[str, tuple[Commitment, ...]]:
    return book.figures.commitments_by_owner


def commitments_sentence(book: Book) -> str:
    """Return how much is committed by how many people, what is overdue and untestable, in one sentence."""
    figures = book.figures
    words = {
        "people": book.count("commitments.owners", len(figures.commitments_by_owner.keys() - {""})),
        "done": book.count(figures.commitments_reached),
        "missed": book.count(figures.commitments_missed),
        "late": book.count(figures.commitments_overdue),
        "untested": book.count(figures.commitments_untested),
    }
    return book.locale.tr.plural(
        "{n} commitment is made: {done} reached, {missed} past its approved date, {late} past the date "
        "expected now, and {untested} without an acceptance test.",
        "{n} commitments are made by {people} people: {done} reached, {missed} past their approved date, "
        "{late} past the date expected now, and {untested} without an acceptance test.",
        book.count(figures.commitments_made),
        **words,
    )


def _tiles(book: Book, found: Sequence[Commitment]) -> b.Tiles:
    tr, figures = book.tr, book.figures
    missed, late = figures.commitments_missed, figures.commitments_overdue
    bare, ahead = figures.commitments_untested, [one for one in found if not one.task.done]
    days = [(one.day, one) for one in ahead if one.day and one.day >= book.state.today]
    coming = min(days, key=lambda pair: pair[0])[1] if days else None
    return b.Tiles(
        (
            b.Tile(
                tr("Reached"),
                tr(
                    "{k} of {n}",
                    k=book.count(figures.commitments_reached),
                    n=book.count(figures.commitments_made),
                ),
                tr("commitments of the plan"),
            ),
            b.Tile(
                tr("Past the approved date"),
                book.count(missed),
                tr(
                    "not done on {day}; {late} past the date expected now",
                    day=book.locale.day(book.state.today),
                    late=book.count(late),
                ),
                tone="red" if missed.value or late.value else "green",
            ),
            b.Tile(
                tr("Without acceptance test"),
                book.count(bare),
                tr("nobody can say when they are reached"),
                tone="amber" if bare.value else "green",
            ),
            b.Tile(
                tr("Next"),
                book.day(coming.day) if coming else b.Missing(tr("none ahead")),
                _title(book, coming) if coming else "",
            ),
        )
    )


def _title(book: Book, one: Commitment) -> str:
    part = one.milestone or one.phase
    return book.text(part.name) if part else ""


def owners_table(book: Book) -> b.Table:
    """Return how many commitments each owner has, with links to them."""
    tr = book.tr
    return Rows(
        _owners(book).items(),
        anchor=lambda row: f"owner-{row[0] or 'nobody'}",
        tone=lambda row: "red" if any(book.figures.missed(one) for one in row[1]) else None,
    ).table(
        "commitments-by-owner",
        spread(
            "owner",
            tr("Owner"),
            lambda owner, _found: _owner(book, owner),
        ),
        spread("count", tr("In all"), lambda _owner, found: count_cell(book, len(found)), "number"),
        spread(
            "done",
            tr("Reached"),
            lambda _owner, found: count_cell(book, sum(one.task.done for one in found)),
            "number",
        ),
        spread(
            "late",
            tr("Past the approved date"),
            lambda _owner, found: count_cell(book, sum(book.figures.missed(one) for one in found)),
            "number",
        ),
        spread(
            "untested",
            tr("No test"),
            lambda _owner, found: count_cell(book, sum(not one.testable for one in found)),
            "number",
        ),
        caption=tr("Commitments by owner"),
    )


def _owner(book: Book, owner: str) -> b.Content:
    person = book.handbook.people.get(owner)
    if person is None:
        return book.name("people", owner) if owner else book.tr("nobody named")
    if person.left_on and person.left_on < book.state.today:
        left = book.tr("left on {day}: name somebody else", day=book.locale.day(person.left_on))
        return (book.link("people", owner), " ", b.Chip("red", left))
    return book.link("people", owner)
