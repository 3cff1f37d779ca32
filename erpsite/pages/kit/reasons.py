"""Say in the reader's language why a figure is not available."""

from __future__ import annotations

from erpsite.analysis.diagnosis.pain_points import Impact
from erpsite.analysis.figures import Figure
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once

__all__ = ["figure", "impact_cell", "reason_text", "share_bar", "share_cell"]


@once
def reason_text(book: Book, reason: Reason) -> str:
    """Return why there is no figure, in a few words."""
    tr = book.tr
    return {
        Reason.NO_VALUES: tr("no values yet"),
        Reason.TOO_FEW_MONTHS: tr("fewer than six months"),
        Reason.NO_YEAR_BEFORE: tr("no value a year before"),
        Reason.NO_LOG: tr("no incident log"),
        Reason.NO_TICKET: tr("nobody says whether tickets were in time"),
        Reason.BEFORE_LOG: tr("before the log begins"),
        Reason.LOG_OLD: tr("the incident log is out of date"),
        Reason.NOT_LIVE: tr("not yet live"),
        Reason.ALL_MAINTENANCE: tr("maintenance all month"),
        Reason.NO_ERROR_BUDGET: tr("a target of 100% leaves no budget"),
        Reason.NO_OUTAGE: tr("no minutes lost"),
        Reason.TOO_FEW_ANSWERS: tr("too few answers"),
        Reason.ROUND_OPEN: tr("the round is still open"),
        Reason.ANONYMITY: tr("not shown, to keep answers anonymous"),
        Reason.NOT_ASKED: tr("not asked"),
        Reason.NO_DATE: tr("date missing"),
        Reason.NO_COST: tr("cost missing"),
        Reason.NO_BENEFIT: tr("no benefit to pay it back"),
        Reason.BENEFIT_WITHHELD: tr("the benefit is withheld"),
        Reason.BENEFIT_UNKNOWN: tr("no yearly benefit is known"),
        Reason.NO_MEASURE: tr("not measured"),
        Reason.ZERO_PROMISE: tr("nothing to compare with"),
        Reason.NO_HOURLY_COST: tr("hourly cost missing"),
        Reason.NO_IMPACT: tr("impact not estimated"),
        Reason.NO_EVIDENCE: tr("no evidence"),
        Reason.NO_LAST_YEAR: tr("not assessed last year"),
        Reason.NO_SCORES: tr("not scored"),
        Reason.NO_TASKS: tr("no task is scheduled"),
        Reason.NOTHING_LEFT: tr("all work is finished"),
        Reason.NO_BASELINE: tr("no baseline"),
        Reason.NOTHING_DUE: tr("nothing was due yet"),
        Reason.TOO_FEW_SLIPS: tr("no estimates, and too few finished tasks to learn from"),
    }[reason]


def figure(
    book: Book,
    value: float | NotAvailable | None,
    unit: str = "",
    decimals: int = 1,
    sign: bool = False,
    named: str = "",
    of: str = "",
) -> b.Inline:
    """Return a figure with its unit, or why there is none; `named` is its id and `of` its record."""
    if value is None:
        return b.Missing()
    if isinstance(value, NotAvailable):
        return b.Missing(reason_text(book, value.reason))
    if named:
        return book.figure(Figure(named, value, of), unit, decimals, sign=sign)
    return b.Number(value, book.locale.quantity(value, unit, decimals, sign=sign), unit)


def share_cell(
    book: Book, value: float | NotAvailable, decimals: int = 0, sign: bool = False, named: str = ""
) -> b.Inline:
    """Return a share (0 to 1) as a percentage, or the reason why there is none; `named` is its id."""
    if isinstance(value, NotAvailable):
        return b.Missing(reason_text(book, value.reason))
    if named:
        return book.share(Figure(named, value), decimals, sign=sign)
    return b.Number(value * 100, book.locale.percent(value, decimals, sign=sign), "%")


def share_bar(book: Book, value: float | NotAvailable) -> b.Inline:
    """Return a share (0 to 1) as a bar, or the reason why there is none."""
    if isinstance(value, NotAvailable):
        return b.Missing(reason_text(book, value.reason))
    return b.Progress(value, book.locale.percent(value))


def impact_cell(book: Book, impact: Impact | NotAvailable) -> b.Content:
    """Return an impact with the way it was weighed."""
    if isinstance(impact, NotAvailable):
        return b.Missing(reason_text(book, impact.reason))
    if impact.money is not None:
        text = book.tr("{amount} a month", amount=book.locale.money(impact.money))
        return b.Number(impact.money, text, book.locale.currency)
    score = impact.score or 0
    return b.Number(score, book.tr("score {score} of 25", score=score))


def uptime_decimals(percent: float, target: float) -> int:
    """Return the decimals of an availability: enough that an outage is not 100%, nor a missed target met."""
    for decimals in range(2, _MOST_DECIMALS):
        shown = round(percent, decimals)
        if (shown < 100 or percent >= 100) and (shown >= target) is (percent >= target):
            return decimals
    return _MOST_DECIMALS


_MOST_DECIMALS = 5
