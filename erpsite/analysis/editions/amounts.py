"""Find amounts of money that people have written out in running text, and take them out."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["has_doubtful_amount", "without_amounts"]

_NUMBER = r"(?<![A-Za-z0-9.,])\d[\d,.，]*\s*(?:[万亿千百]+|k\b|m\b|bn\b|million\b|thousand\b|billion\b)?\s*"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DOUBTFUL = re.compile(r"\d\s*(?:[万亿](?![\u4e00-\u9fff%])|万(?=[，。；、））])|[km]\b(?!\w))")
"""A number in 万 or 亿, k or m of nothing that is named: perhaps money, perhaps not."""


@cache
def _amounts(currency: str) -> re.Pattern[str]:
    codes = "|".join(sorted({re.escape(currency), "CNY", "RMB", "EUR", "USD"}))
    before = rf"(?:[¥￥€$]|\b(?:{codes})\b)\s*{_NUMBER}"
    after = rf"{_NUMBER}(?:(?:{codes})\b|[欧美]?元|yuan\b|euros?\b|dollars?\b)"
    spans = rf"(?:{_NUMBER}(?:至|到|–|—|-|~|to|or|and)\s*)?"
    return re.compile(f"{spans}(?:{before}|{after})", re.IGNORECASE)


def without_amounts(text: str, currency: str) -> str:
    """Return a text with every amount that names a currency replaced by words that say so."""
    instead = "（金额略）" if _HAN.search(text) else "[amount withheld]"

    def replaced(match: re.Match[str]) -> str:
        return instead + (" " if match[0].endswith(" ") else "")

    return _amounts(currency).sub(replaced, text)


def has_doubtful_amount(text: str) -> str:
    """Return what may be an amount although no currency is named; empty where nothing is."""
    found = _DOUBTFUL.search(text)
    return text[max(found.start() - 12, 0) : found.end()].strip() if found else ""
