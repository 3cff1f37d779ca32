"""Validate located trees into records, and turn what pydantic finds into issues with places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Source
from erpsite.load.fault import Fault
from erpsite.load.faults import explain
from erpsite.load.located import LocatedMapping, Place, place_of
from erpsite.model.base import Record
from erpsite.model.shape import FieldShape, shape_of

__all__ = ["bind"]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Name the place in the records that an error speaks of."""

    record: type[Record]
    field: FieldShape | None
    name: str


def bind(
    record: type[R],
    tree: Any,
    path: str,
    lines: Sequence[str] = (),
    place: Place = (1, 1),
    languages: tuple[str, ...] = (),
) -> tuple[R | None, list[Issue]]:
    """Return the record that the tree describes, or None and every reason why there is none.

    `lines` of the file let a message quote a number as it is written, such as `007`; `place` is where
    the tree stands, should it be neither a mapping nor a list; `languages` are the plan's, the first first.
    """
    try:
        return record.model_validate(tree, context={"languages": languages}), []
    except ValidationError as error:
        return None, list(_translate(error, record, tree, Source(path, *place), lines))


def _translate(
    error: ValidationError, record: type[Record], tree: Any, start: Source, lines: Sequence[str]
) -> Iterator[Issue]:
    for detail in error.errors(include_url=False):
        steps = list(detail["loc"])
        at_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
        wrong_key = steps.pop() if steps and steps[-1] == "[key]" else None
        context: dict[str, Any] = detail.get("ctx") or {}
        if "language" in context:
            steps.append(context["language"])
        elif detail["type"] == "text_language":
            steps.append(context["found"])
            at_key = True
        place = _find_place(tree, steps, at_key) or (start.line, start.column)
        spot = _find_spot(record, steps[:-1] if wrong_key else steps)
        found = steps[-1] if at_key and steps else _value(tree, steps, detail["input"])
        fault = Fault(
            code=detail["type"], name=spot.name, field=spot.field, record=spot.record, found=found,
            written=_written(found, place, lines), context=context, reason=detail["msg"],
            in_table=not lines,
        )  # fmt: skip
        code, message, values = explain(fault)
        yield Issue(code, message, Source(start.path, *place), values=values)


def _find_place(tree: Any, steps: Sequence[str | int], at_key: bool) -> Place | None:
    if at_key:
        parent = _value(tree, steps[:-1], None)
        if isinstance(parent, LocatedMapping) and steps[-1] in parent.key_places:
            return parent.key_places[str(steps[-1])]
    return place_of(tree, steps)


def _value(tree: Any, steps: Sequence[str | int], default: Any) -> Any:
    for step in steps:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return default
    return tree


def _find_spot(record: type[Record], steps: Sequence[str | int]) -> _Spot:
    """Follow the steps down the classes; the name is that of the last field or key on the way."""
    spot = _Spot(record, None, "")
    for step in steps:
        if not isinstance(step, str):
            continue
        fields = shape_of(spot.record).fields
        field = fields.get(step) if spot.field is None or spot.field.record else spot.field
        if spot.field is not None and spot.field.record:
            inner = spot.field.record
            spot = _Spot(inner, shape_of(inner).fields.get(step), step)
        elif spot.field is None:
            spot = _Spot(spot.record, field, step)
        else:
            spot = _Spot(spot.record, spot.field, f"{spot.name.split('.', maxsplit=1)[0]}.{step}")
    return spot


def _written(found: Any, place: Place, lines: Sequence[str]) -> str | None:
    """Return a plain number or word as it stands in the file."""
    line, column = place
    if not isinstance(found, int | float) or not 1 <= line <= len(lines):
        return None
    rest = lines[line - 1][column - 1 :]
    for end in (" #", ",", "]", "}", "\t"):
        rest = rest.split(end, maxsplit=1)[0]
    return rest.strip() or None
