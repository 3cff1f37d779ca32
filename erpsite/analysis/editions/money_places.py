"""Find where a text says that its numbers are money: below “(k€)”, “单位：万元”, a table's head “Budget”."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from erpsite.analysis.editions import money_words as words
from erpsite.frozen import dataclass

__all__ = ["MoneyPlaces", "money_places", "names_currency"]

_HEADING = re.compile(r"#{1,6}\s|<h[1-6]\b", re.IGNORECASE)
_OF_TABLE = re.compile(r"[|<]|^\s*\+[-=]")
_WORD_HEAD = re.compile(r"\S.*[:：]\s*|(?:\*\*|__).+(?:\*\*|__)[:：]?\s*")


@dataclass(frozen=True, slots=True)
class MoneyPlaces:
    """Hold the parts of a text in which numbers that count nothing else are amounts."""

    of_any: tuple[tuple[int, int], ...]
    """Start and end of those where a unit or a table says so: there small numbers are amounts, too."""
    of_sums: tuple[tuple[int, int], ...]
    """All, with those below a word such as “budget”."""

    def __bool__(self) -> bool:
        return bool(self.of_sums)

    def hold(self, place: int, *, is_sum: bool) -> bool:
        """Say whether a number at a place is an amount; a sum has three figures or more."""
        parts = self.of_sums if is_sum else self.of_any
        at = bisect_right(parts, (place, sys.maxsize)) - 1
        return at >= 0 and place < parts[at][1]


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
        rf"(?:单位|币种|货币)\s?[:：为是]?\s?[百千]?[万亿wW](?![A-Za-z瓦元])|"
        rf"[(（\[]\s?in\s(?:[kKmM]|[MB]io\.?|Mrd\.?|millions?|thousands?|lakhs?|crores?|000s?)\s?[)）\]]|"
        rf"(?i:amounts?|figures?|numbers?|values?|prices?|costs?|sums?|all|everything|Preise|Betr[äa]ge|"
        rf"Angaben|Kosten)\b[^.|\n]{{0,40}}?"
        rf"\sin\s(?:{one}|{_CUT})"
    )


@cache
def _budget() -> re.Pattern[str]:
    return re.compile(rf"{words.BUDGET_WORDS}")


def money_places(text: str, *, is_table: bool = False) -> MoneyPlaces:
    """Return the parts of a text in which numbers are amounts; the first line of a table is its head."""
    if not (_unit().search(text) or _budget().search(text) or names_currency(text)):
        return MoneyPlaces((), ())
    found = sorted(_places(_Lines(text), is_table=is_table))
    return MoneyPlaces(
        tuple(_joined((start, end) for start, end, any_number in found if any_number)),
        tuple(_joined((start, end) for start, end, _ in found)),
    )


def _joined(parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield parts, sorted by their start, that do not touch one another."""
    begun: tuple[int, int] | None = None
    for start, end in parts:
        if begun is None or start > begun[1]:
            if begun is not None:
                yield begun
            begun = (start, end)
        else:
            begun = (begun[0], max(begun[1], end))
    if begun is not None:
        yield begun


class _Lines:
    """Hold the lines of a text, and for each where the next one of some kind begins."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.starts[-1] = len(text)
        self.headings = self._next([_HEADING.match(line.lstrip()) is not None for line in self.lines])
        self.off_table = self._next([not _OF_TABLE.search(line) for line in self.lines])
        self.blanks = self._next([not line.strip() for line in self.lines])
        self.words = self._next([bool(line.strip()) for line in self.lines])

    def _next(self, marks: list[bool]) -> list[int]:
        """Return for each line the first marked one from there on; two more lie behind the end."""
        found = [len(marks)] * (len(marks) + 2)
        for number in range(len(marks) - 1, -1, -1):
            found[number] = number if marks[number] else found[number + 1]
        return found


def _places(text: _Lines, *, is_table: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each part, and whether small numbers in it are amounts, too."""
    for number, line in enumerate(text.lines):
        start, after = text.starts[number], number + 1
        until_heading = text.starts[text.headings[after]]
        if stated := _unit().search(line):
            yield start + stated.end(), until_heading, True
        is_head = (is_table and number == 0) or _is_table_head(line, text.lines[after : after + 1])
        if not (_budget().search(line) or (is_head and names_currency(line))):
            continue
        end = start + len(line)
        if is_table and number == 0:
            yield end, text.starts[-1], True
        elif is_head:
            yield start + _end_of_head(line), text.starts[text.off_table[after]], True
        elif text.headings[number] == number:
            yield end, until_heading, False
        elif _WORD_HEAD.fullmatch(line.strip()):
            yield end, text.starts[text.blanks[text.words[after]]], False


def _end_of_head(line: str) -> int:
    """Return where the head of a table ends in a line, in which rows may follow it."""
    return line.lower().rfind("</th>") + 1 or len(line)


def _is_table_head(line: str, following: list[str]) -> bool:
    if "<th" in line.lower():
        return True
    return "|" in line and any("--" in rule and set(rule) <= set("|:-+= \t") for rule in following)
