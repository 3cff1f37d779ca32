"""Units of percent are known by sign and by word."""

from __future__ import annotations

import pytest

from erpsite.model.percentages import is_percentage
from erpsite.model.text import Text


@pytest.mark.parametrize(
    ("unit", "percent"),
    [
        ("%", True), ("％", True), ("% of orders", True), ("percent", True), ("Per cent", True),
        ("pct", True), ("Prozent", True), ("百分比", True), ("百分率", True), ("percentage points", False),
        ("百分点", False), ("people", False), ("percentile", False), ("h", False),
    ],
)  # fmt: skip
def test_percent_in_signs_and_words(unit: str, percent: bool) -> None:
    assert is_percentage(Text(unit)) is percent
    assert is_percentage(Text({"zh": "单位", "en": unit})) is percent
