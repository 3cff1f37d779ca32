"""What a reader has to hold in mind at once stays short: no long function, no long file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FUNCTION, FILE = 50, 400
"""Most lines of a function, its signature and docstring among them, and of a file."""


def _sources(root: Path) -> Iterator[Path]:
    for folder in ("erpsite", "plugins", "examples"):
        yield from sorted((root / folder).rglob("*.py"))


def long_functions(text: str) -> Iterator[tuple[str, int]]:
    """Yield name and length of each function of a source that is longer than `FUNCTION`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                yield node.name, lines


def test_a_long_function_is_found() -> None:
    text = "class A:\n    def short(self):\n        pass\n\n    def long(self):\n" + "        pass\n" * 50
    assert list(long_functions(text)) == [("long", 51)]


def test_no_function_and_no_file_is_long(repo_root: Path) -> None:
    found = []
    for path in _sources(repo_root):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(repo_root)
        if (lines := text.count("\n")) > FILE:
            found.append(f"{name} has {lines} lines")
        found += [f"{name}: {function} has {lines} lines" for function, lines in long_functions(text)]
    assert not found
