"""The printed pack: all text there, fonts embedded, tagged, with bookmarks, and the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdf
import pytest
from pypdf.generic import ContentStream

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pack.browser import system_browser
from erpsite.pack.chart_pictures import NoBrowserError, draw_pictures, tidy_svg
from erpsite.pack.document import Chapter, brief_html, chapters, figures_of, preread_html
from erpsite.pack.glyphs import coverage, missing_glyphs
from erpsite.pack.pdf import MissingGlyphsError, one_page_pdf, pdf
from erpsite.pack.print_page import LONGEST_TABLE, PrintRenderer
from erpsite.pack.vector_cells import vector_cells
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from tests.factory import bare_handbook, small_handbook


def _book(handbook: Handbook, language: str) -> Book:
    return Book(state(handbook, handbook.default_as_of), locale_of(language, handbook.plan.currency))


@cache
def _small(language: str) -> tuple[Book, tuple[Chapter, ...], bytes]:
    """Return the small plan's pre-read, its chapters and the printed bytes, made once for many looks."""
    book = _book(small_handbook(), language)
    drawn = chapters(book)
    return book, drawn, pdf(preread_html(book, drawn, {}))


def _read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def _words(reader: pypdf.PdfReader) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


def _bookmarks(outline: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    for item in outline:
        if isinstance(item, list):
            yield from _bookmarks(item, level + 1)
        else:
            yield level, item.title


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_heading_and_lead_is_in_the_text_and_the_bookmarks(language: str) -> None:
    _, drawn, printed = _small(language)
    reader = _read(printed)
    words = _words(reader)
    for entry, blocks in drawn:
        assert re.sub(r"\s", "", entry.title) in words
        lead = next(block for block in blocks if isinstance(block, b.Lead))
        assert re.sub(r"\s", "", plain_text(lead.content)) in words
    titles = [title for level, title in _bookmarks(reader.outline) if level == 1]
    assert titles == [entry.title for entry, _ in drawn]
    headings = sum(isinstance(block, b.Heading) for _, blocks in drawn for block in blocks)
    assert len(list(_bookmarks(reader.outline))) >= len(drawn) + headings


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_tagged_titled_and_its_fonts_are_embedded(language: str) -> None:
    book, _, printed = _small(language)
    reader = _read(printed)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert book.title in str(reader.metadata.title)
    assert all(_is_embedded(font) for page in reader.pages for font in _fonts(page))


def _fonts(page: pypdf.PageObject) -> list[Any]:
    resources: Any = page["/Resources"]
    return [font.get_object() for font in resources.get("/Font", {}).values()]


def _is_embedded(font: Any) -> bool:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = inner["/FontDescriptor"].get_object()
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_the_contents_name_the_page_each_chapter_begins_on() -> None:
    _, drawn, printed = _small("en")
    reader = _read(printed)
    starts = {
        item.title: reader.get_destination_page_number(item)
        for item in reader.outline
        if not isinstance(item, list)
    }
    contents = " ".join(reader.pages[1].extract_text().split())
    for entry, _ in drawn:
        page = starts[entry.title]
        assert page is not None
        assert re.search(rf"{re.escape(entry.title)}\s*{page + 1}\b", contents), contents


def test_the_same_plan_gives_the_same_bytes() -> None:
    again = _book(small_handbook(), "zh")
    assert pdf(preread_html(again, chapters(again), {})) == _small("zh")[2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_brief_of_the_sample_is_one_page(repo_root: Path, language: str) -> None:
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    book = _book(handbook, language)
    drawn = chapters(book)
    reader = _read(one_page_pdf(lambda points: brief_html(book, drawn, points)))
    assert len(reader.pages) == 1
    lead = next(block for block in drawn[2][1] if isinstance(block, b.Lead))
    assert re.sub(r"\s", "", plain_text(lead.content)) in _words(reader)


def test_a_plan_with_nothing_in_it_prints() -> None:
    book = _book(bare_handbook(), "zh")
    reader = _read(pdf(preread_html(book, chapters(book), {})))
    assert len(reader.pages) == 2
    assert "规划中还没有可供预读的内容。" in _words(reader)
    brief = _read(one_page_pdf(lambda points: brief_html(book, chapters(book), points)))
    assert "规划中还没有可供预读的内容。" in _words(brief)


def test_characters_that_no_font_has_are_an_error() -> None:
    fonts = coverage(["20-7e a0-17f", "4e00-9fff", "100-200"])
    assert fonts == ((0x20, 0x7E), (0xA0, 0x200), (0x4E00, 0x9FFF))
    assert missing_glyphs("Plan 计划\n\u200b\ufe0f\u0391𠀀Α", fonts) == ("Α", "𠀀")
    with pytest.raises(MissingGlyphsError, match=r"U\+10FFFD|U\+1F9EE|U\+1E900") as caught:
        pdf("<html><body><p>\U0001e900 &#x1F9EE;</p></body></html>")
    assert "\U0001e900" in caught.value.characters


def test_a_long_table_is_left_to_the_workbook_and_says_so() -> None:
    rows = tuple(b.Row((f"row {number}",)) for number in range(LONGEST_TABLE + 1))
    table = b.Table("long", (b.Column("name", "Name"),), rows)
    renderer = PrintRenderer(locale_of("en", "CNY"), "plan/x")
    assert "201 rows" in renderer.block(table)
    assert "row 7" not in renderer.block(table)
    assert "row 7" in renderer.block(b.Table("long", table.columns, rows[:-1]))


def test_links_lead_inside_the_document_or_nowhere() -> None:
    renderer = PrintRenderer(locale_of("en", "CNY"), "preread/brief", pages=frozenset({"preread/health"}))
    assert (
        renderer.inline(b.Link("Health", "preread/health", "x")) == '<a href="#preread-health--x">Health</a>'
    )
    assert renderer.inline(b.Link("KPI <1>", "plan/kpis")) == "KPI &lt;1&gt;"


@pytest.mark.browser
def test_charts_are_drawn_as_vectors_the_same_every_time(repo_root: Path, tmp_path: Path) -> None:
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    book = _book(handbook, "zh")
    every = figures_of(chapters(book))
    grid = next(key for key, figure in every.items() if "heatmap" in str(figure.spec))
    figures = {key: every[key] for key in (grid, *list(every)[:4])}
    scripts, browser = repo_root / "plugins/erpsite_mkdocs/assets/charts", system_browser()
    program = str(browser) if browser else None
    with ThreadPoolExecutor(1) as apart:  # other tests of this process may hold a browser open
        draw = partial(draw_pictures, figures, book.locale, scripts, tmp_path, program)
        first, second = (apart.submit(draw).result() for _ in range(2))
    assert first == second
    assert first.keys() == figures.keys()
    cells = str(vector_cells(every[grid]).spec).count("'rect'")
    assert first[grid].count(b"fill-rule") >= cells > 10
    for svg in first.values():
        assert svg.startswith(b"<svg")
        assert b"<text" in svg
        assert b"<image" not in svg


def _filled(reader: pypdf.PdfReader) -> list[float]:
    """Return how far down the last words or pictures of each sheet stand, as a share inside its margins."""
    shares = []
    for sheet in reader.pages:
        lows: list[float] = []

        def note(
            text: str, matrix: list[float], words: list[float], *_: object, lows: list[float] = lows
        ) -> None:
            low = words[4] * matrix[1] + words[5] * matrix[3] + matrix[5]
            if text.strip() and low > _BOTTOM:  # the foot of the sheet is no content
                lows.append(low)

        sheet.extract_text(visitor_text=note)
        height = float(sheet.mediabox.height)
        lows += [low for low in _ends_of_pictures(reader, sheet) if low > _BOTTOM]
        shares.append((height - _TOP - min(lows)) / (height - _TOP - _BOTTOM))
    return shares


def _ends_of_pictures(reader: pypdf.PdfReader, sheet: pypdf.PageObject) -> Iterator[float]:
    """Yield where each drawing of a sheet ends, in points from its foot; text within one has no place."""
    resources: Any = sheet["/Resources"]
    objects = resources.get("/XObject", {})
    outer: list[pypdf.Transformation] = []
    now = pypdf.Transformation()
    for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
        if operator == b"q":
            outer.append(now)
        elif operator == b"Q":
            now = outer.pop()
        elif operator == b"cm":
            a, b_, c, d, e, f = map(float, operands)
            now = pypdf.Transformation((a, b_, c, d, e, f)).transform(now)
        elif operator == b"Do":
            left, bottom, right, top = map(float, objects[operands[0]].get("/BBox", (0, 0, 1, 1)))
            yield min(now.apply_on((x, y))[1] for x in (left, right) for y in (bottom, top))


_TOP, _BOTTOM = (millimetres / 25.4 * 72 for millimetres in (20, 18))


@pytest.fixture(scope="module", params=["zh", "en"])
def sample(
    request: pytest.FixtureRequest, repo_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Book, bytes]:
    """Return the sample and its printed pre-read with every chart, made once for many looks."""
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    book = _book(handbook, request.param)
    drawn = chapters(book)
    scripts, browser = repo_root / "plugins/erpsite_mkdocs/assets/charts", system_browser()
    folder, program = tmp_path_factory.mktemp("pictures"), str(browser) if browser else None
    with ThreadPoolExecutor(1) as apart:  # other tests of this process may hold a browser open
        pictures = apart.submit(
            draw_pictures, figures_of(drawn), book.locale, scripts, folder, program
        ).result()
    return book, pdf(preread_html(book, drawn, pictures))


@pytest.mark.browser
def test_only_the_last_sheet_of_the_sample_may_be_less_than_half_full(sample: tuple[Book, bytes]) -> None:
    book, printed = sample
    reader = _read(printed)
    *sheets, last = _filled(reader)
    assert min(sheets) >= 0.5
    assert last >= 0.2
    cover = reader.pages[0].extract_text()
    assert book.locale.month(book.state.as_of) in cover
    assert len(sheets) < 36  # a chapter a sheet took 42 in English


def test_without_a_browser_it_says_so(tmp_path: Path, repo_root: Path) -> None:
    book = _book(small_handbook(), "en")
    figures = figures_of(chapters(book))
    assert figures
    with pytest.raises(NoBrowserError):
        draw_pictures(figures, book.locale, repo_root / "plugins", tmp_path, str(tmp_path / "no-browser"))


@pytest.mark.browser
def test_a_script_that_breaks_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "charts.js").write_text("throw new Error('no charts today')", encoding="utf-8")
    book, browser = _book(small_handbook(), "en"), system_browser()
    figures = figures_of(chapters(book))
    program = str(browser) if browser else None
    with ThreadPoolExecutor(1) as apart:
        drawing = apart.submit(draw_pictures, figures, book.locale, tmp_path, tmp_path, program)
        with pytest.raises(NoBrowserError, match="no charts today"):
            drawing.result()


def test_names_of_fonts_stand_without_blanks() -> None:
    svg = '<svg><text style="font-family: &quot;A B&quot;, &quot;C&quot;, sans-serif">x</text></svg>'
    assert 'font-family: &quot;A B&quot;,&quot;C&quot;,sans-serif"' in tidy_svg(svg)


def test_ids_of_a_picture_count_from_one() -> None:
    svg = (
        '<svg><defs id="defs-ab12cd"><clipPath id="clipab12cdxy"/></defs>'
        '<g class="traceab12cd" clip-path="url(#clipab12cdxy)"/></svg>'
    )
    assert tidy_svg(svg) == '<svg><defs id="i1"><clipPath id="i2"/></defs><g clip-path="url(#i2)"/></svg>'


def _parts(node: Any) -> Iterator[Any]:
    """Yield the elements of the tree of tags below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _parts(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _parts(node.K)


@pytest.mark.browser
def test_what_it_declares_of_accessibility_an_independent_checker_confirms(
    sample: tuple[Book, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "preread.pdf"
    file.write_bytes(sample[1])
    report = pdfua.validate(str(file))
    assert [f"{found.rule_id} {found.message}" for found in report.findings] == []
    with pikepdf.open(file) as document:
        parts = list(_parts(document.Root.StructTreeRoot.K))
        figures = [part for part in parts if part.S == "/Figure"]
        assert len(figures) > 50
        assert all(str(part.Alt) for part in figures)
        assert {str(part.A.Scope) for part in parts if part.S == "/TH"} == {"/Row", "/Column"}
        # The checker (0.1.3) cannot count the levels of headings with the pikepdf of today.
        levels = [int(str(part.S)[2]) for part in parts if re.fullmatch(r"/H[1-6]", str(part.S))]
    assert {2, 3} <= set(levels)
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_no_level_of_headings_is_left_out() -> None:
    renderer = PrintRenderer(locale_of("en", "CNY"), "plan/x")
    made = [
        renderer.block(b.Heading(text, text, level))
        for text, level in [("a", 4), ("b", 4), ("c", 2), ("d", 4)]
    ]
    assert [html[:3] for html in made] == ["<h2", "<h3", "<h2", "<h3"]


# WeasyPrint 70 leaves the file of its colour profile to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_for_an_archive_it_is_written_as_pdf_a() -> None:
    book = _book(small_handbook(), "en")
    reader = _read(pdf(preread_html(book, chapters(book), {}), "pdf/a-2u"))
    root: Any = reader.trailer["/Root"]
    said = root["/Metadata"].get_data()
    assert b"pdfaid:part=" in said.replace(b"<pdfaid:part>", b"pdfaid:part=")
    assert root["/OutputIntents"]
    assert root["/MarkInfo"]["/Marked"]
    assert all(_is_embedded(font) for page in reader.pages for font in _fonts(page))
    assert "/Encrypt" not in reader.trailer
