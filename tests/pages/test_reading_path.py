"""The times that the pre-read states are those of what stands open, and an executive needs ten minutes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.kit.reading import text_seconds
from erpsite.pages.preread.reading_path import page_seconds, pre_read, reading_path
from erpsite.pages.render import HtmlRenderer
from tests.pages.drawing import framed, table_of
from tests.plan_folder import ROOT


class _Seen(HTMLParser):
    """Gather the words of a page that stand open: of what folds only its summary."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "img", "hr", "input", "use", "path", "col", "wbr"}:
            self.stack.append("folded" if tag == "details" and "open" not in dict(attrs) else tag)

    def handle_endtag(self, tag: str) -> None:
        if self.stack and self.stack[-1] in {tag, "folded"}:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        within = zip(self.stack, (*self.stack[1:], ""), strict=False)
        folded = any(outer == "folded" and inner != "summary" for outer, inner in within)
        if not folded and not {"template", "script", "svg", "button"} & set(self.stack):
            self.words.append(data)


@pytest.fixture(scope="module")
def sample() -> Handbook:
    """Return the plan of the sample."""
    found = load_handbook(ROOT / "data").handbook
    assert found is not None
    return found


@pytest.fixture(scope="module")
def march(sample: Handbook) -> Figures:
    """Return its figures in March, which every language shares."""
    return Figures(state(sample, "2026-03"))


def _book(figures: Figures, language: str) -> Book:
    return Book(figures.state, locale_of(language, figures.handbook.plan.currency), figures)


def test_an_executive_is_through_in_ten_minutes(sample: Handbook, march: Figures) -> None:
    for figures in (Figures(state(sample, "2026-01")), march, Figures(state(sample, "2026-10"))):
        for language in ("zh", "en"):
            book = _book(figures, language)
            seconds = sum(page_seconds(book, path) for path in reading_path(book, "executive"))
            # With some seconds to spare, so that another sentence does not break what the brief promises.
            assert seconds <= 575, (figures.state.as_of, language, seconds)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_counted_is_what_stands_open(march: Figures, language: str) -> None:
    book = _book(march, language)
    for path in pre_read(book):
        blocks = framed(book, path)
        seen = _Seen()
        seen.feed(HtmlRenderer(book.locale, path).render(blocks).html)
        pictures = sum(isinstance(one, b.Chart | b.Drawing) for one in blocks)
        buttons = text_seconds(book.tr("Ask a question, or object"))
        measured = text_seconds("\n".join(seen.words)) + 5 * pictures
        assert page_seconds(book, path) + buttons == pytest.approx(measured, rel=0.04), path


def test_the_brief_says_the_sum_of_the_executive_path(march: Figures) -> None:
    blocks = framed(_book(march, "en"), "preread/brief")
    row = table_of(blocks, "reading-path").rows[0]
    said = next(
        plain_text(one.content)
        for one in blocks
        if isinstance(one, b.Paragraph) and "An executive is through" in plain_text(one.content)
    )
    assert re.search(r"in (\d+) minutes", said)[1] == plain_text(row.cells[-1]).split()[0]  # type: ignore[index]
