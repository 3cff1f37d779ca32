"""Take the rows of a foreign table as records, with an account of every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from erpsite.ingest.columns import Found, find_columns, header_names, records_of
from erpsite.ingest.converting import Ids, Refused, Setting, Withheld, converter, texts_in
from erpsite.ingest.dates import SERIALS, plain, readings_of, reads, split_span
from erpsite.ingest.faults import SourceFault, Words
from erpsite.ingest.mapping import ColumnMap, ImportMap
from erpsite.ingest.numbers import mark_readings
from erpsite.ingest.personal import PERSONAL, looks_personal
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.tables import ForeignTable, Value, column_letters, is_blank
from erpsite.ingest.targets import Form, TargetField, fields_of
from erpsite.model.base import may_be_withheld

__all__ = ["ColumnCount", "Draft", "LeftRow", "RefusedCell", "Taken", "take"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold one record as the source gives it: the values of its fields, and where it stands."""

    key: tuple[str, ...]
    values: Mapping[str, Any]
    place: str


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """Name a cell that gives no value, and why; `message` is a msgid."""

    place: str
    column: str
    message: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Name a row that becomes no record, and why; `message` is a msgid."""

    place: str
    message: str
    values: Mapping[str, object]


@dataclass(slots=True)
class ColumnCount:
    """Account for the cells of one column: `cells` = taken + refused + unused + in rows left out."""

    name: str
    letters: str
    to: tuple[str, ...] = ()
    cells: int = 0
    """Cells between header and end that are not blank, counted in the file itself."""
    taken: int = 0
    refused: int = 0
    unused: int = 0
    left: int = 0
    """In rows that become no record."""
    unknown: int = 0
    """Of those taken, words by which the file says that nobody knows, or nothing."""
    withheld: int = 0
    total: float | None = None
    """Sum of the numbers taken, as the plan holds them."""
    source_total: float | None = None
    """Sum of the cells that are numbers in the file, as it holds them."""
    why: str = ""
    """Why it is unused: a msgid, or words of the map."""

    @property
    def right(self) -> bool:
        """Say whether every cell is accounted for."""
        return self.cells == self.taken + self.refused + self.unused + self.left


@dataclass(slots=True)
class Taken:
    """Hold what a table gives: records, an account, and the faults that stop the import."""

    kind: str
    source: str
    sheet: str
    rows: int = 0
    """Rows between header and footer."""
    blank: int = 0
    drafts: list[Draft] = field(default_factory=list)
    columns: list[ColumnCount] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    left: list[LeftRow] = field(default_factory=list)
    merged: list[LeftRow] = field(default_factory=list)
    faults: list[SourceFault] = field(default_factory=list)
    notices: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    suspicions: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)
    """Place, msgid and values of what is odd, though it was taken."""
    invented: dict[str, int] = field(default_factory=dict)
    """How many values of a field the file does not say: constants and what columns say themselves."""
    made_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Column:
    """Hold one column of the map while its cells are converted."""

    found: Found
    target: TargetField
    count: ColumnCount
    values: Sequence[Value]
    source: Sequence[int]
    """For each row the column that its cell was taken from, an index of the table."""
    results: list[Any] = field(default_factory=list)


def take(table: ForeignTable, found: ImportMap, plan: PlanNames, ids: Mapping[str, str]) -> Taken:
    """Return the records that a map makes of a table; nothing is written.

    `ids` are the ids that foreign names had before. Where `faults` are not empty, nothing may be written.
    """
    taken = Taken(found.kind, table.path, table.sheet)
    taken.notices += list(table.notices)
    placed, faults = find_columns(table, found)
    taken.faults += faults
    first, last = records_of(table, found)
    rows = [list(row) for row in table.rows[first:last]]
    taken.faults += _merged(table, found, first, last, rows)
    if taken.faults:
        return taken
    taken.columns = _counts(table, found, rows)
    made = Ids(found.kind, dict(ids), plan)
    columns = _columns(placed, rows, found, taken)
    for column in columns:
        _convert(column, found, Setting(plan, made), taken, rows, first, table)
    _lacking(columns, found, taken)
    if not taken.faults:
        _Rows(taken, found, columns, table, first).settle(rows)
        taken.faults += _unaccounted(taken)
    taken.made_ids = made.made
    return taken


def _merged(
    table: ForeignTable, found: ImportMap, first: int, last: int, rows: list[list[Value]]
) -> Iterator[SourceFault]:
    """Fill merged cells where the map says so; else name the first of them that lie among the records."""
    numbers = {number: index for index, number in enumerate(table.numbers[first:last])}
    inside = [one for one in table.merged if one[0] in numbers]
    if inside and found.merged == "refuse":
        top, left, bottom, right = inside[0]
        message = (
            "cells are merged among the records ({n} times, first {place}); part them in the file, or say "
            "merged: fill in the map"
        )
        place = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        yield SourceFault(message, n=len(inside), place=place)
        return
    for top, left, bottom, right in inside:
        value = rows[numbers[top]][left - table.left]
        for number in range(top, bottom + 1):
            for column in range(left, right + 1):
                if number in numbers and column - table.left < len(rows[numbers[number]]):
                    rows[numbers[number]][column - table.left] = value


def _counts(table: ForeignTable, found: ImportMap, rows: Sequence[Sequence[Value]]) -> list[ColumnCount]:
    counts = []
    for index, name in enumerate(header_names(table, found.header)):
        count = ColumnCount(name, column_letters(index + table.left))
        count.cells = sum(not is_blank(row[index]) for row in rows if index < len(row))
        counts.append(count)
    return counts


def _columns(
    placed: Sequence[Found], rows: Sequence[Sequence[Value]], found: ImportMap, taken: Taken
) -> list[_Column]:
    """Return the columns that are taken; what looks personal and was not asked for is left out."""
    known = fields_of(found.target)
    columns = []
    for one in placed:
        count = taken.columns[one.index]
        if one.column.to is None:
            count.why = one.column.unused or ""
            continue
        values = [row[one.index] if one.index < len(row) else None for row in rows]
        seen = "" if one.column.personal else looks_personal(count.name, values)
        if seen and not (known[one.column.to].form is Form.ID and seen == "phone"):
            count.why = PERSONAL[seen]
            taken.notices.append(_left_out_personal(count, seen))
            continue
        count.to = (*count.to, one.column.to)
        columns.append(_Column(one, known[one.column.to], count, *_with_instead(one, values, rows)))
    return columns


def _left_out_personal(count: ColumnCount, seen: str) -> tuple[str, Mapping[str, object]]:
    message = "the column {column} looks like {what} and is left out; where it is wanted, say personal: true"
    return message, {"column": count.name or count.letters, "what": Words(PERSONAL[seen])}


def _with_instead(
    found: Found, values: list[Value], rows: Sequence[Sequence[Value]]
) -> tuple[list[Value], list[int]]:
    source = [found.index] * len(values)
    for other in found.instead:
        for number, value in enumerate(values):
            if is_blank(value):
                row = rows[number]
                if other < len(row) and not is_blank(row[other]):
                    values[number], source[number] = row[other], other
    return values, source


def _convert(
    column: _Column, found: ImportMap, setting: Setting, taken: Taken,
    rows: Sequence[Sequence[Value]], first: int, table: ForeignTable,
) -> None:  # fmt: skip
    words = {*found.empty_as, *found.unknown_as, *found.withheld_as}
    real = [value for value in column.values if not is_blank(value) and str(value).strip() not in words]
    form, decimal, faults = _settled(column, real)
    taken.faults += faults
    if faults:
        return
    target, notices = column.target, set[str]()
    setting = Setting(setting.plan, setting.ids, form, decimal, _withholdable(target, found), notices)
    read = _with_words(converter(column.found.column, target, setting), found, setting)
    known: dict[str, Any] = {}
    results = column.results
    for value in column.values:
        if value is None:
            results.append(None)
        elif isinstance(value, str):
            if value not in known:
                known[value] = read(value) if value.strip() else None
            results.append(known[value])
        else:
            results.append(read(value))
    name = {"column": column.count.name or column.count.letters}
    taken.notices += [("{column}: {what}", {**name, "what": Words(notice)}) for notice in sorted(notices)]


def _withholdable(target: TargetField, found: ImportMap) -> bool:
    return target.field in may_be_withheld(found.target.record)


def _with_words(read: Any, found: ImportMap, setting: Setting) -> Any:
    """Return what reads a cell, the words for empty, unknown and withheld before all else."""
    nothing = {*found.empty_as, *found.unknown_as}
    reasons = found.withheld_as
    if not nothing and not reasons:
        return read

    def one(value: Value) -> Any:
        word = str(value).strip()
        if word in nothing:
            return None
        if word in reasons:
            if setting.withheld:
                return Withheld(reasons[word])
            return Refused("{found} says that it is withheld, but the field needs a value", {"found": word})
        return read(value)

    return one


def _settled(column: _Column, real: Sequence[Value]) -> tuple[str, str, list[SourceFault]]:
    """Return the form of a column's days and the decimal mark of its numbers, or why they are open."""
    texts = texts_in(real)
    spec, target = column.found.column, column.target
    if target.form in (Form.DAY, Form.MONTH, Form.MOMENT):
        if spec.date is not None:
            wrong = spec.date not in SERIALS and reads(spec.date) is None
            return spec.date, ".", [_no_form(spec)] if wrong else []
        parts = [part for text in texts for part in _span_parts(text, spec)]
        groups = readings_of(part for part in [*parts, *_long_numbers(real)] if part not in spec.values)
        if len(groups) > 1:
            return "", ".", [_two_readings(column, groups, parts)]
        return groups[0][0] if groups else "", ".", []
    if target.form is Form.NUMBER and spec.decimal is None:
        marks = mark_readings(texts)
        if len(marks) > 1:
            return "", ".", [_two_marks(column, texts)]
        return "", marks[0], []
    return "", spec.decimal or ".", []


