"""Say in plain words what libyaml means."""

from __future__ import annotations

import yaml

from erpsite.issues import Issue, Source

__all__ = ["explain_fault"]

_TAB = "a tab cannot indent or start a value; use spaces"
_QUOTE = "this quote is never closed"
_INDENT = "the indentation does not fit the lines above; keys of one record start in the same column"
_COLON = "a key is not allowed here; is the line indented too far, or does a value with a colon need quotes?"
_BRACKET = "this bracket is never closed, or a comma is missing in it"
_ESCAPE = "a backslash in double quotes starts an escape that YAML does not know; use single quotes"
_RESERVED = "a value cannot start with this character; put the value in quotes"
_NO_COLON = "a colon followed by a space is missing after this key"
_AFTER_QUOTE = "text stands behind the closing quote; put the whole value in quotes"
_DIRECTIVE = "a line that starts with % is a directive, and this one is not known; put it in quotes"

_BY_PROBLEM: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", _COLON),
    ("block sequence entries are not allowed", _INDENT),
    ("mapping keys are not allowed", _INDENT),
    ("did not find expected key", _INDENT),
    ("did not find expected '-' indicator", _INDENT),
    ("did not find expected <document start>", _INDENT),
    ("did not find expected ',' or", _BRACKET),
    ("did not find expected node content", _BRACKET),
    ("unknown escape character", _ESCAPE),
    ("did not find expected hexdecimal number", _ESCAPE),
    ("invalid Unicode character escape", _ESCAPE),
    ("found unknown directive", _DIRECTIVE),
    ("directive", _DIRECTIVE),
)


def explain_fault(error: yaml.YAMLError, path: str, lines: list[str]) -> Issue:
    """Return the issue for a syntax error, at the place where the mistake was made where that is known."""
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", None) or "")
    if "quoted scalar" in context and "escape" not in problem and opened is not None:
        return _issue(_QUOTE, path, opened)
    if "cannot start any token" in problem:
        return _issue(_TAB if _is_tab(mark, lines) else _RESERVED, path, mark)
    if "flow" in context and opened is not None and "escape" not in problem:
        return _issue(_BRACKET, path, opened)
    if _line_starts_with_tab(mark, lines):
        return _issue(_TAB, path, mark)
    if "could not find expected ':'" in problem:
        return _issue(_NO_COLON, path, opened or mark)
    if "alphabetic or numeric" in problem:
        return _issue(_RESERVED, path, opened or mark)
    if _follows_quote(mark, lines):
        return _issue(_AFTER_QUOTE, path, mark)
    for part, message in _BY_PROBLEM:
        if part in problem:
            return _issue(message, path, mark)
    message = "this is not YAML: {problem}"
    return Issue("yaml-syntax", message, _source(path, mark), values={"problem": problem})


def _issue(message: str, path: str, mark: yaml.Mark | None) -> Issue:
    return Issue("yaml-syntax", message, _source(path, mark))


def _source(path: str, mark: yaml.Mark | None) -> Source:
    return Source(path, mark.line + 1, mark.column + 1) if mark else Source(path, 1, 1)


def _follows_quote(mark: yaml.Mark | None, lines: list[str]) -> bool:
    if mark is None or mark.line >= len(lines):
        return False
    return lines[mark.line][: mark.column].rstrip().endswith(("'", '"'))


def _is_tab(mark: yaml.Mark | None, lines: list[str]) -> bool:
    return (
        mark is not None
        and mark.line < len(lines)
        and lines[mark.line][mark.column : mark.column + 1] == "\t"
    )


def _line_starts_with_tab(mark: yaml.Mark | None, lines: list[str]) -> bool:
    if mark is None or mark.line >= len(lines):
        return False
    line = lines[mark.line]
    return "\t" in line[: len(line) - len(line.lstrip())]
