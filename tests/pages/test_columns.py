"""A column is declared once; its head, its cells and its sum cannot come apart."""

from __future__ import annotations

from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Col, Rows

_WORDS = ("one", "three")


def _table(*columns: Col[str]) -> b.Table:
    rows = Rows(_WORDS, anchor=str.upper, source=lambda word: Source("words.yml", len(word)))
    return rows.table("words", *columns, empty="No word.")


def test_each_row_has_a_cell_for_each_column() -> None:
    word, length = (
        Col[str]("word", "Word", str),
        Col[str]("n", "Letters", lambda one: str(len(one)), "number"),
    )
    table = _table(length, word)
    assert [column.title for column in table.columns] == ["Letters", "Word"]
    assert [row.cells for row in table.rows] == [("3", "one"), ("5", "three")]
    assert [(row.anchor, row.source) for row in table.rows] == [
        ("ONE", Source("words.yml", 3)),
        ("THREE", Source("words.yml", 5)),
    ]
    assert table.total is None


def test_a_sum_stands_under_its_column_and_a_topic_in_its_head() -> None:
    table = _table(
        Col("word", "Word", str, total="All"),
        Col("first", "First", lambda one: one[0]),
        Col("n", "Letters", lambda one: str(len(one)), "number", topic="money", total="8"),
    )
    assert table.total == b.Row(("All", "", "8"))
    assert [column.topic for column in table.columns] == [None, None, "money"]
