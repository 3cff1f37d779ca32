"""Propose a first map of a foreign table, with the reason for each column and what is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.ingest.comparing_signs import comparator_of
from erpsite.ingest.detailing import Details, Entry
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import Preset
from erpsite.ingest.money_units import unit_said
from erpsite.ingest.personal import PERSONAL, looks_personal
from erpsite.ingest.plan_names import PlanNames, make_id
from erpsite.ingest.recognising import (
    Sheet,
    field_called,
    fit_of,
    fitness,
    kind_for,
    month_columns,
    month_of,
    preset_for,
    year_of,
)
from erpsite.ingest.shape import layout_of
from erpsite.ingest.stand_ins import StandIns, stand_ins
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.ingest.targets import TARGETS, fields_of
from erpsite.patch.values import write_flow

__all__ = ["Proposal", "propose"]

_FITS = 3
"""How well a sheet must look like records to go before a longer one that does not."""
_BEGINS = {"tickets": "opened", "incidents": "started"}
"""Field that does not change while a thing is worked on, by kind."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold a proposed map as text, and what is left open in it."""

    text: str
    kind: str
    why: str
    """Why this kind."""
    open: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    """Name, field or nothing, and reason, for each column."""


def propose(
    tables: Sequence[ForeignTable], kind: str, presets: Mapping[str, Preset], plan: PlanNames, tr: Translator
) -> Proposal:
    """Return a first map; `kind` may be empty, then names of columns decide.

    Raises `SourceFault` where no table has a header, or nothing in it points to a kind of record.
    """
    sheets = [Sheet(table, layout) for table in tables if (layout := layout_of(table))]
    if not sheets:
        message = (
            "{path} holds no table with names above its columns; is it a picture, a form or an empty sheet?"
        )
        raise SourceFault(message, path=tables[0].path)
    sheet = max(
        sheets, key=lambda one: (fitness(one, kind, plan) >= _FITS, one.layout.last - one.layout.first)
    )
    if kind:
        sheet = max(sheets, key=lambda one: (fitness(one, kind, plan), one.layout.last - one.layout.first))
    preset_name = preset_for(sheet.layout.names, kind, presets)
    chosen, why = kind_for(sheet, kind, presets.get(preset_name), preset_name, plan, tr)
    maker = _Maker(sheet, chosen, presets.get(preset_name), preset_name, plan, tr)
    others = [one.table.sheet for one in sheets if one is not sheet]
    return maker.proposal(why, others)


