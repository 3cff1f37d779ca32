"""Describe the fields of every kind of record for the form, in the reader's language.

Which fields there are, their order and what each may hold come from the model by way of the same sheets as
the workbook for editing, so that both ask for the same and call it by the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from erpsite.i18n import Translator
from erpsite.ingest.changes.sentences import kind_words
from erpsite.ingest.editing.labels import label
from erpsite.ingest.editing.layout import EditField, EditSheet, edit_sheets
from erpsite.model.base import Record, may_be_withheld
from erpsite.model.initiative import Link
from erpsite.model.shape import shape_of

__all__ = ["form_kinds", "refs_of"]

_BOUNDS = (("ge", "min"), ("gt", "above"), ("le", "max"), ("lt", "below"))
_CAPITALS = {"ai": "AI", "api": "API", "erp": "ERP", "github": "GitHub", "gitlab": "GitLab", "iot": "IoT",
             "it": "IT", "rice": "RICE", "rpa": "RPA", "sla": "SLA", "wsjf": "WSJF"}  # fmt: skip
_CHOICE = "choice: "
"""Stands in a catalogue before a word of a list, which a field or heading may have, too."""


def form_kinds(tr: Translator) -> Sequence[Mapping[str, Any]]:
    """Return a description of each kind of record that has a file, with those inside it.

    Files that may not be copied to the site have none. Keys are short because the browser reads them: `s`
    steps, `f` form, `l` label, `h` help, `r` required, `c` choices, `task` where a link leads to;
    `lists` holds what stands inside, `new` what a new record begins with.
    """
    return [_kind(sheet, tr) for sheet in edit_sheets() if not sheet.hops and sheet.file.kind.published]


def _kind(sheet: EditSheet, tr: Translator) -> dict[str, Any]:
    kind = sheet.file.kind
    return {
        "kind": kind.name,
        "label": label(_called(sheet.file.field), tr),
        "file": sheet.file.path,
        "shape": sheet.file.shape,
        "page": kind.page,
        "own": kind.own_page,
        **_record(sheet, tr),
        **_new(kind.name, tr),
    }


def _new(kind: str, tr: Translator) -> dict[str, Any]:
    """Return what a new record of a kind begins with besides its required fields, if anything."""
    if kind != "initiatives":
        return {}
    # The plan check asks for a step that is useful alone, and for a result that can be seen.
    phase = {"id": "first-step", "name": tr("First usable step"), "smallest_viable": True}
    milestone = {"id": "in-use", "name": tr("In use"), "phase": "first-step"}
    return {"new": {"phases": [phase], "milestones": [milestone]}}


_NAMES = {"plan": "handbook", "plants": "organisation", "kpi_actuals": "kpi_values",
          "meeting": "meeting_record", "meeting_decisions": "decisions"}  # fmt: skip


def _called(field: str) -> str:
    return _NAMES.get(field, field)


def _record(sheet: EditSheet, tr: Translator) -> dict[str, Any]:
    lists = [_list(one, tr) for one in edit_sheets() if one.parent is sheet]
    return {
        "key": list(sheet.key),
        "fields": [_field(one, sheet.record, tr) for one in sheet.fields],
        **({"lists": lists} if lists else {}),
    }


def _list(sheet: EditSheet, tr: Translator) -> dict[str, Any]:
    told: dict[str, Any] = {"s": list(sheet.hops[-1]), "l": label(sheet.hops[-1][-1], tr)}
    told["one"] = kind_words(sheet.hops[-1][-1], tr)
    if sheet.kind:
        told["kind"] = sheet.kind
    if sheet.keyed:
        told["keyed"] = 1
    if sheet.record is None:
        told["text"] = 1
    return {**told, **_record(sheet, tr)}


def _field(one: EditField, record: type[Record] | None, tr: Translator) -> dict[str, Any]:
    steps = one.steps
    told: dict[str, Any] = {"s": list(steps), "f": one.form.value, "l": label(steps[-1], tr) if steps else ""}
    if len(steps) > 1:
        told["g"] = [label(step, tr) for step in steps[:-1]]
    if one.text:
        told["t"] = 1
    if one.many:
        told["m"] = 1
    if one.keys:
        told["k"] = one.keys
    if one.ref:
        told["ref"] = one.ref
    if one.choices:
        told["c"] = {word: _choice(word, tr) for word in one.choices}
    if one.money:
        told["mo"] = 1
    if record is Link and steps == ("to",):
        told["task"] = 1
    if one.doc:
        told["h"] = one.doc if tr.messages is None else tr.messages.get(one.doc, "")
    return told | (_limits(record, steps) if record else {})


def _choice(word: str, tr: Translator) -> str:
    """Return a word of a list as people read it."""
    if not word[:1].isalpha() or word.isupper():
        return word
    parts = [_CAPITALS.get(part, part) for part in word.replace("-", " ").replace(".", " ").split(" ")]
    text = parts[0][:1].upper() + " ".join(parts)[1:]
    if tr.messages is None:
        return text
    return tr.messages.get(f"{_CHOICE}{text}") or tr.messages.get(text, text)


def _limits(record: type[Record], steps: Sequence[str]) -> dict[str, Any]:
    """Return what the model says of a value besides its form: needed, whole, between which bounds."""
    told: dict[str, Any] = {}
    for step in steps[:-1]:
        inner = shape_of(record).fields[step].record
        if inner is None:
            return {}
        record = inner
    name = steps[-1] if steps else ""
    if name not in record.model_fields:  # the key of a mapping
        return {"r": 1}
    info = record.model_fields[name]
    if info.is_required():
        told["r"] = 1
    if name in may_be_withheld(record):
        told["w"] = 1
    shape = shape_of(record).fields[name]
    if shape.kind.value == "number":
        if shape.money:
            told["min"] = 0
        parts = [info.annotation, *info.metadata]
        for bound in _marks(parts):
            told |= {ours: getattr(bound, theirs) for theirs, ours in _BOUNDS if hasattr(bound, theirs)}
        if _is_whole(info.annotation):
            told["int"] = 1
    return told


def _marks(parts: Sequence[Any]) -> Iterator[Any]:
    """Yield every mark of an annotation, at any depth; those that a field holds in its turn included."""
    for part in parts:
        yield part
        yield from _marks([*getattr(part, "metadata", ()), *get_args(part)])


def _is_whole(annotation: Any) -> bool:
    found = [annotation, *_marks([annotation])]
    return int in found and float not in found


def refs_of(kinds: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the kinds that a field of some record refers to."""
    found: set[str] = set()
    for kind in kinds:
        found |= {field["ref"] for field in kind["fields"] if "ref" in field}
        found |= refs_of(kind.get("lists", ()))
    return frozenset(found)
