"""Blocks become HTML that is escaped, linked relative to the page, and readable without colour."""

from __future__ import annotations

import datetime as dt

import pytest

from erpsite.i18n import locale_of
from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.links import Addresses, record_path
from erpsite.pages.render import HtmlRenderer, MarkdownRenderer

EN = locale_of("en")
BAD = "<script>alert(1)</script>\"'&"


def _html(block: b.Block, here: str = "plan/kpis/x") -> str:
    return HtmlRenderer(EN, here).render([block]).html


@pytest.mark.parametrize(
    "block",
    [
        b.Heading(BAD, "here"),
        b.Lead(BAD),
        b.Paragraph((BAD, b.Strong(BAD), b.Link(BAD, "plan/kpis"), b.Chip("red", BAD))),
        b.Paragraph(
            (b.Missing(BAD), b.Number(1, BAD), b.When(dt.date(2026, 1, 1), BAD), b.Place(Source(BAD, 1)))
        ),
        b.Paragraph((b.Progress(0.5, BAD), b.Spark((1.0, None, 2.0), BAD))),
        b.Prose(BAD),
        b.Prose(f"**bold** {BAD}"),
        b.Table("t", (b.Column("a", BAD),), (b.Row((BAD,), group=BAD),), caption=BAD, total=b.Row((BAD,))),
        b.Table("t", (b.Column("a", BAD),), (), empty=BAD),
        b.Facts(((BAD, BAD),)),
        b.Items((BAD,)),
        b.Tiles((b.Tile(BAD, BAD, BAD, "plan/kpis", "red"),)),
        b.Callout("red", BAD, (b.Paragraph(BAD),)),
        b.Chain(((BAD, (BAD,)),)),
        b.Details(BAD, (b.Paragraph(BAD),)),
        b.Chart("f", {"data": [{"name": BAD}]}, BAD, BAD, BAD, BAD, b.Table("t", (), ())),
    ],
    ids=lambda block: type(block).__name__,
)
def test_text_is_inert_in_every_block(block: b.Block) -> None:
    html = _html(block)
    assert "<script>" not in html
    assert "script" in html or "u003c" in html


def test_prose_allows_a_little_markdown_and_no_dangerous_link() -> None:
    html = _html(b.Prose("**bold** [ok](https://example.com) [no](javascript:alert(1))\n\n- one\n- two"))
    assert "<strong>bold</strong>" in html
    assert "https://example.com" in html
    assert "javascript:" not in html
    assert html.count("<li>") == 2


def test_prose_shows_code_as_it_was_written() -> None:
    assert "<code>a &lt; b &amp;&amp; c</code>" in _html(b.Prose("use `a < b && c` here"))


def test_a_chip_says_its_status_in_word_and_shape() -> None:
    html = HtmlRenderer(EN).inline(b.Chip("amber", "At risk"))
    assert "At risk" in html
    assert "▲" in html


@pytest.mark.parametrize(
    ("here", "path", "directory", "file"),
    [
        ("index", "plan/kpis", "plan/kpis/", "plan/kpis.html"),
        ("plan/kpis", "index", "../../", "../index.html"),
        ("plan/kpis", "plan/kpis/uptime", "uptime/", "kpis/uptime.html"),
        ("plan/kpis/uptime", "plan/kpis", "../", "../kpis.html"),
        ("reviews/2026-03", "reviews/index", "../", "index.html"),
        ("plan/kpis", "plan/kpis", "#", "#"),
    ],
)
def test_urls_are_relative_with_and_without_directories(
    here: str, path: str, directory: str, file: str
) -> None:
    assert Addresses(True).url(here, path) == directory
    assert Addresses(False).url(here, path) == file


def test_record_without_a_page_of_its_own_stands_under_its_id() -> None:
    assert record_path("kpis", "uptime") == ("plan/kpis/uptime", "")
    assert record_path("pain_points", "late") == ("preread/pain-points", "late")


def test_markdown_of_hostile_text_has_no_markup() -> None:
    text = MarkdownRenderer(EN).render("T", [b.Paragraph("**x** <b> | [a](b)")])
    assert "\\*\\*x\\*\\*" in text
    assert "\\<b\\>" in text


def test_every_cell_of_a_card_names_its_column() -> None:
    table = b.Table("t", (b.Column("a", "Name"), b.Column("n", "Cost", "number")), (b.Row(("x", "1")),))
    assert 'data-label="Cost"' in _html(table)


def test_a_gap_breaks_the_sparkline() -> None:
    html = HtmlRenderer(EN).inline(b.Spark((1.0, 2.0, None, 3.0), "trend"))
    assert html.count("M") >= 2
    assert 'aria-label="trend"' in html