class _Maker(Details):
    """Write the map of one table."""

    def __init__(
        self,
        sheet: Sheet,
        kind: str,
        preset: Preset | None,
        preset_name: str,
        plan: PlanNames,
        tr: Translator,
    ) -> None:
        self.sheet, self.kind, self.plan, self.tr = sheet, kind, plan, tr
        self.preset_name = preset_name
        self.known = fields_of(TARGETS[kind])
        self.columns = dict(preset.columns()) if preset else {}
        self.names = sheet.layout.names
        year = year_of(sheet, plan.year)
        self.months = month_columns(self.names, year) if "month" in self.known else {}
        self.chosen = self._chosen()
        self.taken: set[str] = set()
        self.patchy: set[str] = set()
        """Fields whose column is empty in some rows."""
        self.makes_modules = False
        self.said: Mapping[str, Any] = {}
        self.table_unit = _unit_above(sheet)

    def _told(self, name: str) -> dict[str, Any]:
        """Return what the preset says of a column."""
        return dict(self.columns.get(" ".join(name.split()).casefold(), ()))

    def _chosen(self) -> dict[str, int]:
        """Return by field the column that is called most like it; what a preset knows goes first."""
        best: dict[str, tuple[int, int]] = {}
        for index, name in enumerate(self.names):
            told = self._told(name)
            field, rank = (str(told["to"]), -1) if "to" in told else fit_of(self.kind, name)
            if field and index not in self.months and self.sheet.values(index):
                best[field] = min(best.get(field, (rank, index)), (rank, index))
        return {field: index for field, (_, index) in best.items()}

    def proposal(self, why: str, others: Sequence[str]) -> Proposal:
        """Return the whole map."""
        entries = [one for index in range(len(self.names)) for one in self._entries(index)]
        added = self._stand_ins()
        entries += self._copied(entries, added.copies)
        lines, told, columns = self._head(why, others), [], list[str]()
        for entry in entries:
            columns += self._lines(entry)
            told.append(
                (str(entry.spec.get("column", "")), str(entry.spec.get("to", "")), " ".join(entry.notes))
            )
        lacking = [name for name in self._lacking() if name not in {*added.constants, *added.copies}]
        if "id" in lacking:
            lacking.remove("id")
            stem = make_id(self.sheet.table.path.rpartition(".")[0], self.kind, ())
            note = self.tr("no column holds an id: the number of the row, behind this, is one")
            lines.insert(-1, f"# {note}")
            lines.insert(-1, f"rows_as_ids: {write_flow(stem)}")
        for name in lacking:
            note = self.tr(
                "nothing gives {field}; take a column for it, or say it under constants", field=name
            )
            columns.append(f"# {self.tr('OPEN:')} {note}")
        lines += columns
        lines += self._tail(added, lacking)
        open_ = tuple(note for entry in entries for note in entry.open) + tuple(lacking)
        return Proposal("\n".join(lines) + "\n", self.kind, why, open_, tuple(told))

    def _lines(self, entry: Entry) -> list[str]:
        lines = [f"  # {note}" for note in entry.notes]
        lines += [f"  # {self.tr('OPEN:')} {note}" for note in entry.open]
        keys = list(entry.spec.items())
        return lines + [
            f"  {'- ' if not n else '  '}{key}: {write_flow(value)}" for n, (key, value) in enumerate(keys)
        ]

    def _stand_ins(self) -> StandIns:
        given = {self.known[name].field for name in self.taken} | self.taken
        people = self.plan.known.get("people", frozenset())
        found = stand_ins(self.kind, given, self.patchy, people, self.makes_modules, self.tr)
        if self.kind == "progress" and "month" not in given and (month := month_of(self.sheet)):
            found.constants["month"] = month
        if self.kind == "pain_points" and "reported_on" not in given:
            found.constants["reported_on"] = f"{self.plan.year}-01-01"
        return found

    def _copied(self, entries: Sequence[Entry], copies: Mapping[str, str]) -> list[Entry]:
        """Return entries by which the column of one field gives another, too."""
        made = []
        for name, other in copies.items():
            source = next(
                (one for one in entries if one.spec.get("to") in (other, f"{other}_zh", f"{other}_en")), None
            )
            if source is not None:
                place = {key: value for key, value in source.spec.items() if key in ("column", "at")}
                note = self.tr("nothing else gives {field}; this stands for it", field=name)
                made.append(Entry({**place, "to": name}, [note]))
                self.taken.add(name)
        return made

    def _tail(self, added: StandIns, lacking: Sequence[str]) -> list[str]:
        lines = []
        if added.constants:
            lines.append(f"# {self.tr('where no cell says it, this stands; change what you know better')}")
            lines.append("constants:")
            lines += [f"  {name}: {write_flow(value)}" for name, value in added.constants.items()]
        elif lacking:
            lines.append(f"# constants: {{{', '.join(f'{name}: …' for name in lacking)}}}")
        if added.made:
            lines.append(f"# {self.tr('records that others refer to, added where the plan lacks them')}")
            lines.append("made:")
            for kind, records in added.made.items():
                lines.append(f"  {kind}:")
                lines += [f"    - {write_flow(dict(record))}" for record in records]
        return lines

    def _head(self, why: str, others: Sequence[str]) -> list[str]:
        tr, table, layout = self.tr, self.sheet.table, self.sheet.layout
        begun = tr(
            "Proposed from {path}. Read each line, settle what is OPEN, then import again.", path=table.path
        )
        lines = [
            "# yaml-language-server: $schema=../../schemas/import.schema.json",
            f"# {begun}",
            f"# {tr('kind: {why}', why=why)}",
            f"kind: {self.kind}",
        ]
        if table.sheet:
            if others:
                lines.append(f"# {tr('other sheets with tables: {names}', names=', '.join(others))}")
            lines.append(f"sheet: {write_flow(table.sheet)}")
        if layout.header != (1,):
            lines.append(f"# {tr('the first row that names columns')}")
        lines.append(f"header: {write_flow(list(layout.header))}")
        if self._has_doubles():
            lines += [
                f"# {tr('several rows are about the same thing; the last one counts')}",
                "doubles: last",
            ]
        if self._merges_rows():
            lines += [f"# {tr('merged cells of several rows: each row has what they say')}", "merged: fill"]
        if layout.footer:
            lines += [f"# {tr('rows at the end that look like totals')}", f"footer: {layout.footer}"]
        return [*lines, "columns:"]

    def _merges_rows(self) -> bool:
        """Say whether a cell is merged over several records, as a department above its projects is."""
        table, layout = self.sheet.table, self.sheet.layout
        inside = set(table.numbers[layout.first : layout.last])
        return any(top in inside and bottom > top for top, _, bottom, _ in table.merged)

    def _has_doubles(self) -> bool:
        """Say whether rows share id and beginning, as those of a log of tickets do."""
        id_, begun = (self.chosen.get(name, -1) for name in ("id", _BEGINS.get(self.kind, "")))
        if id_ < 0 or begun < 0:
            return False
        rows = self.sheet.table.rows[self.sheet.layout.first : self.sheet.layout.last]
        whole = [
            (row[id_], row[begun]) for row in rows if max(id_, begun) < len(row) and row[id_] is not None
        ]
        pairs = set(whole)
        return len(pairs) < len(whole) and len({one for one, _ in pairs}) == len(pairs)

    def _lacking(self) -> list[str]:
        needed = dict.fromkeys(one.field for one in self.known.values() if one.required)
        have = {self.known[name].field for name in self.taken}
        return [name for name in needed if name not in have]

    def _entries(self, index: int) -> list[Entry]:
        name, values = self.names[index], self.sheet.values(index)
        spec = self._place(index)
        if index in self.months:
            return [self._month(index, spec, values)]
        told = self._told(name)
        to = str(told.pop("to", "")) or field_called(self.kind, name)
        why = self.tr("the export of {program} calls it so", program=self.preset_name) if told or (
            self.columns and to) else self.tr("the name says so")  # fmt: skip
        seen = looks_personal(name, values)
        if seen and (to not in ("id", "name", "email") or seen == "id-number"):
            return [self._unused(spec, self.tr("looks like {what}", what=self.tr(PERSONAL[seen])))]
        if not values:
            return [self._unused(spec, self.tr("every cell is empty"))]
        if not to or to in self.taken or self.chosen.get(to, index) != index:
            reason = self.tr("nothing in the plan is called so") if not to else self.tr(
                "another column gives {field} already", field=to)  # fmt: skip
            return [self._unused(spec, reason)]
        self.taken.add(to)
        if len(values) < self.sheet.rows:
            self.patchy |= {to, self.known[to].field}
        if seen:
            return [self._personal(spec, to, seen)]
        entry = Entry(
            {**spec, "to": to, **self._kept(told)}, [f"{why}{self.tr('; ')}{self._kinds_of(values)}"]
        )
        self.said = {str(word).casefold(): value for word, value in told.get("values", {}).items()}
        self.detail(entry, self.known[to], values)
        self.said = {}
        return [*self._id_from_name(to, spec, index), entry, *self._comparators(to, spec, values)]

    def _comparators(self, to: str, spec: dict[str, Any], values: Sequence[Value]) -> list[Entry]:
        """Let a target such as `≥99.5` give the comparator, too, where no column holds one."""
        texts = [" ".join(str(value).split()) for value in values]
        if to != "target" or "comparator" not in self.known or "comparator" in self.chosen:
            return []
        if not any(comparator_of(text) for text in texts):
            return []
        self.taken.add("comparator")
        if any(not comparator_of(text) for text in texts) or len(values) < self.sheet.rows:
            self.patchy.add("comparator")
        meant = {text: comparator_of(text) or None for text in texts}
        note = self.tr("the sign before the target says which way is better")
        return [Entry({**spec, "to": "comparator", "values": meant}, [note])]

    def _id_from_name(self, to: str, spec: dict[str, Any], index: int) -> list[Entry]:
        """Let the name give the id, too, where no column holds one."""
        if to not in ("name", "name_zh") or "id" in self.taken or "id" not in self.known:
            return []
        if any(field_called(self.kind, other) == "id" for at, other in enumerate(self.names) if at != index):
            return []
        self.taken.add("id")
        note = self.tr("no column holds an id: each name gets one, kept in the table of ids beside this map")
        return [Entry({**spec, "to": "id"}, [note])]

    def _place(self, index: int) -> dict[str, Any]:
        name, at = self.names[index], index + self.sheet.table.left
        if not name:
            return {"at": at}
        folded = [other.casefold() for other in self.names]
        return {"column": name, "at": at} if folded.count(name.casefold()) > 1 else {"column": name}

    def _unused(self, spec: dict[str, Any], reason: str) -> Entry:
        return Entry({**spec, "unused": reason})

    def _personal(self, spec: dict[str, Any], to: str, seen: str) -> Entry:
        note = self.tr(
            "looks like {what}: left out unless personal: true is set here", what=self.tr(PERSONAL[seen])
        )
        return Entry({**spec, "to": to, "personal": False}, [note])

    def _month(self, index: int, spec: dict[str, Any], values: Sequence[Value]) -> Entry:
        to = "actual" if "actual" in self.known else "value"
        self.taken |= {to, "month"}
        entry = Entry({**spec, "to": to, "beside": {"month": self.months[index]}})
        entry.notes.append(self.tr("the name is a month: each row gives a value for it"))
        self.detail(entry, self.known[to], values)
        return entry

    def _kept(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a preset says of a column, without names, and words, that this file lacks."""
        here = {name.casefold(): name for name in self.names}
        kept = {}
        for key, value in told.items():
            if key == "instead":
                others = [here[name] for name in value if name in here]
                kept.update({"instead": others} if others else {})
            elif key != "values":
                kept[key] = value
        return kept

    def _kinds_of(self, values: Sequence[Value]) -> str:
        distinct = len({str(value) for value in values})
        example = str(values[0]).replace("\n", " ")[:30]
        return self.tr(
            "{n} cells, {distinct} different, such as {example}",
            n=len(values),
            distinct=distinct,
            example=example,
        )


def _unit_above(sheet: Sheet) -> str:
    """Return the unit of money that a line above the names of the columns, or the sheet's name, states."""
    begin = sheet.table.numbers.index(sheet.layout.header[0])
    above = [str(cell) for row in sheet.table.rows[:begin] for cell in row if isinstance(cell, str)]
    return next((unit for text in (*above, sheet.table.sheet) if (unit := unit_said(text))), "")
