"""Turn drafts into records as the plan's files hold them, and compare the two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from erpsite.i18n import known_languages
from erpsite.ingest.account import Draft
from erpsite.ingest.converting import Withheld
from erpsite.ingest.targets import TARGETS, Form, Target, fields_of
from erpsite.patch import Step, delete, set_value

__all__ = ["alike", "cell_of", "flat", "record_of", "set_field", "steps_of", "text_of"]


_WORK = "work"
"""Id of the phase that the start and finish of an initiative make."""


def steps_of(name: str, target: Target) -> tuple[str, ...]:
    """Return the way to a field in a record: `name_zh` stands at `name`, `zh`."""
    if name in target.extra:
        return ("phases", _WORK, name)
    found = fields_of(target).get(name)
    if found is None:
        return (name,)
    return tuple(part for part in (found.field, found.inner, found.language) if part)


def record_of(draft: Draft, target: Target) -> dict[str, Any]:
    """Return the record of a draft as YAML data, its keys in the model's order, with what is inside it."""
    made: dict[str, Any] = {}
    for name, value in draft.values.items():
        if value is None or name in target.outer:
            continue
        steps = steps_of(name, target)
        if steps[0] == "phases" and len(steps) == 3:
            phases = made.setdefault("phases", [{"id": _WORK, "name": ""}])
            phases[0][name] = _said(value)
            continue
        held = made
        for step in steps[:-1]:
            held = held.setdefault(step, {})
        held[steps[-1]] = _said(value)
    for phase in made.get("phases", ()):
        if phase.get("name") == "":
            phase["name"] = made.get("name", "")
    for kind, children in draft.children.items():
        if children:
            made[TARGETS[kind].inside] = [record_of(child, TARGETS[kind]) for child in children]
    order = list(target.record.model_fields)
    return {name: made[name] for name in sorted(made, key=order.index)}


def _said(value: Any) -> Any:
    return {"withheld": value.reason} if isinstance(value, Withheld) else value


def flat(record: Any, target: Target, names: Iterable[str]) -> dict[str, str]:
    """Return fields of a record of the plan, by the names that a map uses, as texts."""
    known = fields_of(target)
    found: dict[str, str] = {}
    for name in names:
        value = record
        for step in steps_of(name, target):
            if isinstance(value, list):
                value = next((one for one in value if isinstance(one, dict) and one.get("id") == step), None)
            elif isinstance(value, dict):
                value = value.get(step)
            else:
                text = name in known and known[name].form is Form.TEXT
                value = value if step in known_languages() and text and value else None
        if isinstance(value, dict) and "withheld" in value:
            value = Withheld(str(value["withheld"]))
        found[name] = "" if isinstance(value, dict) else text_of(value)
    return found


def set_field(text: str, path: Sequence[Step], name: str, value: Any, record: Any, target: Target) -> str:
    """Return the text with one field of a record set; what nobody knows any more is emptied."""
    steps = steps_of(name, target)
    if steps[0] == "phases" and len(steps) == 3 and not record.get("phases"):
        work = {"id": _WORK, "name": record.get("name", ""), name: _said(value)}
        return set_value(text, [*path, "phases"], [work])
    held = record
    for depth, step in enumerate(steps[:-1]):
        inner = held.get(step) if isinstance(held, dict) else None
        if isinstance(inner, str):
            other = next(one for one in known_languages() if one != steps[-1])
            both = {other: inner, steps[-1]: _said(value)}
            whole = {one: both[one] for one in known_languages() if one in both}
            return set_value(text, [*path, *steps[: depth + 1]], whole)
        if inner is None:
            rest: Any = _said(value)
            for key in reversed(steps[depth + 1 :]):
                rest = {key: rest}
            return set_value(text, [*path, *steps[: depth + 1]], rest)
        if isinstance(inner, list):
            break
        held = inner
    if value is None:
        return delete(text, [*path, *steps])
    return set_value(text, [*path, *steps], _said(value))


def cell_of(value: Any) -> Any:
    if isinstance(value, Withheld):
        return f"withheld: {value.reason}"
    return ", ".join(map(_word, value)) if isinstance(value, list) else value


def _word(value: Any) -> str:
    """Return an item of a list as a word; a link as `phase FS +5`, however its keys stand in the file."""
    if not isinstance(value, dict):
        return str(value)
    return " ".join(str(value[key]) for key in sorted(value, key=lambda key: (key != "to", key)))


def text_of(value: Any) -> str:
    """Return a value as it is compared: as the cell of a table would hold it."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(cell_of(value))


def alike(one: str, other: str) -> bool:
    """Say whether two values are the same: 5 and 5.0 are."""
    if one == other:
        return True
    try:
        return float(one) == float(other) and not one.startswith("0") and not other.startswith("0")
    except ValueError:
        return False
