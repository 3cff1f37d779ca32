"""Say what the documentation's own pages hold around what they are made from, in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

__all__ = ["LANGUAGES", "say"]

LANGUAGES = ("en", "zh")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return words


def say(name: str, language: str, **values: object) -> str:
    """Return one text in a language, with its fields filled in."""
    text = _words()[name][language]
    return text.format(**values) if values else text
