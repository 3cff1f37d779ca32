"""Read the little Markdown of a text that people wrote: its blocks, in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from erpsite.frozen import dataclass

__all__ = ["Block", "Fence", "Heading", "Paragraph", "Quote", "Rule", "Table", "Written", "prose_tree"]

_DEEPEST = 8
"""Lists and quotes within one another; what is deeper stays text, so that each line is read a few times."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"( *)(?:([-*+•●])|(\d{1,9})([.)、]))(?:( +)|$|(?<=[、•●]))")
_UNDERLINE = re.compile(r" {0,3}(=+|--+)$")
_DELIMITER = re.compile(r":?-+:?")
HARD = "\v"
"""Stands at the end of a line that shall end on the page, too; no text holds it any more."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold words; a line end in them is soft, `HARD` is a hard one."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold a heading of the text, 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a list; `start` is the first number, None where points stand before the items."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None
    tight: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold what is quoted."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """Hold lines that stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table of words; `sides` say where a column's words stand: left, right, center or nothing."""

    head: tuple[str, ...]
    sides: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Be a line between two parts."""


Block = Paragraph | Heading | Written | Quote | Fence | Table | Rule


def prose_tree(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text, whatever its line ends are; what is no mark-up is a paragraph."""
    return _Reader(_BREAKS.sub("\n", text).expandtabs(4).split("\n"), 0).read()


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: Sequence[str], depth: int) -> None:
        self.lines, self.depth, self.at = lines, depth, 0
        self.found: list[Block] = []

    def read(self) -> tuple[Block, ...]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif not any(read(line) for read in (self._fence, self._one_line, self._quote, self._list)):
                self._table_or_paragraph()
        return tuple(self.found)

    def _fence(self, line: str) -> bool:
        mark = _FENCE.match(line)
        if mark is None:
            return False
        held = []
        for at in range(self.at + 1, len(self.lines)):
            bare = self.lines[at].strip()
            if len(bare) >= len(mark[1]) and set(bare) == {mark[1][0]}:
                break
            held.append(self.lines[at])
        self.at += len(held) + 2
        self.found.append(Fence("\n".join(held)))
        return True

    def _one_line(self, line: str) -> bool:
        """Read a rule or a heading."""
        heading = _heading(line)
        if heading is None and not _RULE.match(line):
            return False
        self.found.append(heading or Rule())
        self.at += 1
        return True

    def _quote(self, line: str) -> bool:
        if self.depth >= _DEEPEST or not _quoted(line):
            return False
        held = []
        while self.at < len(self.lines) and _quoted(self.lines[self.at]):
            held.append(self.lines[self.at].lstrip()[1:].removeprefix(" "))
            self.at += 1
        self.found.append(Quote(_Reader(held, self.depth + 1).read()))
        return True

    def _list(self, line: str) -> bool:
        first = _ITEM.match(line)
        if first is None or self.depth >= _DEEPEST:
            return False
        items, loose = [], False
        while self.at < len(self.lines):
            mark = _ITEM.match(self.lines[self.at])
            if not mark or not _alike(first, mark) or _RULE.match(self.lines[self.at]):
                break
            held, apart = self._item(mark)
            items.append(_Reader(held, self.depth + 1).read())
            loose = loose or (apart and self._goes_on(first)) or _has_gap(held)
        self.found.append(Written(tuple(items), int(first[3]) if first[3] else None, not loose))
        return True

    def _goes_on(self, first: re.Match[str]) -> bool:
        mark = _ITEM.match(self.lines[self.at]) if self.at < len(self.lines) else None
        return mark is not None and _alike(first, mark)

    def _item(self, mark: re.Match[str]) -> tuple[list[str], bool]:
        """Return the lines of one item without their indent, and whether an empty line follows it."""
        indent, width = len(mark[1]), len(mark[0]) if len(mark[5] or "") <= 4 else mark.start(5) + 1
        held, empty = [self.lines[self.at][width:]], 0
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            inner = len(line) - len(line.lstrip(" "))
            if not line.strip():
                empty += 1
            elif inner >= indent + 2 or (not empty and not _ITEM.match(line) and not _starts(line)):
                held += [""] * empty
                held.append(line[min(inner, width) :])
                empty = 0
            else:
                break
            self.at += 1
        return held, empty > 0

    def _table(self) -> bool:
        table = _table_head(self.lines, self.at)
        if table is None:
            return False
        head, sides = table
        rows = []
        self.at += 2
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            cells = [*_cells(self.lines[self.at])[: len(head)], *[""] * len(head)]
            rows.append(tuple(cells[: len(head)]))
            self.at += 1
        self.found.append(Table(head, sides, tuple(rows)))
        return True

    def _table_or_paragraph(self) -> None:
        if not self._table():
            self._paragraph()

    def _paragraph(self) -> None:
        held = [self.lines[self.at]]
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            under = _UNDERLINE.match(line)
            if under:
                self.at += 1
                self.found.append(Heading(1 if under[1][0] == "=" else 2, _joined(held)))
                return
            if not line.strip() or _starts(line) or _table_head(self.lines, self.at):
                break
            held.append(line)
            self.at += 1
        self.found.append(Paragraph(_joined(held)))


