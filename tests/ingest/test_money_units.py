"""The unit of amounts is read as offices write it, in the name of a column and beside the numbers."""

from __future__ import annotations

import pytest

from erpsite.ingest.money_units import cell_units, holds_money, money_unit, unit_behind

K, M, BN = 10**3, 10**6, 10**9


@pytest.mark.parametrize(
    ("text", "factor", "currencies"),
    [
        ("k€", K, {"EUR"}),
        ("T€", K, {"EUR"}),
        ("TEUR", K, {"EUR"}),
        ("kJPY", K, {"JPY"}),
        ("£m", M, {"GBP"}),
        ("$000", K, {"USD"}),
        ("$'000", K, {"USD"}),
        ("000s", K, set()),
        ("1,000 EUR", K, {"EUR"}),
        ("USD 1'000", K, {"USD"}),
        ("USD thousands", K, {"USD"}),
        ("in thousands of EUR", K, {"EUR"}),
        ("Mio. EUR", M, {"EUR"}),
        ("MEUR", M, {"EUR"}),
        ("mm USD", M, {"USD"}),
        ("US$ million", M, {"USD"}),
        ("HK$m", M, {"HKD"}),
        ("Mrd. €", BN, {"EUR"}),
        ("₹ lakh", 10**5, {"INR"}),
        ("crore", 10**7, set()),
        ("万元", 10**4, {"CNY"}),
        ("人民币万元", 10**4, {"CNY"}),
        ("万美元", 10**4, {"USD"}),
        ("亿元", 10**8, {"CNY"}),
        ("千円", K, {"JPY"}),
        ("百万日元", M, {"JPY"}),
        ("¥", 1, {"CNY", "JPY"}),
        ("EUR, net", 1, {"EUR"}),
    ],
)
def test_a_unit_says_factor_and_currency(text: str, factor: int, currencies: set[str]) -> None:
    found = money_unit(text)
    assert found is not None
    assert found.factor == factor
    assert set(found.currencies) == currencies


@pytest.mark.parametrize(
    "text", ["%", "days", "h", "人天", "Y/N", "kg", "planned", "Q1", "2027", "分", "", "次"]
)
def test_what_is_no_unit_of_money_is_none(text: str) -> None:
    assert money_unit(text) is None


@pytest.mark.parametrize(
    ("name", "bare", "unit"),
    [
        ("Budget k€", "Budget", "k€"),
        ("Cost in TEUR", "Cost", "in TEUR"),
        ("Total cost USD thousands", "Total cost", "USD thousands"),
        ("预算_万元", "预算", "万元"),
        ("预算/万元", "预算", "万元"),
        ("投资额亿元", "投资额", "亿元"),
        ("Phase M", "Phase M", ""),
        ("Duration days", "Duration days", ""),
        ("项目", "项目", ""),
        ("Team", "Team", ""),
    ],
)
def test_a_unit_behind_a_name_needs_no_brackets(name: str, bare: str, unit: str) -> None:
    assert unit_behind(name) == (bare, unit)


def test_units_beside_numbers_are_found_on_either_side() -> None:
    found = cell_units(["€1.2m", "300k", "USD 1,200", "12万元", "(400) EUR", "17", "none"])
    assert found.factors == {"万元": 10**4, "m": M, "k": K}
    assert set(found.signs) == {"€", "USD", "EUR"}
    assert found.currencies == {"EUR", "USD", "CNY"}


def test_amounts_are_known_by_their_field() -> None:
    assert holds_money("budget_total")
    assert holds_money("whole_life_cost")
    assert not holds_money("complete")
