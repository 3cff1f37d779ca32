"""Print numbers, money and dates the way readers of one language write them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, cached_property, lru_cache

from erpsite.frozen import dataclass
from erpsite.i18n.agreement import agree_unit
from erpsite.i18n.catalogue import Translator, translator
from erpsite.i18n.currencies import currency_name, minor_digits
from erpsite.i18n.facts import Amounts, Facts, facts_of
from erpsite.i18n.languages import SOURCE
from erpsite.i18n.said import Said, Withheld, say_together

__all__ = ["Locale", "locale_of"]

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


@lru_cache(maxsize=8192)
def _printed(value: float | Decimal, decimals: int, sign: bool) -> str:
    """Return a number as it is printed in English; a plan says the same ones on many pages."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if abs(exact) >= _TOO_LONG or (decimals > _MOST_DECIMALS and abs(exact) < _SMALL):
        return _power_of_ten(exact, decimals, sign)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    if rounded < 0:
        return _MINUS + text
    return f"+{text}" if sign and rounded > 0 else text


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
        return self.facts.tag

    @cached_property
    def facts(self) -> Facts:
        """Return what the language does its own way."""
        return facts_of(self.language)

    def number(self, value: float | Decimal, decimals: int = 1, *, sign: bool = False) -> str:
        """Return a number with thousands separators, rounded half up to `decimals`.

        A small one that needs more than six decimals, or one with sixteen digits before the point, stands as
        a power of ten.
        """
        return self._pointed(_printed(value, decimals, sign))

    def _pointed(self, text: str) -> str:
        """Return a number with the language's own marks instead of comma and point."""
        facts = self.facts
        if facts.decimal == "." and facts.group == ",":
            return text
        return text.translate({ord(","): facts.group, ord("."): facts.decimal})

    def quantity(self, value: float | Decimal, unit: str, decimals: int = 1, *, sign: bool = False) -> str:
        """Return a number with its unit; English words for units are singular beside a one."""
        number = self.number(value, decimals, sign=sign)
        return self.with_unit(number, agree_unit(number, unit) if self.facts.units_agree else unit)

    def with_unit(self, number: str, unit: str) -> str:
        """Join a printed number and its unit as the language does."""
        if not unit:
            return number
        if unit == "%":
            return self.facts.percent.replace("{n}", number)
        tight = unit[0] in self.facts.tight_units or _HAN_OR_WIDE.match(unit[0])
        return f"{number}{unit}" if tight else f"{number}\u00a0{unit}"

    def percent(self, share: float | Decimal, decimals: int = 0, *, sign: bool = False) -> str:
        """Return a share (0 to 1) as a percentage."""
        return self.facts.percent.replace("{n}", self.number(Decimal(str(share)) * 100, decimals, sign=sign))

    def money(self, amount: Decimal | float, *, sign: bool = False) -> str:
        """Return an amount short, with the currency: 万 and 亿 in Chinese, k and m in English.

        A rounded amount stands in the unit it is rounded to: 999,950 is 1.00 m. Small ones keep their cents.
        """
        if self.instead_of_money:
            return Said(self.instead_of_money, (Withheld(self.instead_of_money, "money"),))
        value = amount if isinstance(amount, Decimal) else Decimal(str(amount))
        said = self._said_amounts.get((value, sign))
        if said is None:
            said = self._said_amounts[value, sign] = self.money_pattern.replace(
                "{n}", self._short_money(value, sign)
            )
        return said

    @cached_property
    def _said_amounts(self) -> dict[tuple[Decimal, bool], str]:
        """Hold the amounts that were said: a plan says the same ones on many pages."""
        return {}

    @cached_property
    def money_pattern(self) -> str:
        """Return how an amount stands beside its currency, with `{n}` for the number."""
        return self._with_currency(self.facts.currency)

    @cached_property
    def _amounts(self) -> Amounts:
        return self.facts.amounts(self.currency)

    @property
    def currency_word(self) -> str:
        """Return the currency as it stands beside a field or in a unit: 元, or CNY."""
        return self._with_currency(self.facts.currency_word)

    def _with_currency(self, pattern: str) -> str:
        text = pattern.replace("{code}", self.currency)
        return text.replace("{name}", self._currency_name) if "{name}" in text else text

    @property
    def _currency_name(self) -> str:
        own = self.facts.currencies.get(self.currency)
        return own or currency_name(self.currency, self.language)

    def _short_money(self, value: Decimal, sign: bool) -> str:
        """Return an amount in the largest scale that it reaches, as it is printed in the next smaller one."""
        reached, unit, decimals = None, Decimal(1), 0
        for scale in self._amounts.scales:
            if _carried(value / unit, decimals) * unit < scale.least:
                break
            reached, unit, decimals = scale, scale.unit, scale.decimals
        if reached is None:
            return self._small_money(value, sign)
        whole = reached.whole is not None and not value % unit
        digits = (reached.whole or 0) if whole else decimals
        return reached.text.replace("{n}", self._paired(self.number(value / unit, digits, sign=sign)))

    def full_money(self, amount: Decimal | float, decimals: int = 0) -> str:
        """Return an amount to its last unit without the currency, in the groups that the currency has."""
        return self._paired(self.number(amount, decimals))

    def _paired(self, number: str) -> str:
        """Return a number in groups of two above the thousand, where its currency is written so."""
        if not self._amounts.pairs:
            return number
        return _GROUPED.sub(lambda found: _pairs(found[0], self.facts.group), number, count=1)

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
        return _day(self.language, day)

    def month(self, month: str) -> str:
        """Return a month (`YYYY-MM`): 2026年3月, or March 2026."""
        return _month(self.language, month)

    def short_month(self, month: str) -> str:
        """Return a month without its year: 3月, or Mar."""
        return _short_month(self.language, month)

    def months_of_year(self, first: str, last: str) -> tuple[str, str]:
        """Return the first and the last of several months of one year, which is said once."""
        facts = self.facts
        return (
            _written(facts, facts.from_month or facts.month, first),
            _written(facts, facts.to_month or facts.month, last),
        )

    def quarter(self, quarter: str) -> str:
        """Return a quarter (`YYYY-Qn`): 2026年一季度, or Q1 2026.

        One of a fiscal year says so, with its months: 2026财年一季度（2026年4—6月）,
        or FY2026 Q1 (Apr–Jun 2026).
        """
        year, number = quarter[:4], int(quarter[-1])
        if self.fiscal_offset == 1:
            return _quarter(self.language, f"{year}-{3 * number:02d}")
        months = self._months_of(int(year), number)
        return self.facts.fiscal_quarter.format(y=year, q=self.facts.quarters[number - 1], months=months)

    def short_quarter(self, quarter: str) -> str:
        """Return a quarter without the months of a fiscal one, where they stand beside it."""
        if self.fiscal_offset == 1:
            return self.quarter(quarter)
        name = self.facts.quarters[int(quarter[-1]) - 1]
        return self.facts.fiscal_quarter_short.format(y=quarter[:4], q=name)

    def _months_of(self, year: int, number: int) -> str:
        """Return the first and the last month of a fiscal quarter."""
        first = year * 12 + 3 * (number - 1) + self.fiscal_offset - 1
        facts, (start, one), (end, two) = self.facts, divmod(first, 12), divmod(first + 2, 12)
        pattern = facts.months_over_years if start < end else facts.months_in_year
        return pattern.format(
            y=start, m=one + 1, mon=facts.short_months[one], month=facts.months[one],
            y2=end, m2=two + 1, mon2=facts.short_months[two], month2=facts.months[two],
        )  # fmt: skip

    def year(self, year: int) -> str:
        """Return a plan year: 2026, or FY2026 for a fiscal year; 年 follows in Chinese (2026财年)."""
        return str(year) if self.fiscal_offset == 1 else self.facts.fiscal_year.format(y=year)

    def lone_year(self, year: int) -> str:
        """Return a plan year that no word follows: 2026, FY2026, or 2026财年."""
        if self.fiscal_offset == 1:
            return str(year)
        return self.facts.fiscal_quarter_short.format(y=year, q="").strip()

    def tidy(self, text: str) -> str:
        """Return a text without the spaces that folding its lines in YAML put between Han characters."""
        return _FOLDED.sub("", text) if " " in text and self.facts.script == "han" else text

    def join(self, words: list[str] | tuple[str, ...]) -> str:
        """Return a list of words as the language writes lists."""
        return say_together(self.facts.list_separator, *words)

    def clauses(self, *parts: str) -> str:
        """Return parts of one sentence one after the other; empty ones are left out."""
        return say_together(self.facts.semicolon, *(part for part in parts if part))

    def sentence(self, *parts: str) -> str:
        """Return sentences one after the other, with a space between them where the language has one."""
        return say_together(self.facts.space, *(part for part in parts if part))


