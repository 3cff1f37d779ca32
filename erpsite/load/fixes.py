"""Guess what a cell was meant to be: a number, a day, a month, an id. A guess is only ever shown."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from erpsite.frozen import dataclass
from erpsite.i18n.currencies import meant_currencies
from erpsite.model.quantity import LARGEST
from erpsite.nearest import plain_letters

__all__ = [
    "NumberFix", "fix_clock", "fix_day", "fix_flag", "fix_moment", "fix_month", "fix_number", "fix_quarter",
    "fix_serial", "fix_slug", "is_placeholder", "is_span", "is_too_large",
]  # fmt: skip

_PLACEHOLDERS = frozenset(
    "na n/a n.a. nan null none nil - -- — —— – / ? tbd tba tbc unknown open n/k 无 暂无 不详 待定 未知 空"  # noqa: SIM905  # a list would take a page
    " #n/a #value! #ref! #div/0! #name? #num! #null!"
    " 00000000 0000-00-00 0000-00 1900-01-00 00/00/0000 99991231 99999999".split()
)
"""Words and dates that systems and people write where they have no value."""
_SPAN = re.compile(r"\d[\d./年月-]*\s*(?:-|–|—|~|～|至|到|\.\.| to )\s*\d[\d./年月日-]*%?")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_MULTIPLIERS = (("亿元", 10**8), ("万元", 10**4), ("亿", 10**8), ("万", 10**4), ("千", 1000), ("元", 1))
_CURRENCY = re.compile(r"^(-?)\s*(?:[£$€¥]|CNY|RMB|USD|EUR)\s*|\s*(?:[£$€¥]|CNY|RMB|USD|EUR)$", re.IGNORECASE)
_MONEY_WORD = re.compile(
    r"(?P<first>[^\W\d_]{1,4})\s*(?P<after>[-\d].*)|(?P<before>-?\d.*?\d)\s*(?P<last>[^\W\d_]{1,4})"
)
_BOOKKEEPING = re.compile(r"^\((.+)\)$")
_THOUSANDS = re.compile(r"-?\d{1,3}([, '_\u00a0\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?")
_CONTINENTAL = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+")
_DOTTED = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}")
_INDIAN = re.compile(r"-?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_SIGN_LAST = re.compile(r"([\d.,']+)-")
"""How SAP writes what is below zero."""
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_DAY_PARTS = re.compile(r"(\d{1,4})[-/. 年](\d{1,2})[-/. 月](\d{1,4})日?")
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.点](\d{2})?)分?")
_MONTH_PARTS = re.compile(r"(\d{4})[-/. 年]?(\d{1,2})月?")
_DAY_OR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.]\d{1,2}(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_ACCENTS = re.compile("[\u0300-\u036f'’]")
_SERIAL = re.compile(r"([345]\d{4})(?:\.(\d{1,12}))?", re.ASCII)
"""Days since 1900 of 1982 to 2064, as a spreadsheet leaves them where a cell loses its format."""
_FROM_1904 = dt.timedelta(1462)
"""What a workbook that counts from 1904 means more by the same number."""
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = rf"({'|'.join(_NAMES)})[a-z]*"
_NAMED_MONTH = re.compile(rf"(?:{_NAMED}[- ']+(\d{{4}}|\d{{2}}))|(?:(\d{{4}}|\d{{2}})[- ]{_NAMED})")
_QUARTER = re.compile(
    r"(?:(\d{4})\s*[-/ 年]?\s*(?:q|第)?\s*([1-4一二三四])(?:季度)?)|(?:q([1-4])\s*[-/ ]?\s*(\d{4}))"
)


@dataclass(frozen=True, slots=True)
class NumberFix:
    """Hold the number that was probably meant, as it should be written."""

    text: str
    percent: bool = False
    """Whether a percent sign stood behind it."""


def is_placeholder(text: str) -> bool:
    """Say whether the text only says that there is no value."""
    return _narrow(text).casefold() in _PLACEHOLDERS


def is_span(text: str) -> bool:
    """Say whether the text names a stretch, such as `2018.01-2020.12`."""
    plain = _narrow(text)
    return bool(_SPAN.fullmatch(plain)) and not _ISO.fullmatch(plain) and not _DAY_PARTS.fullmatch(plain)


def fix_number(text: str) -> NumberFix | None:
    """Return the number that `1,234`, `£1,234`, `99,5%`, `120万元`, `007` or `９９` stands for, or None.

    None too for one that is too large to be taken, so that to write it is no help.
    """
    number, percent = _meant_number(text)
    if number is None or abs(number) >= LARGEST:
        return None
    return NumberFix(_write(number), percent)


def is_too_large(text: str) -> bool:
    """Say whether a text such as `1e30` stands for a number that is too large to be taken."""
    number, _ = _meant_number(text)
    return number is not None and abs(number) >= LARGEST


def _meant_number(text: str) -> tuple[Decimal | None, bool]:
    """Return the number that a text stands for, and whether it is one of a hundred."""
    plain = _narrow(text).replace("−", "-").replace("－", "-")
    percent = plain.endswith("%")
    plain = _BOOKKEEPING.sub(r"-\1", plain.rstrip("%").strip())
    if last := _SIGN_LAST.fullmatch(plain):
        plain = f"-{last[1]}"
    plain = _CURRENCY.sub(r"\1", plain)
    factor = 1
    for suffix, times in _MULTIPLIERS:
        if plain.endswith(suffix):
            plain, factor = plain.removesuffix(suffix).strip(), times
            break
    plain = _CURRENCY.sub(r"\1", plain)
    if word := _MONEY_WORD.fullmatch(plain):
        plain = (
            (word["after"] or word["before"]) if meant_currencies(word["first"] or word["last"]) else plain
        )
    number = _plain_number(plain)
    return (None if number is None else number * factor), percent


def fix_day(text: str) -> tuple[str, ...]:
    """Return the days the text may mean as `YYYY-MM-DD`: none, one, or two where the order is open."""
    plain = _narrow(text)
    if re.fullmatch(r"\d{8}", plain):
        return _days([(plain[:4], plain[4:6], plain[6:])])
    if serial := fix_serial(text):
        return serial[:1]
    found = _DAY_PARTS.fullmatch(plain.split("T")[0])
    if not found:
        return ()
    first, second, third = found.groups()
    if len(first) == 4:
        return _days([(first, second, third)]) or _days([(first, third, second)])
    if len(third) == 4:
        return _days([(third, second, first), (third, first, second)])
    return ()


def fix_serial(text: str) -> tuple[str, str] | None:
    """Return the day that a spreadsheet's number of days stands for: counted from 1900, and from 1904.

    46082 and 46082.75 are a day and a time in March 2026. A number that is no day of these decades is None.
    """
    found = _SERIAL.fullmatch(_narrow(text))
    if not found:
        return None
    first = dt.date(1899, 12, 30) + dt.timedelta(int(found[1]))
    return first.isoformat(), (first + _FROM_1904).isoformat()


def fix_clock(text: str) -> str | None:
    """Return the time of day that `9:00`, `9.30` or `9点30分` stands for, or None."""
    found = _CLOCK_PARTS.fullmatch(_narrow(text))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def fix_moment(text: str) -> tuple[str, ...]:
    """Return the times that a day and a time of day in another form may mean."""
    serial = _SERIAL.fullmatch(_narrow(text))
    if serial and serial[2]:
        minutes = round(float(f"0.{serial[2]}") * 1440) % 1440
        return (f"{fix_day(serial[1])[0]} {minutes // 60:02d}:{minutes % 60:02d}",)
    day, _, clock = _narrow(text).replace("T", " ").partition(" ")
    time = fix_clock(":".join(clock.split(":")[:2]))
    return tuple(f"{choice} {time}" for choice in fix_day(day)) if time else ()


def fix_month(text: str) -> str | None:
    """Return the month that `2026/1`, `01/2026`, `202601`, `Jan-26` or `2026-01-31` stands for, or None."""
    plain = _narrow(text).casefold()
    if serial := fix_serial(plain):
        return serial[0][:7]
    found = _MONTH_PARTS.fullmatch(plain) or _DAY_OR_MONTH.fullmatch(plain)
    if found:
        return _month(found[1], int(found[2]))
    if found := _YEAR_LAST.fullmatch(plain):
        return _month(found[2], int(found[1]))
    if named := _NAMED_MONTH.fullmatch(plain):
        name, year = named[1] or named[4], named[2] or named[3]
        return _month(year if len(year) == 4 else f"20{year}", _NAMES.index(name) + 1)
    return None


def fix_quarter(text: str) -> str | None:
    """Return the quarter that `Q1 2026`, `2026Q1` or `2026年第一季度` stands for, or None."""
    found = _QUARTER.fullmatch(_narrow(text).casefold())
    if not found:
        return None
    year, quarter = found[1] or found[4], found[2] or found[3]
    return f"{year}-Q{'一二三四'.find(quarter) + 1 or quarter}"


def fix_flag(text: str) -> str | None:
    """Return `true` or `false` for a word that means it, or None."""
    plain = _narrow(text).casefold()
    if plain in ("yes", "y", "on", "1", "true", "t", "是", "对", "有", "√"):
        return "true"
    return "false" if plain in ("no", "n", "off", "0", "false", "f", "否", "不", "×") else None


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""An id as it should be; most are."""


