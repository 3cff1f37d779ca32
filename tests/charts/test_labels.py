"""Labels break where the language lets a line break."""

from __future__ import annotations

import pytest

from erpsite.charts.labels import wrap_label


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("25. 高级计划与排程（APS）", 24, "25. 高级计划与排程<br>（APS）"),
        ("先清码，再贴标签", 6, "先清<br>码，再<br>贴标签"),
        ("他说《库存》不准。", 8, "他说《库<br>存》不<br>准。"),
        ("High availability for the core", 20, "High availability<br>for the core"),
    ],
)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    text: str, columns: int, expected: str
) -> None:
    assert wrap_label(text, columns, 3) == expected
