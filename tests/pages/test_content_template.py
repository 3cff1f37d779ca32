"""Values placed in a written page are text, errors name the line, and the sandbox gives nothing away."""

from __future__ import annotations

import re

import markdown
import pytest

from erpsite.analysis import state
from erpsite.errors import ContentError
from erpsite.i18n import locale_of, translator
from erpsite.issues import Source
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.placeable import placeable_tables
from erpsite.pages.render import HtmlRenderer
from tests.factory import small_handbook


def _book(language: str = "en") -> Book:
    handbook = small_handbook()
    return Book(state(handbook, handbook.default_as_of), locale_of(language))


def _render(text: str, language: str = "en", **extra: object) -> str:
    book = _book(language)
    context = {**content_context(book), **extra}
    template = ContentTemplate(HtmlRenderer(book.locale, "guide"), context, Source("content/guide.md", 1))
    return template.fill(markdown.markdown(template.expand(text), extensions=["tables"]))


def test_numbers_come_with_their_unit_in_the_language_of_the_page() -> None:
    assert "21.0\u00a0h" in _render('{{ kpi("cycle-time").target }}')
    assert "21.0小时" in _render('{{ kpi("cycle-time").target }}', "zh")


def test_links_lead_to_the_page_of_the_record() -> None:
    assert 'href="../plan/initiatives/erp-crm/"' in _render('{{ initiative("erp-crm").link }}')


def test_a_table_stands_as_a_block_and_is_filtered() -> None:
    html = _render('Before\n\n{{ table("kpis", module="supply-chain") }}\n\nAfter')
    assert "<p><div" not in html
    assert html.count("<tr") == 2
    assert "Uptime" not in html


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        "**bold**",
        "[x](javascript:alert(1))",
        "| a | b |",
        "# title",
        "{{ 7*7 }}",
    ],
)
def test_a_value_never_becomes_markup(value: str) -> None:
    html = _render("Hello {{ word }}!", word=value)
    assert "<script>" not in html
    assert "<strong>" not in html
    assert "href" not in html
    assert "49" not in html


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('one\n\n{{ kpi("cycle-tme").actual }}', 3, "did you mean 'cycle-time'"),
        ('{{ kpi("cycle-time").actul }}', 1, "did you mean 'actual'"),
        ("one\n{{ kpis }}", 2, "did you mean 'kpi'"),
        ('\n\n\n{{ table("kpi") }}', 4, "did you mean 'kpis'"),
        ('{{ table("kpis", modle="x") }}', 1, "did you mean 'modules'"),
        ("text\n{% if %}", 2, "Expected an expression"),
        ("{% for x in %}", 1, ""),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ('a\nb\n{{ ids("kpi") }}', 3, "did you mean 'kpis'"),
    ],
)
def test_a_mistake_names_the_file_the_line_and_the_nearest_name(text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        _render(text)
    assert (caught.value.source.path, caught.value.source.line) == ("content/guide.md", line)
    assert words in str(caught.value)
    chinese = caught.value.say(translator("zh"))
    assert "did you mean" not in chinese
    assert re.search("没有“|此处有误", chinese)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ kpi.__globals__ }}",
        "{{ kpi.__init__.__globals__['os'] }}",
        "{{ plan._values }}",
        "{{ kpi('cycle-time')._book }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 9 ** 9999999 }}",
        "{{ 'x' * 999999999 }}",
        "{% for i in range(10000000) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ self.__init__ }}",
    ],
)
def test_the_sandbox_refuses_to_be_left_or_to_hang(text: str) -> None:
    with pytest.raises(ContentError):
        _render(text)


def test_loops_and_conditions_work() -> None:
    html = _render('{% for id in ids("kpis") %}\n- {{ kpi(id).name }}\n{% endfor %}')
    assert "<li>Order cycle time</li>" in html


def test_written_pages_can_place_the_tables_that_they_could_before() -> None:
    known = {
        "completed", "health_metrics", "kpis", "maturity", "modules", "opportunities", "pain_points",
        "people",
    }  # fmt: skip
    assert known <= placeable_tables().keys()
