"""Write records as plain JSON values and make them again, by the types that their classes declare.

Only the classes of the model can come out of it, whatever the bytes say. A record is a row: the number of its
`Shape`, where it stands, the places of its fields as one text that few ever ask for, and its values.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from erpsite.frozen import dataclass
from erpsite.issues import Origin, Source
from erpsite.model import FILES
from erpsite.model.base import NOWHERE, Record
from erpsite.model.shape import shape_of
from erpsite.model.text import Text

__all__ = ["Dumper", "Loader", "UnkeepableError", "record_classes"]

_new = object.__new__
_set = object.__setattr__


class UnkeepableError(Exception):
    """Say that a value cannot be written so that the same comes back."""


class _Places(Mapping[str, tuple[int, int]]):
    """Hold where fields stand: a text of numbers, which is taken apart when somebody asks."""

    __slots__ = ("_known", "_names", "_text")

    def __init__(self, names: tuple[str, ...], text: str) -> None:
        self._names, self._text = names, text
        self._known: dict[str, tuple[int, int]] | None = None

    def _all(self) -> dict[str, tuple[int, int]]:
        if self._known is None:
            numbers = list(map(int, self._text.split()))
            self._known = dict(zip(self._names, zip(numbers[::2], numbers[1::2], strict=True), strict=True))
        return self._known

    def __getitem__(self, name: str) -> tuple[int, int]:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return repr(self._all())


_Dump = Callable[[Any, "Dumper"], Any]
_Load = Callable[[Any, "Loader"], Any]


@dataclass(frozen=True, slots=True)
class _Codec:
    """Hold how values of one type are written and made again."""

    dump: _Dump
    load: _Load


def _codec_of(annotation: Any) -> _Codec | None:
    """Return the codec of a type; None where JSON holds its values as they are."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _codec_of(arguments[0])
    if origin in (Union, types.UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _sequence(_codec_of(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_codec_of(arguments[1]))
    if origin is Literal or annotation in (str, int, float, bool):
        return None
    return _single(annotation)


def _single(kind: type[Any]) -> _Codec:
    if issubclass(kind, Record):
        return _Codec(lambda value, dumper: dumper.row(value), lambda value, loader: loader.record(value))
    if issubclass(kind, Text):
        return _Codec(lambda value, _: value.value, lambda value, loader: Text(value, loader.languages))
    if issubclass(kind, enum.Enum):
        known = {one.value: one for one in kind}
        return _Codec(lambda value, _: value.value, lambda value, _: known[value])
    if issubclass(kind, Decimal):
        return _Codec(lambda value, _: str(value), lambda value, _: Decimal(value))
    if issubclass(kind, dt.datetime):
        return _Codec(_dump_moment, lambda value, _: dt.datetime.fromisoformat(value))
    if issubclass(kind, dt.date):
        return _Codec(lambda value, _: value.isoformat(), lambda value, _: dt.date.fromisoformat(value))
    raise TypeError(kind)


def _dump_moment(value: dt.datetime, _: Dumper) -> str:
    if value.tzinfo is not None and type(value.tzinfo) is not dt.timezone:
        raise UnkeepableError(value)
    return value.isoformat()


def _optional(arguments: Sequence[Any]) -> _Codec | None:
    real = [one for one in arguments if one is not type(None)]
    if len(real) > 1:
        raise TypeError(arguments)
    inner = _codec_of(real[0])
    if inner is None:
        return None
    dump, load = inner.dump, inner.load
    return _Codec(
        lambda value, dumper: None if value is None else dump(value, dumper),
        lambda value, loader: None if value is None else load(value, loader),
    )


def _sequence(inner: _Codec | None) -> _Codec:
    if inner is None:
        return _Codec(lambda value, _: list(value), lambda value, _: tuple(value))
    dump, load = inner.dump, inner.load
    return _Codec(
        lambda value, dumper: [dump(one, dumper) for one in value],
        lambda value, loader: tuple([load(one, loader) for one in value]),
    )


def _mapping(inner: _Codec | None) -> _Codec:
    if inner is None:
        return _Codec(lambda value, _: dict(value), lambda value, _: value)
    dump, load = inner.dump, inner.load
    return _Codec(
        lambda value, dumper: {key: dump(one, dumper) for key, one in value.items()},
        lambda value, loader: {key: load(one, loader) for key, one in value.items()},
    )


@cache
def record_classes() -> Mapping[str, type[Record]]:
    """Return every class of records that stands in a file, by its name."""
    found: dict[str, type[Record]] = {}

    def take(record: type[Record]) -> None:
        if found.setdefault(record.__name__, record) is not record:
            raise TypeError(record)
        for nested in shape_of(record).nested:
            if nested.record and nested.record.__name__ not in found:
                take(nested.record)

    for file in FILES:
        take(file.record)
    return found


@dataclass(frozen=True, slots=True)
class _Fields:
    """Hold the fields of a class with their codecs, and the values of those that are left out."""

    codecs: Mapping[str, _Codec | None]
    template: Mapping[str, Any]


@cache
def _fields_of(record: type[Record]) -> _Fields:
    codecs = {name: _codec_of(info.annotation) for name, info in record.model_fields.items()}
    left_out = {
        name: None if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in record.model_fields.items()
    }
    return _Fields(codecs, left_out)


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold what rows of one kind have in common: class, given fields in their order, and places."""

    record: type[Record]
    plain: tuple[str, ...]
    """Fields that JSON holds as they are; they come first."""
    coded: tuple[tuple[str, _Codec], ...]
    given: set[str]
    places: tuple[str, ...]
    held: bool
    """Whether values are withheld; then the reasons are the row's last value."""
    template: dict[str, Any] = field(repr=False)

    @classmethod
    def of(cls, name: str, fields: Sequence[str], places: Sequence[str], held: bool) -> Shape:
        """Return the shape; raises `LookupError` where the class or a field is not known."""
        record = record_classes()[name]
        known = _fields_of(record)
        pairs = [(one, known.codecs[one]) for one in fields]
        return cls(
            record,
            tuple(one for one, codec in pairs if codec is None),
            tuple((one, codec) for one, codec in pairs if codec is not None),
            set(fields),
            tuple(places),
            held,
            dict(known.template),
        )


class Dumper:
    """Write the records of a plan; what their rows have in common is written once."""

    def __init__(self, shapes: Sequence[Sequence[Any]] = ()) -> None:
        self.shapes: list[Sequence[Any]] = list(shapes)
        """Class, fields, names of places, and whether values are withheld, of each shape."""
        self._numbers: dict[tuple[Any, ...], tuple[int, Shape]] = {}
        for number, told in enumerate(self.shapes):
            name, fields, places, held = told
            self._numbers[name, tuple(fields), tuple(places), held] = (number, Shape.of(*told))

    def row(self, record: Record) -> list[Any]:
        """Return the record as a row. Raises `UnkeepableError`."""
        private = record.__pydantic_private__ or {}
        origin: Origin = private["_origin"]
        withheld = private["_withheld"]
        values = record.__dict__
        given = record.__pydantic_fields_set__
        names = tuple(given) if len(given) < 2 else tuple(name for name in values if name in given)
        key = (type(record).__name__, names, tuple(origin.fields), bool(withheld))
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = (len(self.shapes), Shape.of(*key))
            self.shapes.append(key)
        number, shape = found
        if origin is NOWHERE or type(record) is not shape.record:
            raise UnkeepableError(record)
        places = " ".join([f"{line} {column}" for line, column in origin.fields.values()])
        row = [number, origin.source.line, origin.source.column, places]
        row += [values[name] for name in shape.plain]
        row += [codec.dump(values[name], self) for name, codec in shape.coded]
        if withheld:
            row.append({name: _reason(told) for name, told in withheld.items()})
        return row


def _reason(told: Any) -> Any:
    if isinstance(told, str):
        return told
    if isinstance(told, dict) and all(isinstance(one, str) for one in told.values()):
        return dict(told)
    raise UnkeepableError(told)


class Loader:
    """Make the records of one file again from their rows; raises `LookupError`, `TypeError`, `ValueError`."""

    def __init__(self, shapes: Sequence[Shape], path: str, languages: tuple[str, ...]) -> None:
        self.shapes, self.path, self.languages = shapes, path, languages

    def record(self, row: Sequence[Any]) -> Record:
        """Return the record of a row, without validating it once more."""
        shape = self.shapes[row[0]]
        values = shape.template.copy()
        place = 4
        if plain := shape.plain:
            place += len(plain)
            values.update(zip(plain, row[4:place], strict=True))
        for name, codec in shape.coded:
            values[name] = codec.load(row[place], self)
            place += 1
        record: Record = _new(shape.record)
        _set(record, "__dict__", values)
        _set(record, "__pydantic_fields_set__", shape.given)
        _set(record, "__pydantic_extra__", None)
        origin = Origin(Source(self.path, row[1], row[2]), _Places(shape.places, row[3]))
        held = row[place] if shape.held else {}
        _set(record, "__pydantic_private__", {"_origin": origin, "_withheld": held})
        return record
