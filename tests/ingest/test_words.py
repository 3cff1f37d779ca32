"""Every sentence of the importers has its Chinese, with the same fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from erpsite.i18n import translator
from erpsite.ingest.importers import importers
from erpsite.ingest.personal import PERSONAL
from erpsite.ingest.recognising import field_called

ROOT = Path(__file__).parents[2] / "erpsite"
FILES = [*sorted((ROOT / "ingest").rglob("*.py")), ROOT / "cli/importing.py", ROOT / "cli/import_journal.py"]
_CALLS = {
    "SourceFault": 0,
    "Refused": 0,
    "_leave": 1,
    "LeftRow": 1,
    "add": 0,
    "Words": 0,
    "tr": 0,
    "Issue": 1,
}


def sentences(path: Path) -> Iterator[str]:
    """Yield what a module says: texts named `message`, and those given to what is said to people."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
            yield from _texts(node.value)
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = _CALLS.get(name)
            if at is not None and len(node.args) > at:
                yield from (text for text in _texts(node.args[at]) if name != "add" or " " in text)
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and node.value.elts:
            yield from (text for text in _texts(node.value.elts[0]) if " " in text and "{" in text)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sentence_is_said_in_chinese(path: Path) -> None:
    known = translator("zh").messages or {}
    missing = sorted({text for text in sentences(path) if not known.get(text)})
    assert not missing, "\n".join(missing)


def test_what_importers_and_columns_are_called_is_said_in_chinese() -> None:
    known = translator("zh").messages or {}
    texts = [*PERSONAL.values(), *(one.thing.about for one in importers().values())]
    assert [text for text in texts if text not in known] == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Programme ID", "id"), ("Program Name", "name"), ("Scheme name", "name"),
        ("Programme Manager", "owner"), ("Workstream", "name"),
        ("专项名称", "name"), ("工程编号", "id"), ("课题负责人", "owner"),
    ],
)  # fmt: skip
def test_a_programme_is_called_as_a_project_is(header: str, field: str) -> None:
    assert field_called("initiatives", header) == field
