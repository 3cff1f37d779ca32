"""Say a lag with its unit: +5 in working days, +50% of the other task's duration, elapsed days in words."""

from __future__ import annotations

from erpsite.i18n import Locale
from erpsite.model.initiative import LagUnit

__all__ = ["lag_words"]


def lag_words(locale: Locale, lag: int, unit: LagUnit) -> str:
    """Return a lag as it is said beside the type of its link; nothing where there is none."""
    if not lag:
        return ""
    number = locale.number(lag, 0, sign=True)
    if unit is LagUnit.PERCENT:
        return f"{number}%"
    return locale.tr("{lag} elapsed days", lag=number) if unit is LagUnit.ELAPSED else number
