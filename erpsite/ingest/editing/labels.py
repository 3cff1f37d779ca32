"""Name sheets and columns of the workbook for editing, and say what a column holds, in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erpsite.i18n import Translator, facts_of
from erpsite.ingest.editing.layout import EditSheet, singular
from erpsite.ingest.targets import Form

if TYPE_CHECKING:
    from erpsite.ingest.editing.cells import EditColumn  # the forms of pages need the labels alone

__all__ = ["column_label", "column_note", "label", "sheet_title"]

_CAPITALS = {"kpi": "KPI", "kpis": "KPIs", "it": "IT", "id": "Id", "wsjf": "WSJF", "rice": "RICE"}
_FILES = {
    "plan": "Handbook",
    "plants": "Organisation",
    "kpi_actuals": "KPI values",
    "meeting_decisions": "Decisions",
    "survey": "Survey answers",
    "meeting": "Meeting record",
}
"""Sheets whose name is not that of their collection."""
_DOT = " · "
_FIELD = "field: "
"""Stands in a catalogue before a name that means something else elsewhere on the pages."""


def label(name: str, tr: Translator) -> str:
    """Return what a field or list is called: `forecast_cost` → `Forecast cost`."""
    words = [_CAPITALS.get(word, word) for word in name.split("_")]
    text = " ".join(words)
    msgid = text[:1].upper() + text[1:]
    if tr.messages is None:
        return msgid
    return tr.messages.get(f"{_FIELD}{msgid}") or tr.messages.get(msgid, msgid)


def sheet_title(sheet: EditSheet, tr: Translator) -> str:
    """Return the title of a sheet: the file's, and behind it the lists on the way."""
    first = _FILES.get(sheet.file.field, "")
    top = label(first.replace(" ", "_") if first else sheet.file.field, tr)
    return _DOT.join([top, *(label(hop[-1], tr) for hop in sheet.hops)])


def column_label(column: EditColumn, sheet: EditSheet, tr: Translator) -> str:
    """Return the title of a column."""
    steps = column.field.steps or (singular(sheet.hops[-1][-1]),)
    parts = [label(step, tr) for step in steps]
    if column.part:
        parts.append(column.part if column.field.keys else facts_of(column.part).name)
    return _DOT.join(parts) + (" *" if column.field.required else "")


def column_note(column: EditColumn, tr: Translator) -> str:
    """Return what the model says of a column, what it may hold, and its name in the files."""
    field = column.field
    doc = field.doc if tr.messages is None else tr.messages.get(field.doc, "")
    lines = [doc] if doc else []
    if field.required:
        lines.append(tr("Must not be empty."))
    if field.ref:
        lines.append(tr("The id of a record, or its name; see the sheet of lists: {kind}",
                        kind=label(field.ref, tr)))  # fmt: skip
    if field.many:
        lines.append(tr("Several are separated by commas."))
    if field.choices:
        lines.append(tr("One of: {choices}", choices=", ".join(field.choices)))
    if field.form is Form.DAY:
        lines.append(tr("A day, as 2026-03-31."))
    elif field.form is Form.MONTH:
        lines.append(tr("A month, as 2026-03."))
    elif field.form is Form.FLAG:
        lines.append(tr("Yes or no."))
    return "\n".join([*lines, column.name])
