"""Read the unit of amounts as people write it beside them: `(k€)`, `TEUR`, `万元`, `$'000`, `Mio. EUR`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from erpsite.frozen import dataclass
from erpsite.i18n.currencies import currency_codes, meant_currencies

__all__ = ["CellUnits", "MoneyUnit", "cell_units", "holds_money", "money_unit", "unit_behind", "unit_said"]


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """Hold what a unit says of the numbers beside it."""

    factor: int
    """What one of it is worth; 1 where the unit names a currency alone."""
    currencies: frozenset[str]
    """ISO 4217 codes that may be meant, such as CNY and JPY by `¥`; empty where none is named."""


_SCALES = {
    **dict.fromkeys(("k", "ths", "thd", "tsd", "thousand", "thousands", "千"), 10**3),
    **dict.fromkeys(("000", "000s", "1000", "1000s"), 10**3),
    **dict.fromkeys(("m", "mm", "mn", "mln", "mio", "mill", "million", "millions", "百万"), 10**6),
    **dict.fromkeys(("bn", "billion", "billions", "mrd", "十亿"), 10**9),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs", "十万"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr", "千万"), 10**7),
    "万": 10**4,
    "亿": 10**8,
}
_THOUSANDS_OF = re.compile(r"(?i)\bt(?=[€$£¥]|(?:eur|usd|chf|gbp)\b)")
"""A thousand before a currency alone: TEUR, T€."""
_FILLING = frozenset({"in", "of", "the", "excl", "vat", "net", "gross"})
_PART = re.compile(r"[a-z]+\$|[a-zčł]+|\d+s?|[\u4e00-\u9fff]+|[^\w\s]", re.IGNORECASE)
_HAN_SCALES = sorted((one for one in _SCALES if "\u4e00" <= one[0] <= "\u9fff"), key=len, reverse=True)
_GROUPED = re.compile(r"(?<=\d)[,. '’](?=\d{3})")
_QUIET = frozenset(".,'’`´-–/:·()")


@cache
def money_unit(text: str) -> MoneyUnit | None:
    """Return what a text says that is nothing but a unit of money; None where it is something else."""
    plain = _GROUPED.sub("", unicodedata.normalize("NFKC", text)).strip()
    plain = _THOUSANDS_OF.sub("k", plain)
    factor, currencies, told = 1, frozenset[str](), False
    for word in _PART.findall(plain):
        if word in _QUIET or word.casefold() in _FILLING:
            continue
        found = _part(word)
        if found is None:
            return None
        told, factor = True, factor * found.factor
        currencies = currencies | found.currencies
    return MoneyUnit(factor, currencies) if told else None


def _part(word: str) -> MoneyUnit | None:
    """Return what one word of a unit says: a scale, a currency, or a scale grown together with one."""
    low = word.casefold()
    if low in _SCALES:
        return MoneyUnit(_SCALES[low], frozenset())
    if currencies := _currencies(word):
        return MoneyUnit(1, currencies)
    for scale in (*_HAN_SCALES, "mio", "mn", "k", "m"):
        if low.startswith(scale) and (currencies := _currencies(word[len(scale) :])):
            return MoneyUnit(_SCALES[scale], currencies)
    if low.startswith("人民币") and len(low) > len("人民币"):
        return _part(word[len("人民币") :])
    for scale in ("k", "m", "mn", "bn", *_HAN_SCALES):
        if low.endswith(scale) and (currencies := _currencies(word[: -len(scale)])):
            return MoneyUnit(_SCALES[scale], currencies)
    return None


def _currencies(word: str) -> frozenset[str]:
    """Return the codes of a currency's code, sign or name; empty where it is none."""
    capitals = word.upper()
    if capitals in currency_codes():
        return frozenset((capitals,))
    return frozenset(meant_currencies(word)) if word and not word.isdigit() else frozenset()


_HAN_BEHIND = re.compile(
    r"[/_]?((?:人民币)?(?:百万|千万|十万|[千万亿])?(?:元|人民币|美元|欧元|日元|港元|港币|英镑)|[千万亿])$"
)


def unit_behind(name: str) -> tuple[str, str]:
    """Return a column's name without a unit of money that stands behind it unbracketed, and that unit.

    `Budget k€`, `Cost in TEUR`, `预算_万元`; a single letter and a bare currency need no brackets, a bare
    scale does, since `Phase M` is no million.
    """
    words = name.split()
    for count in (3, 2, 1):
        tail = " ".join(words[-count:])
        found = money_unit(tail) if len(words) > count else None
        if found is not None and (len(tail) > 2 or not tail.isalnum()):
            head = " ".join(words[:-count])
            return re.sub(r"(?i)[\s,/–-]+(?:in)?$|\s+in$", "", head), tail
    if (behind := _HAN_BEHIND.search(name)) and behind.start() > 0:
        return name[: behind.start()], behind[1]
    return name, ""


_SAID = re.compile(
    r"单位\s*(?:[:：]|为)?\s*([^\s()（）,，;；。]+)"
    r"|\b(?:amounts|figures|values|money|costs|budgets?|all)\s+(?:are\s+)?in\s+([^(),;.]{1,24})"
    r"|[(（]\s*in\s+([^()（）,;]{1,24})[)）]",
    re.IGNORECASE,
)


def unit_said(text: str) -> str:
    """Return the unit of money that a line above a table states for all of it: `单位：万元`, `(in k€)`."""
    for found in _SAID.finditer(text):
        unit = next(part for part in found.groups() if part).strip()
        if money_unit(unit):
            return unit
    return ""


_MONEY = ("budget", "cost", "spent", "committed", "loss", "amount", "spend")
_BESIDE = re.compile(r"^([^\d(+-]*)[-+(]*[\d.,'’ \u00a0\u202f]*\d\)?([^\d]*)$")


def holds_money(field: str) -> bool:
    """Say whether a field of the plan holds an amount."""
    return any(word in field for word in _MONEY)


@dataclass(frozen=True, slots=True)
class CellUnits:
    """Hold what stands beside the numbers of some cells."""

    factors: dict[str, int]
    """Units behind a number with their factor, the longest first."""
    signs: tuple[str, ...]
    """Signs, codes and names of currencies, before or behind."""
    currencies: frozenset[str]
    """ISO 4217 codes that may be meant."""


def cell_units(texts: Iterable[str]) -> CellUnits:
    """Return the units that the texts of cells name beside their numbers."""
    factors: dict[str, int] = {}
    signs: dict[str, None] = {}
    currencies: frozenset[str] = frozenset()
    for text in texts:
        found = _BESIDE.match(text.strip())
        before, behind = found.groups() if found else ("", "")
        for part in filter(None, (before.strip(), behind.strip())):
            unit = money_unit(part)
            if unit is None:
                continue
            currencies = currencies | unit.currencies
            if unit.factor == 1:
                signs[part] = None
            elif part == behind.strip():
                factors[part] = unit.factor
    longest = sorted(factors.items(), key=lambda item: -len(item[0]))
    return CellUnits(dict(longest), tuple(signs), currencies)
