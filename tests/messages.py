"""Find the interface texts in the sources: every text given to a translator, and every issue's message."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

__all__ = ["messages_in", "plurals_in"]

_CALLS = {"tr", "plural"}
_ISSUE_KEYWORDS = {"message"}
_ERRORS = {
    "ChartError", "CircleError", "ContentError", "ErpsiteError", "NoBrowserError", "NoPrinterError",
    "PageSyntaxError", "PatchError", "PublishError", "Refused", "SourceFault", "UnreadableWordError",
    "_Fault", "refuse",
}  # fmt: skip
"""Errors whose first argument is said in the reader's language."""
_PAGE_KEYWORDS = {"title", "description"}
"""What a page declares of itself is translated when the page is listed."""


def messages_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each text with the place it stands in, as `path:line`."""
    for path, call in _calls(folder):
        for text in _texts(call):
            yield text, f"{path.relative_to(folder.parent)}:{call.lineno}"


def plurals_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each text for one with its text for many."""
    for _, call in _calls(folder):
        if _name(call) == "plural" and len(call.args) > 1:
            yield from zip(_constant(call.args[0]), _constant(call.args[1]), strict=True)


def _calls(folder: Path) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(call: ast.Call) -> Iterator[str]:
    name = _name(call)
    if name == "tr" and call.args:
        yield from _constant(call.args[0])
    elif name == "plural" and len(call.args) > 1:
        yield from _constant(call.args[1])
    elif name in _ERRORS and call.args:
        yield from _constant(call.args[0])
    elif name == "means":
        for text in call.args[1:]:
            yield from _constant(text)
    elif name == "page":
        for keyword in call.keywords:
            if keyword.arg in _PAGE_KEYWORDS:
                yield from _constant(keyword.value)


def _constant(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constant(node.body)
        yield from _constant(node.orelse)
