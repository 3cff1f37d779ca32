"""Hand the form the rules by which `erpsite check` judges one record, and what they compare with."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from erpsite.i18n import Translator
from erpsite.load.consistency.declared import DECLARED, Declared
from erpsite.model.handbook import Handbook
from erpsite.pages.kit.book import Book

__all__ = ["form_rules", "rule_facts"]

_YEARS = (-1, 2)
"""Years beside that of the plan of whose days the form knows which are worked."""
_SATURDAY = 5


def form_rules(tr: Translator) -> dict[str, dict[str, Any]]:
    """Return every declared rule with its sentence in the reader's language."""
    return {name: _told(rule, tr) for name, rule in DECLARED.items()}


def _told(rule: Declared, tr: Translator) -> dict[str, Any]:
    told: dict[str, Any] = {"code": rule.code, "compare": rule.compare.value, "message": tr(rule.message)}
    for name in ("over", "fields", "target", "bounds", "when"):
        if held := getattr(rule, name):
            told[name] = list(held) if isinstance(held, tuple) else held
    return told | ({"limit": rule.limit} if rule.compare.value in ("least", "most") else {})


def rule_facts(book: Book) -> dict[str, Any]:
    """Return what the rules compare with: the days that are worked, and the money that may be given out."""
    year = book.handbook.plan.plan_year
    first, last = dt.date(year + _YEARS[0], 1, 1), dt.date(year + _YEARS[1], 12, 31)
    days = (first + dt.timedelta(number) for number in range((last - first).days + 1))
    worked = book.state.days.is_worked
    other = [day.isoformat() for day in days if worked(day) != (day.weekday() < _SATURDAY)]
    return {
        "days": {"first": first.isoformat(), "last": last.isoformat(), "other": other},
        "envelope": _envelope(book.handbook),
    }


def _envelope(handbook: Handbook) -> dict[str, float] | None:
    spendable = handbook.plan.spendable
    if spendable is None:
        return None
    approved = [one.cost for one in handbook.initiatives.values() if one.stage == "approved"]
    return {"spendable": float(spendable), "approved": float(sum(approved, Decimal(0)))}
