"""A column is declared once; its head, its cells and its sum cannot come apart."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Col, Rows, cols, spread

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


def test_rows_of_several_things_and_columns_of_several_items() -> None:
    rows = Rows([("one", 1), ("three", 3)], group=lambda row: row[0][0])
    table = rows.table(
        "words",
        spread("word", "Word", lambda word, _: word, total="All"),
        *cols((2, 10), lambda by: spread(f"x{by}", f"× {by}", lambda _, n: str(n * by), "number", total="…")),
        summed=False,
    )
    assert [row.cells for row in table.rows] == [("one", "2", "10"), ("three", "6", "30")]
    assert [(column.key, column.kind) for column in table.columns][1:] == [
        ("x2", "number"),
        ("x10", "number"),
    ]
    assert [row.group for row in table.rows] == ["o", "t"]
    assert table.total is None


def _heads_and_cells_apart(source: str) -> list[int]:
    """Return the lines that make a table, a column or a row by hand, under whichever name it is imported."""
    parts, found, names = {"Table", "Column", "Row"}, list[int](), set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "erpsite.pages.kit.blocks":
            names |= {one.asname or one.name for one in node.names if one.name in parts}
        if isinstance(node, ast.Call):
            called = node.func
            by_module = isinstance(called, ast.Attribute) and called.attr in parts
            if by_module or (isinstance(called, ast.Name) and called.id in names):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    "source",
    [
        "t = b.Table('x', (b.Column('a', 'A'),), rows)",
        "r = blocks.Row(('cell',))",
        "from erpsite.pages.kit.blocks import Column as C\nc = C('a', 'A')",
    ],
)
def test_a_table_made_by_hand_is_found(source: str) -> None:
    assert _heads_and_cells_apart(source)


def test_no_page_keeps_columns_and_cells_apart(repo_root: Path) -> None:
    apart = {
        f"{path.relative_to(repo_root)}:{line}"
        for folder in ("erpsite", "plugins", "examples")
        for path in (repo_root / folder).rglob("*.py")
        if path.name != "columns.py"
        for line in _heads_and_cells_apart(path.read_text(encoding="utf-8"))
    }
    assert apart == set()
