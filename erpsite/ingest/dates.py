"""Read days, months and times as files write them; what has two readings is never settled silently."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from erpsite.frozen import dataclass
from erpsite.ingest.named_times import named_time

__all__ = ["CLEAR", "FORMS", "SERIALS", "Reading", "from_serial", "readings_of", "reads", "split_span"]

FORMS = (
    "YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYYMMDD", "YYYY年MM月DD日", "YYYY年MM月DD号",
    "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "MM.DD.YYYY", "DD-MM-YYYY", "MM-DD-YYYY",
    "DD/MM/YY", "MM/DD/YY", "YY/MM/DD", "DD.MM.YY", "MM.DD.YY", "YY.MM.DD", "DD-MM-YY", "MM-DD-YY",
    "YY-MM-DD",
    "DD MMM YYYY", "DD-MMM-YYYY", "DD/MMM/YYYY", "DD/MMM/YY", "DD-MMM-YY", "DD. MMM YYYY",
    "MMM DD, YYYY", "MMM DD YYYY",
    "YYYY-MM", "YYYY/MM", "YYYY.MM", "YYYY年MM月", "YYYYMM", "MM/YYYY", "MM.YYYY", "MMM YYYY", "MMM-YYYY",
    "MMM-YY",
)  # fmt: skip
"""Forms that are tried where a map states none."""
CLEAR = "unambiguous"
"""Stands for all forms at once that nobody can misread: the year first in four digits, or the month named."""
_CLEAR_FORMS = tuple(form for form in FORMS if form.startswith("YYYY") or ("MMM" in form and "YYYY" in form))
_OR = " or "
"""Stands between the forms of a column that is written in several, none of which can be taken for another."""
SERIALS = {"serial": dt.date(1899, 12, 30), "serial-1904": dt.date(1904, 1, 1)}
"""Day 0 of the two systems in which spreadsheets count days; before March 1900 the first is a day off."""

_TOKEN = re.compile(r"YYYY|YY|MMM|MM|M|DD|D")
_TIME_TOKENS = re.compile(r"[ T]*(?:HH|hh|H|h):mm(?::ss)?(?:\.S+)?(?:\s*A)?$")
_TIME = re.compile(
    r"[ T]*(上午|下午)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?"
    r"\s*(Z|(?:UTC|GMT)?(?:[+-]\d{2}:?\d{2}|[+-]\d{1,2})|UTC|GMT)?$"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN = re.compile(
    r"\s*(?:[~～—–至到]|\s[-‐]\s|(?<=\d{6})-(?=\d{6})|(?<=\d{4}\.\d{2})-|(?<=\d{4}/\d{2})-|(?<=\d)-(?=\d{4}[./年])|\bto\b)\s*"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what one text says: a day, or a month alone, with the time of day where it says one."""

    year: int
    month: int
    day: int | None
    clock: dt.time | None = None
    offset: dt.timezone | None = None

    def date(self, day: int | None = None) -> dt.date:
        """Return its day; `day` stands in where it says a month alone."""
        return dt.date(self.year, self.month, self.day or day or 1)


Read = Callable[[str], Reading | None]


@cache
def reads(form: str) -> Read | None:
    """Return what reads texts of a form, a time of day behind it included; None where it is no form."""
    if form == CLEAR:
        return _reads_clear
    if _OR in form:
        return _reads_any(form)
    day_form = _TIME_TOKENS.sub("", form.strip())
    pattern = _pattern(day_form)
    if pattern is None:
        return None

    # A table holds few different days, and few different times of day, beside its rows.
    @lru_cache(maxsize=4096)
    def day_of(head: str) -> tuple[int, int, int | None] | None:
        found = pattern.fullmatch(head)
        return _day(found) if found else None

    def read(text: str) -> Reading | None:
        head, clock, offset = _cut_time(text)
        found = None if head is None else day_of(head)
        return Reading(*found, clock, offset) if found else None

    return read


