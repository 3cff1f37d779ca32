"""Pages of work and measures offer the rows of one plant; rows are known by their initiative, risk or KPI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from erpsite.analysis.state.plants import changes_plant
from erpsite.model import Handbook
from erpsite.model.organisation import Plant
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.plan.commitments import draw_commitments
from erpsite.pages.plan.initiatives import draw_initiatives
from erpsite.pages.plan.kpis import draw_kpis
from erpsite.pages.plan.plants import draw_plant
from erpsite.pages.plan.risks import draw_risks
from erpsite.pages.plan.roadmap import draw_roadmap
from tests.factory import small_handbook
from tests.pages.drawing import book_of, table_of
from tests.pages.test_plants import plan_of_many_plants

_WORK = (draw_roadmap, draw_initiatives, draw_commitments, draw_risks)


def _plan(**stated: tuple[str, ...]) -> Handbook:
    """Return the small plan with plants north and south; `stated` says which an initiative names."""
    plan = small_handbook()
    plants = {name: Plant.model_validate({"id": name, "name": name.title()}) for name in ("north", "south")}
    initiatives = {
        name: one.model_copy(update={"plants": stated.get(name.replace("-", "_"), ())})
        for name, one in plan.initiatives.items()
    }
    return replace(plan, plants=plants, initiatives=initiatives)


def _choice(blocks: tuple[b.Block, ...]) -> b.Widget:
    [found] = [block for block in blocks if isinstance(block, b.Widget) and block.name == "plant"]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("draw", [*_WORK, draw_kpis])
def test_each_page_offers_its_plants_and_a_way_without_scripts(
    draw: Callable[[Book], tuple[b.Block, ...]], language: str
) -> None:
    blocks = draw(book_of(_plan(), language, "2026-03"))
    choice = _choice(blocks)
    assert choice.data["plants"] == [["north", "North"], ["south", "South"]]
    before = blocks[blocks.index(choice) - 1]
    assert isinstance(before, b.Paragraph)
    assert isinstance(before.content, tuple)
    links = [part.path for part in before.content if isinstance(part, b.Link)]
    assert links == ["plan/by-plant/north", "plan/by-plant/south"]


@pytest.mark.parametrize("draw", [*_WORK, draw_kpis])
def test_a_plan_without_plants_offers_none(draw: Callable[[Book], tuple[b.Block, ...]]) -> None:
    blocks = draw(book_of(small_handbook(), "en", "2026-03"))
    assert not [block for block in blocks if isinstance(block, b.Widget) and block.name == "plant"]


def test_what_names_a_plant_is_of_that_one_and_so_are_its_risks() -> None:
    plan = _plan()
    name = next(name for name, one in plan.initiatives.items() if one.risks)
    book = book_of(_plan(**{name.replace("-", "_"): ("south",)}), "en", "2026-03")
    data = _choice(draw_risks(book)).data
    assert data["sets"] == [[1]]
    risks = [one.risk.id for one in book.state.risks.values() if one.initiative == name]
    assert risks
    assert data["of"] == {f"initiatives/{name}": 0, **{f"risks/{one}": 0 for one in risks}}
    work = {where: {row.cells[0] for row in table_of(draw_plant(book, where), f"work-of-{where}").rows}
            for where in ("north", "south")}  # fmt: skip
    assert work["south"] - work["north"] == {book.link("initiatives", name)}


def test_a_kpi_is_of_the_plants_that_it_is_told_of() -> None:
    book = book_of(plan_of_many_plants(), "en", "2026-03")
    blocks = draw_kpis(book)
    data = _choice(blocks).data
    of, sets = data["of"], data["sets"]
    assert isinstance(of, dict)
    assert isinstance(sets, list)
    assert len(sets[of["kpis/cycle-time"]]) == 33
    others = {name: sets[place] for name, place in of.items() if name != "kpis/cycle-time"}
    assert others
    assert not any(others.values())
    before = blocks[blocks.index(_choice(blocks)) - 1]
    assert isinstance(before, b.Paragraph)
    assert before.content == (b.Link("33 plants, each with a page of its own", "plan/by-plant"),)


@pytest.mark.parametrize(
    ("named", "modules", "used", "expected"),
    [
        ((), ("a",), ("a", "b"), True),
        ((), ("a",), ("b",), False),
        ((), ("a",), (), True),
        ((), (), ("b",), True),
        (("p",), ("a",), ("b",), True),
        (("q",), ("a",), ("a",), False),
    ],
)
def test_which_work_changes_a_plant(
    named: tuple[str, ...], modules: tuple[str, ...], used: tuple[str, ...], expected: bool
) -> None:
    plant = Plant.model_validate({"id": "p", "name": "P", "modules": used})
    one = next(iter(small_handbook().initiatives.values()))
    assert changes_plant(one.model_copy(update={"plants": named, "modules": modules}), plant) is expected
