"""Say what may stand in a first map for what a record must have and the file does not say.

Nothing is hidden by it: each is written into the map with the reason, counted in the report, and found by
the plan check where it matters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from erpsite.i18n import Translator

__all__ = ["NOT_NAMED", "StandIns", "made_of_words", "stand_ins", "stood_in_for"]

NOT_NAMED = "not-named"
"""Id of the person who stands where nobody is named."""
_NOT_STATED = "not-stated"
"""Id of the department of answers that name none."""
_WHOLE = "erp"
"""Id of the module that stands for the whole system, where answers name none."""
_COPIES: Mapping[str, Mapping[str, str]] = {
    "pain_points": {"description": "name", "name": "description"},
    "kpis": {"definition": "name"},
    "health_metrics": {"definition": "name"},
    "objectives": {"statement": "name"},
    "risks": {"trigger": "", "response": ""},
}
"""By kind the field that another one can stand for; nothing: a text that says so."""
_CONSTANTS: Mapping[str, Mapping[str, Any]] = {
    "initiatives": {"type": "optimisation"},
    "pain_points": {"process": "", "modules": [], "owner": NOT_NAMED},
    "people": {"title": "", "side": "business"},
    "modules": {"owner": NOT_NAMED},
    "kpis": {"comparator": ">=", "unit": "", "owner": NOT_NAMED, "source": _NOT_STATED},
    "health_metrics": {"comparator": ">=", "unit": "", "source": _NOT_STATED},
    "sources": {"owner": NOT_NAMED},
    "objectives": {"kind": "business", "owner": NOT_NAMED},
    "completed": {"modules": [], "owner": NOT_NAMED},
    "risks": {"trigger": "", "response": "", "owner": NOT_NAMED},
    "incidents": {"description": "", "cause": _NOT_STATED},
    "progress": {"chair": NOT_NAMED},
    "survey": {"department": _NOT_STATED, "module": _WHOLE},
}
"""By kind what stands in a field that a record must have; an empty text: that nobody said it."""


@dataclass(slots=True)
class StandIns:
    """Hold what a first map adds."""

    copies: dict[str, str] = field(default_factory=dict)
    """By field the other field whose column gives it."""
    constants: dict[str, Any] = field(default_factory=dict)
    made: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)


def stand_ins(
    kind: str,
    given: Collection[str],
    patchy: Collection[str],
    people: Collection[str],
    made_modules: bool,
    tr: Translator,
) -> StandIns:
    """Return what stands for fields that no column gives, or, in `patchy`, gives for some rows only."""
    found = StandIns()
    for name, other in _COPIES.get(kind, {}).items():
        if other in given and name not in given:
            found.copies[name] = other
    for name, value in _CONSTANTS.get(kind, {}).items():
        if name in found.copies or (name in given and name not in patchy):
            continue
        found.constants[name] = tr("not stated") if value == "" else value
    if found.constants.get("module") == _WHOLE:
        found.made["modules"] = [{"id": _WHOLE, "name": "ERP", "owner": NOT_NAMED}]
        made_modules = True
    if found.constants.get("source") == _NOT_STATED:
        found.made["sources"] = [{"id": _NOT_STATED, "name": tr("not stated"), "owner": NOT_NAMED}]
        made_modules = True
    if found.constants.get("department") == _NOT_STATED:
        found.made["departments"] = [{"id": _NOT_STATED, "name": tr("not stated")}]
    if (NOT_NAMED in found.constants.values() or made_modules) and NOT_NAMED not in people:
        found.made["people"] = [not_named(tr)]
    return found


def stood_in_for(kind: str) -> frozenset[str]:
    """Return the fields that a first map has a stand-in for."""
    return frozenset({*_COPIES.get(kind, ()), *_CONSTANTS.get(kind, ())})


def not_named(tr: Translator) -> Mapping[str, Any]:
    """Return the person who stands where nobody is named."""
    return {"id": NOT_NAMED, "name": tr("Not named yet"), "title": tr("not stated"), "side": "business"}


def made_of_words(kind: str, tr: Translator) -> Mapping[str, Any] | None:
    """Return what a record holds that is made of a word, besides id and name; None for other kinds."""
    return {
        "people": {"title": tr("not stated"), "side": "business"},
        "modules": {"owner": NOT_NAMED},
        "plants": {},
        "sources": {"owner": NOT_NAMED},
        "departments": {},
        "themes": {},
    }.get(kind)