def _reads_any(form: str) -> Read | None:
    """Return what reads texts of several forms, `DD/MM/YYYY or YYYY-MM`: the first that fits."""
    each = [reads(part.strip()) for part in form.split(_OR)]
    if None in each:
        return None

    def read(text: str) -> Reading | None:
        return next((found for one in each if one and (found := one(text))), None)

    return read


def _reads_clear(text: str) -> Reading | None:
    """Read a text by whichever form has one reading only: the year first, or a month by its name."""
    for form in _CLEAR_FORMS:
        read = reads(form)
        if read and (found := read(text)):
            return found
    return None


def _pattern(form: str) -> re.Pattern[str] | None:
    tokens = _TOKEN.findall(form)
    kinds = {token[0] for token in tokens}
    if not {"Y"} <= kinds or len(kinds) != len(tokens):
        return None
    parts, at = [], 0
    for found in _TOKEN.finditer(form):
        parts.append(re.escape(form[at : found.start()]).replace(r"\ ", r"\s*"))
        at = found.end()
        parts.append(_token(found.group(), tight=form[at : at + 1] in ("Y", "M", "D")))
    parts.append(re.escape(form[at:]))
    tight = "YYYYMM" in form
    pattern = "".join(parts)
    return re.compile(pattern.replace(r"\d{1,2}", r"\d{2}") if tight else pattern, re.IGNORECASE | re.ASCII)


def _token(token: str, *, tight: bool) -> str:
    digits = r"\d{2}" if tight else r"\d{1,2}"
    names = {"YYYY": r"(?P<y>\d{4})", "YY": r"(?P<y>\d{2})", "MMM": r"(?P<name>[^\W\d]{3,9})\.?"}
    return names.get(token) or f"(?P<{'m' if token[0] == 'M' else 'd'}>{digits})"


def _cut_time(text: str) -> tuple[str | None, dt.time | None, dt.timezone | None]:
    """Return what stands before a time of day, the time and its offset; Nones where it is no time."""
    if ":" not in text:
        return text, None, None
    if text.count(" ") == 1:
        head, space, tail = text.partition(" ")
        rest, clock, offset = _cut_tail(f"{space}{tail}")
        if rest == "":
            return head, clock, offset
    return _cut_whole(text)


