"""Turn one foreign cell into the value that a field of the plan holds, or say why it cannot be."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from erpsite.frozen import dataclass
from erpsite.ingest.dates import SERIALS, Reading, from_serial, plain, reads, split_span
from erpsite.ingest.ids import Ids
from erpsite.ingest.mapping import ColumnMap
from erpsite.ingest.moments import local_text, minutes_of
from erpsite.ingest.numbers import NumberForm, read_number, whole
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.tables import CellError, NoValue, Value
from erpsite.ingest.targets import MINUTES, Form, TargetField
from erpsite.load.decoding import find_control
from erpsite.model.quantity import is_month
from erpsite.nearest import find_nearest

__all__ = [
    "FLAGS", "LARGEST_CELL", "Convert", "Refused", "Setting", "Withheld", "as_text", "converter", "reads_iso",
]  # fmt: skip

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?", re.ASCII)
FLAGS = {
    **dict.fromkeys(("true", "yes", "y", "1", "是", "对", "√", "已", "有", "x"), True),
    **dict.fromkeys(("false", "no", "n", "0", "否", "不", "×", "未", "无"), False),
}
LARGEST_CELL = 20_000
"""Characters of one text; more is no name and no description."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Say why a cell gives no value; `message` is a msgid whose fields are in `values`."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Stand for a value that may not be told, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold what the conversion of every column may need."""

    plan: PlanNames
    ids: Ids
    form: str = ""
    """How the days of the column are written, where its map does not state it."""
    decimal: str = "."
    withheld: bool = False
    """Whether the field may be withheld."""
    makers: Mapping[str, Ids] = field(default_factory=dict)
    """By kind what gives ids to words that the plan does not know."""
    notices: set[str] = field(default_factory=set)
    """Msgids of what was done to values of the column beyond reading them."""


Convert = Callable[[Value], Any]


def converter(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    """Return what turns a cell that is not blank into a value, None where nobody knows, or `Refused`."""
    read = _READERS[target.form](column, target, setting)
    words = {" ".join(str(word).split()): meant for word, meant in column.values.items()}
    exact = target.form in (
        Form.DAY,
        Form.MONTH,
        Form.MOMENT,
    )  # what is read is written in the field's own form

    def one(value: Value) -> Any:
        if isinstance(value, CellError):
            return Refused("the cell holds the error {found}", {"found": value.text})
        if isinstance(value, NoValue):
            message = "the formula ={formula} has no stored result; open the file, let it compute and save it"
            return Refused(message, {"formula": value.formula})
        if words:
            word = " ".join(str(value).split())
            if word in words:
                return _checked(_meant(words[word], target), target, value)
        found = read(value)
        if exact or isinstance(found, Refused) or found is None:
            return found
        return _checked(found, target, value)

    if not target.many:
        return one if column.separator is None else _first(one, column.separator, setting)
    return _many(one, column.separator)


def _first(one: Convert, separator: str, setting: Setting) -> Convert:
    """Return what takes the first of several values in a cell, where the field holds one."""

    def first(value: Value) -> Any:
        parts = [part.strip() for part in value.split(separator)] if isinstance(value, str) else []
        parts = [part for part in parts if part]
        if len(parts) > 1:
            setting.notices.add("several values in a cell: the first counts, since the field holds one")
        return one(parts[0] if parts else value)

    return first


def _many(one: Convert, separator: str | None) -> Convert:
    def several(value: Value) -> Any:
        if separator is None or not isinstance(value, str):
            found = one(value)
            return found if isinstance(found, Refused) or found is None else [found]
        parts = [one(part.strip()) for part in value.split(separator) if part.strip()]
        refused = [part for part in parts if isinstance(part, Refused)]
        return refused[0] if refused else [part for part in parts if part is not None]

    return several


def _meant(word: Any, target: TargetField) -> Any:
    if (
        target.form in (Form.TEXT, Form.LABEL, Form.ID, Form.REFERENCE, Form.CHOICE, Form.MONTH)
        and word is not None
    ):
        return str(word)
    return word


def _checked(value: Any, target: TargetField, found: Value) -> Any:
    """Return the value where the field takes it; what a list of words names is checked as well."""
    if value is None or target.valid([value] if target.many else value):
        return value
    if target.choices:
        message = "{found} is none of {allowed}; say what it means under values"
        return Refused(message, {"found": _shown(found), "allowed": ", ".join(target.choices)})
    return Refused("{found} does not fit the field {field}", {"found": _shown(found), "field": target.name})


def _shown(value: Value) -> str:
    text = str(value)
    return f'"{text[:57]}…"' if len(text) > 60 else f'"{text}"'


def _read_text(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    def read(value: Value) -> Any:
        text = as_text(value)
        if found := find_control(text):
            return Refused("the text holds the control character {found}", {"found": found})
        if len(text) > LARGEST_CELL:
            return Refused("the text has {n} characters; at most {limit} are taken",
                           {"n": len(text), "limit": LARGEST_CELL})  # fmt: skip
        return text

    return read


def as_text(value: Value) -> str:
    """Return a cell as the text that people see: 12 and not 12.0, days in ISO form."""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _read_id(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    def read(value: Value) -> Any:
        text = as_text(value)
        return setting.ids.of(text) if target.name == "id" else text

    return read


def _read_reference(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    def read(value: Value) -> Any:
        text = as_text(value)
        found = setting.plan.find(target.ref, text)
        if found is not None:
            return found
        if column.make is not None:
            return setting.makers[target.ref].of(text)
        nearest = find_nearest(text, setting.plan.names(target.ref))
        if nearest:
            message = "no record of {kind} is called {found}; did you mean {nearest}? Say so under values"
            return Refused(message, {"kind": target.ref, "found": _shown(text), "nearest": nearest})
        message = "no record of {kind} is called {found}; add it to the plan, or say under values which it is"
        return Refused(message, {"kind": target.ref, "found": _shown(text)})

    return read


def _read_choice(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    known = {choice.casefold(): choice for choice in target.choices}

    def read(value: Value) -> Any:
        word = as_text(value)
        return known.get("-".join(word.split()).casefold(), word)

    return read


def _read_number(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    units = {unit: Decimal(repr(worth)) for unit, worth in column.units.items()}
    factor = Decimal(repr(column.factor))
    form = NumberForm(factor, units, column.decimal or setting.decimal, column.signs, column.brackets)
    # Beside shares of 1, a cell that says 60% is that already.
    percent = replace(form, factor=Decimal(1), signs=(*column.signs, "%")) if factor == 100 else None

    def read(value: Value) -> Any:
        if isinstance(value, bool):
            return Refused("{found} is a yes or no, not a number", {"found": _shown(value)})
        if isinstance(value, int | float):
            return value if factor == 1 else whole(Decimal(repr(value)) * factor)
        if isinstance(value, dt.time) and target.name == MINUTES:
            value = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        if isinstance(value, dt.timedelta):
            return whole(Decimal(round(value.total_seconds())) / 3600 * factor)
        if not isinstance(value, str):
            message = "{found} is a day or time, not a number; was the column formatted as a date?"
            return Refused(message, {"found": _shown(value)})
        found = read_number(value, percent if percent and plain(value).endswith("%") else form)
        if found is None and target.name == MINUTES:
            found = minutes_of(value)
        return _no_number(value) if found is None else found

    return read


def _no_number(text: str) -> Refused:
    message = (
        "{found} is no number; say in the map what it means (values, signs, units, brackets), or that it "
        "stands for nothing (empty_as, unknown_as)"
    )
    return Refused(message, {"found": _shown(text)})


def _read_flag(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    def read(value: Value) -> Any:
        if isinstance(value, bool):
            return value
        found = FLAGS.get(as_text(value).casefold())
        if found is None:
            message = "{found} is neither yes nor no; say what it means under values"
            return Refused(message, {"found": _shown(value)})
        return found

    return read


def _read_moment(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    zone = ZoneInfo(column.zone) if column.zone else None
    home = ZoneInfo(setting.plan.timezone)
    plain_iso = zone is None and reads_iso(column.date or setting.form)

    def read(value: Value) -> Any:
        if plain_iso and isinstance(value, str) and _ISO.fullmatch(value):
            try:
                dt.datetime.fromisoformat(value)
            except ValueError:
                return _no_day(value)
            return f"{value[:10]} {value[11:16]}"
        reading = _reading(value, column, setting)
        if isinstance(reading, Refused):
            return reading
        if reading.day is None:
            return Refused("{found} says a month, but a day is wanted", {"found": _shown(value)})
        if reading.clock is None:
            setting.notices.add("a time of day that the file does not say is written as 00:00")
        moment = dt.datetime.combine(reading.date(), reading.clock or dt.time(), reading.offset)
        if zone and moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return local_text(moment, home) if moment.tzinfo else moment.isoformat(" ", timespec="minutes")

    return read


def reads_iso(form: str) -> bool:
    """Say whether days of a form, or where none is stated, begin as ISO writes them."""
    return (form or "YYYY-MM-DD").startswith("YYYY-MM-DD")


def _read_day(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    def read(value: Value) -> Any:
        if column.part and isinstance(value, str) and (span := split_span(value)):
            value = span[0] if column.part == "start" else span[1]
        reading = _reading(value, column, setting)
        if isinstance(reading, Refused):
            return reading
        if reading.day is None and column.part is None:
            message = (
                "{found} says a month, but a day is wanted; say in the map which (part: start or finish)"
            )
            return Refused(message, {"found": _shown(value)})
        if reading.clock not in (None, dt.time()):
            setting.notices.add("the time of day is left out: the field holds a day")
        last = calendar.monthrange(reading.year, reading.month)[1]
        return reading.date(last if column.part == "finish" else 1).isoformat()

    return read


def _read_month(column: ColumnMap, target: TargetField, setting: Setting) -> Convert:
    def read(value: Value) -> Any:
        if isinstance(value, str) and is_month(value):
            return value
        reading = _reading(value, column, setting)
        if isinstance(reading, Refused):
            return reading
        if reading.day not in (None, 1):
            setting.notices.add("the day is left out: the field holds a month")
        return f"{reading.year:04d}-{reading.month:02d}"

    return read


def _reading(value: Value, column: ColumnMap, setting: Setting) -> Reading | Refused:
    """Return what a cell says of a day; a bare number is one only where the map says `serial`."""
    if isinstance(value, dt.datetime):
        return Reading(value.year, value.month, value.day, value.time())
    if isinstance(value, dt.date):
        return Reading(value.year, value.month, value.day, dt.time())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value, column, setting)
    if not isinstance(value, str):
        return _no_day(value)
    if column.date in SERIALS:
        found = read_number(value, NumberForm())
        return _no_day(value) if found is None else _of_number(found, column, setting)
    form = column.date or setting.form
    read = reads(form) if form else None
    found_day = read(plain(value)) if read else None
    if found_day is not None:
        return found_day
    bare = plain(value)
    return (
        _of_number(int(bare), column, setting) if bare.isdigit() and len(bare) == 5 else _no_day(value, form)
    )


def _of_number(value: float, column: ColumnMap, setting: Setting) -> Reading | Refused:
    if column.date in SERIALS:
        moment = from_serial(value, column.date)
        if moment is None:
            return _no_day(value)
        return Reading(moment.year, moment.month, moment.day, moment.time() if value % 1 else None)
    text = str(value)
    form = column.date or setting.form
    read = reads(form) if form and text.isdigit() else None
    if read and (found := read(text)):
        return found
    if 20_000 <= value < 80_000 and (moment := from_serial(value, "serial")):
        message = (
            "{found} is perhaps the day number of a spreadsheet, {day} (or {day_1904} in the 1904 system); "
            "say date: serial in the map, or format the column as dates"
        )
        other = from_serial(value, "serial-1904")
        values = {"found": text, "day": moment.date(), "day_1904": other.date() if other else "—"}
        return Refused(message, values)
    return _no_day(value)


def _no_day(value: Value, form: str = "") -> Refused:
    if form:
        return Refused("{found} is not written as {form}", {"found": _shown(value), "form": form})
    message = "{found} is no day in a form that is known; state the form in the map (date)"
    return Refused(message, {"found": _shown(value)})


_READERS: Mapping[Form, Callable[[ColumnMap, TargetField, Setting], Convert]] = {
    Form.TEXT: _read_text,
    Form.LABEL: _read_text,
    Form.ID: _read_id,
    Form.REFERENCE: _read_reference,
    Form.CHOICE: _read_choice,
    Form.NUMBER: _read_number,
    Form.FLAG: _read_flag,
    Form.DAY: _read_day,
    Form.MONTH: _read_month,
    Form.MOMENT: _read_moment,
}


def texts_in(values: Iterable[Value]) -> list[str]:
    """Return the distinct texts among cells."""
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))
