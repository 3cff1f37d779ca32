"""Edit the sample plan at random; what the loader reads afterwards is what was asked, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from erpsite import patch
from erpsite.load.csv_reader import read_csv
from erpsite.load.yaml_reader import read_yaml
from erpsite.model import FILES
from erpsite.model.shape import Kind, shape_of

DATA = Path(__file__).resolve().parents[2] / "data"
TEXTS = {
    path.relative_to(DATA).as_posix(): path.read_bytes().decode("utf-8")
    for path in sorted(DATA.rglob("*.yml"))
}
TABLES = {
    file: (DATA / file.path).read_bytes().decode("utf-8")
    for file in FILES
    if file.shape == "table" and (DATA / file.path).is_file()
}
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which takes minutes on whole files of a plan."""
_PRINTED = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
_VALUES = st.one_of(
    st.text(_PRINTED, max_size=30),
    st.sampled_from(
        ["no", "12:30", "1e3", "- x", "a: b", "a #b", "'", '"', "\\", "=1", "中文，。", "x\ny\n", " x ", "~"]
    ),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 6)),
    st.booleans(),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
)


def _read(text: str) -> Any:
    """Return what the loader reads, without places, and with the kind of each number."""
    found = read_yaml(text.encode("utf-8"), "x.yml")
    assert [issue for issue in found.issues if issue.severity == "error"] == []
    return _bare(found.tree)


def _bare(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _bare(part) for key, part in tree.items()}
    return [_bare(part) for part in tree] if isinstance(tree, list) else tree


def _paths(tree: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, part in parts:
        yield (*above, key), part
        yield from _paths(part, (*above, key))


PATHS = {name: list(_paths(_read(text))) for name, text in TEXTS.items()}


def _meant(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(f"{value:.6f}") if isinstance(value, float) else value


def _held(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _changed(before: str, after: str) -> int:
    """Return how many lines of the old text are gone or other."""
    old, new = before.split("\n"), after.split("\n")
    head = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return len(old) - head - tail


def _edit(
    data: st.DataObject, text: str, path: tuple[str | int, ...], old: Any, tree: Any
) -> tuple[str, bool]:
    """Do one edit on text and tree; return the new text and whether it set a single value."""
    holder, key = _held(tree, path[:-1]), path[-1]
    does = data.draw(st.sampled_from(["set", "set", "set", "delete", "insert", "move"]))
    value = data.draw(_VALUES)
    if does == "delete":
        holder.pop(key)
        return patch.delete(text, path), False
    if does == "insert" and isinstance(holder, list):
        record = {"id": "new-one", "text": value, "list": [value, {"zh": "甲"}]}
        place = data.draw(st.integers(0, len(holder)))
        holder.insert(place, {"id": "new-one", "text": _meant(value), "list": [_meant(value), {"zh": "甲"}]})
        return patch.insert_item(text, path[:-1], record, place), False
    if does == "insert":
        holder["new_key"] = _meant(value)
        return patch.insert_key(text, path[:-1], "new_key", value), False
    if does == "move" and isinstance(holder, list):
        place = data.draw(st.integers(0, len(holder) - 1))
        holder.insert(place, holder.pop(key))  # type: ignore[arg-type]
        return patch.move_item(text, path, place), False
    holder[key] = _meant(value)
    return patch.set_value(text, path, value), not isinstance(old, dict | list)


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@given(data=st.data())
@settings(max_examples=170, deadline=None, phases=_PHASES)
def test_any_edit_of_a_file_is_read_as_it_was_meant(ends: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    path, old = data.draw(st.sampled_from(PATHS[name]))
    text, tree = TEXTS[name].replace("\n", ends), _read(TEXTS[name])
    new, single = _edit(data, text, path, old, tree)
    assert repr(_read(new)) == repr(tree)
    assert new.count("\n") == new.count(ends)
    comments = set(re.findall(r"^ *#.*", text, re.MULTILINE))
    assert not single or comments <= set(re.findall(r"^ *#.*", new, re.MULTILINE))
    folded = isinstance(old, str) and len(old) > 80
    assert not single or folded or _changed(text, new) <= 1


@given(data=st.data())
@settings(max_examples=60, deadline=None, phases=_PHASES)
def test_any_edit_of_a_table_is_read_as_it_was_meant(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(TABLES, key=lambda one: one.path)))
    text = TABLES[file]
    rows = read_csv(text.encode("utf-8"), file.path, file.record).rows
    number = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(text.split("\n", maxsplit=1)[0].split(",")))
    value = data.draw(_VALUES)
    new = patch.set_cell(text, number, column, value)
    assert _changed(text, new) <= 1 + str(rows[number].get(column)).count("\n")
    after = read_csv(new.encode("utf-8"), file.path, file.record).rows
    assert [_bare(row) for row in after[:number]] == [_bare(row) for row in rows[:number]]
    assert [_bare(row) for row in after[number + 1 :]] == [_bare(row) for row in rows[number + 1 :]]
    assert _others(after[number], column) == _others(rows[number], column)
    if (
        isinstance(value, str)
        and value.strip()
        and column in rows[number]
        and shape_of(file.record).fields[column].kind is Kind.TEXT
    ):
        assert after[number][column] == value.replace("\r", "\n")


def _others(row: dict[str, Any], column: str) -> dict[str, Any]:
    """Return the fields that were not edited: texts by language are one field of several columns."""
    return {key: _bare(value) for key, value in row.items() if not column.startswith(key)}
