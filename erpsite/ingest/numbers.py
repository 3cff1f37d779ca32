"""Read numbers as files write them: thousands, currency signs, brackets, units such as 万."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from erpsite.frozen import dataclass

__all__ = ["NumberForm", "mark_readings", "read_number"]

_POINT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+", re.ASCII)
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:[.' ]\d{3})+|\d+)(?:,\d+)?|[+-]?,\d+", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}", re.ASCII)
_THREE = re.compile(r"[+-]?\d{1,3}[.,]\d{3}", re.ASCII)
_COMMA_PARTS = re.compile(r"[$¥￥£]|\b(?:USD|CNY|RMB|GBP|HKD)\b")
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class NumberForm:
    """Say how the numbers of a column are written."""

    factor: Decimal = Decimal(1)
    units: Mapping[str, Decimal] = field(default_factory=dict)
    decimal: str = "."
    signs: Sequence[str] = ()
    brackets: bool = False


def read_number(text: str, form: NumberForm) -> int | float | None:
    """Return the number that a text says, factor and unit laid on; None where it says none."""
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    negative = False
    if form.brackets and plain.startswith("(") and plain.endswith(")"):
        plain, negative = plain[1:-1].strip(), True
    plain = _cut_signs(plain, form.signs)
    factor = form.factor
    for unit, worth in form.units.items():
        mark = unicodedata.normalize("NFKC", unit)
        if plain.endswith(mark):
            plain, factor = plain[: -len(mark)].strip(), factor * worth
            break
    number = _plain_number(plain, form.decimal)
    return None if number is None else whole((-number if negative else number) * factor)


def _plain_number(plain: str, decimal: str) -> Decimal | None:
    if decimal == "." and _EXPONENT.fullmatch(plain):
        return Decimal(plain)
    if not (_COMMA if decimal == "," else _POINT).fullmatch(plain):
        return None
    marks = ".' " if decimal == "," else ","
    return Decimal("".join(char for char in plain if char not in marks).replace(",", "."))


def _cut_signs(plain: str, signs: Sequence[str]) -> str:
    for sign in signs:
        mark = unicodedata.normalize("NFKC", sign).strip()
        minus = "-" if plain.startswith(f"-{mark}") else ""
        plain = minus + plain.removeprefix(minus).removeprefix(mark).removesuffix(mark).strip()
    return plain


def whole(number: Decimal) -> int | float:
    """Return a whole number as int, any other as float."""
    return int(number) if number == number.to_integral_value() else float(number)


def mark_readings(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the decimal marks under which numbers written as texts can be read.

    `1,234` alone is 1234 or 1.234; a column is settled by cells that only one of the two marks reads.
    """
    point = comma = twofold = False
    for text in texts:
        if "," not in text and "." not in text:
            continue
        found = re.search(r"[+-]?[\d.,' \u00a0]*\d", text.translate(_MINUS))
        plain = found.group().strip() if found else ""
        if _THREE.fullmatch(plain):
            # Where dollars, yuan, yen and pounds are written with their sign, a comma parts thousands.
            point = point or ("," in plain and bool(_COMMA_PARTS.search(text)))
            twofold = True
            continue
        point = point or bool(_POINT.fullmatch(plain))
        comma = comma or bool(_COMMA.fullmatch(plain))
    if twofold and not point and not comma:
        return (".", ",")
    return tuple(mark for mark, seen in ((".", point), (",", comma)) if seen) or (".",)
