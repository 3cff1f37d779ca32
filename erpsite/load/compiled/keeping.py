"""Find what was made of each file the last time, in this process or on a shelf, and keep what is made now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from erpsite.issues import Issue
from erpsite.load.compiled.packs import DamagedError, Pack, make_pack, read_pack
from erpsite.load.compiled.stamps import reading_stamp
from erpsite.load.parts import Frame, Part
from erpsite.load.reading import FileText, Gathered, read_bytes
from erpsite.load.remembered import Few

__all__ = ["Shelf", "Store", "everything_hash", "whole_hash"]

_ABOUT = "plan"
_KNOWN: Few[tuple[str, str, Frame], Part] = Few()
"""Parts that this process has made or read."""


class Shelf(Protocol):
    """Keep bytes between runs, by what they are about and where that lies."""

    def read(self, about: str, place: Path, /) -> bytes | None:
        """Return what is kept, or None."""

    def write(self, about: str, place: Path, data: bytes, /) -> None:
        """Keep it; failing is no fault."""


def whole_hash(gathered: Gathered) -> str:
    """Return the hash of all that the findings of a plan depend on; empty where other files say more."""
    if gathered.others:
        return ""
    told = [
        f"{file.path} {repr(file.made.issues) if file.made else digest_of(file)}" for file in gathered.files
    ]
    told += map(repr, gathered.issues)
    return blake2b("\n".join(told).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def everything_hash(gathered: Gathered) -> str:
    """Return the hash of all that the findings of a plan depend on, of its roll-ups and imports, too."""
    told = [whole_hash(replace(gathered, others=()))]
    for path in gathered.others:
        data = read_bytes(gathered.root / path, path)
        told.append(f"{path} {blake2b(data).hexdigest() if isinstance(data, bytes) else data!r}")
    return blake2b("\n".join(told).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def digest_of(file: FileText) -> str:
    """Return the hash of what lies in a file."""
    return blake2b(file.data, digest_size=16).hexdigest()


class Store:
    """Hold what is known of the files of one plan."""

    def __init__(self, gathered: Gathered, frame: Frame, shelf: Shelf | None) -> None:
        self._root, self._frame, self._shelf = gathered.root, frame, shelf
        self._stamp = f"{reading_stamp()} {frame!r}" if shelf else ""
        self._digests = {file.path: digest_of(file) for file in gathered.files if not file.made}
        self._pack: Pack | None = None
        self._looked = shelf is None
        self._made = False
        self.whole = whole_hash(gathered)

    def known(self, file: FileText) -> Part | None:
        """Return what was made of a file that has not changed. Raises `DamagedError`."""
        if file.made:
            return None
        digest = self._digests[file.path]
        part = _KNOWN.get((file.path, digest, self._frame))
        if part is None and (pack := self._read()):
            part = pack.part(file.kind, file.path, digest)
            if part is not None:
                _KNOWN.put((file.path, digest, self._frame), part)
        if part is None:
            self._made = True
        return part

    def remember(self, part: Part) -> None:
        """Remember what was made of a file that was not known."""
        if part.path in self._digests:
            _KNOWN.put((part.path, self._digests[part.path], self._frame), part)

    def findings(self) -> tuple[Issue, ...] | None:
        """Return the findings of the whole plan where nothing of it has changed. Raises `DamagedError`."""
        pack = None if self._made else self._read()
        return pack.issues if pack and self.whole and pack.whole == self.whole else None

    def keep(self, parts: Sequence[Part], issues: Sequence[Issue]) -> None:
        """Keep the parts of the plan, and its findings where they depend on nothing else."""
        if self._shelf is None:
            return
        pack = self._read()
        if not self._made and pack and pack.whole == self.whole:
            return
        kept = [(part, self._digests[part.path]) for part in parts if part.path in self._digests]
        told = issues if self.whole else ()
        data = make_pack(kept, self._stamp, self.whole, told, pack)
        if data is not None:
            self._shelf.write(_ABOUT, self._root, data)

    def forget(self) -> None:
        """Forget the pack, which is damaged, and all that came from it."""
        _KNOWN.clear()
        self._pack, self._looked, self._made = None, True, True

    def _read(self) -> Pack | None:
        if not self._looked:
            self._looked = True
            data = self._shelf.read(_ABOUT, self._root) if self._shelf else None
            if data is not None:
                try:
                    self._pack = read_pack(data, self._stamp, self._frame.languages)
                except DamagedError:
                    self._pack = None
        return self._pack
