"""Say that a figure cannot be computed, and why: never 0, never green (FORMULAS.md)."""

from __future__ import annotations

import enum

from erpsite.frozen import dataclass

__all__ = ["NotAvailable", "Reason", "value_or_none"]


class Reason(enum.StrEnum):
    """Name why a figure is not available."""

    NO_VALUES = "no-values"
    TOO_FEW_MONTHS = "too-few-months"
    NO_YEAR_BEFORE = "no-year-before"
    NO_LOG = "no-log"
    NO_TICKET = "no-ticket"
    """No ticket was resolved of which anybody says whether it was in time."""
    BEFORE_LOG = "before-log"
    LOG_OLD = "log-old"
    NOT_LIVE = "not-live"
    ALL_MAINTENANCE = "all-maintenance"
    NO_ERROR_BUDGET = "no-error-budget"
    NO_OUTAGE = "no-outage"
    TOO_FEW_ANSWERS = "too-few-answers"
    ANONYMITY = "anonymity"
    ROUND_OPEN = "round-open"
    """Answers still come in; figures are published when the round is closed."""
    NOT_ASKED = "not-asked"
    NO_DATE = "no-date"
    NO_COST = "no-cost"
    NO_BENEFIT = "no-benefit"
    BENEFIT_WITHHELD = "benefit-withheld"
    BENEFIT_UNKNOWN = "benefit-unknown"
    NO_MEASURE = "no-measure"
    ZERO_PROMISE = "zero-promise"
    NO_HOURLY_COST = "no-hourly-cost"
    NO_IMPACT = "no-impact"
    NO_EVIDENCE = "no-evidence"
    NO_LAST_YEAR = "no-last-year"
    NO_SCORES = "no-scores"
    NO_TASKS = "no-tasks"
    NOTHING_LEFT = "nothing-left"
    """All work is finished."""
    NO_BASELINE = "no-baseline"
    NOTHING_DUE = "nothing-due"
    """By the baseline no task was to be finished yet."""
    TOO_FEW_SLIPS = "too-few-slips"
    """Neither estimates nor enough finished tasks to learn from."""


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """Stand where a figure would, with the reason why there is none."""

    reason: Reason


def value_or_none(figure: float | NotAvailable) -> float | None:
    """Return the figure, or None where there is none."""
    return None if isinstance(figure, NotAvailable) else figure
