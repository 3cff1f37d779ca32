"""Each page of the pre-read draws in both languages, from a full and from an almost empty plan."""

from __future__ import annotations

import re

import pytest

from erpsite.pages.data.formula_anchors import FORMULA_ANCHORS
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.contents import declared_pages, unframed
from erpsite.pages.kit.page import READERS
from erpsite.pages.kit.reading import minutes
from erpsite.pages.preread.reading_path import page_seconds, pre_read, reading_path
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of, drawn, entries_of, framed, lead_of, opened, table_of, words_of
from tests.pages.parts import parts_of

_ID = re.compile(r' id="([^"]+)"')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_draws(language: str) -> None:
    book = book_of(small_handbook(), language)
    pages = entries_of(book, "preread")
    assert [entry.path for entry in pages] == [*pre_read(book)]
    for entry in pages:
        html = drawn(entry, language)
        ids = _ID.findall(html)
        assert len(ids) == len(set(ids)), entry.path
        if language == "en":
            assert not re.search(r"[\u4e00-\u9fff]", html), entry.path


def test_a_plan_without_anything_has_no_pre_read() -> None:
    book = book_of(bare_handbook())
    assert entries_of(book, "preread") == ()
    assert tuple(pre_read(book)) == ()


@pytest.mark.parametrize(
    "page", [path for path, one in declared_pages().items() if one.readers and path != "preread/brief"]
)
def test_an_empty_plan_says_which_file_to_fill(page: str) -> None:
    blocks = unframed(book_of(bare_handbook()), page)
    callouts = [block.title for block in blocks if isinstance(block, b.Callout)]
    assert len(callouts) == 1
    assert callouts[0].startswith("Fill data/")


def test_every_record_that_others_link_to_has_its_anchor() -> None:
    book = book_of(small_handbook())
    for kind, page in (
        ("pain_points", "preread/pain-points"),
        ("opportunities", "preread/opportunities"),
        ("maturity", "preread/maturity"),
        ("completed", "preread/last-year"),
        ("health_metrics", "preread/health"),
    ):
        tables = (part for part in opened(framed(book, page)) if isinstance(part, b.Table))
        anchors = {row.anchor for table in tables for row in table.rows}
        assert set(getattr(book.handbook, kind)) <= anchors, kind


def test_links_within_the_pre_read_lead_somewhere() -> None:
    book = book_of(small_handbook())
    html = {entry.path: drawn(entry) for entry in entries_of(book, "preread")}
    wanted = {
        (match["path"], match["anchor"])
        for text in html.values()
        for match in re.finditer(r'href="\.\./(?P<path>[a-z-]+)/#(?P<anchor>[^"]+)"', text)
    }
    assert len(wanted) > 5
    for path, anchor in wanted:
        assert f'id="{anchor}"' in html[f"preread/{path}"], (path, anchor)
    formulas = {anchor for text in html.values() for anchor in re.findall(r'data/formulas/#([^"]+)"', text)}
    assert formulas
    assert formulas <= set(FORMULA_ANCHORS)


def test_the_brief_holds_five_findings_and_the_decisions() -> None:
    blocks = framed(book_of(small_handbook()), "preread/brief")
    findings, asked = [block for block in blocks if isinstance(block, b.Items)]
    # The sixth says what the money returns and when the work ends.
    assert len(findings.items) == 6
    assert parts_of(findings.items[5])[2] == (
        "What stands above the line promises CNY\u00a0300\u00a0k a year for CNY\u00a0750\u00a0k, paid back "
        "in 30 months, and ends on 25\u00a0Aug\u00a02026 if its dates hold."
    )
    # 500,000 + 250,000 of 2,000,000 less a tenth
    assert parts_of(asked.items[0])[0] == (
        "Approve the 2 initiatives above the cut line at CNY\u00a0750\u00a0k, "
        "within the CNY\u00a01.80\u00a0m that can be spent."
    )
    assert "Inaccurate stock" in str(asked.items[1])
    assert lead_of(blocks) == (
        "On 15\u00a0Jan\u00a02026 the planning meeting is asked for 4 decisions, "
        "on a draft of CNY\u00a0750\u00a0k above the cut line."
    )


def test_the_reading_path_adds_up() -> None:
    book = book_of(small_handbook())
    table = table_of(framed(book, "preread/brief"), "reading-path")
    assert [words_of(row)[0] for row in table.rows] == [
        "Executives", "Business leads", "IT leads", "Finance leads", "Everything",
    ]  # fmt: skip
    for row, pages in zip(
        table.rows, (*(reading_path(book, one) for one in READERS), tuple(pre_read(book))), strict=True
    ):
        whole = minutes(sum(page_seconds(book, page) for page in pages))
        assert words_of(row)[-1] == f"{whole} min"


def test_each_page_says_its_reading_time_and_the_next() -> None:
    book = book_of(small_handbook(), "zh")
    note = framed(book, "preread/health")[1]
    assert isinstance(note, b.Paragraph)
    whole = minutes(page_seconds(book, "preread/health"))
    assert parts_of(note.content)[0] == f"阅读约{whole}分钟，第2页，共8页。"
    assert b.Link("下一页：上一年度", "preread/last-year") in parts_of(note.content)
