"""The search index: words as readers type them, in parts that stay small whatever the plan's size."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erpsite.pages.kit import blocks as b
from erpsite.pages.site.search_index import MOST_WORDS, search_files
from erpsite.pages.site.search_text import SearchPage, SearchPart, search_page
from erpsite.pages.site.search_words import fold, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stock figures", ["stock", "figures"]),
        ("物料主数据", ["物料", "料主", "主数", "数据", "据"]),
        ("用RPA录入", ["用", "rpa", "录入", "入"]),
        ("ＷＭＳ　Übergrößen", ["wms", "ubergrossen"]),
        ("erp-crm", ["erp", "crm"]),
        ("INC0012345", ["inc0012345", "inc", "0012345", "12345"]),
        ("0000019068", ["0000019068", "19068"]),
        ("000", ["000"]),
        ("계획", ["계획", "획"]),
        ("", []),
    ],
)
def test_words_are_cut_as_readers_type_them(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text())
def test_any_text_is_cut_into_folded_words(text: str) -> None:
    for word in terms(text):
        assert word
        assert fold(word) == word
        assert not any(unicodedata.category(letter).startswith(("P", "Z")) for letter in word)


def _parts(pages: list[SearchPage]) -> dict[str, object]:
    files = search_files(pages, {"plan": "Plan", "data": "Data"})
    assert files == search_files(pages, {"plan": "Plan", "data": "Data"})
    read = {}
    for name, script in files.items():
        call = script.decode()
        assert call.startswith("erpsiteSearch(")
        assert call.endswith(")\n")
        part, value = json.loads("[" + call[len("erpsiteSearch(") : -2] + "]")
        assert f"{part}.js" == name
        read[part] = value
    return read


def _found(parts: dict[str, object], word: str) -> list[tuple[str, str, int]]:
    """Return address, title and place of the entries with a word."""
    entries = [entry for number in range(len(parts)) for entry in parts.get(f"e{number}", [])]  # type: ignore[attr-defined]
    for number in range(len(parts)):
        steps = parts.get(f"t{number}", {}).get(word)  # type: ignore[attr-defined]
        if steps:
            codes = [sum(steps[: at + 1]) for at in range(len(steps))]
            return [(entries[code // 4][0], entries[code // 4][1], code % 4) for code in codes]
    return []


def test_a_word_counts_by_the_best_place_it_stands_in() -> None:
    pages = [
        SearchPage("data/a/", "Stock", "data"),
        SearchPage("plan/b/", "Count all of the stock twice a year", "plan"),
        SearchPage(
            "plan/c/", "Orders", "plan", lead="Less stock", parts=(SearchPart("", "", "stock stock"),)
        ),
        SearchPage("plan/stock-d/", "Deliveries", "plan", "stock-d"),
        SearchPage("plan/e/", "Orders", "plan", parts=(SearchPart("x", "Why", "For the stock"),)),
    ]
    parts = _parts(pages)
    places = {url: place for url, _, place in _found(parts, "stock")}
    assert places == {"data/a/": 0, "plan/b/": 1, "plan/c/": 2, "plan/stock-d/": 1, "plan/e/": 3}
    index = parts["index"]
    assert isinstance(index, dict)
    assert index["s"] == [["Plan", 0], ["Data", 4]]
    assert index["n"] == sum(index["e"]) == 5


def test_many_rows_are_entries_of_their_own_and_few_are_places_of_their_page() -> None:
    rows = tuple(SearchPart(f"r-{n}", f"Risk no{n}x", "Qin Yong", b.Chip("red", "High")) for n in range(40))
    few = _parts([SearchPage("p/", "Risks", "plan", rows=rows[:3])])
    assert _found(few, "no2x") == [("p/", "Risks", 2)]
    many = _parts([SearchPage("p/", "Risks", "plan", rows=rows)])
    assert _found(many, "no2x") == [("p/", "Risk no2x", 1)]
    assert ["p/", "Risk no2x", "Risks", "red", "High", [["r-2", "", "Qin Yong"]]] in many["e0"]  # type: ignore[operator]


def test_no_part_grows_with_the_plan() -> None:
    words = [
        f"{a}{z}" for a in ("order", "stock", "master", "closing") for z in ("ing", "ed", "less", "wise")
    ]
    pages = [
        SearchPage(
            f"plan/i-{n}/", f"Initiative {n} {words[n % 16]}", "plan", f"i-{n}",
            parts=(SearchPart("", "", "\n".join(f"{words[(n + k) % 16]} part{n}x{k}" for k in range(30))),),
        )
        for n in range(2000)
    ] + [SearchPage("data/log/", "Log", "data", parts=(SearchPart("", "", "line\n" * 18000),))]  # fmt: skip
    files = search_files(pages, {"plan": "Plan"})
    assert max(len(content) for name, content in files.items() if name != "words.js") < 60_000
    assert len(files["words.js"]) <= MOST_WORDS + 100


def test_the_list_of_words_keeps_to_its_size_and_drops_what_is_rare() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    rare = [f"{a}{b_}{c}{a}word" for a in letters for b_ in letters for c in letters]
    pages = [
        SearchPage(f"p/{n}/", "T", "plan", parts=(SearchPart("", "", "common words"),)) for n in range(3)
    ]
    pages.append(SearchPage("p/", "T", "plan", parts=(SearchPart("", "", " ".join(rare)),)))
    listed = search_files(pages, {})["words.js"].decode()
    assert 20_000 < len(listed) <= MOST_WORDS + 100
    words = [""]
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", listed.split(",", 1)[1]):
        words.append(words[-1][: ord(shared) - 65] + rest.rstrip('")\n'))
    assert "common" in words
    assert 1000 < len(set(words) & set(rare)) < len(rare)


def test_a_page_says_its_sentences_and_its_rows_but_not_what_is_told_elsewhere() -> None:
    table = b.Table(
        "risks",
        (b.Column("name", "Risk"), b.Column("owner", "Owner"), b.Column("score", "Score", "number")),
        (
            b.Row(("Late data", "Qin Yong", b.Number(15, "15")), "late-data"),
            b.Row((b.Link("WMS", "plan/initiatives/wms"), "Li Na", b.Number(3, "3")), "wms"),
            b.Row(("No anchor", "Wu Hai", b.Number(3, "3"))),
        ),
    )
    blocks = (
        b.Lead("All is well."),
        b.Facts((("Stage", b.Chip("green", "Approved")), ("By the numbers", b.Chip("red", "Off track")))),
        b.Heading("Risks", "risks"),
        table,
        b.Chain((("Cause", ("Said twice",)),), repeated=True),
    )
    page = search_page(SearchPage("x/", "X", "plan", "x"), blocks)
    assert page.lead == "All is well."
    assert page.chip == b.Chip("red", "Off track")
    assert [(part.anchor, part.title) for part in page.parts] == [("", ""), ("risks", "Risks")]
    assert page.rows == (SearchPart("late-data", "Late data", "Qin Yong"),)
    assert "Said twice" not in repr(page)
