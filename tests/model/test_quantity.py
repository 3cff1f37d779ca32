"""Scalars take exactly one form, and months and quarters are counted right."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from erpsite.model.quantity import (
    Clock,
    Day,
    Figure,
    Money,
    Month,
    Quarter,
    Slug,
    month_of,
    months_between,
    next_month,
    quarter_of,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Slug, "Erp"), (Slug, "a--b"), (Slug, "a_b"), (Slug, 7), (Month, "2026-13"), (Month, "2026-3"),
        (Quarter, "2026-Q5"), (Clock, "24:00"), (Clock, "9:00"), (Day, "2025-30-01"), (Day, "2026-02-30"),
        (Day, "20260201"), (Money, -1), (Money, "12"), (Money, True), (Figure, float("nan")),
        (Figure, float("inf")), (Figure, "99.5"), (Figure, None),
    ],
)  # fmt: skip
def test_a_wrong_form_is_refused(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_money_keeps_its_digits() -> None:
    assert str(TypeAdapter(Money).validate_python(0.1)) == "0.1"


def test_months_are_counted_over_the_year() -> None:
    assert next_month("2025-11", 3) == "2026-02"
    assert next_month("2026-01", -1) == "2025-12"
    assert months_between("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert months_between("2026-02", "2026-01") == ()


@pytest.mark.parametrize(
    ("month", "start", "quarter"),
    [
        ("2026-01", 1, "2026-Q1"),
        ("2026-12", 1, "2026-Q4"),
        ("2026-03", 4, "2025-Q4"),
        ("2026-04", 4, "2026-Q1"),
    ],
)
def test_a_quarter_belongs_to_its_fiscal_year(month: str, start: int, quarter: str) -> None:
    assert quarter_of(month, start) == quarter


def test_month_of_a_day() -> None:
    assert month_of(TypeAdapter(Day).validate_python("2026-03-31")) == "2026-03"
