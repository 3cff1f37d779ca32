"""The chart catalogue shows every chart by its name with the line that places it."""

from __future__ import annotations

import pytest

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.pages.data.chart_catalogue import draw_chart_catalogue
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import all_charts
from erpsite.pages.render import HtmlRenderer
from tests.factory import small_handbook


def _book(language: str) -> Book:
    handbook = small_handbook()
    return Book(state(handbook, handbook.default_as_of), locale_of(language))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_stands_with_its_code(language: str) -> None:
    book = _book(language)
    blocks = draw_chart_catalogue(book)
    code = "".join(block.html for block in blocks if isinstance(block, b.Html))
    for name in all_charts().keys() - {"kpi"}:
        assert f"{{{{ chart(&#34;{name}&#34;) }}}}" in code
    assert "chart(&#34;kpi&#34;, &#34;" in code
    assert "chart(&#34;visits&#34;" in code
    html = HtmlRenderer(book.locale, "data/charts").render(blocks).html
    assert html.count("es-chart") == sum(isinstance(block, b.Chart) for block in blocks)


def test_it_counts_what_has_data() -> None:
    blocks = draw_chart_catalogue(_book("en"))
    drawn = sum(isinstance(block, b.Chart) for block in blocks)
    lead = blocks[0]
    assert isinstance(lead, b.Lead)
    assert f"{len(all_charts())} charts by name; {drawn} of them" in str(lead.content)
    assert drawn > 5
    assert len({block.name for block in blocks if isinstance(block, b.Chart)}) == drawn
