"""Find the files of a log, and see which of them are new, changed or the same twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.stamps import matching
from erpsite.load.plan_files import names_leftover
from erpsite.load.rolled.definition import Rollup

__all__ = ["LogFile", "form_of", "hash_of", "list_files", "open_ended", "written_to"]

_FORMS = {
    ".csv": "csv", ".log": "csv", ".txt": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "jsonl", ".parquet": "parquet",
}  # fmt: skip

_ENDS = (b"", b"\n", b"\r", b"\0")
"""Last bytes of a file whose last line ends, the last one of UTF-16."""


@dataclass(frozen=True, slots=True)
class LogFile:
    """Hold one file of a log."""

    path: Path
    name: str
    """As the definition finds it, so that results name no folder of this machine."""
    size: int
    mtime_ns: int
    form: str
    """csv, jsonl or parquet."""
    zipped: bool
    seen_ns: int = 0
    """When a table was read, of which this is a month with `size` rows and the last stamp `mtime_ns`; 0 of
    files."""

    @property
    def stamp(self) -> list[int]:
        """Return what changes when somebody writes to the file."""
        return [self.size, self.mtime_ns]


def list_files(found: Rollup, base: Path) -> tuple[LogFile, ...]:
    """Return the files of a definition by name; half-written ones of programs that copy are left out."""
    held = {one.name: one for pattern in found.files for one in _matching(found, pattern, base)}
    return tuple(held[name] for name in sorted(held))


def _matching(found: Rollup, pattern: str, base: Path) -> Iterator[LogFile]:
    try:
        for shown, place, status in matching(pattern, base):
            if not names_leftover(shown):
                form, zipped = form_of(found, shown)
                yield LogFile(place, shown, status.st_size, status.st_mtime_ns, form, zipped)
    except OSError as error:
        shown = Path(error.filename or "").name or pattern
        raise RollupFault(
            "{file} cannot be read: {reason}", file=shown, reason=error.strerror or ""
        ) from error


def form_of(found: Rollup, name: str) -> tuple[str, bool]:
    """Return what a file is, and whether it is zipped; raise `RollupFault` where nothing says it."""
    lower = name.lower()
    zipped = lower.endswith(".gz")
    ending = Path(lower.removesuffix(".gz")).suffix
    form = found.form or _FORMS.get(ending)
    if form is None:
        message = (
            "{file} has an ending that says nothing; state form: csv, jsonl or parquet in the definition"
        )
        raise RollupFault(message, file=name)
    return form, zipped and form != "parquet"


def hash_of(file: LogFile) -> str:
    """Return the SHA-256 of a file."""
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise RollupFault(
            "{file} cannot be read: {reason}", file=file.name, reason=error.strerror or ""
        ) from error


def written_to(files: Iterable[LogFile]) -> Iterator[str]:
    """Yield the files that are no longer what they were when they were listed."""
    for file in files:
        try:
            status = file.path.stat()
        except OSError:
            yield file.name
        else:
            if [status.st_size, status.st_mtime_ns] != file.stamp:
                yield file.name


def open_ended(files: Iterable[LogFile]) -> tuple[str, ...]:
    """Return the files of CSV whose last line does not end, where those of others do."""
    ends = {one.name: _last_byte(one) for one in files if one.form == "csv" and one.size and not one.zipped}
    open_ones = tuple(name for name, last in ends.items() if last not in _ENDS)
    return open_ones if len(open_ones) < len(ends) else ()


def _last_byte(file: LogFile) -> bytes:
    try:
        with file.path.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1)
    except OSError:  # whoever reads the rows says so
        return b""


def doubles(hashes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the files that hold what an earlier one holds, each with that one; given by name and hash."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for name, digest in sorted(hashes, key=lambda pair: (len(pair[0]), pair[0])):  # “a (1).csv” copies a.csv
        if digest in first:
            found[name] = first[digest]
        else:
            first[digest] = name
    return found
