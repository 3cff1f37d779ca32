"""Propose a first map of a foreign table, with the reason for each column and what is left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from erpsite.i18n import Translator
from erpsite.ingest.converting import texts_in
from erpsite.ingest.dates import plain, readings_of, split_span
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import Preset
from erpsite.ingest.numbers import NumberForm, mark_readings, read_number
from erpsite.ingest.personal import PERSONAL, looks_personal
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.recognising import Sheet, field_called, kind_for, month_columns, preset_for
from erpsite.ingest.shape import layout_of
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.ingest.targets import TARGETS, Form, TargetField, fields_of
from erpsite.ingest.words import FACTORS, VALUES, bare_name, digit_of
from erpsite.patch.values import write_flow

__all__ = ["Proposal", "propose"]

_MOST_WORDS = 40
"""Different words of a column that are written into a proposal."""
_SIGNS = re.compile(r"^([¥￥$€£]|CNY|RMB|USD|EUR)|([%元h个]|hours?|小时|人天)$")


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


@dataclass(slots=True)
class _Entry:
    spec: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


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
    sheet = max(sheets, key=lambda one: one.layout.last - one.layout.first)
    preset_name = preset_for(sheet.layout.names, kind, presets)
    chosen, why = kind_for(sheet, kind, presets.get(preset_name), preset_name, plan, tr)
    maker = _Maker(sheet, chosen, presets.get(preset_name), preset_name, plan, tr)
    others = [one.table.sheet for one in sheets if one is not sheet]
    return maker.proposal(why, others)


class _Maker:
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
        self.months = month_columns(self.names) if "month" in self.known else {}
        self.taken: set[str] = set()

    def proposal(self, why: str, others: Sequence[str]) -> Proposal:
        """Return the whole map."""
        entries = [one for index in range(len(self.names)) for one in self._entries(index)]
        lines = self._head(why, others)
        told = []
        for entry in entries:
            lines += [f"  # {note}" for note in entry.notes]
            lines += [f"  # {self.tr('OPEN:')} {note}" for note in entry.open]
            keys = list(entry.spec.items())
            lines += [
                f"  {'- ' if not n else '  '}{key}: {write_flow(value)}"
                for n, (key, value) in enumerate(keys)
            ]
            told.append(
                (str(entry.spec.get("column", "")), str(entry.spec.get("to", "")), " ".join(entry.notes))
            )
        lacking = self._lacking()
        for name in lacking:
            note = self.tr(
                "nothing gives {field}; take a column for it, or say it under constants", field=name
            )
            lines.append(f"# {self.tr('OPEN:')} {note}")
        if lacking:
            lines.append(f"# constants: {{{', '.join(f'{name}: …' for name in lacking)}}}")
        open_ = tuple(note for entry in entries for note in entry.open) + tuple(lacking)
        return Proposal("\n".join(lines) + "\n", self.kind, why, open_, tuple(told))

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
        if layout.footer:
            lines += [f"# {tr('rows at the end that look like totals')}", f"footer: {layout.footer}"]
        return [*lines, "columns:"]

    def _lacking(self) -> list[str]:
        needed = dict.fromkeys(one.field for one in self.known.values() if one.required)
        have = {self.known[name].field for name in self.taken}
        return [name for name in needed if name not in have]

    def _entries(self, index: int) -> list[_Entry]:
        name, values = self.names[index], self.sheet.values(index)
        spec = self._place(index)
        if index in self.months:
            return [self._month(index, spec, values)]
        told = dict(self.columns.get(" ".join(name.split()).casefold(), ()))
        to = str(told.pop("to", "")) or field_called(self.kind, name)
        why = self.tr("the export of {program} calls it so", program=self.preset_name) if told or (
            self.columns and to) else self.tr("the name says so")  # fmt: skip
        seen = looks_personal(name, values)
        if seen and (to not in ("id", "name", "email") or seen == "id-number"):
            return [self._unused(spec, self.tr("looks like {what}", what=self.tr(PERSONAL[seen])))]
        if not values:
            return [self._unused(spec, self.tr("every cell is empty"))]
        if not to or to in self.taken:
            reason = self.tr("nothing in the plan is called so") if not to else self.tr(
                "another column gives {field} already", field=to)  # fmt: skip
            return [self._unused(spec, reason)]
        self.taken.add(to)
        if seen:
            return [self._personal(spec, to, seen)]
        entry = _Entry(
            {**spec, "to": to, **self._kept(told)}, [f"{why}{self.tr('; ')}{self._kinds_of(values)}"]
        )
        self._detail(entry, self.known[to], values, name)
        return [*self._id_from_name(to, spec, index), entry]

    def _id_from_name(self, to: str, spec: dict[str, Any], index: int) -> list[_Entry]:
        """Let the name give the id, too, where no column holds one."""
        if to not in ("name", "name_zh") or "id" in self.taken or "id" not in self.known:
            return []
        if any(field_called(self.kind, other) == "id" for at, other in enumerate(self.names) if at != index):
            return []
        self.taken.add("id")
        note = self.tr("no column holds an id: each name gets one, kept in the table of ids beside this map")
        return [_Entry({**spec, "to": "id"}, [note])]

    def _place(self, index: int) -> dict[str, Any]:
        name, at = self.names[index], index + self.sheet.table.left
        if not name:
            return {"at": at}
        folded = [other.casefold() for other in self.names]
        return {"column": name, "at": at} if folded.count(name.casefold()) > 1 else {"column": name}

    def _unused(self, spec: dict[str, Any], reason: str) -> _Entry:
        return _Entry({**spec, "unused": reason})

    def _personal(self, spec: dict[str, Any], to: str, seen: str) -> _Entry:
        note = self.tr(
            "looks like {what}: left out unless personal: true is set here", what=self.tr(PERSONAL[seen])
        )
        return _Entry({**spec, "to": to, "personal": False}, [note])

    def _month(self, index: int, spec: dict[str, Any], values: Sequence[Value]) -> _Entry:
        to = "actual" if "actual" in self.known else "value"
        self.taken |= {to, "month"}
        entry = _Entry({**spec, "to": to, "beside": {"month": self.months[index]}})
        entry.notes.append(self.tr("the name is a month: each row gives a value for it"))
        self._detail(entry, self.known[to], values, "")
        return entry

    def _kept(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a preset says of a column, without names that this file lacks."""
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

    def _detail(self, entry: _Entry, target: TargetField, values: Sequence[Value], name: str) -> None:
        """Add what a column needs to be read: forms of days and numbers, lists of words."""
        told: Callable[..., None] | None = {
            Form.DAY: self._days, Form.MONTH: self._days, Form.MOMENT: self._days, Form.NUMBER: self._numbers,
            Form.CHOICE: self._choices, Form.FLAG: self._flags, Form.REFERENCE: self._references,
        }.get(target.form)  # fmt: skip
        if told:
            told(entry, target, values, name)

    def _days(self, entry: _Entry, target: TargetField, values: Sequence[Value], name: str) -> None:
        texts = texts_in(values)
        numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
        if numbers and all(20_000 <= one < 80_000 for one in numbers):
            entry.open.append(
                self.tr(
                    "numbers such as {found}: day numbers of a spreadsheet? Then say date: serial",
                    found=numbers[0],
                )
            )
            return
        spans = [text for text in texts if split_span(text)]
        if spans and target.form is Form.DAY:
            entry.spec["part"] = "start" if target.name == "start" else "finish"
        parts = [part for text in texts for part in (split_span(text) if spans else None) or (text,)]
        groups = readings_of(parts)
        if len(groups) == 1:
            form = groups[0][0]
            entry.spec["date"] = form
            if target.form is Form.DAY and "D" not in form:
                entry.spec["part"] = "finish" if target.name in ("finish", "left_on") else "start"
                entry.notes.append(self.tr("months without a day: their first or last day is meant (part)"))
        elif len(groups) > 1:
            both = [f"{group[0]}" for group in groups]
            entry.open.append(
                self.tr(
                    "{found} can be read as {forms}; add date: with the right one",
                    found=parts[0],
                    forms=", ".join(both),
                )
            )
        elif texts:
            entry.open.append(self.tr("{found} is no day in a form that is known", found=texts[0][:40]))

    def _numbers(self, entry: _Entry, target: TargetField, values: Sequence[Value], name: str) -> None:
        _, unit = bare_name(name)
        if unit in FACTORS and target.name in ("budget_total", "direct_loss", "whole_life_cost"):
            entry.spec["factor"] = FACTORS[unit]
            entry.notes.append(self.tr("its name says the unit {unit}", unit=unit))
        texts = texts_in(values)
        if not texts:
            return
        signs = {
            mark
            for text in texts
            for found in [_SIGNS.search(plain(text))]
            if found
            for mark in found.groups()
            if mark
        }
        brackets = any(plain(text).startswith("(") and plain(text).endswith(")") for text in texts)
        units = {
            unit: FACTORS[unit]
            for unit in ("万", "亿元", "万元")
            if any(text.strip().endswith(unit) for text in texts)
        }
        entry.spec |= {
            key: value
            for key, value in (("signs", sorted(signs)), ("brackets", brackets), ("units", units))
            if value
        }
        marks = mark_readings(texts)
        if len(marks) > 1:
            entry.open.append(
                self.tr(
                    '{found} has a mark for thousands or for decimals; add decimal: "." or ","',
                    found=texts[0],
                )
            )
        form = NumberForm(decimal=marks[0], signs=sorted(signs), brackets=brackets, units={})
        if not units:
            words = [text for text in texts if read_number(text, form) is None]
            levels = target.name in ("priority", "severity", "frequency")
            self._words(entry, words, digit_of if levels else lambda _: None)
        if marks == (",",):
            entry.spec["decimal"] = ","

    def _choices(self, entry: _Entry, target: TargetField, values: Sequence[Value], name: str) -> None:
        known = VALUES.get(target.name, {})
        words = [word for word in texts_in(values) if "-".join(word.split()).casefold() not in target.choices]
        self._words(entry, words, lambda word: known.get(" ".join(word.split()).casefold()))
        if entry.open:
            entry.open.append(self.tr("the plan knows {words}", words=", ".join(target.choices)))

    def _flags(self, entry: _Entry, target: TargetField, values: Sequence[Value], name: str) -> None:
        words = [word for word in texts_in(values) if word.strip().casefold() not in _FLAG_WORDS]
        self._words(entry, words, lambda _: None)

    def _references(self, entry: _Entry, target: TargetField, values: Sequence[Value], name: str) -> None:
        texts = texts_in(values)
        if target.many and any(re.search("[;；、,，]", text) for text in texts):
            mark = max(";；、,，", key=lambda one: sum(one in text for text in texts))
            entry.spec["separator"] = mark
            texts = list(
                dict.fromkeys(part.strip() for text in texts for part in text.split(mark) if part.strip())
            )
        strange = [text for text in texts if self.plan.find(target.ref, text) is None]
        self._words(entry, strange, lambda _: None)
        if entry.open:
            entry.open.append(self.tr("they must lead to ids of {kind} in the plan", kind=target.ref))

    def _words(self, entry: _Entry, words: Sequence[str], meaning: Callable[[str], Any]) -> None:
        """Write down what words mean, and which nobody knows."""
        meant = {" ".join(word.split()): meaning(word) for word in words[:_MOST_WORDS]}
        found = {word: value for word, value in meant.items() if value is not None}
        if found:
            entry.spec["values"] = found
        unknown = [word[:40] for word, value in meant.items() if value is None]
        if unknown:
            entry.open.append(
                self.tr(
                    "say under values what these mean: {words}",
                    words=", ".join(f'"{word}"' for word in unknown[:12]),
                )
            )


_FLAG_WORDS = frozenset(
    (
        "true",
        "yes",
        "y",
        "1",
        "是",
        "对",
        "√",
        "已",
        "有",
        "x",
        "false",
        "no",
        "n",
        "0",
        "否",
        "不",
        "×",
        "未",
        "无",
    )
)
