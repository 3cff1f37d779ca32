"""Read JSON into located mappings and sequences, within bounds; every fault has its line and column."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from erpsite.issues import Issue, Source
from erpsite.load.decoding import decode_yaml, find_control
from erpsite.load.located import LocatedMapping, LocatedSequence, Place

__all__ = ["MOST_BYTES", "read_json"]

MOST_BYTES = 2_000_000
"""Bytes of one change file."""
_MOST_DEPTH = 40
_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,39})(\.\d{1,40})?([eE][-+]?\d{1,3})?(?![\d.])", re.ASCII)
_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"')
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Fault(Exception):
    """Stop the reading: a msgid, the offset, the code, and the values of the message."""

    def __init__(self, message: str, at: int, code: str = "damaged-change-file", **values: object) -> None:
        super().__init__(message)
        self.code, self.message, self.at, self.values = code, message, at, values


def read_json(data: bytes, path: str) -> tuple[Any, tuple[Issue, ...]]:
    """Return what a JSON text in UTF-8 holds (RFC 8259), or None and the fault that ended the reading.

    Keys that stand twice, numbers that are not finite, control characters and halves of characters in texts,
    and deep nesting are refused, as is a text of more than `MOST_BYTES`.
    """
    if len(data) > MOST_BYTES:
        message = "the file is larger than {limit} bytes, so it is no change file"
        return None, (Issue("file-too-large", message, Source(path), values={"limit": MOST_BYTES}),)
    text, issues = decode_yaml(data, path)
    if text is None:
        return None, issues
    reader = _Reader(text, path)
    try:
        return reader.whole(), ()
    except _Fault as fault:
        place = Source(path, *reader.place(fault.at))
        return None, (Issue(fault.code, fault.message, place, values=fault.values),)


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]

    def place(self, at: int) -> Place:
        """Return line and column of an offset, both counted from 1."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def whole(self) -> Any:
        """Return the only value of the text."""
        value, at = self._value(self._skip(0), 0)
        at = self._skip(at)
        if at < len(self.text):
            raise _Fault("the file is no JSON: nothing may stand behind the last bracket", at)
        return value

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        first = self.text[at : at + 1]
        if depth > _MOST_DEPTH:
            message = "lists and mappings stand more than {limit} levels deep here"
            raise _Fault(message, at, "too-deep", limit=_MOST_DEPTH)
        if first == "{":
            return self._mapping(at, depth)
        if first == "[":
            return self._list(at, depth)
        if first == '"':
            return self._text(at)
        for word, value in _WORDS.items():
            if self.text.startswith(word, at):
                return value, at + len(word)
        return self._number(at)

    def _number(self, at: int) -> tuple[int | float, int]:
        found = _NUMBER.match(self.text, at)
        if not found:
            raise self._unexpected(at)
        number = float(found[0]) if found[1] or found[2] else int(found[0])
        if number in (float("inf"), float("-inf")):
            raise _Fault("the file is no JSON: the number {found} is too large", at, found=found[0])
        return number, found.end()

    def _text(self, at: int) -> tuple[str, int]:
        written = _TEXT.match(self.text, at)
        if not written:
            raise _Fault("the file is no JSON: a text is broken or never closed", at)
        value, end = str(json.loads(written[0])), written.end()
        if found := find_control(value):
            raise _Fault("the text holds the control character {found}", at, "control-character", found=found)
        if half := _SURROGATE.search(value):
            message = "the text holds {found}, which is half a character"
            raise _Fault(message, at, "control-character", found=f"U+{ord(half.group()):04X}")
        return value, end

    def _mapping(self, at: int, depth: int) -> tuple[LocatedMapping, int]:
        node = LocatedMapping(self.path, self.place(at))
        at = self._skip(at + 1)
        while self.text[at : at + 1] != "}":
            if node:
                at = self._after(at, ",")
            if self.text[at : at + 1] != '"':
                raise self._unexpected(at)
            key_at = at
            key, at = self._text(at)
            if key in node:
                message = "the key {key} stands here a second time; it is first given in line {line}"
                raise _Fault(message, key_at, "duplicate-key", key=key, line=node.key_places[key][0])
            at = self._after(self._skip(at), ":")
            value, end = self._value(at, depth + 1)
            node.put(key, value, self.place(key_at), self.place(at))
            at = self._skip(end)
        return node, at + 1

    def _list(self, at: int, depth: int) -> tuple[LocatedSequence, int]:
        node = LocatedSequence(self.path, self.place(at))
        at = self._skip(at + 1)
        while self.text[at : at + 1] != "]":
            if node:
                at = self._after(at, ",")
            value, end = self._value(at, depth + 1)
            node.put(value, self.place(at))
            at = self._skip(end)
        return node, at + 1

    def _after(self, at: int, sign: str) -> int:
        if self.text[at : at + 1] != sign:
            raise self._unexpected(at)
        return self._skip(at + 1)

    def _unexpected(self, at: int) -> _Fault:
        if at >= len(self.text):
            return _Fault("the file is no JSON: it ends too early, as where it was cut off", at)
        message = "the file is no JSON: {found} is not expected here"
        return _Fault(message, at, found=self.text[at : at + 12].split("\n", 1)[0].strip())
