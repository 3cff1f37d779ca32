"""The tables of the plan that capacity allows, drawn from the sample's committed proposal."""

from __future__ import annotations

from pathlib import Path

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.levelling_tables import levelled_blocks, levelled_note, loads_blocks, relief_table
from erpsite.pages.kit.levelling_words import levelled_of

SAMPLE = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def book() -> Book:
    handbook = load_handbook(SAMPLE).handbook
    assert handbook is not None
    return Book(state(handbook, "2026-01"), locale_of("en", handbook.plan.currency))


def _table(blocks: tuple[b.Block, ...]) -> b.Table:
    return next(block for block in blocks if isinstance(block, b.Table))


def test_the_overloaded_role_comes_first(book: Book) -> None:
    groups = list(dict.fromkeys(row.group for row in _table(loads_blocks(book)).rows))
    assert groups[0] == "Integration engineer"
    assert len(groups) > 3


def test_a_milestone_moves_from_one_day_to_one_day(book: Book) -> None:
    moves = levelled_of(book)
    assert moves is not None
    rows = _table(levelled_blocks(book)).rows
    for move, row in zip(moves.moves, rows, strict=True):
        assert isinstance(row.cells[1], tuple) is (move.was_start != move.was_finish)
    assert any(move.start == move.finish for move in moves.moves)


def test_a_measure_without_a_plan_says_so_in_every_column(book: Book) -> None:
    found = levelled_of(book)
    assert found is not None
    relief = found.record.reliefs[0].model_copy(update={"end": None, "missed": 0, "gap": 0.0})
    record = found.record.model_copy(update={"reliefs": (relief,)})
    (row,) = relief_table(book, type(found)(record, False, found.moves)).rows
    assert [isinstance(cell, b.Missing) for cell in row.cells] == [False, True, True, True, True]


def test_the_brief_says_that_the_plan_is_another_than_what_stands_above_the_line(book: Book) -> None:
    """The draft ends on 27 November by its dates; one more initiative, below the line, was approved."""
    (note,) = levelled_note(book, drafted=True)
    assert str(note).startswith(
        "Paragraph(content=('The plan is 24 initiatives (below the line: 1). With the people there are, the "
        "plan ends on 12"
    )
    (alone,) = levelled_note(book)
    assert "the line" not in str(alone)
