"""A thousand random changes of every kind over the sample: each is read as it was meant, and nothing else."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from erpsite.ingest.changes.applying import apply_changes
from erpsite.ingest.changes.change_file import ChangeFile, file_of, read_change_file
from erpsite.ingest.changes.outcome import Fate
from erpsite.load.csv_reader import read_csv
from erpsite.load.yaml_reader import read_yaml
from tests.ingest.restyled import restyled

DATA = Path(__file__).parents[2] / "data"
FILES = {
    path.relative_to(DATA).as_posix(): path.read_bytes()
    for path in sorted(DATA.rglob("*.*"))
    if file_of(path.relative_to(DATA).as_posix())
}
TEXTS = [
    "no", "12:30", "1e3", "- x", "a: b", "a #b", "'", '"', "\\", "=1", "中文，。", " x ", "~", "a<b", "\tx",
    "007",     "第一段。\n\n第二段", "one\ntwo\n", "2026-03", "<b>x</b>", "null", "é" * 130, "word " * 60,
]  # fmt: skip
Path_ = tuple[str | int, ...]


def _bare(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _bare(part) for key, part in tree.items()}
    return [_bare(part) for part in tree] if isinstance(tree, list) else tree


def _read(data: bytes, path: str) -> Any:
    """Return what the loader reads of a file: its tree, or its rows by column."""
    file = file_of(path)
    assert file
    if file.shape == "table":
        found = read_csv(data, path, file.record)
        assert [one for one in found.issues if one.severity == "error"] == []
        return [_bare(row) for row in found.rows]
    tree = read_yaml(data, path)
    assert tree.issues == ()
    return _bare(tree.tree)


_read_once = cache(_read)


def _paths(tree: Any, above: Path_ = ()) -> Iterator[Path_]:
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, part in parts:
        yield (*above, key)
        yield from _paths(part, (*above, key))


def _held(tree: Any, path: Path_) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _told(tree: Any, path: Path_) -> list[Any]:
    """Return the way as a change file says it: items by their id where they have one."""
    steps: list[Any] = []
    for step in path:
        inner = tree[step]
        own = isinstance(step, int) and isinstance(inner, dict) and "id" in inner
        steps.append({"id": inner["id"]} if own else step)
        tree = inner
    return steps


def _value(rng: random.Random, old: Any) -> Any:
    """Return a value of the kind of the old one, or a text that is hard to write."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int | float):
        return rng.choice([old + 1, round(old * 1.5 + 0.25, 4), 0, -3, 10**7])
    if isinstance(old, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", old):
        return f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    return rng.choice([*TEXTS, f"{old} {rng.choice(TEXTS)}".strip()])


def _same(one: Any, other: Any) -> bool:
    """Say whether two trees are the same to the model, which takes the blanks off the ends of texts."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _lines(before: bytes, after: bytes) -> int:
    """Return how many lines of the old text are gone or other."""
    old, new = before.split(b"\n"), after.split(b"\n")
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return len(old) - head - tail


def change_file(*changes: dict[str, Any], **more: Any) -> ChangeFile:
    """Return changes as they come out of a change file."""
    told = {"format": "erpsite-change/1", "kind": "edit", "who": {"name": "李伟"}, "when": "2026-11-03",
            "changes": list(changes), **more}  # fmt: skip
    found, issues = read_change_file(json.dumps(told).encode(), "x.erpsite-change.json")
    assert found, issues
    return found


class _Edit:
    """Make one random change to a file, and do the same to the tree that the loader reads of it."""

    def __init__(self, rng: random.Random, path: str, data: bytes) -> None:
        self.rng, self.path, self.single = rng, path, False
        file = file_of(path)
        assert file
        self.file, self.tree = file, _read_once(data, path)
        self.wanted = copy.deepcopy(self.tree)

    def change(self) -> dict[str, Any]:
        """Return the change, as a change file holds it."""
        made = self._row() if self.file.shape == "table" else self._value()
        return {"file": self.path, "kind": self.file.kind.name, **made}

    def _row(self) -> dict[str, Any]:
        rng, number = self.rng, self.rng.randrange(len(self.tree))
        row, keys = self.tree[number], self.file.kind.key
        columns = FILES[self.path].decode("utf-8-sig").splitlines()[0].split(",")
        record = {name: str(row.get(name, "")) for name in keys if name in columns}
        does = rng.choice(["set", "set", "set", "empty", "add", "remove"])
        if does == "remove":
            del self.wanted[number]
            return {"record": record, "action": "remove", "old": row}
        if does == "add":
            added = {**row, keys[0]: "new-one"}
            self.wanted.append(added)
            return {"record": {**record, keys[0]: "new-one"}, "action": "add", "new": added}
        column = rng.choice([name for name in row if name not in keys])
        cells: Any = self.wanted[number]
        old, path = row[column], [column]
        if isinstance(old, dict):
            part = rng.choice(sorted(old))
            old, cells, path = old[part], cells[column], [column, part]
        new: Any = None if does == "empty" else self._cell(old)
        cells[path[-1]] = new
        if new is None:
            del cells[path[-1]]
            self.wanted[number] = {key: one for key, one in self.wanted[number].items() if one != {}}
        self.single = "\n" not in str(old)
        return {"record": record, "path": path, "action": "set", "old": old, "new": new}

    def _cell(self, old: Any) -> Any:
        return (
            _value(self.rng, old)
            if not isinstance(old, str)
            else self.rng.choice(["新", "a,b", 'x "y"', "=1"])
        )

    def _value(self) -> dict[str, Any]:
        tree, rng = self.tree, self.rng
        inside = [one for one in _paths(tree) if self.file.shape != "list" or len(one) > 1]
        scalars = [one for one in inside if not isinstance(_held(tree, one), dict | list)]
        path = rng.choice(scalars if rng.random() < 0.6 else inside)
        record, top = (tree[path[0]]["id"], 1) if self.file.shape == "list" else (
            tree[self.file.kind.key[0]] if self.file.shape == "folder" else "", 0)  # fmt: skip
        told, holder, key = _told(tree, path)[top:], _held(self.wanted, path[:-1]), path[-1]
        old = _held(tree, path)
        head = {"record": record, "path": told}
        does = rng.choice(["set", "set", "set", "whole", "remove", "add"])
        if key == self.file.kind.key[0] if self.file.kind.key else False:
            does = "set" if len(path) > top + 1 else "add"
        if does == "add":
            return self._added(head, holder)
        if does == "remove":
            holder.pop(key)
            return {**head, "action": "remove", "old": old}
        if does == "set" and isinstance(old, dict | list):
            does = "whole"
        new = {"zh": "甲", "en": rng.choice(TEXTS)} if does == "whole" else _value(rng, old)
        holder[key] = new
        self.single = does == "set" and not (isinstance(old, str) and len(old) > 80)
        return {**head, "action": "set", "old": old, "new": new}

    def _added(self, head: dict[str, Any], holder: Any) -> dict[str, Any]:
        new: Any = {"id": "new-one", "text": self.rng.choice(TEXTS), "list": ["a-b", {"zh": "甲"}]}
        if isinstance(holder, list):
            holder.append(new)
            return {**head, "path": head["path"][:-1], "action": "add", "new": new}
        holder["new_key"] = new
        return {**head, "path": [*head["path"][:-1], "new_key"], "action": "set", "new": new}


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_any_change_is_read_as_it_was_meant(ends: bytes) -> None:
    rng = random.Random(20261129)
    small = sorted(FILES, key=lambda path: len(FILES[path]))[: len(FILES) * 2 // 3]
    singles = 0
    for number in range(500):
        path = rng.choice(small) if number % 20 else rng.choice(sorted(FILES))
        before = FILES[path].replace(b"\n", ends)
        edit = _Edit(rng, path, before)
        change = edit.change()
        applied = apply_changes([("x", change_file(change))], {path: before})
        told = applied.became[0]
        if told.fate is Fate.ALREADY:
            assert _same(change.get("old"), change.get("new")), change
            continue
        assert told.fate is Fate.DONE, (change, told)
        after = applied.files.get(path)
        assert after is not None, change
        assert _same(_read(after, path), edit.wanted), change
        assert after.count(b"\n") == after.count(ends)
        if edit.single:
            singles += 1
            assert _lines(before, after) <= 1, change
        if number % 5:
            continue
        again = apply_changes([("x", change_file(change))], {path: after})
        assert not again.files or change["action"] == "remove", change
    assert singles > 100


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_a_change_is_as_small_in_the_yaml_of_others(ends: bytes) -> None:
    rng = random.Random(f"others {ends!r}")
    small = sorted((path for path in FILES if path.endswith(".yml")), key=lambda path: len(FILES[path]))
    singles = 0
    for number in range(150):
        path = rng.choice(small[: len(small) * 2 // 3])
        tree = _read_once(FILES[path], path)
        mark = "\ufeff" if number % 5 == 0 else ""
        before = f"{mark}{restyled(tree, rng)}".encode().replace(b"\n", ends)
        assert _same(_read(before, path), tree), before.decode()
        edit = _Edit(rng, path, before)
        change = edit.change()
        applied = apply_changes([("x", change_file(change))], {path: before})
        if applied.became[0].fate is Fate.ALREADY:
            continue
        after = applied.files.get(path)
        assert after is not None, (change, applied.became[0], before.decode())
        assert _same(_read(after, path), edit.wanted), (change, before.decode())
        assert after.count(b"\n") == after.count(ends)
        assert after.startswith("\ufeff".encode()) == bool(mark)
        comments = set(re.findall(rb"#[^\n\r]*", before))
        if edit.single and len(str(change["old"])) < 40 and "\n" not in str(change["old"]):
            singles += 1
            assert _lines(before, after) <= 1, (change, before.decode())
            assert comments <= set(re.findall(rb"#[^\n\r]*", after)), (change, before.decode())
    assert singles > 30
