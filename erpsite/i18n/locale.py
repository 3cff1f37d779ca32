"""Print numbers, money and dates the way readers of one language write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from erpsite.i18n.agreement import agree_unit
from erpsite.i18n.catalogue import Translator, translator
from erpsite.i18n.currencies import currency_name, minor_digits
from erpsite.i18n.said import Said, Withheld, say_together

__all__ = ["Locale", "locale_of"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_HAN_OR_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_WIDE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_FOLDED = re.compile(f"(?<={_WIDE}) (?={_WIDE})")
_MINUS = "\u2212"
_MOST_DECIMALS = 6
_SMALL = Decimal("0.001")
_TOO_LONG = Decimal(10) ** 15
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _power_of_ten(value: Decimal, decimals: int, sign: bool) -> str:
    """Return a number such as 4×10⁻⁷, with all digits that stand before the last decimal."""
    if not value:
        return "0"
    power = value.adjusted()
    digits = min(max(power + decimals, 0), 15) if decimals > _MOST_DECIMALS else 5
    short = f"{abs(value).scaleb(-power):.{digits}f}"
    if short.startswith("10"):
        power, short = power + 1, f"{abs(value).scaleb(-power - 1):.{digits}f}"
    short = short.rstrip("0").rstrip(".") if "." in short else short
    mark = _MINUS if value < 0 else "+" if sign else ""
    return f"{mark}{short}×10{str(power).translate(_RAISED)}"


_MOST_DIGITS = 6
"""Digits behind the point of an amount, for what a very small unit is worth."""
_WIDE_ENOUGH = Context(prec=400)
"""So that rounding never fails, however long a number is; the loader refuses what nobody can read."""


def _carried(value: Decimal, decimals: int) -> Decimal:
    """Return the size of a value as it is printed; what is rounded up may belong to the next unit."""
    return abs(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE_ENOUGH)


@dataclass(frozen=True)
class Locale:
    """Speak one language: its words through `tr`, its numbers and dates through the other methods."""

    language: str
    tr: Translator
    currency: str = "CNY"
    """ISO 4217 code that money is printed with."""
    instead_of_money: str = ""
    """What is printed for every amount where the reader may not see money."""
    fiscal_offset: int = 1
    """First month of a fiscal year, counted from January of the calendar year it is named after."""

    @property
    def html_lang(self) -> str:
        """Return the language tag of the page."""
        return {"zh": "zh-Hans"}.get(self.language, self.language)

    def number(self, value: float | Decimal, decimals: int = 1, *, sign: bool = False) -> str:
        """Return a number with thousands separators, rounded half up to `decimals`.

        A small one that needs more than six decimals, or one with sixteen digits before the point, stands as
        a power of ten.
        """
        exact = Decimal(str(value))
        if abs(exact) >= _TOO_LONG or (decimals > _MOST_DECIMALS and abs(exact) < _SMALL):
            return _power_of_ten(exact, decimals, sign)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        text = f"{abs(rounded):,.{decimals}f}"
        if rounded < 0:
            return _MINUS + text
        return f"+{text}" if sign and rounded > 0 else text

    def quantity(self, value: float | Decimal, unit: str, decimals: int = 1, *, sign: bool = False) -> str:
        """Return a number with its unit; English words for units are singular beside a one."""
        number = self.number(value, decimals, sign=sign)
        return self.with_unit(number, agree_unit(number, unit) if self.language == "en" else unit)

    def with_unit(self, number: str, unit: str) -> str:
        """Join a printed number and its unit as the language does."""
        if not unit:
            return number
        tight = unit[0] in "%°/" or _HAN_OR_WIDE.match(unit[0])
        return f"{number}{unit}" if tight else f"{number}\u00a0{unit}"

    def percent(self, share: float | Decimal, decimals: int = 0, *, sign: bool = False) -> str:
        """Return a share (0 to 1) as a percentage."""
        return self.number(Decimal(str(share)) * 100, decimals, sign=sign) + "%"

    def money(self, amount: Decimal | float, *, sign: bool = False) -> str:
        """Return an amount short: 万 and 亿 in Chinese, k and m in English, with the currency.

        A rounded amount stands in the unit it is rounded to: 999,950 is 1.00 m. Small ones keep their cents.
        """
        if self.instead_of_money:
            return Said(self.instead_of_money, (Withheld(self.instead_of_money, "money"),))
        value = Decimal(str(amount))
        if self.language == "zh":
            return self._money_zh(value, sign)
        return f"{self.currency}\u00a0{self._money_en(value, sign)}"

    def _money_zh(self, value: Decimal, sign: bool) -> str:
        name = currency_name(self.currency, self.language)
        if _carried(value / 10_000, 1) >= 10_000:
            return f"{self.number(value / 100_000_000, 2, sign=sign)}亿{name}"
        if _carried(value, 0) >= 10_000:
            return f"{self.number(value / 10_000, 1 if value % 10_000 else 0, sign=sign)}万{name}"
        return f"{self._small_money(value, sign)}{name}"

    def _money_en(self, value: Decimal, sign: bool) -> str:
        if _carried(value / 1_000, 0) >= 1_000:
            return f"{self.number(value / 1_000_000, 2, sign=sign)}\u00a0m"
        if _carried(value, 0) >= 10_000:
            return f"{self.number(value / 1_000, 0, sign=sign)}\u00a0k"
        return self._small_money(value, sign)

    def _small_money(self, value: Decimal, sign: bool) -> str:
        """Return an amount below ten thousand: below a thousand with the currency's minor digits.

        Whole amounts have none; what is less than the smallest coin has as many as it needs.
        """
        digits = minor_digits(self.currency)
        if value == value.to_integral_value() or _carried(value, digits) >= 1_000:
            return self.number(value, 0, sign=sign)
        while digits < _MOST_DIGITS and not _carried(value, digits):
            digits += 1
        return self.number(value, digits, sign=sign)

    def day(self, day: dt.date) -> str:
        """Return a date: 2026年3月5日, or 5 Mar 2026."""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day}\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"

    def month(self, month: str) -> str:
        """Return a month (`YYYY-MM`): 2026年3月, or March 2026."""
        year, number = int(month[:4]), int(month[5:])
        return f"{year}年{number}月" if self.language == "zh" else f"{_LONG_MONTHS[number - 1]} {year}"

    def short_month(self, month: str) -> str:
        """Return a month without its year: 3月, or Mar."""
        number = int(month[5:])
        return f"{number}月" if self.language == "zh" else _MONTHS[number - 1]

    def quarter(self, quarter: str) -> str:
        """Return a quarter (`YYYY-Qn`): 2026年一季度, or Q1 2026.

        One of a fiscal year says so, with its months: 2026财年一季度（2026年4—6月）,
        or FY2026 Q1 (Apr–Jun 2026).
        """
        year, number = quarter[:4], int(quarter[-1])
        if self.fiscal_offset == 1:
            return f"{year}年{'一二三四'[number - 1]}季度" if self.language == "zh" else f"Q{number} {year}"
        months = self._months_of(int(year), number)
        if self.language == "zh":
            return f"{year}财年{'一二三四'[number - 1]}季度（{months}）"
        return f"FY{year} Q{number} ({months})"

    def short_quarter(self, quarter: str) -> str:
        """Return a quarter without the months of a fiscal one, where they stand beside it."""
        return self.quarter(quarter).partition("（" if self.language == "zh" else " (")[0]

    def _months_of(self, year: int, number: int) -> str:
        """Return the first and the last month of a fiscal quarter."""
        first = year * 12 + 3 * (number - 1) + self.fiscal_offset - 1
        (start, one), (end, two) = divmod(first, 12), divmod(first + 2, 12)
        if self.language == "zh":
            last = f"月—{end}年{two + 1}月" if start < end else f"—{two + 1}月"
            return f"{start}年{one + 1}{last}"
        opening = f"{_MONTHS[one]} {start}" if start < end else _MONTHS[one]
        return f"{opening}–{_MONTHS[two]} {end}"

    def year(self, year: int) -> str:
        """Return a plan year: 2026, or FY2026 for a fiscal year; 年 follows in Chinese (2026财年)."""
        if self.fiscal_offset == 1:
            return str(year)
        return f"{year}财" if self.language == "zh" else f"FY{year}"

    def tidy(self, text: str) -> str:
        """Return a text without the spaces that folding its lines in YAML put between Han characters."""
        return _FOLDED.sub("", text) if self.language == "zh" and " " in text else text

    def join(self, words: list[str] | tuple[str, ...]) -> str:
        """Return a list of words as the language writes lists."""
        return say_together("、" if self.language == "zh" else ", ", *words)

    def sentence(self, *parts: str) -> str:
        """Return sentences one after the other, with a space between them where the language has one."""
        return say_together("" if self.language == "zh" else " ", *(part for part in parts if part))


@cache
def locale_of(language: str, currency: str = "CNY") -> Locale:
    """Return the locale of a language, with all its catalogues."""
    return Locale(language, translator(language), currency)