_GROUPED = re.compile(r"\d+(?:\D\d{3})+(?!\d)")
"""The whole part of a number from a thousand on, in groups of three."""


def _pairs(number: str, sign: str) -> str:
    digits = re.sub(r"\D", "", number)
    left, last = digits[:-3], digits[-3:]
    odd = len(left) % 2
    groups = [left[:odd], *(left[at : at + 2] for at in range(odd, len(left), 2)), last]
    return sign.join(group for group in groups if group)


@cache
def _day(language: str, day: dt.date) -> str:
    facts = facts_of(language)
    return _written(facts, facts.day, f"{day.year:04d}-{day.month:02d}", day.day)


@cache
def _month(language: str, month: str) -> str:
    facts = facts_of(language)
    return _written(facts, facts.month, month)


@cache
def _short_month(language: str, month: str) -> str:
    facts = facts_of(language)
    return _written(facts, facts.short_month, month)


@cache
def _quarter(language: str, month: str) -> str:
    facts = facts_of(language)
    return _written(facts, facts.quarter, month)


def _written(facts: Facts, pattern: str, month: str, day: int = 1) -> str:
    """Return a date in a pattern of the CLDR; a part in quotes stands as it is."""
    year, number = int(month[:4]), int(month[5:7])
    quarter = (number - 1) // 3
    values = {
        "d": str(day), "dd": f"{day:02d}", "M": str(number), "MM": f"{number:02d}", "y": str(year),
        "MMM": facts.short_months[number - 1], "MMMM": facts.months[number - 1],
        "Q": str(quarter + 1), "QQQ": facts.quarters[quarter],
    }  # fmt: skip
    return "".join(
        quoted.replace("''", "'") if quoted else values[letters.replace("L", "M")] if letters else other
        for quoted, letters, other in ((found[1], found[2], found[3]) for found in _PARTS.finditer(pattern))
    )


_PARTS = re.compile(r"'((?:[^']|'')*)'|(d{1,2}|[ML]{1,4}|y|QQQ|Q)|([^'])", re.DOTALL)


@cache
def locale_of(language: str = SOURCE, currency: str = "CNY") -> Locale:
    """Return the locale of a language, with all its catalogues."""
    return Locale(language, translator(language), currency)
