"""Read YAML into nodes that know where each value begins and ends in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import yaml

from erpsite.patch.fault import PatchError
from erpsite.patch.scalars import resolve_scalar

__all__ = ["Entry", "Node", "Step", "find", "number_of", "plain", "read", "show_path", "skip_blank"]

Step = str | int | tuple[str, str]
"""One step of the way to a value: a key; an item by its number, by its `id`, or by a (field, value) pair."""


@dataclass(slots=True)
class Node:
    """Hold one value; `start` and `end` are offsets of characters, the end past the last."""

    kind: Literal["scalar", "mapping", "sequence", "alias"]
    start: int
    """Where the value begins, behind its anchor and tag."""
    end: int = 0
    value: str = ""
    style: str = ""
    """`|`, `>`, `'`, `"` as it is written, `!` for a plain one with a tag, or nothing."""
    flow: bool = False
    anchor: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """Hold one item of a list, or one key with its value."""

    start: int
    """Where its dash, its key, or the value in brackets begins."""
    value: Node
    key: Node | None = None


def skip_blank(text: str, at: int) -> int:
    """Return the offset of the next character that is neither blank nor part of a comment."""
    while at < len(text):
        if text[at] == "#":
            while at < len(text) and text[at] not in "\r\n":
                at += 1
        elif text[at] in " \t\r\n":
            at += 1
        else:
            break
    return at


@lru_cache(maxsize=4)  # who looks a place up, edits it and checks the result reads one text three times
def read(text: str) -> Node | None:
    """Return the outermost value, or None where the text holds none; raise `PatchError` for broken YAML.

    The nodes are shared by all who read the same text: nobody changes them.
    """
    reader = _Reader(text)
    try:
        return reader.document()
    except yaml.YAMLError as error:
        raise PatchError(
            "the file is not YAML: {problem}", problem=str(error).split("\n", maxsplit=1)[0]
        ) from None


class _Reader:
    """Build nodes from the events of the parser."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._anchors: set[str] = set()

    def document(self) -> Node | None:
        """Return the only document's value."""
        root = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise PatchError("the file holds several documents")
                root = self._node(next(self._events))
        empty = root is None or (root.kind == "scalar" and root.start == root.end)
        return None if empty else root

    def _node(self, event: Any) -> Node:
        start = self._behind_marks(event)
        anchor = event.anchor or ""
        if isinstance(event, yaml.AliasEvent):
            if anchor not in self._anchors:
                raise PatchError("there is no anchor &{name}", name=anchor)
            return Node("alias", start, _end(event), anchor)
        self._anchors.add(anchor)
        if isinstance(event, yaml.ScalarEvent):
            style = event.style or ("!" if event.tag else "")
            end = max(start, self._end_of_text(start, _end(event), style))
            return Node("scalar", start, end, event.value, style, anchor=anchor)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(Node("mapping", start, start, flow=bool(event.flow_style), anchor=anchor))
        return self._sequence(Node("sequence", start, start, flow=bool(event.flow_style), anchor=anchor))

    def _behind_marks(self, event: Any) -> int:
        """Return where a value begins behind `&anchor` and `!!tag`."""
        at: int = event.start_mark.index
        while at < len(self.text) and self.text[at] in "&!" and not isinstance(event, yaml.AliasEvent):
            while at < len(self.text) and not self.text[at].isspace():
                at += 1
            at = skip_blank(self.text, at)
        return at

    def _end_of_text(self, start: int, end: int, style: str) -> int:
        """Return where a text ends; the parser counts the blank lines behind a block of lines as its own."""
        if style not in ("|", ">"):
            return end
        written = self.text[start:end]
        if "+" in written.split("\n", maxsplit=1)[0].split("#", maxsplit=1)[0]:
            return start + len(written.removesuffix("\n").removesuffix("\r"))
        return start + len(written.rstrip(" \r\n"))

    def _mapping(self, node: Node) -> Node:
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event)
            value = self._node(next(self._events))
            node.entries.append(Entry(key.start, value, key))
        return self._closed(node, event)

    def _sequence(self, node: Node) -> Node:
        at = node.start
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            dash = skip_blank(self.text, at)
            value = self._node(event)
            node.entries.append(Entry(value.start if node.flow else dash, value))
            at = value.end
        return self._closed(node, event)

    def _closed(self, node: Node, event: Any) -> Node:
        if node.flow or not node.entries:
            node.end = _end(event)
        else:
            node.end = max(node.entries[-1].value.end, node.entries[-1].start + 1)
        return node


def _end(event: Any) -> int:
    """Return the offset past what an event stands for."""
    return int(event.end_mark.index)


def find(root: Node | None, path: Sequence[Step]) -> tuple[Node, int]:
    """Return the list or mapping that holds the value at the end of the path, and the number of its entry.

    Raises `PatchError` where the path leads nowhere.
    """
    if root is None or not path:
        raise PatchError("there is nothing at {path}", path=show_path(path))
    node = root
    for depth, step in enumerate(path):
        number = number_of(node, step)
        if number is None:
            raise PatchError("there is nothing at {path}", path=show_path(path[: depth + 1]))
        if depth == len(path) - 1:
            return node, number
        node = node.entries[number].value
    raise AssertionError(path)


def number_of(node: Node, step: Step) -> int | None:
    """Return the number of the entry that a step leads to, or None."""
    if node.kind == "mapping":
        keys = [entry.key.value if entry.key else "" for entry in node.entries]
        return keys.index(step) if isinstance(step, str) and step in keys else None
    if isinstance(step, int):
        return step if 0 <= step < len(node.entries) else None
    field_, wanted = step if isinstance(step, tuple) else ("id", step)
    for number, entry in enumerate(node.entries):
        for part in entry.value.entries:
            if part.key and part.key.value == field_ and part.value.value == wanted:
                return number
    return None


def show_path(path: Sequence[Step]) -> str:
    """Return a path as a message names it."""
    return ".".join("=".join(step) if isinstance(step, tuple) else str(step) for step in path) or "."


def plain(node: Node | None) -> Any:
    """Return what the loader makes of a node: mappings, lists, texts, numbers; an alias as a pair."""
    if node is None:
        return None
    if node.kind == "alias":
        return ("alias", node.value)
    if node.kind == "mapping":
        return {entry.key.value if entry.key else "": plain(entry.value) for entry in node.entries}
    if node.kind == "sequence":
        return [plain(entry.value) for entry in node.entries]
    return node.value if node.style else resolve_scalar(node.value)
