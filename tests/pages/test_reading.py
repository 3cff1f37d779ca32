"""Reading time, worked by hand."""

from __future__ import annotations

import pytest

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.reading import minutes, reading_seconds, text_seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("系统" * 200, 60),  # 400 characters at 400 a minute
        ("word " * 220, 60),  # 220 words at 220 a minute
        ("ERP系统，99.5%。", 60 * (2 / 400 + 2 / 220)),  # two Han characters; "ERP" and "99.5"
        ("Mid-year's report", 60 * 2 / 220),
    ],
)
def test_one_text(text: str, seconds: float) -> None:
    assert text_seconds(text) == pytest.approx(seconds)


def test_of_a_table_three_rows_are_read() -> None:
    rows = tuple(b.Row(("one two",)) for _ in range(50))
    table = b.Table("t", (b.Column("c", "Title"),), rows)
    assert reading_seconds([table]) == pytest.approx(60 * 7 / 220)  # one title and three times two words


def test_small_print_and_folded_parts_are_not_read() -> None:
    unread = (
        b.Paragraph("a note in small print", small=True),
        b.Details("More", (b.Prose("words " * 100),)),
    )
    assert reading_seconds(unread) == pytest.approx(60 * 1 / 220)


def test_everything_else_is_read() -> None:
    blocks = (
        b.Heading("One", "h"),
        b.Lead(("two ", b.Strong("three"))),
        b.Items(("four", "five")),
        b.Facts((("six", "seven"),)),
        b.Chain((("eight", ("nine", "ten")),)),
        b.Callout("amber", "eleven", (b.Prose("twelve"),)),
        b.Tiles((b.Tile("thirteen", "fourteen", "fifteen"),)),
        b.Details("sixteen", (b.Paragraph("seventeen"),), open=True),
    )
    assert reading_seconds(blocks) == pytest.approx(60 * 17 / 220)


def test_a_figure_takes_a_look() -> None:
    table = b.Table("t", (b.Column("c", "x"),), ())
    figure = b.Chart("f", {}, "Two words", "", "", "", table)
    assert reading_seconds([figure]) == pytest.approx(5 + 60 * 2 / 220)


@pytest.mark.parametrize(("seconds", "whole"), [(0, 1), (29, 1), (89, 1), (90, 2), (600, 10)])
def test_minutes(seconds: float, whole: int) -> None:
    assert minutes(seconds) == whole
