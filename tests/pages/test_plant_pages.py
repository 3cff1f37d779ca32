"""Each plant has a page with its own values; the list has the worst first and folds all after thirty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erpsite.i18n import locale_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.plants import draw_plant, draw_plants
from erpsite.pages.render import HtmlRenderer
from erpsite.pages.site.site_map import site_map
from tests.factory import small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of
from tests.pages.test_plants import plan_of_many_plants


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_plant_has_a_page(language: str) -> None:
    book = book_of(plan_of_many_plants(), language, "2026-03")
    entries = {entry.path: entry for entry in site_map(book)}
    for name in book.handbook.plants:
        assert isinstance(next(iter(entries[f"plan/by-plant/{name}"].draw())), b.Lead)


def test_the_worst_thirty_stand_open_with_a_picture_and_the_others_fold() -> None:
    blocks = draw_plants(book_of(plan_of_many_plants(), "en", "2026-03"))
    rows = table_of(blocks, "plants").rows
    assert len(rows) == 30
    # Cycle times are to be short, so the last plant has the longest and stands worst.
    assert rows[0].anchor == "p-33"
    assert any(isinstance(cell, b.Spark) for cell in rows[0].cells)
    folded = [block for block in blocks if isinstance(block, b.Details)]
    assert len(table_of(folded[0].blocks, "plants-more").rows) == 3
    html = HtmlRenderer(locale_of("en"), "plan/by-plant").render(blocks).html
    assert html.partition("<details")[0].count('<tr id="p-') == 30


def test_a_plant_shows_its_own_value_beside_that_of_all() -> None:
    book = book_of(plan_of_many_plants(), "en", "2026-03")
    [row] = table_of(draw_plant(book, "p-07"), "kpis-of-p-07").rows
    assert words_of(row)[1].startswith("7")
    assert lead_of(draw_plant(book, "p-07")).startswith("In Plant p-07 ")


def test_a_plant_lists_the_work_on_the_modules_that_it_uses() -> None:
    plan = plan_of_many_plants()
    used = next(iter(plan.initiatives.values())).modules
    plants = {**plan.plants, "p-01": plan.plants["p-01"].model_copy(update={"modules": used[:1]})}
    book = book_of(plan.__class__(**{**vars(plan), "plants": plants}), "en", "2026-03")
    rows = table_of(draw_plant(book, "p-01"), "work-of-p-01").rows
    told = {name for name, one in plan.initiatives.items() if set(one.modules) & set(used[:1])}
    assert {row.cells[0].path.rpartition("/")[2] for row in rows if isinstance(row.cells[0], b.Link)} <= told
    assert rows


def test_a_plan_without_plants_has_no_such_page() -> None:
    paths = [entry.path for entry in site_map(book_of(small_handbook(), "en", "2026-03"))]
    assert not [path for path in paths if path.startswith("plan/by-plant")]


def test_what_is_known_of_no_plant_is_no_column_and_no_fact() -> None:
    plan = plan_of_many_plants()
    bare = replace(plan, tickets=(), health_values=(), incidents=())
    book = book_of(bare, "en", "2026-03")
    keys = [column.key for column in table_of(draw_plants(book), "plants").columns]
    assert keys == ["plant", "met", "worst", "spark"]
    keys = [column.key for column in table_of(draw_plants(book_of(plan, "en", "2026-03")), "plants").columns]
    assert "tickets" in keys
    [facts] = [block for block in draw_plant(book, "p-01") if isinstance(block, b.Facts)]
    assert ("Modules", b.Missing("none is named, so all of them")) in facts.pairs
    assert "Its people" not in dict(facts.pairs)
