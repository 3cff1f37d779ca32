"""Cut CSV text into cells, each with the line and column where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Source
from erpsite.load.located import Place

__all__ = ["CsvRow", "cut_cells"]

_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')


@dataclass(frozen=True, slots=True)
class CsvRow:
    """Hold the cells of one row as text; a row ends after a line end that stands outside quotes."""

    cells: list[str]
    places: list[Place]

    @property
    def place(self) -> Place:
        """Return where the row begins."""
        return self.places[0]

    @property
    def blank(self) -> bool:
        """Say whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def cut_cells(text: str, delimiter: str, path: str, first_line: int = 1) -> Iterator[CsvRow | Issue]:
    """Give each row, or what is wrong with it; LF, CR and CRLF may be mixed (RFC 4180 otherwise).

    After a quote that is never closed, reading goes on at the next line, so that one slip does not
    swallow the rest of the file.
    """
    position, line, length = 0, first_line, len(text)
    while position < length:
        end = _END.search(text, position)
        stop, after = end.span() if end else (length, length)
        if text.find('"', position, stop) < 0:
            yield _plain_row(text[position:stop], delimiter, line)
        else:
            cutter = _QuotedRow(text, delimiter, position, line)
            fault = cutter.cut()
            if fault is None:
                yield CsvRow(cutter.cells, cutter.places)
                position, line = cutter.position, cutter.line
                continue
            message, place, values = fault
            yield Issue("csv-quote", message, Source(path, *place), values=values)
        position, line = after, line + 1


def _plain_row(row: str, delimiter: str, line: int) -> CsvRow:
    cells = row.split(delimiter)
    places, column = [], 1
    for cell in cells:
        places.append((line, column))
        column += len(cell) + 1
    return CsvRow(cells, places)


_Fault = tuple[str, Place, dict[str, object]]


class _QuotedRow:
    """Cut one row that holds quotes, and may run over several lines."""

    def __init__(self, text: str, delimiter: str, position: int, line: int) -> None:
        self.cells: list[str] = []
        self.places: list[Place] = []
        self.position, self.line = position, line
        self._text, self._delimiter = text, delimiter
        self._line_start = position
        self._bare = re.compile(f"[^{re.escape(delimiter)}\r\n]*")

    def cut(self) -> _Fault | None:
        """Cut up to the end of the row; return what is wrong with it, or None."""
        while True:
            place = (self.line, self.position - self._line_start + 1)
            self.places.append(place)
            fault = self._quoted(place) if self._text.startswith('"', self.position) else self._plain(place)
            if fault is not None:
                return fault
            if not self._text.startswith(self._delimiter, self.position):
                break
            self.position += 1
        if end := _END.match(self._text, self.position):
            self.position, self.line = end.end(), self.line + 1
        return None

    def _plain(self, place: Place) -> _Fault | None:
        found = self._bare.match(self._text, self.position)
        cell = found.group() if found else ""
        if cell.lstrip().startswith('"'):
            return "a space stands before the quote; remove it", place, {}
        self.position += len(cell)
        self.cells.append(cell)
        return None

    def _quoted(self, place: Place) -> _Fault | None:
        found = _QUOTED.match(self._text, self.position)
        if found is None:
            return "the quote that opens here is never closed", place, {}
        breaks = list(_END.finditer(self._text, self.position, found.end()))
        self.line += len(breaks)
        self._line_start = breaks[-1].end() if breaks else self._line_start
        self.position = found.end()
        after = self._text[self.position : self.position + 1]
        if after and after != self._delimiter and after not in "\r\n":
            at = self.position - self._line_start + 1
            message = (
                "the quote that opens here is closed in line {line}, column {column}, inside a text; "
                "write a quote inside a text twice"
            )
            return message, place, {"line": self.line, "column": at}
        self.cells.append(_END.sub("\n", found.group(1)).replace('""', '"'))
        return None
