"""Say where a KPI stands: what it came to, over which months, and how that is to its target."""

from __future__ import annotations

from dataclasses import replace

from erpsite.analysis.figures import Figure
from erpsite.analysis.kpi.attainment import Course, GreyReason, KpiBand, KpiStatus
from erpsite.analysis.kpi.judging import lacks_target
from erpsite.i18n import Said
from erpsite.model.kpi import Comparator, Kpi, RollUp
from erpsite.model.quantity import next_month
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.states import coverage_words, withheld_words
from erpsite.pages.kit.words import grey_reason

__all__ = [
    "kpi_figure_text", "kpi_finding", "kpi_number", "kpi_sentence_values", "kpi_when", "stand_sentence",
    "target_text", "value_in_month",
]  # fmt: skip


def kpi_figure_text(book: Book, kpi: Kpi, value: float, *, sign: bool = False) -> str:
    """Return a value in the KPI's unit and decimals; with its sign it is a change, of percent in points."""
    unit = book.text(kpi.unit)
    return book.locale.quantity(
        value, book.tr("points") if sign and unit == "%" else unit, book.kpi_decimals(kpi), sign=sign
    )


def kpi_number(book: Book, kpi: Kpi, what: str, value: float, *, sign: bool = False) -> b.Number:
    """Return a KPI's figure, such as its `judged` value, in its unit and decimals, with its name."""
    figure = book.figure(Figure(f"kpi.{what}", value, kpi.id))
    return replace(figure, text=kpi_figure_text(book, kpi, value, sign=sign), unit=book.text(kpi.unit))


def target_text(book: Book, kpi: Kpi) -> str:
    """Return the target with its comparator, or the range; in words where it is not known, or withheld."""
    if lacks_target(kpi):
        held = [withheld_words(book, kpi.withheld, name) for name in ("target", "low", "high")]
        return next((words for words in held if words), book.tr("no target known"))
    if kpi.comparator is Comparator.BETWEEN:
        decimals = book.kpi_decimals(kpi)
        known = [(name, v) for name, v in (("low", kpi.low), ("high", kpi.high)) if v is not None]
        bounds = [book.figure(Figure(f"kpi.{name}", v, kpi.id), decimals=decimals) for name, v in known]
        span = "–".join(one.text for one in bounds)
        if len(bounds) > 1 and any(v < 0 for _, v in known):  # a dash beside a minus sign cannot be read
            span = book.tr("{first} to {last}", first=bounds[0].text, last=bounds[1].text)
        return Said(book.locale.with_unit(span, book.text(kpi.unit)), bounds)
    sign = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}[kpi.comparator]
    space = book.locale.facts.space and "\u00a0"  # the sign stays on the line of its number
    target = kpi_number(book, kpi, "target", kpi.target or 0.0)
    return Said(f"{sign}{space}{target}", (target,))


def kpi_when(book: Book, status: KpiStatus) -> str:
    """Return the month of the last value, or the months that are rolled up, with those that lack one."""
    counted = status.year_to_date.counted
    one = len(counted) == 1 and status.beat.months == 1
    if not status.to_date or not counted or one:
        return book.locale.month(counted[-1] if status.to_date and counted else status.month or "")
    when = _months(book, next_month(status.beat.end(counted[0]), 1 - status.beat.months), counted[-1])
    gaps = sum(counted[0] < month < counted[-1] for month in status.year_to_date.left_out)
    cover = coverage_words(book, len(counted), len(counted) + gaps)
    return book.tr("{total} ({cover})", total=when, cover=cover) if cover else when


def _months(book: Book, begin: str, end: str) -> str:
    if begin[:4] == end[:4]:
        first, last = book.locale.months_of_year(begin, end)
    else:
        first, last = (book.locale.month(month) for month in (begin, end))
    return book.tr("{first} to {last}", first=first, last=last)


def value_in_month(book: Book, status: KpiStatus) -> b.Content:
    """Return the value of the last month alone, where another is compared with the target."""
    if not status.to_date or status.actual is None or status.month is None:
        return ""
    value = kpi_number(book, status.kpi, "last-month-alone", status.actual)
    if status.beat.months == 1:
        return book.tr("{value} in {month} alone", value=value, month=book.locale.month(status.month))
    months = _months(book, next_month(status.beat.end(status.month), 1 - status.beat.months), status.month)
    return book.tr("{value} in {months} alone", value=value, months=months)


def kpi_sentence_values(book: Book, status: KpiStatus, word: str) -> dict[str, object]:
    """Return what sentences about a KPI are made of; the status has a judged value."""
    kpi = status.kpi
    return {
        "name": book.text(kpi.name),
        "value": kpi_number(book, kpi, "judged", status.judged or 0.0),
        "when": kpi_when(book, status),
        "month": kpi_when(book, status),
        "target": target_text(book, kpi),
        "status": word,
        "baseline": kpi_number(book, kpi, "baseline", kpi.baseline or 0.0),
    }


