"""Say where a KPI stands: what it came to, over which months, and how that is to its target."""

from __future__ import annotations

from erpsite.analysis.kpi.attainment import Course, KpiBand, KpiStatus
from erpsite.model.kpi import Comparator, Kpi, RollUp
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = [
    "kpi_figure_text", "kpi_finding", "kpi_sentence_values", "kpi_when", "stand_sentence", "target_text",
    "value_in_month",
]  # fmt: skip


def kpi_figure_text(book: Book, kpi: Kpi, value: float, *, sign: bool = False) -> str:
    """Return a value in the KPI's unit and decimals; with its sign it is a change, of percent in points."""
    unit = book.text(kpi.unit)
    return book.locale.quantity(
        value, book.tr("points") if sign and unit == "%" else unit, book.kpi_decimals(kpi), sign=sign
    )


def target_text(book: Book, kpi: Kpi) -> str:
    """Return the target with its comparator, or the range."""
    if kpi.comparator is Comparator.BETWEEN:
        decimals = book.kpi_decimals(kpi)
        bounds = [book.locale.number(v, decimals) for v in (kpi.low, kpi.high) if v is not None]
        return book.locale.with_unit("–".join(bounds), book.text(kpi.unit))
    sign = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}[kpi.comparator]
    space = "" if book.locale.language == "zh" else " "
    return f"{sign}{space}{kpi_figure_text(book, kpi, kpi.target or 0.0)}"


def kpi_when(book: Book, status: KpiStatus) -> str:
    """Return the month of the last value, or the first and the last month that are rolled up."""
    counted = status.year_to_date.counted
    if not status.to_date or not counted or counted[0] == counted[-1]:
        return book.locale.month(counted[-1] if status.to_date and counted else status.month or "")
    first, last = (book.locale.month(month) for month in (counted[0], counted[-1]))
    if counted[0][:4] == counted[-1][:4]:
        year = counted[0][:4]
        if book.locale.language == "zh":
            last = last.removeprefix(f"{year}年")
        else:
            first = first.removesuffix(f" {year}")
    return book.tr("{first} to {last}", first=first, last=last)


def value_in_month(book: Book, status: KpiStatus) -> b.Content:
    """Return the value of the last month alone, where another is compared with the target."""
    if not status.to_date or status.actual is None or status.month is None:
        return ""
    value = kpi_figure_text(book, status.kpi, status.actual)
    return book.tr("{value} in {month} alone", value=value, month=book.locale.month(status.month))


def kpi_sentence_values(book: Book, status: KpiStatus, word: str) -> dict[str, str]:
    """Return what sentences about a KPI are made of; the status has a judged value."""
    kpi = status.kpi
    return {
        "name": book.text(kpi.name),
        "value": kpi_figure_text(book, kpi, status.judged or 0.0),
        "when": kpi_when(book, status),
        "month": kpi_when(book, status),
        "target": target_text(book, kpi),
        "status": word,
        "baseline": kpi_figure_text(book, kpi, kpi.baseline),
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
    values["share"] = book.locale.percent(status.attainment)
    values["expected"] = book.locale.percent(status.expected)
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
    return tr(
        "“{name}” was {value} in {month}: {share} of the way from {baseline} to {target}, where {expected} "
        "was due; its status is “{status}”.",
        **values,
    )


def _kept_sentence(book: Book, status: KpiStatus, values: dict[str, str]) -> str:
    """Say of a floor or a cap that it is kept or missed, and by how much."""
    tr = book.tr
    values["distance"] = kpi_figure_text(book, status.kpi, status.distance or 0.0, sign=True).lstrip("+")
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


def kpi_finding(book: Book, status: KpiStatus) -> str:
    """Return what the chart of a KPI shows, in one sentence."""
    kpi, tr = status.kpi, book.tr
    if status.actual is None or status.month is None:
        return tr("{kpi} has no value yet", kpi=book.text(kpi.name))
    if status.judged is None:
        return tr("{kpi} has no value that can be compared with its target", kpi=book.text(kpi.name))
    words = {
        "kpi": book.text(kpi.name),
        "actual": kpi_figure_text(book, kpi, status.judged),
        "month": kpi_when(book, status),
    }
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
    return {
        KpiBand.ON_TRACK: tr("{kpi} was {actual} in {month}: on track for {target}", **words),
        KpiBand.AT_RISK: tr("{kpi} was {actual} in {month}: behind on the way to {target}", **words),
        KpiBand.OFF_TRACK: tr("{kpi} was {actual} in {month}: far from {target}", **words),
    }[status.band]
