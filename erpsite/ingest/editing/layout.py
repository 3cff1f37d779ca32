"""Say which sheets and columns the plan has as a workbook: a sheet a table, derived from the model.

A record is a row. A list of records inside a record is a sheet of its own whose rows name their parent; a
single record inside a record is columns with its name before theirs (`benefit.amount`); a mapping by quarter,
month or id is a column a key (`by_quarter.2026-Q1`); a text is one column, or one a language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from erpsite.frozen import dataclass
from erpsite.ingest.targets import Form, valid_for, variants
from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.field_docs import field_docs
from erpsite.model.kinds import kind_of
from erpsite.model.plan import Plan
from erpsite.model.shape import FieldShape, Kind, RecordShape, shape_of

__all__ = ["ONE", "EditField", "EditSheet", "Hop", "edit_sheets", "sheet_named", "singular"]

ONE = "-"
"""Key of the record of a file that holds a single one."""
_BY_COMMAND = ("freezes", "levelling")
"""Files that commands write from what they compute; nobody edits them by hand."""
Hop = tuple[str, ...]
"""Way from a record to a list of records inside it: its field, or a single record's and then the field."""


@dataclass(frozen=True, slots=True)
class EditField:
    """Describe one field of a row, from which one or several columns are made."""

    steps: tuple[str, ...]
    """Names of fields from the record down to the value."""
    form: Form
    required: bool
    text: bool = False
    """Whether it is a text that readers see, which may have a column a language."""
    many: bool = False
    keys: str = ""
    """Form of the keys of a mapping, `quarter`, `month` or `id`; empty for any other value."""
    ref: str = ""
    choices: tuple[str, ...] = ()
    money: bool = False
    doc: str = ""

    @property
    def name(self) -> str:
        """Return its name as columns have it."""
        return ".".join(self.steps)


@dataclass(frozen=True, slots=True, eq=False)
class EditSheet:
    """Describe one sheet: the records of a file, or those of one list inside them."""

    name: str
    file: DataFile
    hops: tuple[Hop, ...]
    """Ways from the record of the file down to the list; none for the records of the file."""
    record: type[Record] | None
    """None for a list of texts, each a row."""
    fields: tuple[EditField, ...]
    parents: tuple[str, ...]
    """Names of the columns that say whose rows they are, outermost first."""
    key: tuple[str, ...]
    """Fields that tell the rows of one parent apart; none where only their place does."""
    keyed: bool = False
    """Whether the rows are a mapping by the value of their first column."""
    parent: EditSheet | None = field(default=None, repr=False)

    @property
    def has_id(self) -> bool:
        """Say whether rows have ids, which other records lead to and which therefore stay."""
        return self.key == ("id",)

    @property
    def kind(self) -> str:
        """Return the kind of record that references call its rows by; empty for none."""
        found = kind_of(self.record) if self.record else None
        return found.name if found else ""


@cache
def edit_sheets() -> tuple[EditSheet, ...]:
    """Return every sheet in the order of the files, each followed by those of the lists inside it."""
    return tuple(
        sheet for file in FILES if file.field not in _BY_COMMAND for sheet in _sheets_of(file)
    )  # fmt: skip


@cache
def sheet_named(name: str) -> EditSheet:
    """Return a sheet by its name; raise `KeyError` for one that is not known."""
    return {sheet.name: sheet for sheet in edit_sheets()}[name]


def _sheets_of(file: DataFile) -> Iterator[EditSheet]:
    top = EditSheet(
        file.field, file, (), file.record, tuple(_fields(file.record)), (), file.kind.key, parent=None
    )
    yield top
    yield from _inside(top)


def _inside(parent: EditSheet) -> Iterator[EditSheet]:
    """Yield the sheets of the lists inside the records of one sheet, at any depth."""
    assert parent.record is not None  # noqa: S101 - a list of texts holds no lists
    parents = parent.parents
    if parent.hops or parent.file.shape != "one":
        parents = (*parents, _called(parent))
    for hop, shape in _lists(shape_of(parent.record)):
        record = shape.record
        keyed = shape.many == "map"
        fields = tuple(_fields(record)) if record else (_words(shape.required),)
        key = ("key",) if keyed else _key(record, fields)
        if keyed:
            fields = (EditField(("key",), Form.LABEL, required=True), *fields)
        sheet = EditSheet(
            f"{parent.name}.{'.'.join(hop)}", parent.file, (*parent.hops, hop), record, fields, parents, key,
            keyed, parent,
        )  # fmt: skip
        yield sheet
        if record:
            yield from _inside(sheet)


def _lists(shape: RecordShape, before: Hop = ()) -> Iterator[tuple[Hop, FieldShape]]:
    """Yield each list of records or texts of a record, and of the single records inside it."""
    for one in shape.fields.values():
        if one.kind is Kind.RECORD and one.many == "one" and one.record:
            yield from _lists(shape_of(one.record), (*before, one.name))
        elif one.kind is Kind.RECORD or (one.kind is Kind.TEXT and one.many == "list"):
            yield (*before, one.name), one


def _words(required: bool) -> EditField:
    """Return the one field of a row of a list of texts."""
    return EditField((), Form.TEXT, required, text=True)


def _key(record: type[Record] | None, fields: tuple[EditField, ...]) -> tuple[str, ...]:
    """Return what tells the rows of one list apart: an id, else what the first field must name."""
    if record is None:
        return ()
    if "id" in record.model_fields:
        return ("id",)
    first = fields[0] if fields else None
    if first is None or not first.required or first.text or first.form in (Form.NUMBER, Form.DAY, Form.FLAG):
        return ()
    return (first.name,)


def _called(sheet: EditSheet) -> str:
    """Return the name of the column by which rows inside a record name it."""
    if sheet.key and sheet.key[0] not in ("id", "key"):
        return sheet.key[0]
    return singular(sheet.hops[-1][-1] if sheet.hops else sheet.file.field)


def singular(name: str) -> str:
    """Return what one of several is called: `third_parties` → `third_party`."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s")


def _fields(record: type[Record], before: Hop = ()) -> Iterator[EditField]:
    docs = field_docs(record)
    for name, shape in shape_of(record).fields.items():
        doc = docs.get(name, "")
        if name == "format" and record is Plan:
            continue  # `erpsite upgrade` raises it
        if shape.kind is Kind.RECORD:
            if shape.many == "one" and shape.record:
                yield from _fields(shape.record, (*before, name))
            continue
        if shape.kind is Kind.TEXT and shape.many == "list":
            continue
        whole = variants(name, shape, record)[0]
        yield EditField(
            (*before, name), whole.form, shape.required and not before, shape.kind is Kind.TEXT,
            shape.many == "list", _keys_of(record, name) if shape.many == "map" else "", shape.ref or "",
            whole.choices, shape.money, doc,
        )  # fmt: skip


def _keys_of(record: type[Record], name: str) -> str:
    """Return the form of the keys of a mapping."""
    info = record.model_fields[name]
    annotation: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    valid = valid_for(get_args(annotation)[0])
    if valid("a-b"):
        return "id"
    return "quarter" if valid("2026-Q1") else "month"
