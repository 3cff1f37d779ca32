"""Apply change files to the texts of a plan, three ways: what was, what is today, what is to be."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.changes.absent import absent
from erpsite.ingest.changes.asked import question_changes
from erpsite.ingest.changes.change_file import Change, ChangeFile, file_of
from erpsite.ingest.changes.in_csv import change_csv
from erpsite.ingest.changes.in_yaml import change_yaml
from erpsite.ingest.changes.outcome import Became, Edited, Fate, Refused
from erpsite.issues import Source
from erpsite.model import DataFile
from erpsite.patch import PatchError
from erpsite.patch.nodes import plain, read

__all__ = ["Applied", "Step", "apply_changes"]

Texts = Mapping[str, bytes]
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Step:
    """Hold the files that one change file changes, on top of those before it."""

    name: str
    author: ChangeFile
    files: Mapping[str, bytes | None]
    """By path; None for a file that is taken away."""


@dataclass(slots=True)
class Applied:
    """Hold what becomes of every change, and the files afterwards."""

    became: list[Became] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def files(self) -> dict[str, bytes | None]:
        """Return the files that differ at the end."""
        return {path: data for step in self.steps for path, data in step.files.items()}

    def held(self) -> Applied:
        """Return the same where nothing is written: what would have been done is held back."""
        became = [replace(one, fate=Fate.HELD) if one.fate is Fate.DONE else one for one in self.became]
        return Applied(became, [replace(step, files={}) for step in self.steps])

    def with_fate(self, fate: Fate) -> list[Became]:
        """Return the changes with which that happened."""
        return [one for one in self.became if one.fate is fate]


def apply_changes(files: Sequence[tuple[str, ChangeFile]], texts: Texts) -> Applied:
    """Return what the change files do to a plan whose bytes are in `texts` by path.

    They are applied in their order, each on what those before it left: a value that two of them change to
    different ones is a conflict of the second.
    """
    applied, now = Applied(), dict[str, bytes | None](texts)
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in texts.items()}
    for name, author in files:
        before = dict(now)
        for change in author.changes:
            applied.became.append(_one(name, author, change, now, hashes))
        for asked in author.questions:
            for change in question_changes(asked, author, now):
                applied.became.append(_one(name, author, change, now, hashes))
        changed = {path: data for path, data in now.items() if data != before.get(path)}
        applied.steps.append(Step(name, author, changed))
    return applied


def _one(
    name: str, author: ChangeFile, change: Change, now: dict[str, bytes | None], hashes: Mapping[str, str]
) -> Became:
    """Do one change in `now`, or say why not."""
    file = file_of(change.file)
    assert file is not None  # noqa: S101 - told where the change file was read
    path = change.file
    try:
        path = _path(change, file, now)
        data = now.get(path)
        unchanged = bool(change.sha256) and hashes.get(path) == change.sha256.lower()
        edited = _edited(change, file, data, unchanged)
    except (PatchError, Refused) as error:
        return Became(author, name, change, Fate.REFUSED, Source(path), reason=error)
    if edited.fate is Fate.DONE:
        now[path] = None if edited.text is None else _bytes(edited.text, data)
    source = Source(path, edited.line, edited.column)
    return Became(author, name, change, edited.fate, source, edited.today, edited.things, edited.fields)


def _path(change: Change, file: DataFile, now: Mapping[str, bytes | None]) -> str:
    """Return the file that holds the record today: in a folder the one whose key it is, whatever its name."""
    if file.shape != "folder":
        return change.file
    adding = change.action == "add" and not change.steps
    new = change.after_it
    key = change.record or (new.get(file.kind.key[0]) if adding and isinstance(new, Mapping) else "")
    if not key:
        raise Refused("the change does not say which record of {file} is meant", file=file.path)
    if _key_in(now.get(change.file), file) == str(key):
        return change.file
    inside = {path: data for path, data in now.items() if path.startswith(f"{file.path}/")}
    for path, data in inside.items():
        if _key_in(data, file) == str(key):
            return path
    if not adding:
        # Who edited before a rename means the record that has the id no longer.
        for path, data in inside.items():
            if str(key) in _earlier_keys(data):
                return path
        keys = [_key_in(data, file) for data in inside.values()]
        raise absent(str(key), file.path, [one for one in keys if one])
    if change.file != f"{file.path}/{key}.yml" or not _ID.fullmatch(str(key)):
        raise Refused(
            "a new record of {folder} stands in {file}", folder=file.path, file=f"{file.path}/{key}.yml"
        )
    return change.file


def _key_in(data: bytes | None, file: DataFile) -> str | None:
    held = _record_in(data)
    return None if held is None else str(held.get(file.kind.key[0]))


def _earlier_keys(data: bytes | None) -> tuple[str, ...]:
    """Return the ids that the record of a file had before it was renamed."""
    written = (_record_in(data) or {}).get("formerly")
    return tuple(map(str, written)) if isinstance(written, list) else (str(written),) if written else ()


@lru_cache(maxsize=512)
def _record_in(data: bytes | None) -> Mapping[str, Any] | None:
    if data is None:
        return None
    try:
        held = plain(read(_text(data)[0]))
    except (PatchError, Refused):
        return None
    return held if isinstance(held, dict) else None


def _edited(change: Change, file: DataFile, data: bytes | None, unchanged: bool) -> Edited:
    text = None if data is None else _text(data)[0]
    does = change_csv if file.shape == "table" else change_yaml
    return does(change, file, text, unchanged)


def _text(data: bytes) -> tuple[str, bool]:
    """Return the text, without the mark that some programs put first, and whether it was there."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), data.startswith(codecs.BOM_UTF8)
    except UnicodeDecodeError:
        raise Refused("the file is not UTF-8; save it so before it is edited from pages") from None


def _bytes(text: str, before: bytes | None) -> bytes:
    mark = codecs.BOM_UTF8 if before is not None and before.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode("utf-8")
