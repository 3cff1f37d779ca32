"""Name what the plan's pages count by: types, bands, reasons, risk levels, stages of a milestone."""

from __future__ import annotations

from typing import cast

from erpsite.analysis.diagnosis.risks import RiskBand, risk_band
from erpsite.analysis.kpi.attainment import GreyReason, KpiStatus
from erpsite.analysis.kpi.periods import NoForecast
from erpsite.analysis.money.value import NoValue
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.task_state import TaskState
from erpsite.model.initiative import InitiativeType
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.computed_days import later_of
from erpsite.pages.kit.naming import stage_chip
from erpsite.pages.kit.states import budget_words, held_words, withheld_words

__all__ = [
    "computed_chip", "declared_chip", "forecast_reason", "grey_reason", "kpi_chip", "off_track_by_numbers",
    "rhythm_name", "risk_chip", "status_chip", "task_chip", "type_name", "value_reason",
]  # fmt: skip


def type_name(book: Book, kind: InitiativeType) -> str:
    """Return the name of a type of initiative."""
    tr = book.tr
    return {
        InitiativeType.NEW_MODULE: tr("New modules"),
        InitiativeType.DATA_GOVERNANCE: tr("Data governance"),
        InitiativeType.INTEGRATION: tr("Integration"),
        InitiativeType.OPTIMISATION: tr("Optimisation"),
        InitiativeType.TECHNOLOGY: tr("Technology"),
    }[kind]


def status_chip(book: Book, now: InitiativeState) -> b.Chip:
    """Return the declared status of a running initiative, or what became of one that is not running."""
    return declared_chip(book, now) if now.running else stage_chip(book, now.stage)


def declared_chip(book: Book, now: InitiativeState) -> b.Chip:
    """Return what the owner says; grey until the first report."""
    return book.rag(now.declared)


def computed_chip(book: Book, now: InitiativeState) -> b.Content:
    """Return what cost and slip say, with a mark where the owner says green and they say red."""
    if now.computed is Rag.GREY:
        why = budget_words(book, now.initiative) if now.reported else ""
        why = (
            why
            or withheld_words(book, now.withheld, "forecast_cost")
            or held_words(book, now.finish_withheld)
        )
        return b.Missing(why or book.tr("not reported yet"))
    chip = book.rag(now.computed)
    return (
        (chip, " ", b.Chip("red", book.tr("Declared better than the numbers")))
        if now.watermelon and now.running
        else chip
    )


def off_track_by_numbers(book: Book) -> object:
    """Return how many running initiatives are off track by cost and slip, of how many where not of all."""
    figures = book.figures
    found, judged = book.count(figures.computed(Rag.RED)), book.count(figures.judged_by_numbers)
    if judged.value in (0, len(figures.running)):
        return found
    return book.tr("{k} (of {n} judged)", k=found, n=judged)


def kpi_chip(book: Book, status: KpiStatus) -> b.Chip:
    """Return a KPI's band; a target that is met says so."""
    if status.band.rag is Rag.GREEN and status.met:
        return b.Chip("green", book.tr("Target reached"))
    return book.rag(status.rag)


def grey_reason(book: Book, status: KpiStatus) -> str:
    """Return why a KPI has no band; empty where it has one."""
    tr, reason = book.tr, status.reason
    if reason is GreyReason.WITHHELD:
        return withheld_words(book, {"actual": status.withheld}, "actual")
    if reason is GreyReason.NO_TARGET:
        held = [withheld_words(book, status.kpi.withheld, name) for name in ("target", "low", "high")]
        if words := next(filter(None, held), ""):
            return tr("its target is {withheld}", withheld=words)
    said = {
        GreyReason.BEFORE_PERIOD: tr("the plan year has not begun"),
        GreyReason.NO_ACTUAL: tr("no value yet"),
        GreyReason.MISSING_MONTH: tr("no value for this month; the last one is not carried forward"),
        GreyReason.STALE: tr("the last value is older than its source may be"),
        GreyReason.NOT_THIS_YEAR: tr("no value of the plan year yet"),
        GreyReason.NO_PARTS: tr("no month has both numerator and denominator"),
        GreyReason.NO_TARGET: tr("its target is not known"),
        GreyReason.NO_BASELINE: tr("its target is missed, and without a baseline nobody knows what is due"),
        GreyReason.INCOMPLETE: tr("months are missing in the year's total"),
    }
    return said[reason] if reason else ""


def forecast_reason(book: Book, reason: NoForecast, months: int = 1) -> str:
    """Return why a KPI with a value every so many months has no forecast."""
    if reason is NoForecast.YEAR_OVER:
        return book.tr("the plan year is over")
    if months > 1:
        return book.tr("fewer than four of the last six values")
    return book.tr("fewer than four values in six months")


def rhythm_name(book: Book, months: int) -> str:
    """Return how often there is a value: a period of 1, 3, 6 or 12 months."""
    tr = book.tr
    return {
        1: tr("every month"), 3: tr("every quarter"), 6: tr("every half-year"), 12: tr("every year"),
    }[months]  # fmt: skip


def value_reason(book: Book, reason: NoValue) -> str:
    """Return why an earned-value figure is not available."""
    tr = book.tr
    return {
        NoValue.NO_BUDGET: tr("no budget"),
        NoValue.NO_DATES: tr("a phase has no dates"),
        NoValue.NOT_REPORTED: tr("not reported yet"),
        NoValue.NO_SPEND: tr("spend not reported"),
        NoValue.WITHHELD: tr("withheld"),
        NoValue.NOTHING_PLANNED: tr("nothing was planned to be done yet"),
        NoValue.NOTHING_EARNED: tr("nothing is done yet"),
        NoValue.NOTHING_SPENT: tr("nothing is spent yet"),
        NoValue.BUDGET_SPENT: tr("the budget is spent"),
        NoValue.NOT_BEGUN: tr("the work has not begun"),
    }[reason]


def risk_chip(book: Book, score: int) -> b.Chip:
    """Return a risk score (1 to 25) with its band; the limits stand in `handbook.yml`."""
    tr, band = book.tr, risk_band(score, book.handbook.plan.thresholds)
    tone, words = {
        RiskBand.VERY_HIGH: ("red", tr("{score} very high", score=score)),
        RiskBand.HIGH: ("amber", tr("{score} high", score=score)),
        RiskBand.MEDIUM: ("blue", tr("{score} medium", score=score)),
        RiskBand.LOW: ("green", tr("{score} low", score=score)),
    }[band]
    return b.Chip(cast("b.Tone", tone), words)


def task_chip(book: Book, initiative: str, task: TaskState) -> b.Chip:
    """Return where a phase or a milestone of an initiative stands on the day shown."""
    tr, today = book.tr, book.state.today
    if task.done:
        return b.Chip("green", tr("Reached") if task.milestone else tr("Done"))
    if task.overdue(today):
        return b.Chip("red", tr("Overdue"))
    if task.slip and task.slip > 0:
        return b.Chip("amber", tr("Late"))
    if later := later_of(book, initiative, task):
        return b.Chip("amber", tr("Late by its links") if later.by_link else tr("Late by work not done"))
    if task.milestone or not task.started:
        return b.Chip("blue", tr("Planned"))
    return b.Chip("blue", tr("Running"))
