"""Say which records a plan has that references can lead to, and what of the plan every sheet needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from erpsite.frozen import dataclass
from erpsite.ingest.editing.layout import edit_sheets
from erpsite.ingest.editing.trees import ABSENT, Trees, pair_rows
from erpsite.model.plan import Plan

__all__ = ["Frame", "joined_lists", "names_in", "plan_frame", "plan_lists"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what the columns of every sheet follow."""

    languages: Sequence[str]
    quarters: Sequence[str]
    """Of the plan year."""


def plan_frame(trees: Trees) -> Frame:
    """Return languages and quarters of a plan; what it does not say is as the model has it."""
    held = trees.get("handbook.yml")
    plan: Mapping[str, Any] = held if isinstance(held, dict) else {}
    languages = plan.get("languages")
    if not isinstance(languages, list) or not languages:
        languages = list(Plan.model_fields["languages"].default)
    year = plan.get("plan_year")
    quarters = [f"{year}-Q{number}" for number in (1, 2, 3, 4)] if isinstance(year, int) else []
    return Frame([str(one) for one in languages], quarters)


def plan_lists(trees: Trees) -> dict[str, dict[str, list[str]]]:
    """Return by kind the ids of its records with their names, in the order of the files."""
    found: dict[str, dict[str, list[str]]] = {}
    for sheet in edit_sheets():
        if not sheet.kind or not sheet.has_id:
            continue
        held = found.setdefault(sheet.kind, {})
        for pair in pair_rows(sheet, {}, trees):
            if pair.today is not ABSENT and isinstance(pair.today, dict) and pair.today.get("id"):
                held[str(pair.today["id"])] = names_in(pair.today)
    freezes = trees.get("freeze.yml")
    found["freezes"] = {str(one["id"]): [] for one in freezes or () if isinstance(one, dict) and "id" in one}
    return found


def joined_lists(*lists: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, dict[str, list[str]]]:
    """Return the records of several lists together."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in lists:
        for kind, held in one.items():
            for name, words in held.items():
                found.setdefault(kind, {}).setdefault(name, []).extend(words)
    return found


def names_in(record: Mapping[str, Any]) -> list[str]:
    """Return what people call a record, in each language."""
    words = record.get("name") or record.get("title") or record.get("text")
    if isinstance(words, dict):
        return [str(one) for one in words.values()]
    return [words] if isinstance(words, str) else []
