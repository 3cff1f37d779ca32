"""Say in a first map how the cells of a column are written, and what words mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from erpsite.i18n import Translator
from erpsite.ingest.answer_words import answer_of
from erpsite.ingest.comparing_signs import signs_in
from erpsite.ingest.converting import texts_in
from erpsite.ingest.dates import plain, readings_of, reads, split_span
from erpsite.ingest.moments import minutes_of
from erpsite.ingest.money_units import cell_units, holds_money, money_unit
from erpsite.ingest.numbers import NumberForm, mark_readings, read_number
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.stand_ins import made_of_words
from erpsite.ingest.tables import Value
from erpsite.ingest.targets import MINUTES, Form, TargetField
from erpsite.ingest.words import VALUES, bare_name, digit_of, said_nothing, scale_of

__all__ = ["Details", "Entry"]

_MOST_WORDS = 40
"""Different words of a column that are written into a proposal."""
_MOST_CAUSES = 500
"""The same of a cause, which people write as a sentence."""
_STRICT = ("tickets", "incidents", "health_values", "kpi_actuals")
"""Kinds whose rows make no module where the plan has some: a word that it does not know is a slip."""
_SAMPLE = 3_000
"""Cells by which the form of days and numbers is proposed; the import itself looks at all of them."""
_MOST_MADE = 40
"""Different words of a column that become modules or departments; more of them are something else."""
_WORST_IS_FIVE = {
    ("pain_points", "severity"), ("pain_points", "frequency"), ("risks", "probability"), ("risks", "impact"),
}  # fmt: skip
_NO_CAUSE = "not-stated"
"""The cause of an outage whose own word says none of the causes that the plan tells apart."""
_LATIN = re.compile("[A-Za-z]")
_HAN = (("万元", 10_000), ("亿元", 100_000_000), ("万", 10_000), ("亿", 100_000_000))
_WHOLE = frozenset((
    "all", "all modules", "whole system", "erp", "erp system", "system", "全部", "所有", "全系统",
    "整个系统", "全模块", "全部模块",
))  # fmt: skip
"""Words for the whole system, which an empty module says."""
_LASTING = (("min", 1), ("分", 1), ("h", 60), ("小时", 60), ("时", 60), ("d", 1440), ("天", 1440))
"""Units behind the name of a duration, by how they begin, in minutes."""
_SIGNS = re.compile(r"^([¥￥$€£]|CNY|RMB|USD|EUR)(?=[ \d.(-])|(?<=[\d ).])([%元h个]|hours?|小时|人天)$")


@dataclass(slots=True)
class Entry:
    """Hold one column of a map in the making: what stands there, why, and what is left open."""

    spec: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


class Details:
    """Add to the entry of a column what its cells need to be read."""

    kind: str
    plan: PlanNames
    tr: Translator
    taken: set[str]
    patchy: set[str]
    makes_modules: bool
    said: Mapping[str, Any]
    """What the program that wrote the file means by words of the column at hand, in lower case."""
    table_unit: str
    """Unit of money that a line above the table states."""

    def detail(self, entry: Entry, target: TargetField, values: Sequence[Value]) -> None:
        """Add what a column needs to be read: forms of days and numbers, lists of words."""
        if len(values) > _SAMPLE and target.form in (Form.DAY, Form.MONTH, Form.MOMENT, Form.NUMBER):
            values = values[:: len(values) // _SAMPLE]
        nothing = [text for text in texts_in(values) if said_nothing(text)]
        if target.name == "id":
            # `None` and `NA` may be ids, as any word; a dash is none.
            nothing = [text for text in nothing if not _LATIN.search(text)]
        if nothing and target.form not in (Form.ID, Form.FLAG):
            entry.spec["values"] = dict.fromkeys(nothing)
            values = [value for value in values if value not in nothing]
            self.patchy |= {target.name, target.field}
        told: Callable[..., None] | None = {
            Form.DAY: self._days, Form.MONTH: self._days, Form.MOMENT: self._days, Form.NUMBER: self._numbers,
            Form.CHOICE: self._choices, Form.REFERENCE: self._references,
        }.get(target.form)  # fmt: skip
        if target.form is Form.FLAG:
            words = [word for word in texts_in(values) if word.strip().casefold() not in _FLAG_WORDS]
            self._words(entry, words, lambda _: None)
        elif told:
            told(entry, target, values)

    def _days(self, entry: Entry, target: TargetField, values: Sequence[Value]) -> None:
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
            read = reads(form)
            whole = all(found.day for part in parts if (found := read(plain(part)) if read else None))
            if target.form is Form.DAY and not whole:
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

    def _numbers(self, entry: Entry, target: TargetField, values: Sequence[Value]) -> None:
        money = holds_money(target.name)
        if money:
            self._money(entry, values)
        if target.name == MINUTES:
            self._minutes(entry, values)
        self._shares(entry, target, values)
        texts = texts_in(values)
        if not texts:
            return
        signs = set(entry.spec.get("signs", ()))
        if target.name == "target":
            signs |= set(signs_in(texts))
        signs |= {
            mark
            for text in texts
            for found in [_SIGNS.search(plain(text))]
            if found
            for mark in found.groups()
            if mark
        }
        brackets = any(plain(text).startswith("(") and plain(text).endswith(")") for text in texts)
        units = {} if money else {unit: worth for unit, worth in _HAN if _ends_with(texts, unit)}
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
        if not units and not entry.spec.get("units"):
            words = [text for text in texts if read_number(text, form) is None]
            if target.name == MINUTES:
                words = [text for text in words if minutes_of(text) is None]
            self._words(entry, words, self._scale(target.name))
        if marks == (",",):
            entry.spec["decimal"] = ","

    def _money(self, entry: Entry, values: Sequence[Value]) -> None:
        """Lay on the unit that the name and the cells say, and ask where that is another currency."""
        _, told = bare_name(str(entry.spec.get("column", "")))
        unit = money_unit(told) if told else None
        above = unit is None and self.table_unit
        if above:
            told, unit = self.table_unit, money_unit(self.table_unit)
        beside = cell_units(texts_in(values))
        factor = unit.factor if unit else 1
        if factor != 1:
            entry.spec["factor"] = factor
            note = "a line above the table says the unit {unit}" if above else "its name says the unit {unit}"
            entry.notes.append(self.tr(note, unit=told))
        if beside.factors:
            # A cell's own unit says all of it, whatever the name of the column says of bare numbers.
            entry.spec["units"] = {one: _plain(worth / factor) for one, worth in beside.factors.items()}
        if beside.signs:
            entry.spec["signs"] = list(beside.signs)
        found = unit.currencies if unit and unit.currencies else beside.currencies
        if found and self.plan.currency not in found:
            entry.open.append(
                self.tr(
                    "these are amounts in {found}, and the plan is in {currency}; multiply factor by "
                    "the rate",
                    found=", ".join(sorted(found)),
                    currency=self.plan.currency,
                )
            )

    def _minutes(self, entry: Entry, values: Sequence[Value]) -> None:
        """Say how many minutes the numbers of a duration stand for; a cell of a clock's hours is hours."""
        _, told = bare_name(str(entry.spec.get("column", "")))
        hours = any(isinstance(value, dt.timedelta | dt.time) for value in values)
        factor = 60 if hours else next((worth for word, worth in _LASTING if told.startswith(word)), 1)
        if factor != 1:
            entry.spec["factor"] = factor
        if not told and not hours:
            entry.open.append(self.tr("are these minutes? else add factor, such as 60 for hours"))

    def _shares(self, entry: Entry, target: TargetField, values: Sequence[Value]) -> None:
        """Read percents that a workbook holds as shares of 1."""
        numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
        shares = bool(numbers) and max(numbers) <= 1 and any(0 < one < 1 for one in numbers)
        if target.name == "complete" and shares:
            entry.spec["factor"] = 100
            entry.notes.append(self.tr("shares of 1, as percent"))

    def _scale(self, name: str) -> Callable[[str], Any]:
        """Return what words such as `high` mean: 1 is the most urgent, or 5 the worst."""
        if (self.kind, name) in _WORST_IS_FIVE:
            return scale_of
        if (self.kind, name) == ("survey", "score"):
            return answer_of
        return digit_of if name in ("priority", "severity") else lambda _: None

    def _choices(self, entry: Entry, target: TargetField, values: Sequence[Value]) -> None:
        known = VALUES.get(target.name, {})
        words = [word for word in texts_in(values) if "-".join(word.split()).casefold() not in target.choices]
        if target.name == "type":
            strange = [word for word in words if " ".join(word.split()).casefold() not in known]
            if strange:
                note = "no types of the plan, written as optimisation until somebody says better: {words}"
                entry.notes.append(self.tr(note, words=", ".join(strange[:12])))
            self._words(
                entry, words, lambda word: known.get(" ".join(word.split()).casefold(), "optimisation")
            )
            return
        within = target.name == "cause"
        meant = {word: _known_as(word, known, within=within) for word in words}
        if within and (strange := [word for word in words if meant[word] is None]):
            note = "no causes of the plan, written as not-stated until somebody says better: {words}"
            entry.notes.append(self.tr(note, words=", ".join(strange[:12])))
            meant |= dict.fromkeys(strange, _NO_CAUSE)
        self._words(entry, words, meant.get, most=_MOST_CAUSES if within else _MOST_WORDS)
        if entry.open:
            entry.open.append(self.tr("the plan knows {words}", words=", ".join(target.choices)))

    def _references(self, entry: Entry, target: TargetField, values: Sequence[Value]) -> None:
        texts = texts_in(values)
        if target.many and any(re.search("[;；、,，]", text) for text in texts):
            mark = max(";；、,，", key=lambda one: sum(one in text for text in texts))
            entry.spec["separator"] = mark
            texts = list(
                dict.fromkeys(part.strip() for text in texts for part in text.split(mark) if part.strip())
            )
        elif target.ref == "people" and not target.many:
            texts = self._first_of_several(entry, texts)
        strange = [text for text in texts if self.plan.find(target.ref, text) is None]
        if target.ref == "modules" and not target.required and not target.many:
            whole = [text for text in strange if text.strip().casefold() in _WHOLE]
            if whole:
                entry.spec["values"] = {**entry.spec.get("values", {}), **dict.fromkeys(whole)}
                strange = [text for text in strange if text not in whole]
        made = made_of_words(target.ref, self.tr)
        if made is None or not strange:
            self._words(entry, strange, lambda _: None)
            if entry.open:
                entry.open.append(self.tr("they must lead to ids of {kind} in the plan", kind=target.ref))
        elif self.plan.known.get(target.ref) and self.kind in _STRICT and target.ref != "people":
            self._words(entry, strange, lambda _: None)
            entry.open.append(self.tr("they must lead to ids of {kind} in the plan", kind=target.ref))
        elif len(strange) > _MOST_MADE and not target.many and target.ref != "people":
            entry.spec = {key: value for key, value in entry.spec.items() if key in ("column", "at")}
            reason = self.tr(
                "{n} different words, none of them {kind} of the plan", n=len(strange), kind=target.ref
            )
            entry.spec["unused"] = reason
            self.taken.discard(target.name)
        else:
            entry.spec["make"] = dict(made)
            words = ", ".join(strange[:5]) + "…" * (len(strange) > 5)
            note = "{n} that the plan lacks are added to its {kind}: {words}"
            entry.notes.append(self.tr(note, n=len(strange), kind=target.ref, words=words))
            self.makes_modules = self.makes_modules or target.ref in ("modules", "sources")

    def _first_of_several(self, entry: Entry, texts: Sequence[str]) -> list[str]:
        """Let the first of several people in a cell be the one; return the names that count."""
        counts = {mark: sum(mark in text.strip() for text in texts) for mark in "、;；\n"}
        counts |= {mark: sum(bool(re.search(f"[\u4e00-\u9fff]{mark}[\u4e00-\u9fff]", text)) for text in texts)
                   for mark in ",，"}  # fmt: skip
        mark = max(counts, key=lambda one: counts[one])
        if not counts[mark]:
            return list(texts)
        entry.spec["separator"] = mark
        entry.notes.append(self.tr("several people in one cell: the first of them counts"))
        return list(dict.fromkeys(text.split(mark)[0].strip() for text in texts))

    def _words(
        self, entry: Entry, words: Sequence[str], meaning: Callable[[str], Any], most: int = _MOST_WORDS
    ) -> None:
        """Write down what words mean, and which nobody knows."""
        plain_words = {word: " ".join(word.split()) for word in words[:most]}
        meant = {
            plain_word: self.said.get(plain_word.casefold(), meaning(word))
            for word, plain_word in plain_words.items()
        }
        found = {word: value for word, value in meant.items() if value is not None}
        if found:
            entry.spec["values"] = {**entry.spec.get("values", {}), **found}
        unknown = [word[:40] for word, value in meant.items() if value is None]
        if unknown:
            self.patchy.add(str(entry.spec.get("to", "")))
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


def _known_as(word: str, known: Mapping[str, str], *, within: bool) -> str | None:
    """Return what a word means, or, of a sentence, the longest word that stands `within` it."""
    plain_word = " ".join(word.split()).casefold()
    if plain_word in known or not within:
        return known.get(plain_word)
    held = [one for one in known if one in plain_word and len(one) >= (5 if one.isascii() else 2)]
    return known[max(held, key=len)] if held else None


def _ends_with(texts: Sequence[str], unit: str) -> bool:
    return any(text.strip().endswith(unit) for text in texts)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
