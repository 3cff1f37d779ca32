"""Write text files anew that engines do not read alike: other letters, titles, lines that are no rows.

What is plain already – UTF-8, with the names of its columns in the first line – is read where it lies.
Anything else is written into the run's own folder as such a file, so that every engine counts the same.
"""

from __future__ import annotations

import codecs
import csv
import errno
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from erpsite.ingest.rollup.columns import columns_used
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.listing import LogFile
from erpsite.load.rolled.definition import Rollup

__all__ = ["PlainFiles", "reader_of", "text_of", "told_faults"]

if TYPE_CHECKING:
    from _csv import Reader

_TITLES = 50
"""Lines above the names of the columns, at most."""
_UNPACKED = 1 << 20
"""Bytes that are unpacked at a time."""
_PROBED = 1 << 16
"""Bytes that are looked at to see how a file is written."""
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BARE = codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + b" \t\r\n"
"""Bytes of marks and blanks: a file of these alone holds no row."""
_PACKED = (
    (b"\x1f\x8b", "{file} is packed by gzip, and its name does not end in .gz"),
    (b"PK\x03\x04", "{file} is a workbook or a zip; save it as CSV, or unpack it"),
)


def _opened(file: LogFile) -> IO[bytes]:
    """Open a file, unpacked."""
    return gzip.open(file.path, "rb") if file.zipped else file.path.open("rb")  # type: ignore[return-value]


@contextmanager
def told_faults(file: LogFile) -> Iterator[None]:
    """Say what is wrong with a file by its name."""
    try:
        yield
    except (EOFError, zlib.error) as error:
        message = (
            "{file} is half-written: what is packed in it breaks off; bring it anew, or count without it"
        )
        raise RollupFault(message, file=file.name) from error
    except UnicodeDecodeError as error:
        message = "{file} is not UTF-8; say in the definition what it is: encoding: {guess}"
        raise RollupFault(message, file=file.name, guess=_guess(error.object)) from error
    except (OSError, csv.Error) as error:
        if getattr(error, "errno", None) == errno.ENOSPC:
            message = "the disk is full where {file} is written anew as UTF-8; nothing is written"
            raise RollupFault(message, file=file.name) from error
        raise RollupFault("{file} cannot be read: {reason}", file=file.name, reason=str(error)) from error


def _guess(data: bytes) -> str:
    """Return an encoding that bytes may be of: pairs of high ones are Chinese, single ones are not."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    pairs = sum(len(run) % 2 == 0 for run in runs)
    return "gb18030" if 2 * pairs > len(runs) else "windows-1252"


@contextmanager
def text_of(file: LogFile, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Give a file as text; bytes that are no letters stay what they are, where the encoding can tell them."""
    with _opened(file) as stream:
        begun = stream.read(2)
        stream.seek(0)
        encoding = next((told for mark, told in _MARKS if begun == mark), encoding)
        encoding = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        with io.TextIOWrapper(stream, encoding=encoding, errors=errors) as text:
            yield text


def reader_of(lines: Iterable[str], found: Rollup) -> Reader:
    """Return the cells of each row of CSV, as the definition says that they are written."""
    doubled = found.escape == '"'
    return csv.reader(
        lines, delimiter=found.delimiter, doublequote=doubled, escapechar=None if doubled else found.escape
    )