def _cut_whole(text: str) -> tuple[str | None, dt.time | None, dt.timezone | None]:
    found = _TIME.search(text)
    if found is None:
        return None, None, None
    hour, half = int(found[2]), (found[5] or found[1] or "").replace(".", "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None, None, None
        hour = hour % 12 + (12 if half in ("pm", "下午") else 0)
    if hour > 23 or int(found[3]) > 59 or int(found[4] or 0) > 59:
        return None, None, None
    return text[: found.start()].rstrip(), dt.time(hour, int(found[3]), int(found[4] or 0)), _offset(found[6])


_cut_tail = lru_cache(maxsize=8192)(_cut_whole)


def _offset(word: str | None) -> dt.timezone | None:
    bare = (word or "").removeprefix("UTC").removeprefix("GMT")
    if not word:
        return None
    if bare in ("", "Z"):
        return dt.UTC
    sign, digits = (-1 if bare[0] == "-" else 1), bare[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    fits = hours < 24 and minutes < 60
    return dt.timezone(sign * dt.timedelta(hours=hours, minutes=minutes)) if fits else None


def _day(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    groups = found.groupdict()
    year = int(groups["y"])
    year = year if len(groups["y"]) == 4 else year + 2000 if year < 70 else year + 1900
    month = _month(groups)
    day = int(groups["d"]) if groups.get("d") else None
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return None
    return year, month, day


def _month(groups: dict[str, str]) -> int:
    if name := groups.get("name"):
        short = name[:3].lower()
        return _MONTHS.index(short) + 1 if short in _MONTHS else 0
    return int(groups["m"]) if groups.get("m") else 1


def readings_of(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the forms that read most of the texts, those that read them all alike in one group.

    One group: the column has one reading. Several: it is ambiguous. None: these are no days.
    """
    distinct = [plain(text) for text in texts]
    if distinct and all(map(_ISO.fullmatch, distinct)):
        return (("YYYY-MM-DD",),)
    counted: list[tuple[int, str, list[Reading | None]]] = []
    for form in _likely_forms(distinct):
        read = reads(form)
        found = [read(text) for text in distinct] if read else []
        count = sum(one is not None for one in found)
        if count:
            counted.append((count, form, found))
    most = max((count for count, _, _ in counted), default=0)
    clear = [_reads_clear(text) for text in distinct] if most < len(distinct) else []
    if sum(one is not None for one in clear) > most:
        return ((_several([(clear, [CLEAR])], distinct) or CLEAR,),)
    mixed = _mixed(counted, most)
    groups: list[tuple[list[Reading | None], list[str]]] = []
    for count, form, found in counted:
        if count == most or form in mixed:
            for known, forms in groups:
                if known == found:
                    forms.append(form)
                    break
            else:
                groups.append((found, [form]))
    if groups and most < len(distinct) and (several := _several(groups, distinct)):
        return ((several,),)
    return tuple(tuple(forms) for _, forms in groups)


def _several(groups: Sequence[tuple[list[Reading | None], list[str]]], texts: Sequence[str]) -> str:
    """Return the forms of a column that is written in several, where each text has one reading; else nothing.

    Days first and months first in one column are never taken for that.
    """
    forms = [names[0] for _, names in groups]
    if any(_twin(form) in forms for form in forms):
        return ""
    read = [
        sum(found is not None for found in each) for each in zip(*(found for found, _ in groups), strict=True)
    ]
    if max(read, default=0) > 1:
        return ""
    rest = readings_of(text for text, count in zip(texts, read, strict=True) if not count)
    if len(rest) > 1:
        return ""
    return _OR.join(dict.fromkeys([*forms, *(form for group in rest[:1] for form in group[0].split(_OR))]))


def _likely_forms(texts: Sequence[str]) -> Sequence[str]:
    """Return the forms that read at least one of the first texts: most forms read none."""
    sample = texts[:: max(1, len(texts) // 300)]
    return [form for form in FORMS if (read := reads(form)) and any(read(text) for text in sample)]


def _mixed(counted: Sequence[tuple[int, str, list[Reading | None]]], most: int) -> set[str]:
    """Return the day-first and month-first twins of the best forms that read what these cannot."""
    found = {form: read for _, form, read in counted}
    best = [form for count, form, _ in counted if count == most]
    pairs = [(form, _twin(form)) for form in best if _twin(form) in found]
    return {
        twin
        for form, twin in pairs
        if any(here is None and there for here, there in zip(found[form], found[twin], strict=True))
    }


def _twin(form: str) -> str:
    if "MMM" in form or not form.startswith(("DD", "MM")):
        return ""
    first, second = form[:2], form[3:5]
    return f"{second}{form[2]}{first}{form[5:]}" if {first, second} == {"DD", "MM"} else ""


def plain(text: str) -> str:
    """Return the text with full-width digits and marks made plain, and blanks cut."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def split_span(text: str) -> tuple[str, str] | None:
    """Return both ends of a span such as `2018.01-2020.12`, `2026年1月至3月` or `Q2 2026`, else None."""
    if named := named_time(plain(text)):
        return named
    parts = _SPAN.split(plain(text))
    if len(parts) != 2 or not all(parts):
        return None
    first, last = parts
    if (year := re.match(r"\d{4}[年./-]", first)) and not re.match(r"\d{4}", last):
        last = year.group() + last
    return first, last


def from_serial(number: float, system: str) -> dt.datetime | None:
    """Return the moment of a spreadsheet's day number; None outside of 1900 to 2200."""
    if not 1 <= number < 110_000:
        return None
    day = SERIALS[system] + dt.timedelta(days=int(number))
    seconds = round((number - int(number)) * 86_400)
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)
