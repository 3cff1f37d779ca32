"""Say what foreign rows can become: kinds of record, their fields, and the form that each value must have."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from erpsite.frozen import dataclass
from erpsite.i18n import known_languages
from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.initiative import Milestone, Phase
from erpsite.model.review import Progress
from erpsite.model.risk import Risk
from erpsite.model.shape import FieldShape, Kind, shape_of

__all__ = [
    "MADE", "MINUTES", "TARGETS", "Form", "Target", "TargetField", "fields_of", "valid_for",
    "variants",
]  # fmt: skip


class Form(enum.Enum):
    """Name how the value of a field is written."""

    TEXT = "text"
    LABEL = "label"
    """A text that is kept exactly."""
    ID = "id"
    """Lower-case letters, digits and hyphens."""
    REFERENCE = "reference"
    """The id of a record of the plan."""
    CHOICE = "choice"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    MONTH = "month"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class TargetField:
    """Describe one field that a column can become."""

    name: str
    field: str
    """Name of the field in the record: that of `name_zh` is `name`."""
    form: Form
    required: bool
    language: str = ""
    ref: str = ""
    """Kind of record that the value, or each of them, is an id of."""
    many: bool = False
    """Whether it holds a list."""
    choices: tuple[str, ...] = ()
    valid: Callable[[Any], bool] = lambda _: True
    valid_all: Callable[[Sequence[Any]], bool] = lambda _: False
    """Say whether each of many values fits, asked once; where not, each is asked by itself."""
    inner: str = ""
    """Name of the field in a record within the record: `date` of `promised_date`."""


@dataclass(frozen=True, slots=True)
class Target:
    """Describe one kind of record that rows can become."""

    kind: str
    file: DataFile
    key: tuple[str, ...]
    """Fields that tell one record from another."""
    extra: tuple[str, ...] = ()
    """Fields of the import alone, from which the record is made: `start` and `finish` of an initiative."""
    inside: str = ""
    """List of another record that holds them: `risks` of an initiative; empty for records of a file."""
    parent: str = ""
    """Field of the import that names that other record."""
    item: type[Record] | None = None
    """Class of records inside another."""

    @property
    def record(self) -> type[Record]:
        """Return the class of its records."""
        return self.item or self.file.record

    @property
    def outer(self) -> tuple[str, ...]:
        """Return the fields of the import that are of the record around it."""
        return (self.parent, *_OUTER.get(self.kind, ())) if self.parent else ()

    @property
    def item_key(self) -> str:
        """Return the field that tells one record inside another from the rest."""
        return self.key[-1]


_KINDS = (
    "tickets", "incidents", "survey", "kpi_actuals", "health_values", "people", "modules", "plants",
    "pain_points", "initiatives", "completed", "objectives", "kpis", "health_metrics", "sources",
)  # fmt: skip
_EXTRA = {"initiatives": ("start", "finish")}
_INSIDE: Mapping[str, tuple[str, str, str, type[Record], str]] = {
    "risks": ("initiatives", "risks", "initiative", Risk, "id"),
    "milestones": ("initiatives", "milestones", "initiative", Milestone, "id"),
    "phases": ("initiatives", "phases", "initiative", Phase, "id"),
    "progress": ("reviews", "progress", "month", Progress, "initiative"),
}
"""Kinds inside the record of another: its kind, the list there, what names it, class and key."""
MADE = ("people", "modules", "plants", "departments", "themes", "sources")
"""Kinds of which an import can make records that its rows refer to."""
_OUTER = {"progress": ("held_on", "chair")}
"""Fields of the record around them that the import can begin it with."""


def _targets() -> Mapping[str, Target]:
    files = {file.kind.name: file for file in FILES}
    made = {name: Target(name, files[name], files[name].kind.key, _EXTRA.get(name, ())) for name in _KINDS}
    for name, (kind, inside, parent, item, key) in _INSIDE.items():
        made[name] = Target(name, files[kind], (parent, key), (), inside, parent, item)
    return made


MINUTES = "duration_minutes"
"""Name in a map of how long an outage lasted, which gives its end."""
TARGETS = _targets()
"""What rows can become, by the name of the kind."""


@cache
def _fields(kind: str) -> Mapping[str, TargetField]:
    target = TARGETS[kind]
    found: dict[str, TargetField] = {}
    for name, shape in shape_of(target.record).fields.items():
        if shape.many == "map" or (shape.kind is Kind.RECORD and shape.many != "one"):
            continue
        if shape.record is not None:
            found |= _of_inner(name, shape)
            continue
        for one in variants(name, shape, target.record):
            found[one.name] = one
    for name in target.extra:
        found[name] = TargetField(name, name, Form.DAY, required=False)
    if kind == "incidents":
        # What stands for the end: minutes after the beginning.
        found[MINUTES] = TargetField(MINUTES, "ended", Form.NUMBER, required=False)
    if target.parent:
        found[target.parent] = _parent_field(target)
        if "held_on" in target.outer:
            found["held_on"] = TargetField("held_on", "held_on", Form.DAY, required=False)
            found["chair"] = TargetField("chair", "chair", Form.REFERENCE, required=False, ref="people")
    return found


def _of_inner(name: str, shape: FieldShape) -> Mapping[str, TargetField]:
    """Return the fields of a record within the record under both names: `promised_date`."""
    record = shape.record
    assert record is not None  # noqa: S101 - told above
    found = {}
    for inner, part in shape_of(record).fields.items():
        if part.kind is Kind.RECORD or part.many != "one":
            continue
        for one in variants(inner, part, record):
            full = f"{name}_{one.name}"
            found[full] = replace(one, name=full, field=name, inner=inner, required=False)
    return found


def _parent_field(target: Target) -> TargetField:
    if target.parent == "month":
        return TargetField("month", "month", Form.MONTH, required=True)
    return TargetField(target.parent, target.parent, Form.REFERENCE, required=True, ref=target.file.kind.name)


def fields_of(target: Target) -> Mapping[str, TargetField]:
    """Return every field that a column can become, by the name that a map gives it."""
    return _fields(target.kind)


def variants(name: str, shape: FieldShape, record: type[Record]) -> Sequence[TargetField]:
    """Return the columns that a field can be given by: a text as a whole, or one for each language."""
    info = record.model_fields[name]
    annotation: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    valid = valid_for(annotation)
    many = shape.many == "list"
    required = shape.required
    if shape.kind is Kind.TEXT:
        whole = TargetField(name, name, Form.TEXT, required, many=many, valid=valid)
        if many:
            return (whole,)
        return (
            whole,
            *(TargetField(f"{name}_{one}", name, Form.TEXT, required, one) for one in known_languages()),
        )
    form, choices = _form(shape, annotation, valid_for(_item(annotation)) if many else valid)
    ref = shape.ref or ""
    return (
        TargetField(name, name, form, required, "", ref, many, choices, valid, valid_for(list[annotation])),
    )


def _form(shape: FieldShape, annotation: Any, valid: Callable[[Any], bool]) -> tuple[Form, tuple[str, ...]]:
    if shape.kind is Kind.DAY:
        return Form.DAY, ()
    if shape.kind is Kind.FLAG:
        return Form.FLAG, ()
    if shape.ref:
        return Form.REFERENCE, ()
    if choices := _choices(annotation):
        return Form.CHOICE, choices
    if shape.kind is Kind.NUMBER:
        return Form.NUMBER, ()
    if valid("2026-01") and not valid("2026-13"):
        return Form.MONTH, ()
    if valid("2026-01-31 08:00") and not valid("word"):
        return Form.MOMENT, ()
    if valid("a-b") and not valid("A B"):
        return Form.ID, ()
    return Form.LABEL, ()


def valid_for(annotation: Any) -> Callable[[Any], bool]:
    """Return what says whether a value fits a type of the model; it is made when it is asked first."""

    @cache
    def adapter() -> TypeAdapter[Any]:
        return TypeAdapter(annotation)

    def valid(value: Any) -> bool:
        try:
            adapter().validate_python(value)
        except ValidationError:
            return False
        return True

    return valid


def _item(annotation: Any) -> Any:
    """Return the annotation of one value of a list."""
    for part in _parts(annotation):
        if get_origin(part) is tuple:
            return get_args(part)[0]
    return annotation


def _choices(annotation: Any) -> tuple[str, ...]:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, enum.StrEnum):
            return tuple(one.value for one in part)
        if get_origin(part) is typing.Literal and all(isinstance(one, str) for one in get_args(part)):
            return tuple(str(one) for one in get_args(part))
    return ()


def _parts(annotation: Any) -> list[Any]:
    """Return the annotation and every type inside it."""
    return [annotation, *(part for one in get_args(annotation) for part in _parts(one))]