def stand_sentence(book: Book, status: KpiStatus, word: str) -> str:
    """Return where a KPI with a status stands, in one sentence; `word` is its status in words."""
    tr, values = book.tr, kpi_sentence_values(book, status, word)
    if status.course is Course.KEEP:
        return _kept_sentence(book, status, values)
    if status.attainment is None or status.expected is None:
        return tr(
            "“{name}” was {value} in {month} against a target of {target}; its status is “{status}”.",
            **values,
        )
    values["share"] = _attained(book, status, status.attainment)
    values["expected"] = book.share(Figure("kpi.expected-share", status.expected, status.kpi.id))
    if status.course is Course.TOTAL:
        return tr(
            "“{name}” came to {value} in {when}: {share} of the year’s target of {target}, where {expected} "
            "was due; its status is “{status}”.",
            **values,
        )
    if status.course is Course.ALLOWANCE:
        return tr(
            "“{name}” came to {value} in {when}: {share} of the {target} that the year may have, where "
            "{expected} was due; its status is “{status}”.",
            **values,
        )
    if status.attainment < 0:
        return tr(
            "“{name}” was {value} in {month}, further from {target} than its baseline of {baseline}, where "
            "{expected} of the way was due; its status is “{status}”.",
            **values,
        )
    return tr(
        "“{name}” was {value} in {month}: {share} of the way from {baseline} to {target}, where {expected} "
        "was due; its status is “{status}”.",
        **values,
    )


def _attained(book: Book, status: KpiStatus, share: float) -> b.Number:
    """Return the share of the way, with digits enough that a target that is missed is not 100% reached."""
    decimals = next((n for n in range(4) if status.met or round(share * 100, n) != 100), 4)
    return book.share(Figure("kpi.attainment", share, status.kpi.id), decimals)


def _kept_sentence(book: Book, status: KpiStatus, values: dict[str, object]) -> str:
    """Say of a floor or a cap that it is kept or missed, and by how much."""
    tr = book.tr
    distance = kpi_number(book, status.kpi, "distance-to-target", status.distance or 0.0, sign=True)
    values["distance"] = replace(distance, text=distance.text.lstrip("+"))
    if status.kpi.comparator is Comparator.AT_LEAST:
        kept = tr(
            "“{name}” was {value} in {when} and keeps its floor of {target}, by {distance}; its status is "
            "“{status}”.",
            **values,
        )
        missed = tr(
            "“{name}” was {value} in {when} and misses its floor of {target} by {distance}; its status is "
            "“{status}”.",
            **values,
        )
    else:
        kept = tr(
            "“{name}” was {value} in {when} and keeps its cap of {target}, by {distance}; its status is "
            "“{status}”.",
            **values,
        )
        missed = tr(
            "“{name}” was {value} in {when} and misses its cap of {target} by {distance}; its status is "
            "“{status}”.",
            **values,
        )
    return kept if status.met else missed


def _without_value(book: Book, status: KpiStatus) -> str:
    """Return that nothing can be drawn of a KPI: withheld, not there yet, or nothing to compare."""
    tr, name = book.tr, book.text(status.kpi.name)
    if status.actual is None and status.reason is GreyReason.WITHHELD:
        return tr("{kpi}: {reason}", kpi=name, reason=grey_reason(book, status))
    if status.actual is None or status.month is None:
        return tr("{kpi} has no value yet", kpi=name)
    return tr("{kpi} has no value that can be compared with its target", kpi=name)


def kpi_finding(book: Book, status: KpiStatus) -> str:
    """Return what the chart of a KPI shows, in one sentence."""
    kpi, tr = status.kpi, book.tr
    if status.actual is None or status.month is None or status.judged is None:
        return _without_value(book, status)
    words: dict[str, object] = {
        "kpi": book.text(kpi.name),
        "actual": kpi_number(book, kpi, "judged", status.judged),
        "month": kpi_when(book, status),
    }
    if status.reason in (GreyReason.NO_TARGET, GreyReason.NO_BASELINE):
        return tr("{kpi} was {actual} in {month}; {reason}", reason=grey_reason(book, status), **words)
    if status.band is KpiBand.GREY:
        return tr("{kpi}: no fresh value; the last was {actual} in {month}", **words)
    if kpi.comparator is Comparator.BETWEEN and not (kpi.roll_up is RollUp.SUM and status.met is None):
        inside = tr("{kpi} was {actual} in {month}, inside its range", **words)
        return inside if status.met else tr("{kpi} was {actual} in {month}, outside its range", **words)
    words["target"] = target_text(book, kpi)
    if status.course is Course.KEEP:
        kept = tr("{kpi} was {actual} in {month} and keeps {target}", **words)
        return kept if status.met else tr("{kpi} was {actual} in {month} and misses {target}", **words)
    if status.met:
        return tr("{kpi} reached {actual} in {month}; the target is {target}", **words)
    if status.course is Course.ALLOWANCE and status.met is False:
        return tr("{kpi} came to {actual} in {month}, over the {target} of the year", **words)
    if status.course is Course.ALLOWANCE and status.band is not KpiBand.ON_TRACK:
        return tr("{kpi} came to {actual} in {month}, more than was due of the {target} of the year", **words)
    return {
        KpiBand.ON_TRACK: tr("{kpi} was {actual} in {month}: on track for {target}", **words),
        KpiBand.AT_RISK: tr("{kpi} was {actual} in {month}: behind on the way to {target}", **words),
        KpiBand.OFF_TRACK: tr("{kpi} was {actual} in {month}: far from {target}", **words),
    }[status.band]
