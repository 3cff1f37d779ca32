"""Turn drafts into records as the plan's files hold them, and compare the two."""

from __future__ import annotations

from typing import Any

from erpsite.i18n import known_languages
from erpsite.ingest.account import Draft
from erpsite.ingest.converting import Withheld
from erpsite.ingest.targets import Form, Target, fields_of
from erpsite.patch import delete, set_value

__all__ = ["alike", "cell_of", "flat", "record_of", "set_field", "text_of"]


_WORK = "work"
"""Id of the phase that the start and finish of an initiative make."""


def _steps(name: str, target: Target) -> tuple[str, ...]:
    """Return the way to a field in a record: `name_zh` stands at `name`, `zh`."""
    if name in target.extra:
        return ("phases", _WORK, name)
    known = fields_of(target)
    if name in known and known[name].language:
        return (known[name].field, known[name].language)
    return (name,)


def record_of(draft: Draft, target: Target) -> dict[str, Any]:
    """Return the record of a draft as YAML data, its keys in the model's order."""
    made: dict[str, Any] = {}
    for name, value in draft.values.items():
        if value is None:
            continue
        steps = _steps(name, target)
        if steps[0] == "phases":
            phases = made.setdefault("phases", [{"id": _WORK, "name": ""}])
            phases[0][name] = _said(value)
        elif len(steps) == 1:
            made[name] = _said(value)
        else:
            made.setdefault(steps[0], {})[steps[1]] = _said(value)
    for phase in made.get("phases", ()):
        if phase.get("name") == "":
            phase["name"] = made.get("name", "")
    order = list(target.record.model_fields)
    return {name: made[name] for name in sorted(made, key=order.index)}


def _said(value: Any) -> Any:
    return {"withheld": value.reason} if isinstance(value, Withheld) else value


def flat(record: Any, target: Target) -> dict[str, str]:
    """Return a record of the plan by the names that a map uses, as texts."""
    found: dict[str, str] = {}
    for name, field_ in fields_of(target).items():
        value = record
        for step in _steps(name, target):
            if isinstance(value, list):
                value = next((one for one in value if isinstance(one, dict) and one.get("id") == step), None)
            elif isinstance(value, dict):
                value = value.get(step)
            else:
                value = value if step in known_languages() and field_.form is Form.TEXT and value else None
        if isinstance(value, dict) and "withheld" in value:
            value = Withheld(str(value["withheld"]))
        found[name] = "" if isinstance(value, dict) else text_of(value)
    return found


def set_field(text: str, path: list[str], name: str, value: Any, record: Any, target: Target) -> str:
    """Return the text with one field of a record set; what nobody knows any more is emptied."""
    steps = _steps(name, target)
    if len(steps) == 2 and isinstance(record.get(steps[0]), str):
        other = next(one for one in known_languages() if one != steps[1])
        both = {other: record[steps[0]], steps[1]: _said(value)}
        return set_value(
            text, [*path, steps[0]], {one: both[one] for one in known_languages() if one in both}
        )
    if len(steps) == 2 and steps[0] not in record:
        return set_value(text, [*path, steps[0]], {steps[1]: _said(value)})
    if steps[0] == "phases" and not record.get("phases"):
        work = {"id": _WORK, "name": record.get("name", ""), name: _said(value)}
        return set_value(text, [*path, "phases"], [work])
    if value is None:
        return delete(text, [*path, *steps])
    return set_value(text, [*path, *steps], _said(value))


def cell_of(value: Any) -> Any:
    if isinstance(value, Withheld):
        return f"withheld: {value.reason}"
    return ", ".join(map(str, value)) if isinstance(value, list) else value


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
