"""Long tables fold, and very long ones go on in files beside their page; nothing is lost on the way."""

from __future__ import annotations

import csv
import io
import re

import pytest

from erpsite.i18n import locale_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.folding import SHOWN, WHOLE, open_first
from erpsite.pages.kit.links import Addresses
from erpsite.pages.render import HtmlRenderer
from erpsite.pages.render.long_tables import IN_A_FILE, SEARCHED

_COLUMNS = (b.Column("name", "Name"), b.Column("cost", "Cost", "number"))


def test_a_table_that_says_how_many_stand_open_folds_only_what_is_beyond() -> None:
    rows = tuple(b.Row((f"row {n}",), tone="red" if n % 2 else None) for n in range(40))
    parted = open_first(rows, 30)
    assert len(parted.shown) == 30
    assert len(parted.folded) == 10
    assert not any(row.tone == "red" for row in parted.folded)
    assert open_first(rows[:30], 30).folded == ()


def _row(number: int, tone: b.Tone | None = None) -> b.Row:
    cost = b.Number(number * 1000, f"{number},000")
    return b.Row((b.Link(f"Row {number}", "", f"row-{number}"), cost), f"row-{number}", tone=tone)


def _table(count: int) -> b.Table:
    return b.Table("things", _COLUMNS, tuple(_row(number) for number in range(count)), "Things")


def _ids(html: str) -> list[int]:
    return [int(found) for found in re.findall(r'<tr id="row-(\d+)"', html)]


def test_a_short_table_stands_whole() -> None:
    assert "<details" not in HtmlRenderer(locale_of("en")).block(_table(WHOLE))


def test_the_rest_of_a_longer_table_folds_and_says_how_much_it_is() -> None:
    html = HtmlRenderer(locale_of("en")).block(_table(WHOLE + 1))
    shown, folded = html.split("<details")
    assert _ids(shown) == list(range(SHOWN))
    assert _ids(folded) == list(range(SHOWN, WHOLE + 1))
    assert "<summary>5 more rows</summary>" in folded


@pytest.mark.parametrize(("tone", "open_"), [("red", True), ("grey", False)])
def test_what_is_red_is_shown_and_what_is_over_folds_first(tone: b.Tone, open_: bool) -> None:
    odd = 15 if open_ else 2
    rows = [_row(number, tone if number == odd else None) for number in range(20)]
    assert (rows[odd] in open_first(rows).shown) is open_


def test_folded_rows_say_how_many_of_them_are_red() -> None:
    rows = tuple(_row(number, "red") for number in range(20))
    html = HtmlRenderer(locale_of("en")).block(b.Table("things", _COLUMNS, rows))
    assert "<summary>12 more rows, 12 of them red</summary>" in html


def test_a_table_in_a_folded_part_does_not_fold_again() -> None:
    html = HtmlRenderer(locale_of("en")).block(b.Details("All", (_table(20),)))
    assert html.count("<details") == 1


def test_a_long_table_is_a_file_for_spreadsheets_besides() -> None:
    renderer = HtmlRenderer(locale_of("en"), "plan/x")
    html = renderer.block(_table(SEARCHED + 1))
    assert 'data-es-long="things"' in html
    assert 'href="things.csv"' in html
    rows = list(csv.reader(io.StringIO(renderer.files["things.csv"].decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Cost"]
    assert rows[1:] == [[f"Row {number}", str(number * 1000)] for number in range(SEARCHED + 1)]
    assert set(renderer.files) == {"things.csv"}


def test_a_very_long_table_goes_on_page_by_page_and_loses_no_row() -> None:
    renderer = HtmlRenderer(locale_of("en"), "plan/x")
    count = 3 * IN_A_FILE + 5
    html = renderer.block(_table(count))
    pages = [renderer.files[f"things-{place}.html"].decode() for place in (2, 3, 4)]
    assert len(_ids(html)) == IN_A_FILE
    assert sorted(_ids(html) + [one for page in pages for one in _ids(page)]) == list(range(count))
    assert 'href="things-2.html"' in html
    assert 'rel="next" href' in pages[0].replace('href="things-3.html" rel="next"', 'rel="next" href')
    assert 'rel="next"' not in pages[2]
    assert 'href="index.html#row-100"' in pages[0]
    script = renderer.files["things.js"].decode()
    assert len(re.findall(r'<tr id=\\"row-', script)) == count - IN_A_FILE


def test_a_page_on_a_file_share_has_its_files_under_its_own_name() -> None:
    renderer = HtmlRenderer(locale_of("en"), "plan/x", Addresses(directory_urls=False))
    html = renderer.block(_table(IN_A_FILE + 1))
    assert set(renderer.files) == {"x.things.csv", "x.things-2.html", "x.things.js"}
    assert 'data-rows="x.things.js"' in html
    assert 'href="x.html"' in renderer.files["x.things-2.html"].decode()


def test_what_looks_like_a_formula_is_kept_as_text() -> None:
    rows = tuple(b.Row(("=1+1", str(number))) for number in range(SEARCHED + 1))
    renderer = HtmlRenderer(locale_of("en"))
    renderer.block(b.Table("things", _COLUMNS, rows))
    assert b"'=1+1" in renderer.files["things.csv"]


def test_many_tables_share_the_room_of_a_page() -> None:
    renderer = HtmlRenderer(locale_of("en"), "plan/x")
    rows = tuple(b.Row(("x" * 2000, str(number)), f"row-{number}") for number in range(IN_A_FILE))
    pages = [renderer.block(b.Table(f"things-{place}x", _COLUMNS, rows)) for place in range(12)]
    assert sum(map(len, pages)) < 500_000
    assert all(len(_ids(page)) >= SHOWN for page in pages)


def test_the_data_of_a_very_large_widget_lie_beside_the_page() -> None:
    renderer = HtmlRenderer(locale_of("en"), "plan/x")
    html = renderer.block(b.Widget("compare", {"rows": ["x" * 100] * 1000}))
    assert 'data-es-data="widget-compare.js"' in html
    assert "x" * 100 in renderer.files["widget-compare.js"].decode()
    assert "<template>" in renderer.block(b.Widget("compare", {"rows": ["x"]}))


def test_a_chart_of_too_many_bars_is_a_table() -> None:
    spec: dict[str, object] = {"data": [{"y": ["x" * 50] * 2000}]}
    chart = b.Chart("all", spec, "Too many", "days", "plan", "now", _table(20))
    html = HtmlRenderer(locale_of("en")).block(chart)
    assert "<template>" not in html
    assert "Too many" in html
    assert _ids(html) == list(range(20))


def test_a_tall_chart_and_a_long_list_fold() -> None:
    chart = b.Chart("tall", {"data": []}, "Tall", "days", "plan", "now", _table(3), height=2000)
    assert HtmlRenderer(locale_of("en")).block(chart).startswith('<details class="es-rest">')
    items = b.Items(tuple(f"item {number}" for number in range(IN_A_FILE + 5)), ordered=True)
    html = HtmlRenderer(locale_of("en")).block(items)
    assert "<summary>97 more</summary>" in html
    assert f'<ol start="{SHOWN + 1}">' in html
    assert "and 5 more, not listed here" in html


def test_paper_has_every_row() -> None:
    class Paper(HtmlRenderer):
        whole = True

    html = Paper(locale_of("en")).block(_table(IN_A_FILE + 20))
    assert len(_ids(html)) == IN_A_FILE + 20
    assert "<details" not in html