def _heading(line: str) -> Heading | None:
    bare = line.strip()
    level = len(bare) - len(bare.lstrip("#"))
    if not 1 <= level <= 6 or len(line) - len(line.lstrip()) > 3 or bare[level : level + 1] not in ("", " "):
        return None
    words = bare[level:].strip()
    closed = words.rstrip("#")
    return Heading(level, closed.rstrip() if closed[-1:] in ("", " ") else words)


def _quoted(line: str) -> bool:
    return line.lstrip(" ").startswith(">")


def _alike(first: re.Match[str], mark: re.Match[str]) -> bool:
    """Say whether an item goes on with the list that the first one began."""
    near = abs(len(mark[1]) - len(first[1])) < 2
    return near and mark[2] == first[2] and bool(mark[3]) == bool(first[3]) and mark[4] == first[4]


def _starts(line: str) -> bool:
    """Say whether a line ends the paragraph before it. A number does so only as the first of a list."""
    mark = _ITEM.match(line)
    if mark and mark.end() < len(line):
        return mark[3] is None or int(mark[3]) == 1 or mark[4] == "、"
    return bool(_quoted(line) or _heading(line) or _FENCE.match(line) or _RULE.match(line))


def _has_gap(held: Sequence[str]) -> bool:
    """Say whether an item has paragraphs apart; an empty line within code or before a list is none."""
    blocks = _Reader(held, _DEEPEST).read()
    return "" in held and sum(isinstance(block, Paragraph) for block in blocks) > 1


def _table_head(lines: Sequence[str], at: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if at + 1 >= len(lines) or "|" not in lines[at] or "-" not in lines[at + 1]:
        return None
    under = _cells(lines[at + 1])
    if not under or not all(_DELIMITER.fullmatch(cell) for cell in under):
        return None
    head = _cells(lines[at])
    if len(head) != len(under):
        return None
    sides = {(True, True): "center", (False, True): "right", (True, False): "left", (False, False): ""}
    return tuple(head), tuple(sides[cell[0] == ":", cell[-1] == ":"] for cell in under)


def _cells(line: str) -> list[str]:
    """Return the cells of a line; a stroke behind a backslash or within code divides none."""
    bare = line.strip().removeprefix("|")
    cells, begin, at, code, ticks = list[str](), 0, 0, False, bare.count("`")
    while at < len(bare):
        letter = bare[at]
        if letter == "\\":
            at += 1
        elif letter == "`":
            ticks -= 1
            code = not code and ticks > 0
        elif letter == "|" and not code:
            cells.append(bare[begin:at])
            begin = at + 1
        at += 1
    if bare[begin:].strip():
        cells.append(bare[begin:])
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one text; two blanks or a backslash at an end make it hard."""
    out = []
    for line in lines[:-1]:
        bare = line.strip()
        hard = line.endswith("  ") or (bare.endswith("\\") and not bare.endswith("\\\\"))
        out.append(bare.removesuffix("\\") + HARD if hard else bare + "\n")
    return "".join([*out, lines[-1].strip()])
