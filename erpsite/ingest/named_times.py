"""Read stretches of time that are called by a name: quarters, halves and years, and parts of a month."""

from __future__ import annotations

import calendar
import re

__all__ = ["named_time"]

_HAN = "零一二三四"
_QUARTER = re.compile(
    r"(?P<y>20\d\d)\s*[-/]?\s*Q(?P<n>[1-4])|Q(?P<n2>[1-4])\s*[-/']?\s*(?P<y2>20\d\d)"
    r"|(?P<y3>20\d\d)年(?:度)?第?(?P<n3>[1-4一二三四])季度?",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?P<y>20\d\d)\s*[-/]?\s*H(?P<n>[12])|H(?P<n2>[12])\s*[-/']?\s*(?P<y2>20\d\d)"
    r"|(?P<y3>20\d\d)年(?P<n3>[上下])半年",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?P<y>20\d\d)\s*(?:年度?|全年|年全年)")
_PART = re.compile(r"(?P<y>20\d\d)年(?P<m>\d{1,2})月\s*(?P<p>[底末初]|[上中下]旬)")
_PARTS = {"底": (0, 0), "末": (0, 0), "初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}
"""First and last day of a part of a month; 0 is its last day."""


def named_time(text: str) -> tuple[str, str] | None:
    """Return the first and the last month or day of a time: `Q2 2026`, `2026年上半年`, `2026年3月底`.

    Quarters and halves are those of the calendar. None where the text names no such time.
    """
    if found := _QUARTER.fullmatch(text):
        year, number = _told(found)
        return f"{year}-{3 * number - 2:02d}", f"{year}-{3 * number:02d}"
    if found := _HALF.fullmatch(text):
        year, number = _told(found)
        return f"{year}-{6 * number - 5:02d}", f"{year}-{6 * number:02d}"
    if found := _YEAR.fullmatch(text):
        return f"{found['y']}-01", f"{found['y']}-12"
    if found := _PART.fullmatch(text):
        return _part_of_month(int(found["y"]), int(found["m"]), found["p"])
    return None


def _told(found: re.Match[str]) -> tuple[str, int]:
    year = found["y"] or found["y2"] or found["y3"]
    number = found["n"] or found["n2"] or found["n3"]
    if number in "上下":
        return year, "上下".index(number) + 1
    return year, int(number) if number.isdigit() else _HAN.index(number)


def _part_of_month(year: int, month: int, part: str) -> tuple[str, str] | None:
    if not 1 <= month <= 12:
        return None
    end = calendar.monthrange(year, month)[1]
    first, last = _PARTS[part]
    return f"{year}-{month:02d}-{first or end:02d}", f"{year}-{month:02d}-{last or end:02d}"
