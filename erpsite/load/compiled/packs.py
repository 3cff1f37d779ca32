"""Lay out what was made of the files of a plan as bytes, and find it there again by name and hash.

A pack is three parts: one line with the format and the hash of the index, the index (JSON), and for each file
two JSON texts, its records and its ids. Each text has its hash in the index, so that damage is seen before
anything is read, and nothing but JSON is ever read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from erpsite.frozen import dataclass
from erpsite.issues import Issue
from erpsite.load.compiled.findings import dump_issue, load_issue
from erpsite.load.compiled.ids import dump_names, load_names
from erpsite.load.compiled.records import Dumper, Loader, Shape, UnkeepableError
from erpsite.load.parts import Part
from erpsite.load.references import FileNames
from erpsite.model import DataFile

__all__ = ["DamagedError", "Pack", "make_pack", "read_pack"]

_FORMAT = b"erpsite-plan/1"
_MOST_SHAPES = 20_000
"""Shapes that a pack takes along from the one before; with more it is made anew."""
_MOST_BYTES = 200_000_000
_FAULTS = (LookupError, TypeError, ValueError, AttributeError, RecursionError)


class DamagedError(Exception):
    """Say that a pack is not what was written."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold where the two texts of a file stand in a pack, and their hashes."""

    digest: str
    """Hash of the file that they were made from."""
    start: int
    records: int
    names: int
    hashes: tuple[str, str]

    @property
    def end(self) -> int:
        return self.start + self.records + self.names


@dataclass(frozen=True)
class Pack:
    """Hold a pack; what it says of a file is read when it is asked for."""

    data: bytes
    entries: Mapping[str, _Entry]
    told: Sequence[Sequence[Any]]
    """The shapes as they are written."""
    whole: str
    """Hash of all that the findings depend on."""
    findings: Sequence[Any]
    languages: tuple[str, ...]

    @cached_property
    def shapes(self) -> list[Shape]:
        """Return the shapes of its rows."""
        return [Shape.of(*one) for one in self.told]

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Return the findings of the whole plan. Raises `DamagedError`."""
        try:
            return tuple(map(load_issue, self.findings))
        except _FAULTS as error:
            raise DamagedError from error

    def part(self, kind: DataFile, path: str, digest: str) -> Part | None:
        """Return what was made of a file; None where it is not there. Raises `DamagedError`."""
        entry = self.entries.get(path)
        if entry is None or entry.digest != digest:
            return None
        text = self.data[entry.start : entry.start + entry.records]
        if _hash(text) != entry.hashes[0]:
            raise DamagedError(path)
        try:
            held = json.loads(text)
            loader = Loader(self.shapes, path, self.languages)
            return Part(
                kind, path, held["complete"],
                tuple([loader.record(row) for row in held["records"]]),
                tuple(map(load_issue, held["issues"])), held["renames"],
                cache(lambda: self._names(kind, path, entry)),
            )  # fmt: skip
        except _FAULTS as error:
            raise DamagedError(path) from error

    def _names(self, kind: DataFile, path: str, entry: _Entry) -> FileNames:
        text = self.data[entry.start + entry.records : entry.end]
        if _hash(text) != entry.hashes[1]:
            raise DamagedError(path)
        try:
            return load_names(json.loads(text), kind, path)
        except _FAULTS as error:
            raise DamagedError(path) from error


def read_pack(data: bytes, stamp: str, languages: tuple[str, ...]) -> Pack | None:
    """Return the pack; None where it was made by other code or for other settings. Raises `DamagedError`."""
    head, _, rest = data.partition(b"\n")
    index, _, _ = rest.partition(b"\n")
    if head != _head(index):
        raise DamagedError
    start = len(head) + len(index) + 2
    try:
        held = json.loads(index)
        if held["stamp"] != stamp:
            return None
        entries = {}
        for path, (digest, records, names, *hashes) in held["files"].items():
            entries[path] = _Entry(digest, start, records, names, (hashes[0], hashes[1]))
            start += records + names
        if start != len(data):
            raise DamagedError
        return Pack(data, entries, held["shapes"], held["whole"], held["issues"], languages)
    except _FAULTS as error:
        raise DamagedError from error


def make_pack(
    parts: Sequence[tuple[Part, str]], stamp: str, whole: str, issues: Sequence[Issue], before: Pack | None
) -> bytes | None:
    """Return the pack of these parts, each with the hash of its file; None where it would be too large.

    What the pack before it says of files that have not changed is taken over as it stands. A part that cannot
    be written is left out: it is made again each time.
    """
    if before is not None and len(before.told) > _MOST_SHAPES:
        before = None
    dumper = Dumper(before.told if before else ())
    files, bodies, size = {}, [], 0
    for part, digest in parts:
        entry = before.entries.get(part.path) if before else None
        if before is not None and entry is not None and entry.digest == digest:
            body = before.data[entry.start : entry.end]
            files[part.path] = (digest, entry.records, entry.names, *entry.hashes)
        else:
            try:
                records, names = _texts(part, dumper)
            except (UnkeepableError, UnicodeError):
                continue
            body = records + names
            files[part.path] = (digest, len(records), len(names), _hash(records), _hash(names))
        bodies.append(body)
        size += len(body)
    if size > _MOST_BYTES:
        return None
    try:
        told = json.loads(_json([dump_issue(one) for one in issues]))
    except (UnkeepableError, UnicodeError):
        whole, told = "", []
    index = _json({"stamp": stamp, "whole": whole, "issues": told, "shapes": dumper.shapes, "files": files})
    return b"\n".join([_head(index), index, b"".join(bodies)])


def _texts(part: Part, dumper: Dumper) -> tuple[bytes, bytes]:
    held = {
        "complete": part.complete,
        "renames": part.renames,
        "issues": [dump_issue(one) for one in part.issues],
        "records": [dumper.row(one) for one in part.records],
    }
    return _json(held), _json(dump_names(part.names))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""What is written are trees of records, in which there is no circle to look for."""


def _json(value: Any) -> bytes:
    return _encode(value).encode()


def _hash(text: bytes) -> str:
    return blake2b(text, digest_size=12).hexdigest()


def _head(index: bytes) -> bytes:
    return b"%s %s" % (_FORMAT, _hash(index).encode())
