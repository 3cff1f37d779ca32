"""Prove the guesses that messages offer: what was probably meant, or nothing."""

from __future__ import annotations

import pytest

from erpsite.load import fixes
from erpsite.nearest import find_nearest
from erpsite.patch import escape_formula, is_formula


@pytest.mark.parametrize(
    ("text", "number", "percent"),
    [
        ("1,234", "1234", False), ("1,234,567.5", "1234567.5", False), ("1.234,5", "1234.5", False),
        ("99,5", "99.5", False), ("99,5%", "99.5", True), ("-17%", "-17", True), ("£1,234", "1234", False),
        ("¥ 12.50", "12.5", False), ("CNY 100", "100", False),
        ("100 USD", "100", False), ("-£5", "-5", False),
        ("120万元", "1200000", False), ("1.2亿", "120000000", False),
        ("3千", "3000", False), ("8元", "8", False),
        ("９９．５％", "99.5", True), ("007", "7", False), ("+5", "5", False), ("−3", "-3", False),
        ("1e3", "1000", False), ("1.2E+05", "120000", False),
        ("(120)", "-120", False), ("1 234", "1234", False),
        ("1'234", "1234", False), ("1_000", "1000", False), ("-0", "0", False),
        ("1.234,50-", "-1234.5", False), ("5-", "-5", False), ("12,34,567", "1234567", False),
        ("1,00,000.5", "100000.5", False), ("1.234.567", "1234567", False),
    ],
)  # fmt: skip
def test_number(text: str, number: str, percent: bool) -> None:
    assert fixes.fix_number(text) == fixes.NumberFix(number, percent)


@pytest.mark.parametrize(
    "text", ["", "soon", "99 98", "1,2,3", "20-25", "1.2.3", "1e999", "9" * 60, "12 h", "--5"]
)
def test_no_number(text: str) -> None:
    assert fixes.fix_number(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026/1/5", ("2026-01-05",)), ("2026.01.05", ("2026-01-05",)), ("20260105", ("2026-01-05",)),
        ("2026年1月5日", ("2026-01-05",)), ("05/03/2026", ("2026-03-05", "2026-05-03")),
        ("25/03/2026", ("2026-03-25",)), ("03/25/2026", ("2026-03-25",)), ("05/05/2026", ("2026-05-05",)),
        ("2025-30-01", ("2025-01-30",)), ("46027", ("2026-01-05",)), ("2026-01-05T08:00", ("2026-01-05",)),
        ("2026-02-30", ()), ("00000000", ()), ("soon", ()), ("5/3/26", ()), ("99999999", ()), ("12345", ()),
    ],
)  # fmt: skip
def test_day(text: str, days: tuple[str, ...]) -> None:
    assert fixes.fix_day(text) == days


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026/1", "2026-01"), ("202601", "2026-01"), ("2026.01", "2026-01"), ("Jan-26", "2026-01"),
        ("January 2026", "2026-01"), ("26-Jan", "2026-01"),
        ("2026-01-31", "2026-01"), ("2026年1月", "2026-01"),
        ("2026-13", None), ("2018.01-2020.12", None), ("spring", None),
        ("1/2026", "2026-01"), ("13/2026", None), ("03.2026", "2026-03"),
        ("2026-03-01 00:00:00", "2026-03"), ("2026/3/1 0:00", "2026-03"),
    ],
)  # fmt: skip
def test_month(text: str, month: str | None) -> None:
    assert fixes.fix_month(text) == month


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("Q1 2026", "2026-Q1"),
        ("2026Q4", "2026-Q4"),
        ("2026年第三季度", "2026-Q3"),
        ("2026-Q5", None),
        ("Q1", None),
    ],
)
def test_quarter(text: str, quarter: str | None) -> None:
    assert fixes.fix_quarter(text) == quarter


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:00", "09:00"), ("9.30", "09:30"), ("9点30分", "09:30"), ("25:00", None), ("noon", None)],
)
def test_clock(text: str, clock: str | None) -> None:
    assert fixes.fix_clock(text) == clock


def test_moment() -> None:
    assert fixes.fix_moment("2026/2/3 9:05") == ("2026-02-03 09:05",)
    assert fixes.fix_moment("03/02/2026 9:05:30") == ("2026-02-03 09:05", "2026-03-02 09:05")
    assert fixes.fix_moment("2026-02-03") == ()


@pytest.mark.parametrize(
    "text", ["2018.01-2020.12", "95-99", "2026-01 to 2026-03", "1～3", "2026-01-01 - 2026-01-31"]
)
def test_span(text: str) -> None:
    assert fixes.is_span(text)


@pytest.mark.parametrize("text", ["2026-01", "2026-01-15", "25-03-26", "15", "-5", "a-b"])
def test_no_span(text: str) -> None:
    assert not fixes.is_span(text)


@pytest.mark.parametrize("text", ["=1", "+1", "@a", "\tx", "-a", "- a", "--", "＝1"])
def test_formulas_are_escaped_and_nothing_else(text: str) -> None:
    assert is_formula(text)
    assert escape_formula(text) == f"'{text}"
    assert escape_formula(f"'{text}") == f"''{text}"


@pytest.mark.parametrize("text", ["-5", "-.5", "-", "a=1", "'quoted'", "", " =1"])
def test_plain_text_is_not_escaped(text: str) -> None:
    assert not is_formula(text)
    assert escape_formula(text) == text


def test_nearest_ignores_case_and_underscores_and_gives_up_on_strangers() -> None:
    assert find_nearest("Order_Delay", ["stock", "order-delay"]) == "order-delay"
    assert find_nearest("ordr-delay", ["stock", "order-delay"]) == "order-delay"
    assert find_nearest("xyz", ["stock", "order-delay"]) is None
