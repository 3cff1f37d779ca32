"""Prove that the chooser of two months holds every pair, once each, and the page says it without a script."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.reviews.changes import changes
from erpsite.i18n import locale_of
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.pages.data.changes import draw_changes, months_table
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.source_pages import LINES, MOST_LINES, source_address
from erpsite.pages.render import HtmlRenderer
from tests.factory import bare_handbook, small_handbook


def _book(handbook: Handbook, language: str = "en", month: str = "") -> Book:
    return Book(state(handbook, month or handbook.default_as_of), locale_of(language, "CNY"))


def _data(blocks: tuple[b.Block, ...]) -> dict[str, Any]:
    (widget,) = [block for block in blocks if isinstance(block, b.Widget)]
    return widget.data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_pair_holds_the_changes_between_its_months(language: str) -> None:
    handbook = small_handbook()
    data = _data(draw_changes(_book(handbook, language)))
    months = [month for month, _ in data["months"]]
    assert months == ["2026-01", "2026-02", "2026-03"]
    assert set(data["pairs"]) == {"0-1", "0-2", "1-2"}
    for pair, (count, *numbers) in data["pairs"].items():
        first, second = (months[int(place)] for place in pair.split("-"))
        found = changes(state(handbook, first), state(handbook, second))
        assert count == len(found) == len(numbers)
        wheres = [f"{data['files'][data['rows'][n][3]]}{data['rows'][n][4]}" for n in numbers]
        assert wheres == [str(change.where) for change in found]


def test_a_row_of_several_pairs_is_stored_once() -> None:
    data = _data(draw_changes(_book(small_handbook())))
    assert len(set(data["rows"])) == len(data["rows"])
    used = [number for _, *numbers in data["pairs"].values() for number in numbers]
    assert len(used) > len(data["rows"]) == len(set(used))


def test_months_after_the_one_shown_are_not_offered() -> None:
    data = _data(draw_changes(_book(small_handbook(), month="2026-02")))
    assert [month for month, _ in data["months"]] == ["2026-01", "2026-02"]


def test_the_counts_stand_in_a_table_too() -> None:
    table = months_table(_book(small_handbook()))
    rows = {row.cells[0].text: [cell.value for cell in row.cells[1:]] for row in table.rows}  # type: ignore[union-attr]
    whole = small_handbook()
    since = [len(changes(state(whole, month), state(whole, "2026-03"))) for month in ("2026-02", "2026-01")]
    assert rows["March 2026"] == since


def test_a_plan_without_reviews_has_no_chooser() -> None:
    blocks = draw_changes(_book(bare_handbook()))
    assert not [block for block in blocks if isinstance(block, b.Widget)]


def test_links_to_lines_come_as_patterns() -> None:
    def link(source: Source) -> str:
        return f"https://git.example.org/src/{source.path}#L{source.line}"

    widget = b.Widget("compare", {}, ("plan/kpis",), ("kpis.csv",))
    html = HtmlRenderer(locale_of("en", "CNY"), "data/changes", source_url=link).render([widget]).html
    assert '"sources":{"kpis.csv":"https://git.example.org/src/kpis.csv#L{line}"}' in html
    bare = HtmlRenderer(locale_of("en", "CNY"), "data/changes").render([widget]).html
    assert '"sources":{"kpis.csv":null}' in bare


def test_links_to_lines_of_carried_files_name_the_page_of_the_line() -> None:
    def link(source: Source) -> str:
        return f"../../source/{source_address(source.path, source.line or 1)}#L{source.line}"

    widget = b.Widget("compare", {}, (), ("tickets.csv",))
    html = HtmlRenderer(locale_of("en", "CNY"), "data/changes", source_url=link).render([widget]).html
    assert '"sources":{"tickets.csv":"../../source/tickets.csv{page}.html#L{line}"}' in html
    assert f'"lines":[{LINES},{MOST_LINES}]' in html
