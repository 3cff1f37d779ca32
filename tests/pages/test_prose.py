"""Texts that people wrote keep their paragraphs, lists, headings, tables and links, and take linear time."""

from __future__ import annotations

import time
from collections.abc import Callable
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erpsite.i18n import locale_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.render import HtmlRenderer, MarkdownRenderer
from erpsite.pages.render.prose import prose_html, prose_lines
from erpsite.pages.render.prose_markdown import prose_markdown

CASES = [
    ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("Two:\n- a (Wang)\n- b", "<p>Two:</p><ul><li>a (Wang)</li><li>b</li></ul>"),
    ("* a\n\n* b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    ("1. a\n2. b\n   - c\n   - d\n3. e",
     "<ol><li>a</li><li>b<ul><li>c</li><li>d</li></ul></li><li>e</li></ol>"),
    ("- a\n  goes on\n\n  more\n- b", "<ul><li><p>a\ngoes on</p><p>more</p></li><li><p>b</p></li></ul>"),
    ("3) c\n4) d", '<ol start="3"><li>c</li><li>d</li></ol>'),
    ("1、签约\n2、上线", "<ol><li>签约</li><li>上线</li></ol>"),
    ("•签约\n•上线", "<ul><li>签约</li><li>上线</li></ul>"),
    ("中文一行\n第二行", "<p>中文一行第二行</p>"),
    ("**重点：**后面", "<p><strong>重点：</strong>后面</p>"),
    ("a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>"),
    ("# T\n### U\ntext", "<h3>T</h3><h4>U</h4><p>text</p>"),
    ("Title\n=====\ntext", "<h3>Title</h3><p>text</p>"),
    ("> a\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
    ("```\n<b> & *x*\n\n  y\n```\nz", "<pre><code>&lt;b&gt; &amp; *x*\n\n  y</code></pre><p>z</p>"),
    ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
    ("`a|b` *c* __d__ ~~e~~ \\*f\\*",
     "<p><code>a|b</code> <em>c</em> <strong>d</strong> <del>e</del> *f*</p>"),
    ("2 * 3 * 4, 5*3*2, snake_case_name, 2026. x", "<p>2 * 3 * 4, 5*3*2, snake_case_name, 2026. x</p>"),
    ("see <b>x</b> & y", "<p>see &lt;b&gt;x&lt;/b&gt; &amp; y</p>"),
    ("[a](https://x.org/(b)) [c](javascript:d) [e](//f.org)",
     '<p><a href="https://x.org/(b)" rel="noopener">a</a> c e</p>'),
    ("见https://x.org/a_b。", '<p>见<a href="https://x.org/a_b" rel="noopener">https://x.org/a_b</a>。</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html"), CASES, ids=[text.replace("\n", "|") for text, _ in CASES])
def test_what_was_written_is_what_is_shown(text: str, html: str) -> None:
    assert prose_html(text) == html
    for end in ("\r\n", "\r", "\u2028"):
        assert prose_html(text.replace("\n", end)) == html


def test_a_table_keeps_its_columns_and_their_sides() -> None:
    html = prose_html("| who | days |\n|:--|--:|\n| Wang \\| Li | `1|2` |\n| x |\n\nafter")
    assert html.count("<tr>") == 3
    assert '<td>Wang | Li</td><td class="es-number"><code>1|2</code></td>' in html
    assert '<td>x</td><td class="es-number"></td>' in html
    assert html.endswith("<p>after</p>")


@pytest.mark.parametrize(("text", "html"), CASES, ids=[text.replace("\n", "|") for text, _ in CASES])
def test_as_markdown_it_reads_the_same(text: str, html: str) -> None:
    """Write the text as Markdown and let this reader read it again."""
    if "**重点" not in text:
        assert prose_html(prose_markdown(text)) == html


def test_the_site_engines_own_reader_finds_the_same_lists() -> None:
    text = "Two:\n- a\n  - b\n    1. c\n    2. d\n- e\n\nThen:\n\n12. x\n    y\n13. z"
    found = _tags(markdown.markdown(prose_markdown(text)))
    assert [found.count(tag) for tag in ("ul", "ol", "li")] == [2, 2, 7]


def test_headings_go_below_those_of_the_page() -> None:
    renderer = HtmlRenderer(locale_of("en", "CNY"))
    shown = renderer.render([b.Heading("Minutes", "minutes"), b.Prose("# One\n\ntext\n\n#### Two")]).html
    assert "<h3>One</h3>" in shown
    assert "<h4>Two</h4>" in shown
    assert renderer.render([b.Prose("# One")]).html == '<div class="es-prose"><h2>One</h2></div>'


def test_texts_in_cells_facts_and_paragraphs_keep_their_lines_too() -> None:
    text, renderer = "One\n\n- a\n- b", HtmlRenderer(locale_of("en", "CNY"))
    table = b.Table("t", (b.Column("x", "X"), b.Column("y", "Y")), (b.Row(("r", text)),))
    for block in (table, b.Facts((("Note", text),)), b.Items((text,)), b.Paragraph(text)):
        assert "<p>One</p><ul><li>a</li><li>b</li></ul>" in renderer.block(block)
    assert prose_lines("中文\n一行") == "中文一行"
    assert "One\n\n- a\n- b" in MarkdownRenderer(locale_of("en", "CNY")).block(b.Prose(text))


def test_outside_the_site_only_absolute_addresses_lead_anywhere() -> None:
    text = "[here](../kpis/) [there](https://x.org)"
    assert prose_html(text).count("<a ") == 2
    assert prose_html(text, abroad=True) == '<p>here <a href="https://x.org" rel="noopener">there</a></p>'


SEEDS = (
    "para *one* `two`\n\n- a\n- b\n\n", "`a ``b ", "*a **b ", "[a](b ", "> > > a\n", "- - - a\n",
    "|a|b|\n|-|-|\n", "[[", "__a", "- \n", "#", "  \n ", "|`", "- a\n  - b\n    - c\n", "1. a\n", "```a\n",
    "中文\n", "<", "\\", "https://",
)  # fmt: skip


@pytest.mark.parametrize("write", [prose_html.__wrapped__, prose_markdown])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_time_is_linear_in_the_length(seed: str, write: Callable[[str], str]) -> None:
    def seconds(size: int) -> float:
        text = (seed * (size // len(seed) + 1))[:size]
        began = time.process_time()
        write(text)
        return time.process_time() - began

    seconds(1_000)
    short, long = min(seconds(20_000) for _ in range(2)), min(seconds(160_000) for _ in range(2))
    assert long < 24 * short + 0.05  # eight times the text; quadratic would be sixty-four


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert all(not name.startswith("on") for name, _ in attrs)
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(html: str) -> list[str]:
    reader = _Tags()
    reader.feed(html)
    assert reader.open == []
    return reader.seen


@given(st.text("ab *_`~[]()<>|-#1.\n\\:/!中、•>" + "\t", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_whole_html_and_loses_no_word(text: str) -> None:
    html = prose_html(text)
    assert not {"script", "img", "b", "a1"} & set(_tags(html))
    prose_markdown(text)


@given(
    st.lists(
        st.sampled_from(["alpha", "beta", "甲乙", "*x*", "`y`", "- z", "1. n", "| t |", "\n", "\n\n", " "])
    )
)
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost(parts: list[str]) -> None:
    text = " ".join(parts)
    for word in ("alpha", "beta", "甲乙"):
        assert prose_html(text).count(word) == text.count(word)
        assert prose_markdown(text).count(word) == text.count(word)