def _span_parts(text: str, spec: ColumnMap) -> tuple[str, ...]:
    return (spec.part and split_span(text)) or (text,)


def _long_numbers(real: Iterable[Value]) -> list[str]:
    """Return whole numbers of six or eight digits, such as 20260304, as texts."""
    return list({str(one) for one in real if type(one) is int and one > 190_000 and len(str(one)) in (6, 8)})


def _no_form(spec: ColumnMap) -> SourceFault:
    message = "{form} is no form of a day; write it with YYYY or YY, MM or MMM, and DD, such as DD.MM.YYYY"
    return SourceFault(message, place=str(spec.where_of("date")), form=spec.date)


def _two_readings(column: _Column, groups: Sequence[tuple[str, ...]], texts: Sequence[str]) -> SourceFault:
    one, other = groups[0][0], groups[1][0]
    for text in texts:
        said = [read(plain(text)) for read in (reads(one), reads(other)) if read]
        first, second = said if len(said) == 2 else (None, None)
        if first and second and first != second:
            message = (
                "in the column {column}, {found} is {first} ({one}) or {second} ({other}); say which in the "
                "map: date: {one} or date: {other}"
            )
            values = {
                "found": text,
                "first": first.date(),
                "second": second.date(),
                "one": one,
                "other": other,
            }
            return SourceFault(message, column=column.count.name, **values)
    message = "the column {column} holds days written as {one} and days written as {other}; make them alike"
    return SourceFault(message, column=column.count.name, one=one, other=other)