@dataclass
class PlainFiles:
    """Give files as plain ones; each is written anew once."""

    found: Rollup
    folder: Path
    made: dict[str, LogFile] = field(default_factory=dict)
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each file that was written anew: lines above its names, and lines below that are no rows."""
    every: bool = False
    """Whether all text files are written anew, because the ends of their lines are not all alike."""
    whole: set[str] = field(default_factory=set)
    """Packed files that were unpacked once to their end, whose sum of bits is right."""

    def of(self, files: Sequence[LogFile]) -> list[LogFile]:
        """Return the files that are read instead of some."""
        return [self.made[one.name] if one.name in self.made else self._plain(one) for one in files]

    def no_rows(self, name: str) -> int:
        """Return the lines of a file that are no rows."""
        return self.lines.get(name, (0, 0))[1]

    def _text(self, file: LogFile) -> AbstractContextManager[TextIO]:
        return text_of(file, self.found.encoding or "utf-8")

    def line(self, file: LogFile, at: int) -> int:
        """Return the line of a file from that of the plain one."""
        if file.name not in self.lines:
            return at
        titles, _ = self.lines[file.name]
        names = titles + 1 if file.form == "csv" and self.found.header else 0
        with self._text(file) as text:
            kept = (
                number
                for number, line in enumerate(text, 1)
                if number > titles and (number == names or self._kept(line))
            )
            return next(islice(kept, at - 1, None), at)

    def _plain(self, file: LogFile) -> LogFile:
        if not file.size and (file.form == "parquet" or file.zipped):
            message = "{file} is half-written: it holds nothing; bring it anew, or count without it"
            raise RollupFault(message, file=file.name)
        if file.form == "parquet" or not file.size:
            return file
        with told_faults(file):
            if file.zipped and file.name not in self.whole:
                _unpack(file)
                self.whole.add(file.name)
            if self._is_bare(file):
                return replace(file, size=0)
            titles = self._titles(file)
            if titles == 0 and not (self.every or self._is_odd(file)):
                return file
            self.made[file.name] = made = self._written(file, titles)
            return made

    def _is_bare(self, file: LogFile) -> bool:
        """Say whether a file holds no more than a mark of its letters and blank lines."""
        with _opened(file) as stream:
            begun = stream.read(_PROBED)
            return not begun.strip(_BARE) and not stream.read(1)

    def _is_odd(self, file: LogFile) -> bool:
        found = self.found
        if found.only_lines or found.no_lines:
            return True
        if found.encoding and codecs.lookup(found.encoding).name != "utf-8":
            return True
        with _opened(file) as stream:
            return stream.read(2) in (mark for mark, _ in _MARKS)

    def _titles(self, file: LogFile) -> int:
        """Return the lines above the names: those of the first row that has every column that is named."""
        with _opened(file) as stream:
            begun = stream.read(_PROBED)
        for mark, message in _PACKED:
            if begun.startswith(mark):
                raise RollupFault(message, file=file.name)
        if file.form != "csv" or not self.found.header:
            return 0
        if not self.found.encoding and begun[:2] not in (mark for mark, _ in _MARKS):
            _refuse_other_letters(begun)
        wanted = set(columns_used(self.found)) - set(self.found.folders)
        best, at = (-1, 0), 0
        with self._text(file) as text:
            lines = islice(text, _TITLES)
            for end, cells in _rows(lines, self.found):
                names = {one.strip() for one in cells}
                score = len(wanted & names)
                if score > best[0] and (score or any(names)):
                    best = score, at
                if score == len(wanted):
                    break
                at = end
        return best[1]

    def _kept(self, line: str) -> bool:
        found = self.found
        if found.only_lines and not any(one in line for one in found.only_lines):
            return not line.strip()
        return not line.startswith(found.no_lines)

    def _written(self, file: LogFile, titles: int) -> LogFile:
        """Write a file anew; blank lines stay, for they are no rows to any reader."""
        folder = self.folder.joinpath(f"plain-{len(self.made)}", *_folders(file))
        folder.mkdir(parents=True)
        path = folder / f"rows.{file.form}"
        left = 0
        with (
            self._text(file) as text,
            path.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as plain,
        ):
            for _ in islice(text, titles):
                pass
            if file.form == "csv" and self.found.header:
                plain.write(next(text, ""))
            for line in text:
                if self._kept(line):
                    plain.write(line)
                else:
                    left += 1
        self.lines[file.name] = titles, left
        return replace(file, path=path, size=path.stat().st_size, zipped=False)


def _folders(file: LogFile) -> list[str]:
    """Return the folders above a file that say a value, such as `plant=0010`."""
    return [one for one in Path(file.name).parts[:-1] if "=" in one]


def _unpack(file: LogFile) -> None:
    """Unpack a file to its end: engines pass over the sum of bits by which a damaged one is known."""
    with _opened(file) as stream:
        while stream.read(_UNPACKED):
            pass


def _rows(lines: Iterable[str], found: Rollup) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, with the number of the lines up to its end."""
    reader = reader_of(lines, found)
    for cells in reader:
        yield reader.line_num, cells


def _refuse_other_letters(begun: bytes) -> None:
    """Raise where the first lines are not UTF-8, but for single ones among others that are.

    A letter that is cut off at the end of the probe is none.
    """
    held = begun[: begun.rfind(b"\n") + 1 or len(begun)]
    names, *rows = held.splitlines() or [b""]
    names.decode("utf-8")
    letters = [row for row in rows if not row.isascii()]
    if 2 * sum(not _is_utf_8(row) for row in letters) > len(letters):
        held.decode("utf-8")


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
