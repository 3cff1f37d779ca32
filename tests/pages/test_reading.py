"""Reading time, worked by hand."""

from __future__ import annotations

import pytest

from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.folding import SHOWN, WHOLE
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


def test_of_a_table_its_open_rows_are_read() -> None:
    rows = tuple(b.Row(("one two", b.Progress(0.5, "50%"), b.Place(Source("a.yml", 3)))) for _ in range(50))
    columns = (b.Column("c", "Title"), b.Column("d", "Share", "bar"), b.Column("e", "Source"))
    of_a_row = 2 + 1 + 2  # "one two", "50%", and "data/a.yml:3" in two words
    for count, opened in ((WHOLE, WHOLE), (50, SHOWN)):
        table = b.Table("t", columns, rows[:count])
        assert reading_seconds([table]) == pytest.approx(60 * (3 + opened * of_a_row) / 220)


def test_small_print_is_read_and_folded_parts_are_not() -> None:
    read = (
        b.Paragraph("a note in small print", small=True),
        b.Details("More", (b.Prose("words " * 100),)),
    )
    assert reading_seconds(read) == pytest.approx(60 * 6 / 220)


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
