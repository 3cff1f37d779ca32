"""Find where a text says that its numbers are money: below “(k€)”, “单位：万元”, a table's head “Budget”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from erpsite.analysis.editions import money_words as words

__all__ = ["MoneyPlace", "money_places", "names_currency"]

_HEADING = re.compile(r"#{1,6}\s|<h[1-6]\b", re.IGNORECASE)
_RULE = re.compile(r"[|:\-\s]*-{2,}[|:\-\s]*")
_WORD_HEAD = re.compile(r"\S.*[:：]\s*|(?:\*\*|__).+(?:\*\*|__)[:：]?\s*")


@dataclass(frozen=True, slots=True)
class MoneyPlace:
    """Hold a part of a text in which numbers that count nothing else are amounts."""

    start: int
    end: int
    any_number: bool
    """Whether small numbers are amounts as well: the unit is stated, not only a word such as “budget”."""


def names_currency(unit: str) -> bool:
    """Say whether a unit of measured values is one of money: “k€”, “万元”, “EUR per order”."""
    return _currency().search(unit) is not None


@cache
def _currency() -> re.Pattern[str]:
    codes = "|".join(words.CODES)
    return re.compile(
        rf"(?<![A-Za-z])[kKMT]?(?i:{codes})(?![A-Za-z])|{words.SYMBOLS}|(?<![A-Za-z])(?:{words.MONEY_WORDS})|{_CUT}|"
        r"人民币|[美欧日港韩澳加英]?[元镑](?!件|素|数)|[欧美]金|[万亿]$"
    )


_CUT = r"（金额略）|\[amount withheld\]"
"""What stands where “thousands of euros” or “万元” has been taken for an amount."""


@cache
def _unit() -> re.Pattern[str]:
    codes = "|".join(words.CODES)
    times = r"(?:[kKTMm]|[MB]io\.?|Mrd\.?|[mb]n|[十百千]?[万亿]|[十百千]|'000s?\s|thousands?\s|millions?\s)"
    money = r"(?i:euros?|yuan|dollars?|pounds?|francs?|renminbi)(?![A-Za-z])"
    currency = (
        rf"(?:(?i:{codes})(?![A-Za-z])|{words.SYMBOLS}|{money}|人民币|[美欧日港韩澳加]?元|[欧美]金|英镑)"
    )
    one = rf"(?:{times}\s?)?(?:of\s)?{currency}(?:\s?['’]?000s?|\s?(?:thousands?|millions?|[千万亿]))?"
    return re.compile(
        rf"(?:单位|币种|货币)\s?[:：为是]?\s?[(（]?\s?(?:{one}|{_CUT})|"
        rf"[(（\[【]\s?(?:单位[:：]?\s?|in\s)?{one}(?:[/／][^)）\]】]{{1,12}})?\s?[)）\]】]|"
        rf"以\s?(?:{one}|{_CUT})\s?(?:计|为单位|表示)|"
        rf"(?i:amounts?|figures?|numbers?|values?|prices?|costs?|sums?|all|everything)\b[^.|\n]{{0,40}}?"
        rf"\sin\s(?:{one}|{_CUT})"
    )


@cache
def _budget() -> re.Pattern[str]:
    return re.compile(rf"{words.BUDGET_WORDS}")


def money_places(text: str, *, is_table: bool = False) -> tuple[MoneyPlace, ...]:
    """Return the parts of a text in which numbers are amounts; the first line of a table is its head."""
    if not (_unit().search(text) or _budget().search(text)):
        return ()
    return tuple(_places(_lines(text), is_table=is_table))


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _places(lines: list[tuple[int, str]], *, is_table: bool) -> Iterator[MoneyPlace]:
    whole = lines[-1][0] + len(lines[-1][1])
    for number, (start, line) in enumerate(lines):
        rest = lines[number + 1 :]
        if stated := _unit().search(line):
            yield MoneyPlace(start + stated.end(), _before(rest, _is_heading, whole), any_number=True)
        if not _budget().search(line):
            continue
        if is_table and number == 0:
            yield MoneyPlace(start + len(line), whole, any_number=True)
        elif _is_table_head(line, rest):
            yield MoneyPlace(start + len(line), _before(rest, _leaves_table, whole), any_number=True)
        elif _is_heading(line):
            yield MoneyPlace(start + len(line), _before(rest, _is_heading, whole), any_number=False)
        elif _WORD_HEAD.fullmatch(line.strip()):
            yield MoneyPlace(start + len(line), _after_paragraph(rest, whole), any_number=False)


def _is_heading(line: str) -> bool:
    return _HEADING.match(line.lstrip()) is not None


def _is_table_head(line: str, rest: list[tuple[int, str]]) -> bool:
    if "<th" in line.lower():
        return True
    return "|" in line and bool(rest) and _RULE.fullmatch(rest[0][1]) is not None


def _leaves_table(line: str) -> bool:
    return "|" not in line and "<" not in line


def _before(lines: list[tuple[int, str]], ends: Callable[[str], bool], whole: int) -> int:
    """Return where the first line begins that ends a part."""
    return next((start for start, line in lines if ends(line)), whole)


def _after_paragraph(lines: list[tuple[int, str]], whole: int) -> int:
    """Return where the paragraph or list that follows ends; one blank line may part it from its head."""
    begun = False
    for start, line in lines:
        if line.strip():
            begun = True
        elif begun:
            return start
    return whole
