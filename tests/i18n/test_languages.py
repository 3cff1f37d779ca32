"""What is known of a language stands in its folder: facts, plurals, and nothing in any other module."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from erpsite.errors import ExtensionError
from erpsite.i18n import facts_of, known_languages, locale_of, meant_language, script_facts, translator
from erpsite.model.text import Text

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"""["'](?:zh|en)(?:-(?!US)[A-Za-z]+)?["']|:lang\(""")
"""A language by its code, in the code; `en-US` is how JavaScript calls plain commas and points."""
HOME = "erpsite/locale/"
NOT_OURS = "assets/charts/plotly"
POLISH = r"""
msgid ""
msgstr ""
"Language: pl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"

msgid "{n} error"
msgid_plural "{n} errors"
msgstr[0] "{n} błąd"
msgstr[1] "{n} błędy"
msgstr[2] "{n} błędów"
"""


def _outside(folder: Path, language: str, facts: str, texts: str = "") -> None:
    info, home = folder / "acme_words-1.0.dist-info", folder / "acme_words/locale" / language
    info.mkdir(parents=True)
    home.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-words\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[erpsite.languages]\n{language} = acme_words\n")
    (folder / "acme_words/__init__.py").touch()
    (home / "locale.yml").write_text(facts, encoding="utf-8")
    if texts:
        (home / "all.po").write_text(texts, encoding="utf-8")


def test_no_module_but_the_catalogues_names_a_language() -> None:
    files = [
        path
        for folder in ("erpsite", "plugins")
        for ending in ("py", "js", "css", "html")
        for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
    ]
    assert len(files) > 300
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        if HOME not in path.as_posix()
        and NOT_OURS not in path.as_posix()
        and not {"_starter", "_docs"} & {*path.parts}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if NAMED.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_search_for_names_finds_them() -> None:
    assert NAMED.search('if book.locale.language == "zh":')
    assert NAMED.search("const locale = lang === 'zh-CN' ? 1 : 2")
    assert NAMED.search("html:lang(en) body {")


@pytest.mark.parametrize(("n", "said"), [(1, "1 błąd"), (2, "2 błędy"), (5, "5 błędów"), (22, "22 błędy")])
def test_the_catalogue_chooses_the_plural(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n: int, said: str
) -> None:
    _outside(tmp_path, "pl", "name: polski\n", POLISH)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert translator("pl").plural("{n} error", "{n} errors", n) == said
    assert translator("pl").plural("{n} note", "{n} notes", n) == f"{n} note{'s' * (n != 1)}"


def test_a_language_from_outside_is_known_and_speaks_with_the_cldr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _outside(tmp_path, "fr", "{}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert known_languages() == ("zh", "en", "fr")
    french = locale_of("fr")
    assert facts_of("fr").name == "français"
    assert french.day(dt.date(2026, 3, 5)) == "5 mars 2026"
    assert french.month("2026-03") == "mars 2026"
    assert french.number(Decimal("1234.5")) == "1\u202f234,5"
    assert french.percent(Decimal("0.5")) == french.quantity(50, "%", 0) == "50\u00a0%"
    assert french.quarter("2026-Q2") == "T2 2026"
    assert french.tr("A text that nobody translated") == "A text that nobody translated"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("colour: red", "fr/locale.yml: colour is not known"),
        ("months: [a, b]", "months has 2 names, not 12"),
        ("day: 3", "day cannot be 3"),
        ("scales: [{from: 1}]", "scales: "),
        ("- a", "fr/locale.yml"),
        ("day: [", "fr/locale.yml"),
        ("day: d. EEEE y", "day has the field E"),
    ],
)
def test_facts_that_cannot_be_used_name_their_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts: str, why: str
) -> None:
    _outside(tmp_path, "fr", facts)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ExtensionError, match=r"acme-words 1\.0") as caught:
        facts_of("fr")
    assert why in str(caught.value)


def test_the_scripts_write_months_as_the_pages_do() -> None:
    assert script_facts(locale_of("zh"))["axis"] == {"@month-tick": "%-m月\n%Y年", "@month": "%Y年%-m月"}
    assert script_facts(locale_of("en"))["axis"] == {"@month-tick": "%b\n%Y", "@month": "%B %Y"}


@pytest.mark.parametrize(("year", "quarter", "zh", "en"), [
    ("2026", 1, "2026财年一季度（2026年4—6月）", "FY2026 Q1 (Apr–Jun 2026)"),
    ("2026", 4, "2026财年四季度（2027年1—3月）", "FY2026 Q4 (Jan–Mar 2027)"),
])  # fmt: skip
def test_fiscal_quarters_say_their_months(year: str, quarter: int, zh: str, en: str) -> None:
    from dataclasses import replace

    for language, said in (("zh", zh), ("en", en)):
        locale = replace(locale_of(language), fiscal_offset=4)
        assert locale.quarter(f"{year}-Q{quarter}") == said
        assert locale.short_quarter(f"{year}-Q{quarter}") == re.split("（| \\(", said)[0]


def test_a_year_that_stands_alone_is_a_whole_word() -> None:
    from dataclasses import replace

    written = {language: locale_of(language).lone_year(2026) for language in ("zh", "en")}
    assert written == {"zh": "2026", "en": "2026"}
    fiscal = {one: replace(locale_of(one), fiscal_offset=4).lone_year(2026) for one in ("zh", "en")}
    assert fiscal == {"zh": "2026财年", "en": "FY2026"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [("zh-CN", "zh"), ("English", "en"), ("中文", "zh"), ("ZH", "zh"), ("de", None), ("", None)],
)
def test_a_language_is_guessed_from_what_people_write(word: str, meant: str | None) -> None:
    assert meant_language(word) == meant


def test_a_text_falls_back_in_the_order_of_the_plan() -> None:
    held = {"zh": "甲", "en": "A"}
    assert Text(held, ("de", "en")).in_("de") == "A"
    assert Text(held, ("de", "zh")).in_("de") == "甲"
    assert Text(held).in_("de") == "甲"
