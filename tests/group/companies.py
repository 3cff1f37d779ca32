"""Make companies of a group in memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from erpsite.group.company import Company, Tie, Work
from erpsite.model.plan import Rag

__all__ = ["company", "day", "weekends", "work"]


def day(text: str) -> dt.date:
    """Return a day of 2026 from `MM-DD`."""
    return dt.date.fromisoformat(f"2026-{text}")


def weekends(*more: str) -> tuple[dt.date, ...]:
    """Return Saturdays and Sundays of 2025 to 2028, and some days of 2026."""
    first, last = dt.date(2025, 1, 1).toordinal(), dt.date(2028, 12, 31).toordinal()
    every = (dt.date.fromordinal(number) for number in range(first, last + 1))
    return tuple(sorted({one for one in every if one.weekday() > 4} | {day(text) for text in more}))


def work(
    name: str, start: str, finish: str, *, done: bool = False, started: bool = False, days: int = 0
) -> Work:
    """Return a task, its days as `MM-DD`."""
    return Work(name, {"en": name}, day(start), day(finish), done, started or done, days)


def company(name: str, *tasks: Work, ties: tuple[Tie, ...] = (), **more: object) -> Company:
    """Return a company that works on weekdays, with what is given."""
    plain = Company(
        id=name, name={"en": name}, handbook="", edition="", hides=(), currency="EUR", as_of="2026-06",
        plan_year=2026, fiscal_offset=1, languages=("en",), verdict={"en": f"{name} is fine."}, rag=Rag.GREEN,
        promised=None, expected=None, late=None, p80=None, envelope=None, approved=Decimal(100),
        spent=Decimal(40), at_completion=Decimal(110), running=1, finished=0, kpis_met=1, kpis_judged=1,
        actions_overdue=0, work=tasks, ties=ties, days_off=weekends(),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]
