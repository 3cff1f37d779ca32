"""What others say of a command's use and of a page's expressions is said in the reader's language."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from erpsite.analysis import state
from erpsite.cli.main import main
from erpsite.cli.refusing import CLICK
from erpsite.errors import ContentError
from erpsite.i18n import Retelling, locale_of, translator
from erpsite.issues import Source
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.content.engine_words import ENGINE
from erpsite.pages.kit.book import Book
from erpsite.pages.render.html import HtmlRenderer
from tests.factory import small_handbook
from tests.load.golden import BASE_PLAN

_ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2}")
"""Three English words in a row."""
_PAGES = (
    "{{ plan", "{{ plan }", "{% if true %}", "{% for a in b %}{% endif %}", "{% nothing %}", "{{ 1 + }}",
    "{{ ! }}", "{{ 'a' + 1 }}", "{{ 1 / 0 }}", "{{ 1 | nothing }}", "{{ 1 is nothing }}", "{% set 1 = 2 %}",
    "{{ 1 2 }}", "{# no end", "{% raw %} no end", "{{ kpi() }}", "{{ kpi(1, 2, 3, 4) }}", "{{ 5() }}",
    "{{ kpi(nothing=1) }}", "{% for a in 5 %}{% endfor %}", "{{ [1][ }}", "{{ (1 }}", "{{ 1) }}",
    "{% macro m(a=1, b) %}{% endmacro %}", "{% endfor %}", "{{ 'x' | nothing }}", "{{ 1 < 'a' }}",
    "{% extends 'a' %}", "{{ a.b.c }}", '{{ chart("visits") }}', '{{ chart("risk-matrix", title="x") }}',
    "{% include 'a' %}", "{{ plan.nothing }}",
)  # fmt: skip
_BAD_STATE = ("--state", "bad.json")
_USES: tuple[tuple[list[str], str], ...] = (
    (["build", "--nothing"], "没有选项"),
    (["nothing"], "没有命令"),
    (["build", "--engine", "x"], "不在"),
    (["check", "--as-of"], "需要一个值"),
    (["check", "--as-of", "2026/3"], "不是月份；您是指2026-03吗"),
    (["check", "--data", "nowhere"], "没有文件夹“nowhere”"),
    (["check", "--rule", "P9"], "没有规则“P9”"),
    (["build", "--config", "nowhere.yml"], "没有“nowhere.yml”"),
    (["serve", "--config", "nowhere.yml"], "没有“nowhere.yml”"),
    (["pages", "out", "--edition", "staf", "--data", str(BASE_PLAN)], "您是指“staff”吗"),
    (["announce", "2031-01", "--data", str(BASE_PLAN)], "没有“2031-01”的复盘"),
    (
        ["announce", "--to", "json://127.0.0.1:9/", "--data", str(BASE_PLAN), "--state", "bad.json"],
        "无法读取",
    ),
    (["freshness", "--today", "tomorrow"], "不是日期"),
    (["releases"], "二者取一"),
    (["verify", "--to", "a", "--branch", "b"], "二者取一"),
    (["csp", "."], "中没有页面"),
    (["new", "."], "不是空文件夹"),
    (["rollover", "2027"], "缺少参数"),
    (["level", "--apply", "--stdout"], "二选一"),
    (["import"], "请指明要导入的文件"),
    (["diff", "1", "2", "3", "4"], "多了"),
    (["build", "--language", "zh-CN"], "您是指“zh”吗"),
)


@pytest.mark.parametrize("sentence", [*CLICK.sentences, *ENGINE.sentences])
def test_each_sentence_is_translated(sentence: str) -> None:
    assert translator("zh")(sentence) != sentence


def test_a_sentence_within_a_sentence_is_said_too() -> None:
    told = Retelling(("In {where}: {message}", "{n} too many"), frozenset({"message"}))
    said = told.said("In x: 5 too many", lambda sentence, **words: f"<{sentence.format(**words)}>")
    assert said == "<In x: <5 too many>>"
    assert told.said("5 too few", str) is None


@pytest.fixture(scope="module")
def template() -> ContentTemplate:
    """Return the template of a page that nothing is wrong with yet."""
    handbook = small_handbook()
    book = Book(state(handbook, handbook.default_as_of), locale_of("zh"))
    return ContentTemplate(HtmlRenderer(book.locale, "x"), content_context(book), Source("content/x.md", 1))


@pytest.mark.parametrize("page", _PAGES)
def test_a_pages_mistake_is_said_in_chinese_with_file_and_line(template: ContentTemplate, page: str) -> None:
    with pytest.raises(ContentError) as caught:
        template.expand(page)
    said = caught.value.say(translator("zh"))
    assert said.startswith("content/x.md:1: ")
    assert re.search("[一-鿿]", said)
    assert not _ENGLISH.search(said), said
    assert caught.value.say(translator("en")) == str(caught.value)


@pytest.mark.parametrize(("words", "said"), _USES, ids=lambda one: one[0] if isinstance(one, list) else "")
def test_a_wrong_use_is_said_in_chinese(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(sys, "argv", ["erpsite", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert "错误：" in told
    assert said in told
    assert not _ENGLISH.search(told), told


def test_the_language_of_messages_is_the_commands_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(sys, "argv", ["erpsite", "check", "--as-of", "x", "--language", "zh"])
    with pytest.raises(SystemExit):
        main()
    assert "“x”不是月份" in capsys.readouterr().err
