"""Write a new text into the lines of the old one, so that only those lines change that must."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erpsite.patch.nodes import Node
from erpsite.patch.values import write_text

__all__ = ["rewritten"]

_HEADER = re.compile(r"([|>])([-+]?)([ \t]*(?:#[^\r\n]*)?)")
"""Of a block without a number for its indentation; others are written anew."""


def rewritten(source: str, node: Node, text: str, newline: str) -> Iterator[str]:
    """Yield ways to write `text` where `source`, a value of several lines, stands; the best first.

    Whoever asks takes the first that is read again as the text: not every text fits every way of writing.
    """
    lines = source.replace("\r\n", "\n").split("\n")
    if node.style in ("|", ">"):
        found = _HEADER.fullmatch(lines[0])
        body = lines[1:]
        indent = next((line[: len(line) - len(line.lstrip(" "))] for line in body if line.strip()), "")
        if found and indent:
            head = f"{found[1]}{_chomping(text)}{found[3]}"
            kept = [line.removeprefix(indent) for line in body]
            new = text.removesuffix("\n").split("\n") if found[1] == "|" else _refold(kept, text)
            yield newline.join([head, *(f"{indent}{line}" if line else "" for line in new)])
    elif len(lines) > 1 and "" not in [line.strip() for line in lines] and "\n" not in text:
        yield from _flowing(lines, node.style, text, newline)


def _chomping(text: str) -> str:
    """Return the sign for how many line ends close the text: none, one, or all that are written."""
    if not text.endswith("\n"):
        return "-"
    return "+" if text.endswith("\n\n") else ""


def _refold(old: list[str], text: str) -> list[str]:
    """Return folded lines of a text; a single paragraph keeps the lines that did not change."""
    paragraphs = text.removesuffix("\n").split("\n")
    whole = [line for line in old if line.strip()]
    width = max((len(line) for line in whole), default=80)
    if len(paragraphs) == 1:
        return _kept(whole, paragraphs[0])
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        lines += ([""] if number else []) + _wrap(paragraph, width)
    return lines


def _kept(old: list[str], text: str) -> list[str]:
    """Return the lines of one paragraph: old ones at its beginning and end, what is new between them."""
    first, head = _matching(old, text)
    rest = text[head:]
    last, tail = _matching([line[::-1] for line in reversed(old[first:])], rest[::-1])
    middle = rest[: len(rest) - tail] if tail else rest
    ends = old[len(old) - last :] if last else []
    return [*old[:first], *([middle.strip(" ")] if middle.strip(" ") else []), *ends]


def _matching(lines: list[str], text: str) -> tuple[int, int]:
    """Return how many lines the text begins with, each closed by one space, and how many characters."""
    count = at = 0
    for line in lines:
        closed = text.startswith(f"{line} ", at)
        if not closed and text[at:] != line:
            break
        count, at = count + 1, at + len(line) + closed
    return count, at


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _flowing(lines: list[str], style: str, text: str, newline: str) -> Iterator[str]:
    """Yield the text in lines as a plain or quoted text of several lines goes on."""
    indent = lines[1][: len(lines[1]) - len(lines[1].lstrip(" \t"))]
    old = [line.strip(" \t") for line in lines]
    if style == '"':
        old[0], old[-1] = old[0][1:], old[-1][:-1]
        parts = _kept(old, write_text(text)[1:-1])
        yield '"' + f"{newline}{indent}".join(parts) + '"'
    elif style == "'":
        old[0], old[-1] = old[0][1:], old[-1][:-1]
        yield "'" + f"{newline}{indent}".join(_kept(old, text.replace("'", "''"))) + "'"
    elif not style:
        yield f"{newline}{indent}".join(_kept(old, text))
