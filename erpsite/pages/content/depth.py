"""Refuse Markdown that is nested deeper, or written in longer lines, than a parser of it can bear."""

from __future__ import annotations

import re

from erpsite.errors import ContentError
from erpsite.issues import Source

__all__ = ["refuse_depth"]

_QUOTES = re.compile(r"(?:\s{0,3}>)+")
_MARKS = re.compile(r"(?:[*+-]|\d{1,9}[.)])(?:[ \t]+(?:[*+-]|\d{1,9}[.)]))+(?=[ \t]|$)")


def _opened(line: str) -> int:
    """Return how many brackets of links, or of tags, a line opens and does not close."""
    left = (
        line.count("[") - line.count("]"),
        line.count("](") - line.count(")"),
        line.count("<") - line.count(">"),
    )
    return max(left)


def refuse_depth(
    markdown: str,
    source: Source,
    *,
    most_levels: int = 30,
    most_indent: int = 200,
    longest_line: int = 50_000,
    most_open: int = 300,
) -> None:
    """Raise `ContentError` at the first line that is too deep or too long for anything a person writes.

    A bracket that nothing closes makes the parser look through the rest of its paragraph once for each.
    """
    opened = 0
    for number, line in enumerate(markdown.split("\n"), start=source.line or 1):
        place = Source(source.path, number)
        if len(line) > longest_line:
            raise ContentError(
                "the line has {count} characters; at most {most} are read",
                place, count=len(line), most=longest_line,
            )  # fmt: skip
        opened = max(opened, 0) + _opened(line) if line.strip() else 0
        if opened > most_open:
            raise ContentError("more than {most} brackets are left open here", place, most=most_open)
        indent = len(line) - len(line.lstrip(" \t"))
        if indent > most_indent and line.strip():
            raise ContentError("the line is indented by more than {most}", place, most=most_indent)
        found = _QUOTES.match(line)
        levels = found.group().count(">") if found else 0
        marks = _MARKS.match(line.lstrip())
        levels = max(levels, len(marks.group().split()) if marks else 0)
        if levels > most_levels:
            raise ContentError(
                "quotes or lists stand more than {most} levels deep here", place, most=most_levels
            )
