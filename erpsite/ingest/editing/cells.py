"""Say what stands in a cell of the workbook for editing, and what a cell that came back means.

Only cells that show something else than they did are looked at: what a file holds and no cell can show, such
as a reason in two languages, stays as it is while nobody types over it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.i18n import known_languages
from erpsite.ingest.converting import FLAGS, Refused, as_text
from erpsite.ingest.editing.layout import EditField, EditSheet
from erpsite.ingest.numbers import NumberForm, read_number
from erpsite.ingest.tables import CellError, NoValue, Value
from erpsite.ingest.targets import Form
from erpsite.model.quantity import is_month
from erpsite.nearest import find_nearest
from erpsite.sheets import cell_text

__all__ = ["Cell", "EditColumn", "Known", "cell_seen", "columns_of", "meaning", "seen", "shown"]

Cell = str | int | float | bool | None
"""What a cell shows; days, months and moments as texts in ISO form."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
_WITHHELD = re.compile(r"withheld\s*[:：]\s*(\S.*)", re.DOTALL)
_AMOUNT = re.compile(r"(-?[\d.,]+)\s*([A-Z]{3})")
_SEPARATORS = re.compile(r"[,，;；、\n]")


@dataclass(frozen=True, slots=True)
class EditColumn:
    """Describe one column of a sheet."""

    field: EditField
    part: str = ""
    """The language of a text, or the key of a mapping; empty for the value as a whole."""

    @property
    def name(self) -> str:
        """Return what the column is called in the workbook, whatever its language: `name_zh`."""
        mark = "." if self.field.keys else "_"
        own = self.field.name or "text"
        return f"{own}{mark}{self.part}" if self.part else own

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the way from the record to the value."""
        return (*self.field.steps, self.part) if self.part else self.field.steps


@dataclass(frozen=True, slots=True)
class Known:
    """Hold the records that references can lead to, by kind: id, and the names it has."""

    ids: Mapping[str, Mapping[str, Sequence[str]]]

    def find(self, kind: str, word: str) -> str | None:
        """Return the id that a word is, or the one record that is so called."""
        held = self.ids.get(kind, {})
        if word in held:
            return word
        wanted = word.casefold()
        found = [one for one, names in held.items() if wanted in (name.casefold() for name in names)]
        return found[0] if len(found) == 1 else None


def columns_of(
    sheet: EditSheet, records: Iterable[Any], languages: Sequence[str], quarters: Sequence[str]
) -> tuple[EditColumn, ...]:
    """Return the columns of a sheet, as its records need them."""
    held = list(records)
    made: list[EditColumn] = []
    for field in sheet.fields:
        if field.text:
            made += _by_language(field, held, languages)
        elif field.keys:
            keys = {str(key) for one in held for key in _mapping(_dig(one, field.steps))}
            if field.keys == "quarter":
                keys |= set(quarters)
            made += [EditColumn(field, key) for key in sorted(keys)]
        else:
            made.append(EditColumn(field))
    return tuple(made)


def _by_language(field: EditField, records: Sequence[Any], languages: Sequence[str]) -> list[EditColumn]:
    values = [value for one in records if (value := _dig(one, field.steps)) is not None]
    flat = any(_dig(one, (f"{field.name}_{code}",)) for one in records for code in known_languages())
    told = {str(key) for value in values for key in _mapping(value)}
    told |= {
        code for code in known_languages() if any(_dig(one, (f"{field.name}_{code}",)) for one in records)
    }
    plain = any(isinstance(value, str) and value for value in values)
    if not values and not flat:
        plain = len(languages) < 2
    order = [*languages, *sorted(told - set(languages))]
    spoken = [] if (plain and not told) or not order else [one for one in order if one in told or not plain]
    if told and plain:
        spoken = order
    return [*([EditColumn(field)] if plain else []), *(EditColumn(field, one) for one in spoken)]


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) and "withheld" not in value else {}


def _dig(record: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        record = record.get(step) if isinstance(record, dict) else None
    return record


def shown(record: Any, column: EditColumn) -> Cell:
    """Return what the cell of a record shows; a value that no cell can show stands as JSON."""
    field = column.field
    if field.text and column.part and isinstance(record, dict) and field.name:
        flat = record.get(f"{field.name}_{column.part}")
        if flat is not None and not isinstance(_dig(record, field.steps), dict):
            return cell_text(str(flat))
    value = _dig(record, field.steps)
    if field.text or field.keys:
        if column.part:
            value = value.get(column.part) if isinstance(value, dict) and "withheld" not in value else None
        elif isinstance(value, dict) and "withheld" not in value:
            return None
    return _scalar(value, field)


def _scalar(value: Any, field: EditField) -> Cell:
    if value is None or value in ([], {}):
        return None
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return cell_text(", ".join(map(str, value)))
    if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("withheld"), str):
        return cell_text(f"withheld: {value['withheld']}")
    if isinstance(value, dict) and value.keys() == {"amount", "currency"}:
        return f"{value['amount']} {value['currency']}"
    if isinstance(value, dict | list | tuple):
        return cell_text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return value
    if field.form is Form.NUMBER and not field.many:
        return _number(value)
    if field.form is Form.FLAG:
        return FLAGS.get(str(value).casefold(), cell_text(str(value)))
    return cell_text(value if isinstance(value, str) else str(value))


def _number(value: Any) -> Cell:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value) or len(value) > 15:
            return cell_text(value)
        value = float(value) if "." in value else int(value)
    return value if abs(value) < 1e15 else str(value)


def seen(cell: Cell) -> str:
    """Return a cell as it is compared: two cells that people see alike are alike."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    return "\n".join(line.rstrip() for line in cell.replace("\r\n", "\n").strip().split("\n"))


