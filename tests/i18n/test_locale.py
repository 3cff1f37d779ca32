"""Numbers, money and dates are printed as each language writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from erpsite.i18n import Locale, Said, Withheld, locale_of

ZH, EN = locale_of("zh"), locale_of("en")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1,234.5"), (-0.04, 1, "0.0"), (-2.5, 0, "\u22123"), (0.5, 0, "1"), (99.995, 2, "100.00")],
)
def test_number_is_rounded_half_up_with_thousands(value: float, decimals: int, text: str) -> None:
    assert EN.number(value, decimals) == ZH.number(value, decimals) == text


def test_sign_is_shown_when_asked() -> None:
    assert EN.number(3, 0, sign=True) == "+3"
    assert EN.number(0, 0, sign=True) == "0"


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        ("9999", "9,999元", "CNY\u00a09,999"),
        ("120000", "12万元", "CNY\u00a0120\u00a0k"),
        ("125000", "12.5万元", "CNY\u00a0125\u00a0k"),
        ("36800000", "3,680万元", "CNY\u00a036.80\u00a0m"),
        ("123456789", "1.23亿元", "CNY\u00a0123.46\u00a0m"),
        ("-20000", "\u22122万元", "CNY\u00a0\u221220\u00a0k"),
    ],
)
def test_money_is_short_in_the_units_of_the_language(amount: str, zh: str, en: str) -> None:
    assert ZH.money(Decimal(amount)) == zh
    assert EN.money(Decimal(amount)) == en


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        ("9999.6", "1.0万元", "CNY\u00a010\u00a0k"),
        ("999950", "100.0万元", "CNY\u00a01.00\u00a0m"),
        ("999499", "99.9万元", "CNY\u00a0999\u00a0k"),
        ("99999600", "1.00亿元", "CNY\u00a0100.00\u00a0m"),
        ("-99999600", "\u22121.00亿元", "CNY\u00a0\u2212100.00\u00a0m"),
    ],
)
def test_what_is_rounded_up_stands_in_the_next_unit(amount: str, zh: str, en: str) -> None:
    assert ZH.money(Decimal(amount)) == zh
    assert EN.money(Decimal(amount)) == en


@pytest.mark.parametrize(
    ("currency", "amount", "zh", "en"),
    [
        ("KWD", "4.75", "4.750科威特第纳尔", "KWD\u00a04.750"),
        ("KWD", "0.085", "0.085科威特第纳尔", "KWD\u00a00.085"),
        ("EUR", "27.5", "27.50欧元", "EUR\u00a027.50"),
        ("EUR", "999.996", "1,000欧元", "EUR\u00a01,000"),
        ("EUR", "120", "120欧元", "EUR\u00a0120"),
        ("JPY", "27.5", "28日元", "JPY\u00a028"),
        ("CNY", "0.004", "0.004元", "CNY\u00a00.004"),
        ("CNY", "0", "0元", "CNY\u00a00"),
    ],
)
def test_small_amounts_have_the_digits_of_their_currency(
    currency: str, amount: str, zh: str, en: str
) -> None:
    assert locale_of("zh", currency).money(Decimal(amount)) == zh
    assert locale_of("en", currency).money(Decimal(amount)) == en


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        ("99999", "10.0万印度卢比", "INR\u00a099,999"),
        ("99999.6", "10.0万印度卢比", "INR\u00a01.00\u00a0lakh"),
        ("1250000", "125万印度卢比", "INR\u00a012.50\u00a0lakh"),
        ("9999499", "999.9万印度卢比", "INR\u00a099.99\u00a0lakh"),
        ("9999500", "1,000.0万印度卢比", "INR\u00a01.00\u00a0crore"),
        ("23000000", "2,300万印度卢比", "INR\u00a02.30\u00a0crore"),
        ("-123456789", "\u22121.23亿印度卢比", "INR\u00a0\u221212.35\u00a0crore"),
    ],
)
def test_rupees_are_counted_in_lakh_and_crore(amount: str, zh: str, en: str) -> None:
    assert locale_of("zh", "INR").money(Decimal(amount)) == zh
    assert locale_of("en", "INR").money(Decimal(amount)) == en


def test_dates_months_and_quarters() -> None:
    day = dt.date(2026, 3, 5)
    assert (ZH.day(day), EN.day(day)) == ("2026年3月5日", "5\u00a0Mar\u00a02026")
    assert (ZH.month("2026-03"), EN.month("2026-03")) == ("2026年3月", "March 2026")
    assert (ZH.quarter("2026-Q2"), EN.quarter("2026-Q2")) == ("2026年二季度", "Q2 2026")


def test_units_stand_apart_in_english_and_close_to_percent_and_han() -> None:
    assert EN.quantity(21, "h", 0) == "21\u00a0h"
    assert EN.quantity(99.5, "%", 1) == "99.5%"
    assert ZH.quantity(21, "小时", 0) == "21小时"


def test_folded_lines_leave_no_space_between_han_characters() -> None:
    assert ZH.tidy("第一行， 第二行 ERP 系统 好") == "第一行，第二行 ERP 系统好"
    assert EN.tidy("one， two") == "one， two"


@pytest.mark.parametrize("locale", [ZH, EN])
def test_a_sentence_remembers_only_what_it_prints(locale: Locale) -> None:
    """A withheld amount that the sentence has no field for must not take it out of an edition."""
    withheld = Said("not here", (Withheld("not here", "money"),))
    spoken = locale.tr("{amount} a year", amount="May", cost=withheld)
    assert not isinstance(spoken, Said)
    printed = locale.tr("{amount} a year", amount=withheld)
    assert isinstance(printed, Said)
    assert printed.figures == withheld.figures
    counted = locale.tr.plural("{n} month", "{n} months", 2, cost=withheld)
    assert not isinstance(counted, Said)


def test_full_amounts_of_rupees_stand_in_groups_of_two() -> None:
    rupees = locale_of("en", "INR")
    assert [rupees.full_money(n) for n in (0, 999, 1_000, 99_999, 123_456, 12_345_678)] == [
        "0", "999", "1,000", "99,999", "1,23,456", "1,23,45,678",
    ]  # fmt: skip
    assert rupees.full_money(1_234_567.5, 2) == "12,34,567.50"
    assert rupees.money(123_456 * 10_000_000).endswith("1,23,456.00\u00a0crore")
    assert locale_of("en", "EUR").full_money(12_345_678) == "12,345,678"
