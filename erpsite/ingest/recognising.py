"""Recognise what the rows of a foreign table are, and which field each column holds."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from babel import Locale

from erpsite.frozen import dataclass
from erpsite.i18n import Translator, known_languages
from erpsite.ingest.converting import texts_in
from erpsite.ingest.dates import plain, readings_of, reads
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import Preset
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.shape import Layout
from erpsite.ingest.stand_ins import stood_in_for
from erpsite.ingest.tables import ForeignTable, Value, is_blank
from erpsite.ingest.targets import TARGETS, fields_of
from erpsite.ingest.words import KEYWORDS, NAMES, header_variants

__all__ = [
    "Sheet", "field_called", "fit_of", "fitness", "kind_for", "month_columns", "month_of", "preset_for",
    "year_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    table: ForeignTable
    layout: Layout
    kept: dict[int, list[Value]] = dataclasses.field(default_factory=dict, compare=False)
    """Cells of the columns that were asked for."""

    @property
    def rows(self) -> int:
        """Return the number of records; blank rows are none."""
        held = self.table.rows[self.layout.first : self.layout.last]
        return sum(any(not is_blank(cell) for cell in row) for row in held)

    def values(self, index: int) -> list[Value]:
        """Return the cells of a column that are not blank."""
        if index not in self.kept:
            rows = self.table.rows[self.layout.first : self.layout.last]
            self.kept[index] = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
        return self.kept[index]


def preset_for(names: Iterable[str], kind: str, presets: Mapping[str, Preset]) -> str:
    here = {" ".join(name.split()).casefold() for name in names}
    for name, one in presets.items():
        fits = all(here.intersection(words.split("|")) for words in one.headers)
        if fits and kind in ("", one.kind):
            return name
    return ""


def kind_for(
    sheet: Sheet, kind: str, preset: Preset | None, preset_name: str, plan: PlanNames, tr: Translator
) -> tuple[str, str]:
    if kind:
        return kind, tr("asked for")
    if preset:
        return preset.kind, tr("the columns are those of {program}", program=preset_name)
    months = month_columns(sheet.layout.names, year_of(sheet, plan.year))
    scores = {name: _score(name, sheet.layout.names, months) for name in TARGETS}
    if months and (words := texts_in(sheet.values(0))):
        for name, ref in (("kpi_actuals", "kpis"), ("health_values", "health_metrics")):
            scores[name] += 5 * sum(plan.find(ref, word) is not None for word in words)
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < 3:
        message = (
            "nothing in the names of the columns ({names}) says what the rows are; say it with --as: {kinds}"
        )
        raise SourceFault(
            message, names=", ".join(filter(None, sheet.layout.names))[:300], kinds=", ".join(TARGETS)
        )
    return best, tr("most columns are called as its fields")


def fitness(sheet: Sheet, kind: str, plan: PlanNames) -> float:
    """Return how well a sheet looks like records of a kind, or of whichever it looks most like."""
    months = month_columns(sheet.layout.names, year_of(sheet, plan.year))
    return max(_score(name, sheet.layout.names, months) for name in ([kind] if kind else TARGETS))


def _score(kind: str, names: Sequence[str], months: Mapping[int, str]) -> float:
    known = fields_of(TARGETS[kind])
    found = {name for text in names if (name := field_called(kind, text))}
    if len(months) >= 2 and kind in ("kpi_actuals", "health_values"):
        found |= {"month", "actual" if kind == "kpi_actuals" else "value"}
    needed = [name for name, one in known.items() if one.required and one.field == name]
    needed = [
        name for name in needed if name not in stood_in_for(kind) and (name != "id" or "name" not in known)
    ]
    lacking = sum(name not in found for name in needed)
    untold = 4 if _TELLING.get(kind, found) and not found & _TELLING.get(kind, found) else 0
    if kind == "milestones" and any(_is_milestone(name) for name in names):
        untold -= 3
    return sum(2 if known[name].required else 1 for name in found) - 0.5 * lacking - untold


def _is_milestone(name: str) -> bool:
    """Say whether a column holds the names of milestones and is called so."""
    told = any(word in name.casefold() for word in ("milestone", "里程碑"))
    return told and field_called("milestones", name) == "name"


_TELLING = {
    "completed": {"delivered_date", "lesson"},
    "risks": {"probability", "impact", "trigger", "response"},
}
"""Fields of which one must be there: else a list of projects with a status, or with what was spent so far,
would be what last year delivered, and a list of names a register of risks."""


def field_called(kind: str, name: str) -> str:
    """Return the field that a column of that name holds; nothing where its name says none."""
    return fit_of(kind, name)[0]


@cache
def fit_of(kind: str, name: str) -> tuple[str, int]:
    """Return the field that a column of that name holds and how far its name is from the best one."""
    for far, variant in enumerate(header_variants(name)):
        field, rank = _called(kind, variant)
        if field:
            return field, far * 100 + rank
    return _holding(kind, " ".join(header_variants(name)))


def _holding(kind: str, text: str) -> tuple[str, int]:
    """Return the field one of whose longer names stands within a name: `total whole life cost`."""
    best, found = "", ""
    for field, words in NAMES[kind].items():
        for word in words:
            long = len(word) >= 4 if not word.isascii() else " " in word and len(word) >= 8
            if long and word in text and len(word) > len(best):
                best, found = word, field
    if found:
        return found, 10_000 - len(best)
    for field, words in KEYWORDS.get(kind, {}).items():
        if any(word in text for word in words):
            return field, 20_000
    return "", 0


def _called(kind: str, bare: str) -> tuple[str, int]:
    known = fields_of(TARGETS[kind])
    for target, words in NAMES[kind].items():
        for spelt in (bare, bare.replace(" ", "")):
            if spelt in words:
                return target, words.index(spelt)
    for language in known_languages():
        for mark in _marks(language):
            rest = (
                bare.removesuffix(f" {mark}").removeprefix(f"{mark} ")
                if mark.isascii()
                else bare.replace(mark, "")
            )
            if rest == bare:
                continue
            target, rank = _called(kind, rest.strip(" ()（）"))
            if target and f"{target}_{language}" in known:
                return f"{target}_{language}", rank
    field = bare.replace(" ", "_")
    return (field, 50) if field in known else ("", 0)


@cache
def _marks(language: str) -> tuple[str, ...]:
    """Return by what the name of a column says its language: the code, or its name in any language."""
    named = [str(Locale(language).get_display_name(other)) for other in known_languages()]
    return (language, *(word.casefold() for name in named for word in (name, name.replace("语", "文"))))


def month_columns(names: Sequence[str], year: str = "") -> Mapping[int, str]:
    """Return the columns that are called as a month is, with that month.

    Months without a year, `1月` or `Jan`, are those of `year` where one is known.
    """
    found = {}
    for index, name in enumerate(names):
        groups = readings_of([name]) if name else ()
        read = reads(groups[0][0]) if len(groups) == 1 else None
        one = read(plain(name)) if read else None
        if one and one.day in (None, 1):
            found[index] = f"{one.year:04d}-{one.month:02d}"
    if len(found) >= 2 or not year:
        return found if len(found) >= 2 else {}
    bare = {index: month for index, name in enumerate(names) if (month := _bare_month(name))}
    return {index: f"{year}-{month:02d}" for index, month in bare.items()} if len(bare) >= 2 else {}


def _bare_month(name: str) -> int:
    """Return the month that a name without a year says, 1 to 12; 0 where it says none."""
    if found := re.fullmatch(r"(\d{1,2})\s*月(?:份)?(?:实际|实际值|完成)?", name.strip()):
        return int(found[1]) if 1 <= int(found[1]) <= 12 else 0
    short = name.strip().rstrip(".").casefold()
    for number, month in enumerate(_MONTHS, 1):
        if short in (month, month[:3]):
            return number
    return 0


_MONTH_SAID = re.compile(
    r"(?<!\d)(20\d\d)\s*(?:年\s*|[-./_])(1[0-2]|0?[1-9])(?!\d)\s*月?(?!\s*\d)(?![-./_]\d)"
    r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _-]+(20\d\d)(?!\d)",
    re.IGNORECASE,
)


def month_of(sheet: Sheet) -> str:
    """Return the one month that the lines above the table, the sheet or the file name; empty for none."""
    begin = sheet.table.numbers.index(sheet.layout.header[0])
    above = [str(cell) for row in sheet.table.rows[:begin] for cell in row if isinstance(cell, str)]
    for text in (" ".join(above), sheet.table.sheet, sheet.table.path):
        found = set()
        for year, number, name, later in _MONTH_SAID.findall(text):
            month = int(number) if number else [one[:3] for one in _MONTHS].index(name.casefold()) + 1
            found.add(f"{year or later}-{month:02d}")
        if len(found) == 1:
            return found.pop()
    return ""


def year_of(sheet: Sheet, plan_year: str) -> str:
    """Return the one year that the lines above the table, the sheet or the file name; else the plan's."""
    above = [str(cell) for row in sheet.table.rows[: sheet.layout.first] for cell in row if cell is not None]
    for text in (" ".join(above), sheet.table.sheet, sheet.table.path):
        years = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", text))
        if len(years) == 1:
            return str(years.pop())
    return plan_year


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