def meaning(value: Value, column: EditColumn, known: Known) -> Any:
    """Return what a cell that came back says, as the plan's files hold it, or why it says nothing.

    An empty cell is None. Raises nothing: `Refused` says what is wrong with it.
    """
    if isinstance(value, CellError):
        return Refused("the cell holds the error {found}", {"found": value.text})
    if isinstance(value, NoValue):
        return Refused("the cell holds a formula; paste its value in its place")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    field = column.field
    if isinstance(value, str):
        if (found := _WITHHELD.fullmatch(value.strip())) and not field.required and not field.text:
            return {"withheld": found[1]}
        if field.money and (told := _AMOUNT.fullmatch(value.strip())):
            amount = read_number(told[1], NumberForm())
            return {"amount": amount, "currency": told[2]} if amount is not None else _no(value, "number")
    if field.many:
        parts = [part.strip() for part in _SEPARATORS.split(as_text(value)) if part.strip()]
        meant = [_read(part, field, known) for part in parts]
        return next((one for one in meant if isinstance(one, Refused)), meant)
    return _read(value, field, known)


def _no(value: Value, wanted: str) -> Refused:
    text = as_text(value)
    found = f'"{text[:57]}…"' if len(text) > 60 else f'"{text}"'
    return Refused(_WANTED[wanted], {"found": found})


_WANTED = {
    "number": "{found} is no number",
    "flag": "{found} is neither yes nor no",
    "day": "{found} is no day; write it as 2026-03-31",
    "month": "{found} is no month; write it as 2026-03",
    "moment": "{found} is no moment; write it as 2026-03-31 08:30",
}


def _read_text(value: Value) -> Any:
    return as_text(value)


def _read_choice(value: Value, field: EditField) -> Any:
    word = as_text(value)
    if not field.choices or word in field.choices:
        return word
    folded = {choice.casefold(): choice for choice in field.choices}
    if word.casefold() in folded:
        return folded[word.casefold()]
    values = {"found": f'"{word}"', "allowed": ", ".join(field.choices)}
    return Refused("{found} is none of {allowed}", values)


def _read_reference(value: Value, field: EditField, known: Known) -> Any:
    word = as_text(value)
    found = known.find(field.ref, word)
    if found is not None:
        return found
    nearest = find_nearest(word, known.ids.get(field.ref, {}))
    if nearest:
        message = "no record of {kind} is called {found}; did you mean {nearest}?"
        return Refused(message, {"kind": field.ref, "found": f'"{word}"', "nearest": nearest})
    message = "no record of {kind} is called {found}; add it in its sheet, too"
    return Refused(message, {"kind": field.ref, "found": f'"{word}"'})


def _read_number(value: Value) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    found = read_number(value, NumberForm()) if isinstance(value, str) else None
    return _no(value, "number") if found is None else found


def _read_flag(value: Value) -> Any:
    found = value if isinstance(value, bool) else FLAGS.get(as_text(value).casefold())
    return _no(value, "flag") if found is None else found


def _read_day(value: Value) -> Any:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else _no(value, "day")
    if isinstance(value, dt.date):
        return value.isoformat()
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return dt.date(*map(int, found.groups())).isoformat() if found else _no(value, "day")
    except ValueError:
        return _no(value, "day")


def _read_month(value: Value) -> Any:
    if isinstance(value, dt.date):
        first = value.day == 1 and (not isinstance(value, dt.datetime) or value.time() == dt.time())
        return f"{value:%Y-%m}" if first else _no(value, "month")
    found = _MONTH.fullmatch(as_text(value))
    month = f"{found[1]}-{int(found[2]):02d}" if found else ""
    return month if is_month(month) else _no(value, "month")


def _read_moment(value: Value) -> Any:
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = as_text(value)
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return _no(value, "moment")
    return text


_READ: Mapping[Form, Callable[[Value], Any]] = {
    Form.TEXT: _read_text,
    Form.LABEL: _read_text,
    Form.ID: _read_text,
    Form.NUMBER: _read_number,
    Form.FLAG: _read_flag,
    Form.DAY: _read_day,
    Form.MONTH: _read_month,
    Form.MOMENT: _read_moment,
}


def _read(value: Value, field: EditField, known: Known) -> Any:
    if field.form is Form.CHOICE:
        return _read_choice(value, field)
    if field.form is Form.REFERENCE:
        return _read_reference(value, field, known)
    return _READ[field.form](value)


def cell_seen(value: Value, column: EditColumn) -> str:
    """Return a cell that came back as it is compared with what it showed."""
    if isinstance(value, dt.datetime | dt.date) and column.field.form in (Form.DAY, Form.MONTH, Form.MOMENT):
        found = _READ[column.field.form](value)
        return value.isoformat() if isinstance(found, Refused) else str(found)
    if isinstance(value, CellError | NoValue):
        return f"\0{value}"
    if isinstance(value, bool | int | float) or value is None:
        return seen(value)
    if column.field.form is Form.FLAG and isinstance(value, str):
        found = FLAGS.get(value.strip().casefold())
        return seen(value.strip() if found is None else found)
    return seen(as_text(value))
