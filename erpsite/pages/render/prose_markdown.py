"""Write a text that people wrote as plain Markdown: what they may do stays, everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from erpsite.pages.render import prose_tree as t
from erpsite.pages.render.prose import heading_levels
from erpsite.pages.render.prose_words import Part, prose_words

__all__ = ["escape_line", "escape_words", "prose_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LINE_START = re.compile(r"^(\s*)([-+=>]|\d+[.)])(?=\s|$)")
_BARE_STROKE = re.compile(r"(?<!\\)\|")
"""As it stands in code, where it would divide two cells."""
_NAMES = {"em": "*", "strong": "**", "del": "~~"}


def escape_words(text: str) -> str:
    """Return words in which no character is mark-up."""
    return _SPECIAL.sub(r"\\\1", text)


def escape_line(text: str) -> str:
    """Return a text as one line of words that begins nothing but a paragraph."""
    return _guard(escape_words(" ".join(text.split())))


def _guard(line: str) -> str:
    """Keep a line from beginning a list, a heading or a quote: `1.` becomes `1\\\\.`."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}{line[found.end() :]}"


def prose_markdown(text: str, level: int = 3) -> str:
    """Return the text as Markdown that any engine reads alike; `level` is that of its first headings."""
    tree = t.prose_tree(text)
    levels = heading_levels(tree, level)
    return "\n\n".join(_block(block, levels) for block in tree)


def _block(block: t.Block, levels: dict[int, int]) -> str:
    match block:
        case t.Paragraph(text):
            return _words(text)
        case t.Heading(level, text):
            return f"{'#' * levels[level]} {_words(text)}"
        case t.Written():
            return _list(block, levels)
        case t.Quote(blocks):
            return _prefixed("\n\n".join(_block(one, levels) for one in blocks), "> ")
        case t.Fence(text):
            fence = "`" * max([2, *map(len, re.findall("`+", text))]) + "`"
            return f"{fence}\n{text}\n{fence}"
        case t.Table():
            return _table(block)
        case _:
            return "---"


def _list(block: t.Written, levels: dict[int, int]) -> str:
    out = []
    for place, item in enumerate(block.items):
        mark = "-" if block.start is None else f"{block.start + place}."
        gap = "\n" if block.tight else "\n\n"
        inner = gap.join(_block(one, levels) for one in item)
        # Four blanks are what every engine takes for what belongs to an item.
        first, *rest = inner.split("\n")
        indent = " " * max(4, len(mark) + 1)
        out.append("\n".join([f"{mark} {first}", *(f"{indent}{line}" if line else "" for line in rest)]))
    return ("\n" if block.tight else "\n\n").join(out)


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))


def _table(block: t.Table) -> str:
    lines = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}
    rows = [[_BARE_STROKE.sub(r"\|", _words(cell)) for cell in row] for row in (block.head, *block.rows)]
    written = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([written[0], "|" + "|".join(lines[side] for side in block.sides) + "|", *written[1:]])


def _words(text: str) -> str:
    written = "".join(_part(part) for part in _paired(prose_words(text)))
    return "\n".join(_guard(line) for line in written.split("\n"))


def _paired(parts: list[Part]) -> Iterable[Part]:
    """Yield the parts with each link's address at its end, where Markdown has it; a bare one stays bare."""
    address, bare = "", False
    for place, part in enumerate(parts):
        if part.kind == "link":
            address = part.text
            bare = parts[place + 1 : place + 3] == [Part("text", address), Part("unlink")]
        if part.kind == "unlink":
            yield Part("unlink", ">" if bare else f"](<{address}>)")
        elif part.kind == "link":
            yield Part("link", "<" if bare else "[")
        elif bare and parts[place - 1].kind == "link":
            yield Part("link", address)
        else:
            yield part


def _part(part: Part) -> str:
    match part.kind:
        case "text":
            return escape_words(part.text)
        case "code":
            fence = "`" * (max([0, *map(len, re.findall("`+", part.text))]) + 1)
            edge = " " if "`" in part.text else ""
            return f"{fence}{edge}{part.text}{edge}{fence}"
        case "open" | "close":
            return "".join(_NAMES[name] for name in part.text.split())
        case "link" | "unlink":
            return part.text
        case "hard":
            return "  \n"
        case _:
            return "\n"
