"""Read one YAML file into located mappings and sequences, within bounds and without surprises."""

from __future__ import annotations

import re
from dataclasses import field
from sys import intern
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from erpsite.collector import paused_collector
from erpsite.frozen import dataclass
from erpsite.issues import Issue, Source
from erpsite.load.decoding import decode_yaml, find_control
from erpsite.load.located import LocatedMapping, LocatedSequence, Place
from erpsite.load.yaml_faults import explain_fault
from erpsite.nearest import find_nearest
from erpsite.patch.scalars import FIRST_OF_OTHERS, resolve_scalar

__all__ = ["EMPTY", "YamlFile", "YamlLimits", "read_yaml"]

MOST_DEPTH = 40
"""Levels of lists and mappings inside one another."""
MOST_ALIASED = 100_000
"""Values that aliases may add to a file when each is written out."""

_LINES = re.compile("\r\n|\n|\r|\x85|\u2028|\u2029")
_TEXT_TAG = "tag:yaml.org,2002:str"


class _Empty:
    """Be the tree of a file without content, which is not the same as `null`."""

    def __repr__(self) -> str:
        return "EMPTY"


EMPTY: Final = _Empty()
_SKIPPED: Final = "\0skipped"
_NO_KEYS = frozenset(["<<", _SKIPPED])
"""Stands for a key that was refused: its value is read and dropped. No key holds a NUL character."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Hold what one YAML file says; `tree` is `EMPTY` where it says nothing or could not be read."""

    path: str
    tree: Any
    issues: tuple[Issue, ...]
    lines: list[str] = field(default_factory=list, repr=False)
    complete: bool = True
    """False where a fault stopped the reading."""


@dataclass(frozen=True, slots=True)
class YamlLimits:
    """Hold what one file may ask of its reader."""

    depth: int = MOST_DEPTH
    aliased: int = MOST_ALIASED


_LIMITS = YamlLimits()


def read_yaml(data: bytes, path: str, limits: YamlLimits = _LIMITS) -> YamlFile:
    """Read one YAML document with YAML 1.2 core-schema scalars; every finding has its place.

    Duplicate keys, keys that are not text, tags, several documents, bombs of aliases and deep nesting
    are refused. The first syntax error ends the reading: what stands before it is kept.
    """
    text, issues = decode_yaml(data, path)
    if text is None:
        return YamlFile(path, EMPTY, issues, complete=False)
    lines = _LINES.split(text)
    builder = _Builder(path, limits)
    try:
        with paused_collector():
            builder.read(text)
    except yaml.YAMLError as error:
        fault = explain_fault(error, path, lines)
        builder.issues.append(_too_deep(fault.source, limits) if "nesting depth" in str(error) else fault)
        builder.stopped = True
    tree = EMPTY if builder.stopped else builder.root
    return YamlFile(path, tree, (*issues, *builder.issues), lines, not builder.stopped)


@dataclass(slots=True)
class _Frame:
    """Hold a mapping or sequence whose end has not been read."""

    node: LocatedMapping | LocatedSequence
    place: Place
    anchor: str | None
    is_key: bool
    """Whether the whole node stands where a key belongs."""
    key: str | None = None
    key_place: Place = (0, 0)
    size: int = 1
    merged: list[LocatedMapping] = field(default_factory=list)
    is_mapping: bool = False