def fix_slug(text: str) -> str | None:
    """Return an id made of the text's Latin letters and digits, or None where it has others as well.

    Accents fall, and letters of other scripts that only look Latin are written as such.
    """
    if len(text) <= 200 and _SLUG.fullmatch(text):
        return text
    latin = unicodedata.normalize("NFKD", plain_letters(text[:200])).casefold()
    if any(char.isalnum() and not char.isascii() for char in latin):
        return None  # an id without its Chinese letters would be a cut word
    return re.sub(r"[^a-z0-9]+", "-", _ACCENTS.sub("", latin)).strip("-") or None


def _narrow(text: str) -> str:
    """Return the text with full-width letters and digits made narrow."""
    return unicodedata.normalize("NFKC", text[:200]).strip()


def _plain_number(text: str) -> Decimal | None:
    if _CONTINENTAL.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _DOTTED.fullmatch(text):
        text = text.replace(".", "")
    elif _THOUSANDS.fullmatch(text) or _INDIAN.fullmatch(text):
        text = re.sub(r"[, '_\u00a0\u202f]", "", text)
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    return Decimal(text) if len(text) < 40 and _NUMBER.fullmatch(text) else None


def _write(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text


def _days(choices: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    days = []
    for year, month, day in choices:
        try:
            days.append(dt.date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def _month(year: str, month: int) -> str | None:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else None