def _two_marks(column: _Column, texts: Sequence[str]) -> SourceFault:
    found = next(text for text in texts if "," in text or "." in text)
    message = (
        "in the column {column}, {found} has two readings: the mark parts thousands, or decimals; say in the map "
        'decimal: "." or decimal: ","'
    )
    return SourceFault(message, column=column.count.name, found=found)


def _lacking(columns: Sequence[_Column], found: ImportMap, taken: Taken) -> None:
    """Refuse a map that gives a required field no column and no constant."""
    known = fields_of(found.target)
    given = {column.target.field for column in columns}
    given |= {known[name].field for column in columns for name in column.found.column.beside if name in known}
    given |= {known[name].field for name in found.constants if name in known}
    for name in dict.fromkeys(target.field for target in known.values() if target.required):
        if name not in given and not (name == "id" and "name" in given):
            message = "nothing gives {field}, without which there is no record; add a column or a constant"
            taken.faults.append(SourceFault(message, place=str(found.where), field=name))


class _Rows:
    """Make records of rows, and keep the account."""

    def __init__(
        self, taken: Taken, found: ImportMap, columns: Sequence[_Column], table: ForeignTable, first: int
    ) -> None:
        self.taken, self.found, self.table, self.first = taken, found, table, first
        self.plain = [column for column in columns if not column.found.column.beside]
        self.across = [column for column in columns if column.found.column.beside]
        self.fields = {name: one.field for name, one in fields_of(found.target).items()}
        self.required = self._required()
        self.constants = self._constants()
        self.left: set[int] = set()
        self.columns = columns

    def settle(self, rows: Sequence[Sequence[Value]]) -> None:
        """Go through the rows once, then through the cells of each column once."""
        taken = self.taken
        taken.rows = len(rows)
        seen: dict[tuple[str, ...], int] = {}
        doubles: list[tuple[int, int]] = []
        for number, row in enumerate(rows):
            if all(map(is_blank, row)):
                taken.blank += 1
                continue
            drafts = list(self._drafts(number))
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
                "{n} rows have the key of another (first {place} and {other}: {key}); say in the map which "
                "counts: doubles: first or last"
            )
            values = {"n": len(doubles), "place": one.place, **one.values}
            self.taken.faults.append(SourceFault(message, **values))

    def _drafts(self, number: int) -> Iterator[Draft]:
        values = dict(self.constants)
        for column in self.plain:
            result = column.results[number]
            if not isinstance(result, Refused):
                values[column.target.name] = result
        spreads = self.across or [None]
        some = False
        for column in spreads:
            whole = values
            if column is not None:
                result = column.results[number]
                if result is None or isinstance(result, Refused):
                    continue
                whole = {**values, column.target.name: result, **self._beside(column)}
            some = True
            draft = self._draft(number, whole)
            if draft is not None:
                yield draft
        if not some:
            self._leave(number, "none of its columns {columns} holds a value", {"columns": self._names()})

    def _names(self) -> str:
        return ", ".join(column.count.name or column.count.letters for column in self.across)

    def _beside(self, column: _Column) -> Mapping[str, Any]:
        known = fields_of(self.found.target)
        found = {}
        for name, value in column.found.column.beside.items():
            found[name] = str(value) if known[name].form is not Form.NUMBER else value
            self.taken.invented[name] = self.taken.invented.get(name, 0) + 1
        return found

    def _draft(self, number: int, values: dict[str, Any]) -> Draft | None:
        present = {self.fields[name] for name, value in values.items() if value is not None}
        lacking = [name for name in self.required if name not in present]
        if lacking:
            message = "it has no value for {field}"
            self._leave(number, message, {"field": ", ".join(lacking)})
            return None
        key = tuple("" if values.get(name) is None else str(values[name]) for name in self.found.target.key)
        return Draft(key, values, self.table.row_place(self.first + number))

    def _leave(self, number: int, message: str, values: Mapping[str, object]) -> None:
        self.taken.left.append(LeftRow(self.table.row_place(self.first + number), message, values))

    def _required(self) -> tuple[str, ...]:
        known = fields_of(self.found.target)
        needed = dict.fromkeys(target.field for target in known.values() if target.required)
        return (*needed, *(group[0] for group in self.found.target.record.one_of if self._one_of(group)))

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
        outside = self.left | {
            number for number in range(len(rows)) if taken.merged and self._place(number) in merged
        }
        for name in self.constants:
            taken.invented[name] = taken.invented.get(name, 0) + len(taken.drafts)
        fates: dict[int, list[str]] = {}
        for column in self.columns:
            self._fates(column, outside, fates)
        for index, count in enumerate(taken.columns):
            if index not in fates:
                self._unused(index, count, rows, outside)
                continue
            tally = Counter(fates[index])
            count.taken, count.refused, count.left = tally["taken"], tally["refused"], tally["left"]
            count.unused = sum(
                not fate and index < len(row) and not is_blank(row[index])
                for fate, row in zip(fates[index], rows, strict=True)
            )

    def _place(self, number: int) -> str:
        return self.table.row_place(self.first + number)

    def _unused(
        self, index: int, count: ColumnCount, rows: Sequence[Sequence[Value]], outside: set[int]
    ) -> None:
        for number, row in enumerate(rows):
            if index < len(row) and not is_blank(row[index]):
                if number in outside:
                    count.left += 1
                else:
                    count.unused += 1
        count.why = count.why or "the map does not name it"

    def _fates(self, column: _Column, outside: set[int], fates: dict[int, list[str]]) -> None:
        count = column.count
        sums: list[float] = []
        cells: list[float] = []
        for index in (column.found.index, *column.found.instead):
            fates.setdefault(index, [""] * len(column.values))
        for number, (value, result, index) in enumerate(
            zip(column.values, column.results, column.source, strict=True)
        ):
            if value is None or is_blank(value):
                continue
            fate = fates[index]
            if number in outside:
                fate[number] = "left"
                if isinstance(result, Refused):
                    self._refuse(column, number, index, result)
            elif isinstance(result, Refused):
                fate[number] = fate[number] or "refused"
                self._refuse(column, number, index, result)
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

    def _refuse(self, column: _Column, number: int, index: int, result: Refused) -> None:
        place = self.table.place(self.first + number, index)
        name = self.taken.columns[index].name
        self.taken.refused.append(RefusedCell(place, name, result.message, result.values))


def _unaccounted(taken: Taken) -> Iterator[SourceFault]:
    for count in taken.columns:
        if not count.right:
            message = (
                "of {cells} cells in the column {column} only {known} are accounted for; please report this: "
                "nothing was changed"
            )
            known = count.taken + count.refused + count.unused + count.left
            yield SourceFault(message, cells=count.cells, known=known, column=count.name or count.letters)