class _Builder:
    """Build the tree from the events of the parser, without recursion."""

    def __init__(self, path: str, limits: YamlLimits) -> None:
        self.path, self.limits = path, limits
        self.root: Any = EMPTY
        self.issues: list[Issue] = []
        self.stopped = False
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Any, Place, int]] = {}
        self._open_anchors: set[str] = set()
        self._aliased = 0
        self._documents = 0

    def read(self, text: str) -> None:
        """Read all events, up to the first that must stop the reading."""
        loader = yaml.CSafeLoader(text)
        next_event = loader.get_event
        scalar, take = self._scalar, self._take
        try:
            while not self.stopped and (event := next_event()) is not None:
                if type(event) is ScalarEvent:  # seven events of ten
                    scalar(event)
                else:
                    take(event)
        finally:
            loader.dispose()

    def _take(self, event: Event) -> None:
        kind = type(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is AliasEvent:
            self._alias(event)
        elif kind is DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "the file holds several documents; remove the line '---' or split the file"
            self._refuse("several-documents", message, _place(event))
            self.stopped = True

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1)
        text: str = event.value
        quoted, tag = bool(event.style), event.tag
        value: Any = text
        if not quoted and tag is None:
            if not text or text[0] in FIRST_OF_OTHERS:
                value = resolve_scalar(text)
        else:
            self._odd_scalar(event, place)
        frame = self._stack[-1] if self._stack else None
        if frame is None or not frame.is_mapping:
            self._put(value, place, 1)
        elif frame.key is None:
            self._key(frame, text, value, place, quoted)
        elif frame.key in _NO_KEYS:
            self._put(value, place, 1)
        else:
            node: Any = frame.node  # as `_put` does, without asking twice
            node.put(frame.key, value, frame.key_place, place)
            frame.size += 1
            frame.key = None
        if event.anchor:
            self._anchors[event.anchor] = (value, place, 1)

    def _odd_scalar(self, event: Any, place: Place) -> None:
        """Refuse a tag, and in quotes a character that no text holds."""
        if event.tag is not None and event.tag != _TEXT_TAG:
            self._refuse_tag(event)
        if event.style and (found := find_control(event.value)):
            self._refuse(
                "control-character", "the text holds the control character {found}", place, found=found
            )

    def _key(self, frame: _Frame, text: str, value: Any, place: Place, quoted: bool) -> None:
        frame.key_place = place
        if type(value) is str and text and value not in frame.node and value != "<<":
            frame.key = intern(value)  # the keys of thousands of files are the same few
        elif not isinstance(value, str) or not text:
            frame.key = _SKIPPED
            message = (
                "a key must be text, found {found}; put it in quotes" if text else "a key is missing here"
            )
            self._refuse("key-not-text", message, place, found=text)
        elif value in frame.node:
            frame.key = _SKIPPED
            first = frame.node.key_places[value][0] if isinstance(frame.node, LocatedMapping) else 0
            message = "the key {key} stands here a second time; it is first given in line {line}"
            self._refuse("duplicate-key", message, place, key=value, line=first)
        else:
            frame.key = "<<" if value == "<<" and not quoted else value

    def _put(self, value: Any, place: Place, size: int) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        frame.size += size
        node, key = frame.node, frame.key
        if isinstance(node, LocatedSequence):
            node.put(value, place)
        elif key == "<<":
            self._merge(frame, value, place)
        elif key is not None and key != _SKIPPED:
            node.put(key, value, frame.key_place, place)
        frame.key = None

    def _merge(self, frame: _Frame, value: Any, place: Place) -> None:
        parts = list(value) if isinstance(value, LocatedSequence) else [value]
        if all(isinstance(part, LocatedMapping) for part in parts):
            frame.merged.extend(parts)
        else:
            self._refuse("wrong-merge", "only mappings can be merged with <<", place)

    def _open(self, event: Any) -> None:
        place = _place(event)
        if event.tag is not None:
            self._refuse_tag(event)
        if len(self._stack) >= self.limits.depth:
            self.issues.append(_too_deep(Source(self.path, *place), self.limits))
            self.stopped = True
            return
        is_mapping = type(event) is MappingStartEvent
        node = (LocatedMapping if is_mapping else LocatedSequence)(self.path, place)
        parent = self._stack[-1] if self._stack else None
        is_key = parent is not None and parent.is_mapping and parent.key is None
        if is_key:
            self._refuse("key-not-text", "a key must be text, found a list or a mapping", place)
        if event.anchor:
            self._open_anchors.add(event.anchor)
        self._stack.append(_Frame(node, place, event.anchor, is_key, is_mapping=is_mapping))

    def _close(self) -> None:
        frame = self._stack.pop()
        if isinstance(frame.node, LocatedMapping):
            for source in frame.merged:
                _add_missing(frame.node, source)
        if frame.anchor:
            self._open_anchors.discard(frame.anchor)
            self._anchors[frame.anchor] = (frame.node, frame.place, frame.size)
        if frame.is_key:
            self._stack[-1].key = _SKIPPED
        else:
            self._put(frame.node, frame.place, frame.size)

    def _alias(self, event: Any) -> None:
        name, place = event.anchor, _place(event)
        value, size = self._look_up(name, place)
        self._aliased += size
        if self._aliased > self.limits.aliased:
            message = "aliases in this file stand for more than {limit} values; write the values out"
            self._refuse("too-many-aliases", message, place, limit=self.limits.aliased)
            self.stopped = True
            return
        frame = self._stack[-1] if self._stack else None
        if frame and frame.is_mapping and frame.key is None:
            self._key(frame, f"*{name}", value, place, quoted=True)
        else:
            self._put(value, place, size)

    def _look_up(self, name: str, place: Place) -> tuple[Any, int]:
        if name in self._open_anchors:
            self._refuse("alias-circle", "the alias *{name} stands inside what it names", place, name=name)
        elif name in self._anchors:
            value, _, size = self._anchors[name]
            return value, size
        elif nearest := find_nearest(name, self._anchors):
            message = "there is no anchor &{name}; did you mean *{nearest}?"
            self._refuse("unknown-alias", message, place, name=name, nearest=nearest)
        else:
            message = "there is no anchor &{name}; a value that starts with * needs quotes"
            self._refuse("unknown-alias", message, place, name=name)
        return None, 1

    def _refuse_tag(self, event: NodeEvent) -> None:
        tag = str(getattr(event, "tag", "")).replace("tag:yaml.org,2002:", "!!")
        message = "the tag {tag} is not allowed; write the value alone, in quotes where it is text"
        self._refuse("yaml-tag", message, _place(event), tag=tag)

    def _refuse(self, code: str, message: str, place: Place, **values: object) -> None:
        used = {name: value for name, value in values.items() if f"{{{name}}}" in message}
        self.issues.append(Issue(code, message, Source(self.path, *place), values=used))


def _too_deep(source: Source, limits: YamlLimits) -> Issue:
    """Return the finding for nesting that is refused here, or by libyaml, which reads ahead in one line."""
    message = "lists and mappings stand more than {limit} levels deep here"
    return Issue("too-deep", message, source, values={"limit": limits.depth})


def _place(event: Any) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _add_missing(node: LocatedMapping, source: LocatedMapping) -> None:
    for key, value in source.items():
        if key not in node:
            node.put(key, value, source.key_places[key], source.place(key))
