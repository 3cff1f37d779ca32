"""Put hostile strings into every text of a plan, and look for what got out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.text import Text

CORPUS = Path(__file__).parent.parent / "golden" / "hostile_strings.txt"

FREE_STRINGS = {"product", "contract", "email", "content"}
"""Fields that hold a plain string which is no id, date or choice."""


def hostile_strings() -> list[str]:
    """Return the corpus: a line is a string, `\\u{...}` a character by its code point."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("## ")]
    return [re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda m: chr(int(m[1], 16)), line) for line in kept]


def chunks(strings: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield the corpus in parts, each small enough to stand in every field at once."""
    for start in range(0, len(strings), size):
        yield tuple(strings[start : start + size])


def infected(handbook: Handbook, strings: tuple[str, ...]) -> Handbook:
    """Return the handbook with every text of every record replaced by all of the strings.

    Chinese holds them as paragraphs, so that Markdown sees each at the start of a line; English as one line.
    """
    text = Text({"zh": "\n\n".join(strings), "en": " ".join(strings)})
    changes = {part.name: _infect(getattr(handbook, part.name), text) for part in fields(handbook)}
    return replace(handbook, **changes)


def _infect(value: Any, text: Text) -> Any:
    if isinstance(value, Text):
        return text
    if isinstance(value, Record):
        return value.model_copy(
            update={
                name: text.in_("en") if name in FREE_STRINGS else _infect(old, text)
                for name in type(value).model_fields
                if (old := getattr(value, name)) is not None
            }
        )
    if isinstance(value, dict):
        return {key: _infect(part, text) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_infect(part, text) for part in value)
    return value


def count_texts(value: Any) -> int:
    """Return how many texts a record, or a collection of records, holds."""
    if isinstance(value, Text):
        return 1
    if isinstance(value, Record):
        return sum(count_texts(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, dict):
        return sum(count_texts(part) for part in value.values())
    if isinstance(value, tuple):
        return sum(count_texts(part) for part in value)
    return 0


FIND_LEAKS = (Path(__file__).parent / "find_leaks.js").read_text(encoding="utf-8")
"""Function for the browser, given the site's origin: what a page holds that no template of ours makes."""
