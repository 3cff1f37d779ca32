"""Make records of the rows of a foreign table, and keep the account of their cells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from erpsite.ingest.account import Column, ColumnCount, Draft, LeftRow, RefusedCell, Taken
from erpsite.ingest.converting import Refused, Withheld
from erpsite.ingest.faults import SourceFault, Words
from erpsite.ingest.mapping import ImportMap
from erpsite.ingest.moments import moment_after
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.ingest.targets import MINUTES, Form, fields_of

__all__ = ["Rows", "unaccounted"]


class Rows:
    """Make records of rows, and keep the account."""

    def __init__(
        self,
        taken: Taken,
        found: ImportMap,
        columns: Sequence[Column],
        table: ForeignTable,
        first: int,
        home: dt.tzinfo,
    ) -> None:
        self.taken, self.found, self.table, self.first, self.home = taken, found, table, first, home
        self.plain = [column for column in columns if not column.found.column.beside]
        self.across = [column for column in columns if column.found.column.beside]
        self.required = self._required()
        self.needed, self.key = tuple(self.required), tuple(found.target.key)
        self.constants = self._constants()
        self.left: set[int] = set()
        self.simple = self._simple()
        self.columns = columns

    def _simple(self) -> list[tuple[str, Sequence[Any]]]:
        """Return results by field where a row is no more than its cells and none is refused; else nothing."""
        if self.across or self.constants or self.found.rows_as_ids is not None:
            return []
        if any(Refused in set(map(type, column.results)) for column in self.plain):
            return []
        return [(column.target.name, column.results) for column in self.plain]

    def settle(self, rows: Sequence[Sequence[Value]], odd: Mapping[int, str]) -> None:
        """Go through the rows once, then through the cells of each column once.

        `odd` says of rows that are no records why, by their number from the first.
        """
        taken = self.taken
        taken.rows = len(rows)
        if not odd and (plain := self._plain_drafts()) is not None:
            taken.drafts = plain
            self._account(rows)
            return
        seen: dict[tuple[str, ...], int] = {}
        doubles: list[tuple[int, int]] = []
        names = [name for name, _ in self.simple]
        simple = list(zip(*(results for _, results in self.simple), strict=True))
        for number, row in enumerate(rows):
            if row.count(None) == len(row):
                taken.blank += 1
                continue
            if number in odd:
                self._leave(number, odd[number], {})
                drafts: Sequence[Draft] = ()
            elif names:
                one = self._draft(number, dict(zip(names, simple[number], strict=True)))
                drafts = (one,) if one else ()
            else:
                drafts = tuple(self._whole_drafts(number))
            if not drafts:
                self.left.add(number)
                continue
            for draft in drafts:
                if draft.key in seen:
                    doubles.append((seen[draft.key], number))
                    if not self._replaces(draft, seen, number):
                        continue
                else:
                    seen[draft.key] = len(taken.drafts)
                    taken.drafts.append(draft)
        self._tell_doubles(doubles)
        self._account(rows)

    def _plain_drafts(self) -> list[Draft] | None:
        """Return a draft of each row where all rows have what they need and no two the same key."""
        given = dict(self.simple)
        needed = {*self.needed, *self.key}
        if MINUTES in given or not self.needed or not needed <= given.keys():
            return None
        if any(None in given[name] for name in self.needed):
            return None
        keys = list(zip(*(_key_texts(given[name]) for name in self.key), strict=True))
        if not keys or len(set(keys)) < len(keys):
            return None
        numbers = self.table.numbers[self.first : self.first + len(keys)]
        begin = f"{self.table.sheet}!" if self.table.sheet else f"{self.table.path}:"
        names, rows = tuple(given), zip(*given.values(), strict=True)
        return [
            Draft(key, dict(zip(names, row, strict=True)), f"{begin}{number}")
            for key, row, number in zip(keys, rows, numbers, strict=True)
        ]

    def _replaces(self, draft: Draft, seen: Mapping[tuple[str, ...], int], number: int) -> bool:
        """Merge a double as the map says; return False, since it is no further record."""
        at = seen[draft.key]
        earlier = self.taken.drafts[at]
        if self.found.doubles == "last":
            self.taken.drafts[at] = draft
        message = "it has the key of {other} ({key}) and was merged: the {which} row counts"
        values = {"other": earlier.place, "key": " / ".join(draft.key), "which": Words(self.found.doubles)}
        self.taken.merged.append(LeftRow(self.table.row_place(self.first + number), message, values))
        return False

    def _tell_doubles(self, doubles: Sequence[tuple[int, int]]) -> None:
        if doubles and self.found.doubles == "refuse":
            one = self.taken.merged[0]
            message = (
                "{n} rows have the key of another (first {row} and {other}: {key}); say in the map which "
                "counts: doubles: first or last"
            )
            values: dict[str, Any] = {"n": len(doubles), "row": one.place, **one.values}
            self.taken.faults.append(SourceFault(message, **values))

    def _whole_drafts(self, number: int) -> Iterator[Draft]:
        """Give the drafts of a row with constants, refused cells, or months as columns."""
        values = dict(self.constants)
        if self.found.rows_as_ids is not None:
            values["id"] = f"{self.found.rows_as_ids}-{self.table.numbers[self.first + number]}"
            self.taken.invented["id"] = self.taken.invented.get("id", 0) + 1
        for column in self.plain:
            result = column.results[number]
            name = column.target.name
            if not isinstance(result, Refused) and not (result is None and name in self.constants):
                values[name] = result
        spreads: list[Column | None] = [*self.across] or [None]
        some = False
        for spread in spreads:
            whole = values
            if spread is not None:
                result = spread.results[number]
                if result is None or isinstance(result, Refused):
                    continue
                whole = {**values, spread.target.name: result, **self._beside(spread)}
            some = True
            draft = self._draft(number, whole)
            if draft is not None:
                yield draft
        if not some:
            self._leave(number, "none of its columns {columns} holds a value", {"columns": self._names()})

    def _names(self) -> str:
        return ", ".join(column.count.name or column.count.letters for column in self.across)

    def _beside(self, column: Column) -> Mapping[str, Any]:
        known = fields_of(self.found.target)
        found = {}
        for name, value in column.found.column.beside.items():
            found[name] = str(value) if known[name].form is not Form.NUMBER else value
            self.taken.invented[name] = self.taken.invented.get(name, 0) + 1
        return found

    def _draft(self, number: int, values: dict[str, Any]) -> Draft | None:
        if lacking := self._lacking(values):
            message = "it has no value for {field}"
            self._leave(number, message, {"field": ", ".join(lacking)})
            return None
        if (minutes := values.pop(MINUTES, None)) is not None and values.get("ended") is None:
            values["ended"] = moment_after(str(values["started"]), float(minutes), self.home)
        key = tuple(["" if (value := values.get(name)) is None else str(value) for name in self.key])
        return Draft(key, values, self.table.row_place(self.first + number))

    def _lacking(self, values: Mapping[str, Any]) -> list[str]:
        """Return the fields that a record needs and this one has not."""
        lacking = [name for name in self.needed if values.get(name) is None]
        return [name for name in lacking if all(values.get(other) is None for other in self.required[name])]

    def _leave(self, number: int, message: str, values: Mapping[str, object]) -> None:
        self.taken.left.append(LeftRow(self.table.row_place(self.first + number), message, values))

    def _required(self) -> Mapping[str, tuple[str, ...]]:
        """Return the fields that a record needs, each with its names by language."""
        known = fields_of(self.found.target)
        needed = dict.fromkeys(target.field for target in known.values() if target.required)
        groups = self.found.target.record.one_of
        names = (*needed, *(group[0] for group in groups if self._one_of(group)))
        return {
            name: tuple(one for one in known if known[one].field == name and one != name) for name in names
        }

    def _one_of(self, group: Sequence[str]) -> bool:
        """Say whether the first field of a group is the only one that a column gives."""
        given = {column.target.name for column in (*self.plain, *self.across)}
        return given.intersection(group) == {group[0]} and not self.across

    def _constants(self) -> dict[str, Any]:
        known = fields_of(self.found.target)
        constants: dict[str, Any] = {}
        for name, value in self.found.constants.items():
            target = known[name]
            told = value if isinstance(value, int | float | list) else str(value)
            if target.many and not isinstance(told, list):
                told = [told]
            if not target.valid(told):
                message = "{found} does not fit the field {field}"
                place = str(self.found.where_of("constants"))
                fault = SourceFault(message, place=place, found=str(value), field=name)
                self.taken.faults.append(fault)
            constants[name] = told
        return constants

    def _account(self, rows: Sequence[Sequence[Value]]) -> None:
        """Count for each column what became of its cells; a cell that two fields share counts once."""
        taken = self.taken
        merged = {one.place for one in taken.merged}
        outside = self.left
        if merged:
            outside = outside | {number for number in range(len(rows)) if self._place(number) in merged}
        for name in self.constants:
            taken.invented[name] = taken.invented.get(name, 0) + self._filled(name, rows, outside)
        fates: dict[int, list[str]] = {}
        shared = Counter(
            index for column in self.columns for index in (column.found.index, *column.found.instead)
        )
        whole = {
            column.found.index
            for column in self.columns
            if shared[column.found.index] == 1 and self._whole(column, outside)
        }
        for column in self.columns:
            if column.found.index not in whole:
                self._fates(column, outside, fates)
        for index, count in enumerate(taken.columns):
            if index in whole:
                continue
            if index not in fates:
                self._unused(index, count, rows, outside)
                continue
            tally = Counter(fates[index])
            count.taken, count.refused, count.left = tally["taken"], tally["refused"], tally["left"]
            count.unused = sum(
                not fate and index < len(row) and row[index] is not None
                for fate, row in zip(fates[index], rows, strict=True)
            )

    def _filled(self, name: str, rows: Sequence[Sequence[Value]], outside: set[int]) -> int:
        """Return in how many records a constant stands: in all, or where the column has nothing."""
        given = next((column.results for column in self.plain if column.target.name == name), None)
        if given is None:
            return len(self.taken.drafts)
        blank = {number for number, row in enumerate(rows) if row.count(None) == len(row)}
        return sum(
            result is None or isinstance(result, Refused)
            for number, result in enumerate(given)
            if number not in outside and number not in blank
        )

    def _place(self, number: int) -> str:
        return self.table.row_place(self.first + number)

    def _unused(
        self, index: int, count: ColumnCount, rows: Sequence[Sequence[Value]], outside: set[int]
    ) -> None:
        if not outside:
            count.unused += count.cells
        else:
            for number, row in enumerate(rows):
                if index < len(row) and row[index] is not None:
                    if number in outside:
                        count.left += 1
                    else:
                        count.unused += 1
        count.why = count.why or "the map does not name it"

    def _whole(self, column: Column, outside: set[int]) -> bool:
        """Account for a column whose every cell is taken, and say whether it is one."""
        kinds = set(map(type, column.results))
        if outside or column.found.instead or kinds & {Refused, Withheld}:
            return False
        count, blank = column.count, column.values.count(None)
        count.taken = len(column.values) - blank
        count.unknown += column.results.count(None) - blank
        if column.target.form is Form.NUMBER and kinds & {int, float}:
            count.total = float(sum([one for one in column.results if isinstance(one, int | float)]))
            cells = [
                value
                for value, result in zip(
                    column.values if self.table.typed else (), column.results, strict=False
                )
                if isinstance(value, int | float) and isinstance(result, int | float)
            ]
            count.source_total = float(sum(cells)) if cells else None
        return True

    def _fates(self, column: Column, outside: set[int], fates: dict[int, list[str]]) -> None:
        count = column.count
        sums: list[float] = []
        cells: list[float] = []
        for index in (column.found.index, *column.found.instead):
            fates.setdefault(index, [""] * len(column.values))
        for number, (value, result, index) in enumerate(
            zip(column.values, column.results, column.source, strict=True)
        ):
            if value is None:
                continue
            fate = fates[index]
            if number in outside:
                fate[number] = "left"
                if isinstance(result, Refused):
                    self._refuse(number, index, result)
            elif isinstance(result, Refused):
                fate[number] = fate[number] or "refused"
                self._refuse(number, index, result)
            else:
                fate[number] = "taken"
                count.unknown += result is None
                count.withheld += isinstance(result, Withheld)
                if column.target.form is Form.NUMBER and isinstance(result, int | float):
                    sums.append(result)
                    cells += [value] if isinstance(value, int | float) else []
        if sums:
            count.total = float(sum(sums))
            count.source_total = float(sum(cells)) if cells else None

    def _refuse(self, number: int, index: int, result: Refused) -> None:
        place = self.table.place(self.first + number, index)
        name = self.taken.columns[index].name
        self.taken.refused.append(RefusedCell(place, name, result.message, result.values))


def _key_texts(values: Sequence[Any]) -> Sequence[str]:
    """Return the values of a field as parts of keys."""
    if set(map(type, values)) == {str}:
        return values
    return ["" if value is None else str(value) for value in values]


def unaccounted(taken: Taken) -> Iterator[SourceFault]:
    for count in taken.columns:
        if not count.right:
            message = (
                "of {cells} cells in the column {column} only {known} are accounted for; please report this: "
                "nothing was changed"
            )
            known = count.taken + count.refused + count.unused + count.left
            yield SourceFault(message, cells=count.cells, known=known, column=count.name or count.letters)
