"""Every cell of the workbook can be edited: 1,000 random edits are 1,000 changed lines, comments stay."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from erpsite.cli.plan_trial import plan_texts
from erpsite.i18n import translator
from erpsite.ingest.editing.cells import EditColumn, columns_of, seen, shown
from erpsite.ingest.editing.comparing import CellChange, Compared
from erpsite.ingest.editing.labels import label, sheet_title
from erpsite.ingest.editing.laying import lay_workbook
from erpsite.ingest.editing.layout import EditSheet, edit_sheets
from erpsite.ingest.editing.lists import plan_frame, plan_lists
from erpsite.ingest.editing.trees import ABSENT, RowPair, Trees, pair_rows, read_trees
from erpsite.ingest.targets import Form

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "tests/golden/base_plan"


def _cells(trees: Trees) -> Iterator[tuple[EditSheet, RowPair, EditColumn]]:
    """Yield every cell that holds a value and does not name its row."""
    frame = plan_frame(trees)
    for sheet in edit_sheets():
        rows = [pair for pair in pair_rows(sheet, trees, trees) if pair.today is not ABSENT]
        for column in columns_of(sheet, [pair.today for pair in rows], frame.languages, frame.quarters):
            if column.name not in sheet.key:
                yield from ((sheet, pair, column) for pair in rows if shown(pair.today, column) is not None)


def _another(
    value: Any, column: EditColumn, lists: dict[str, dict[str, list[str]]], rng: random.Random
) -> Any:
    """Return another value that the field can hold, or one that is hard to write."""
    field = column.field
    if isinstance(value, bool):
        return not value
    if field.many:
        held = str(value).split(", ")
        return [*held[:-1], f"{held[-1]}-{rng.randint(1, 9)}"] if rng.random() < 0.5 else [*held, "one-more"]
    if field.form is Form.NUMBER:
        return rng.choice([value + 1, value + 0.25, value * 2 + 1]) if not isinstance(value, str) else 7
    if field.form is Form.DAY:
        return f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    choices = field.choices or tuple(lists.get(field.ref, ()))
    if choices:
        return rng.choice(choices)
    return f"{value} {rng.choice(['# no comment', ': y', '“z” – é', '- 数据', '{0}', chr(39) + 's'])}"


def _diff(before: str, after: str) -> list[tuple[int, int]]:
    """Return for each place that differs how many lines there were and are."""
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return [(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.fixture(scope="module")
def commented() -> dict[str, bytes]:
    """Give the files of a plan with comments above, behind and between their lines."""
    found = {}
    for path, data in plan_texts(PLAN).items():
        lines = data.decode("utf-8").splitlines()
        if path.endswith(".yml"):
            lines = [
                part
                for number, line in enumerate(lines)
                for part in (
                    [f"{line[: len(line) - len(line.lstrip())]}# note {number}"] if number % 4 == 0 else []
                )
                + [f"{line}  # behind {number}" if number % 6 == 1 and line.endswith(("e", "n")) else line]
            ]
        found[path] = ("\n".join(lines) + "\n").encode("utf-8")
    return found


def test_a_thousand_random_edits_are_a_thousand_changed_lines(commented: dict[str, bytes]) -> None:
    texts, rng = dict(commented), random.Random(20261129)
    trees = read_trees(texts)
    lists, cells = plan_lists(trees), list(_cells(trees))
    changed = 0
    while changed < 1000:
        sheet, pair, column = rng.choice(cells)
        before = shown(pair.today, column)
        value = _another(before, column, lists, rng)
        assert pair.place is not None
        path = pair.place.path
        if value == before:
            continue
        compared = Compared(changes=[CellChange("A1", sheet, pair, column, seen(before), "", value)])
        laid = lay_workbook(compared, {path: texts[path]})
        assert not laid.refused, (path, pair.key, column.name, laid.refused)
        old, new = texts[path].decode("utf-8"), laid.files.get(path)
        assert new is not None
        assert _diff(old, new) in ([(1, 1)], [(0, 1)]), (path, pair.key, column.name, value)
        assert _comments(new) == _comments(old)
        changed += 1


def test_many_edits_at_once_change_no_other_line(commented: dict[str, bytes]) -> None:
    rng = random.Random(5)
    trees = read_trees(commented)
    lists, cells = plan_lists(trees), list(_cells(trees))
    changes = []
    for sheet, pair, column in rng.sample(cells, 200):
        before = shown(pair.today, column)
        value = _another(before, column, lists, rng)
        if value != before:
            changes.append(CellChange("A1", sheet, pair, column, seen(before), "", value))
    laid = lay_workbook(Compared(changes=changes), commented)
    assert not laid.refused
    lines = 0
    for path, text in laid.files.items():
        assert text is not None
        places = _diff(commented[path].decode("utf-8"), text)
        assert _comments(text) == _comments(commented[path].decode("utf-8"))
        lines += sum(max(pair) for pair in places)
    assert lines <= len(changes)


def test_every_sheet_and_column_is_called_something_in_chinese() -> None:
    names = {step for sheet in edit_sheets() for hop in sheet.hops for step in hop[-1:]}
    names |= {name for sheet in edit_sheets() for name in sheet.parents}
    names |= {step for sheet in edit_sheets() for field in sheet.fields for step in field.steps}
    names |= {field.ref for sheet in edit_sheets() for field in sheet.fields if field.ref}
    english, chinese = translator("en"), translator("zh")
    known = chinese.messages or {}
    texts = {label(name, english) for name in names}
    assert sorted(text for text in texts if text not in known and f"field: {text}" not in known) == []
    titles = [sheet_title(sheet, chinese) for sheet in edit_sheets()]
    assert len(titles) == len(set(titles))
