"""Tell the words of the data from the words of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.text import Text

PHRASES = (
    "erpsite check", "FEMA IS-2101", "DAU Acquipedia", "Google re:Work", "YYYY-MM-DD", "YYYY-MM", "UTF-8",
    "Theil–Sen", "SAFe", "OpenSLO", "Intercom", "Lipke", "DCMA",
    "{withheld: 原因}", "withheld: 原因",
    "erpsite diff", "erpsite level", "OR-tools", "Plotly Express", "Plotly", "Markdown",
    "bar、heatmap、indicator、scatter、scatterpolar",
)  # fmt: skip
"""Names of commands, formats, methods and authors, which no language translates."""

NAMES = {
    "erpsite", "erp", "csv", "yaml", "json", "pdf", "excel", "english", "bom", "cny",
    "atom", "ics", "highs", "esc", "tzdata", "ms",
    # Abbreviations that Chinese readers use as they are.
    "kpi", "pmo", "it", "ai", "rpa", "top", "wsjf", "rice", "rag", "nps", "csat",
    # Symbols of the formulas.
    "ac", "bac", "bei", "cpi", "cpli", "cv", "eac", "es", "etc", "ev", "pv", "spi", "sv", "tcpi", "vac",
    "fs", "ss", "ff", "sf",
}  # fmt: skip
"""Words that are the same in both languages."""


def record_values(value: Any) -> Iterator[Text | str]:
    """Yield every text and every plain string of a record, and of the records inside it."""
    if isinstance(value, Text | str):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from record_values(getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from record_values(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from record_values(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from record_values(getattr(value, part.name))


def allowed_latin(handbook: Handbook) -> set[str]:
    """Return the Latin words that a Chinese page may show: those of the Chinese data, and names."""
    words = set(NAMES)
    strings = [module.product for module in handbook.modules.values()]
    strings += handbook.freezes  # a stamp's id ends in a hash
    for rolled in handbook.rollups.values():
        strings += [rolled.name, rolled.made.get("engine")]
    for initiative in handbook.initiatives.values():
        strings += [initiative.exclusive_group, *(party.contract for party in initiative.third_parties)]
    texts = [value.in_("zh") for value in record_values(handbook) if isinstance(value, Text)]
    for text in [*texts, *(string for string in strings if string)]:
        words |= {word.lower() for word in re.findall(r"[A-Za-z]{2,}", text)}
    return words


def english_text(handbook: Handbook) -> str:
    """Return everything the data says in English, for Chinese characters that stand in it on purpose."""
    return "\n".join(
        value.in_("en") if isinstance(value, Text) else value for value in record_values(handbook)
    )


def latin_words(text: str) -> set[str]:
    """Return the Latin words of a text that are no path, address or known phrase, in lower case."""
    for phrase in PHRASES:
        text = text.replace(phrase, " ")
    without_paths = re.sub(r"\S*(?:/|\.(?:yml|csv|md)\b|@)\S*", " ", text)
    return {word.lower() for word in re.findall(r"[A-Za-z]{2,}", without_paths)}


def han_runs(text: str) -> list[str]:
    """Return the runs of Chinese characters and punctuation in a text."""
    return re.findall(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]+", text)
