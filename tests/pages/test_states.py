"""Unknown and withheld values: neither is zero, neither is green, and sums say of how many they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook, write_handbook
from erpsite.model.initiative import BudgetLine, Initiative
from erpsite.model.plan import Rag
from erpsite.model.review import Progress
from erpsite.pages.kit.book import Book
from erpsite.pages.plan.initiative_money import money_blocks
from erpsite.pages.plan.initiative_page import initiative_sentence
from erpsite.pages.plan.resources import draw_resources
from tests.factory import small_handbook
from tests.load.golden import BASE_PLAN, lay_out

AS_OF = "2026-03"


def _book(language: str = "en", reviews: bool = True, **changes: Any) -> Book:
    plan = small_handbook()
    name, one = next(iter(plan.initiatives.items()))
    raw = one.model_dump(exclude_defaults=True, by_alias=True, mode="json")
    raw.update(changes)
    first = Initiative.model_validate({key: value for key, value in raw.items() if value is not None})
    plan = replace(plan, initiatives={**plan.initiatives, name: first})
    return Book(state(plan if reviews else replace(plan, reviews={}), AS_OF), locale_of(language, "CNY"))


def _first(book: Book) -> Any:
    return next(iter(book.state.initiatives.values()))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "withheld: under negotiation"), ("zh", "不予公开：under negotiation")]
)
def test_a_withheld_budget_is_grey_with_its_reason_and_never_zero(language: str, words: str) -> None:
    book = _book(language, budget={"withheld": "under negotiation"}, budget_total=None)
    now = _first(book)
    assert now.initiative.stated_cost is None
    assert now.computed is not Rag.GREEN
    said = str(money_blocks(book, now)) + str(initiative_sentence(book, now))
    assert words in said
    assert "CNY\N{NO-BREAK SPACE}0" not in said


def test_a_budget_that_nobody_states_is_no_budget_of_zero() -> None:
    book = _book(budget=None, budget_total=None)
    assert "no budget stated" in str(money_blocks(book, _first(book)))
    money = book.figures.budget
    assert (money.stated, money.count) == (money.count - 1, money.count)
    assert f"of {money.stated} with a value, of {money.count} in all" in str(draw_resources(book))


def test_nothing_reported_is_nothing_known_of_what_is_spent() -> None:
    drawn = str(draw_resources(_book(reviews=False)))
    assert "not reported yet" in drawn


def test_an_amount_of_the_year_needs_no_quarters() -> None:
    line = BudgetLine.model_validate({"kind": "opex", "amount": 120_000})
    assert (line.total, line.unplaced) == (Decimal(120_000), Decimal(120_000))
    book = _book(budget=[{"kind": "opex", "amount": 120_000}], budget_total=None)
    assert _first(book).initiative.stated_cost == 120_000
    assert book.figures.budget.split.unplaced == 120_000
    assert book.figures.budget.split.by_kind["opex"] >= Decimal(120_000)
    assert "Not told by quarter" in str(money_blocks(book, _first(book)))


def test_a_withheld_spend_forgets_what_was_said_before() -> None:
    plan = small_handbook()
    name = next(iter(plan.initiatives))
    month, review = max(plan.reviews.items())
    report = Progress.model_validate({"initiative": name, "spent": {"withheld": "audit"}, "complete": 30})
    later = review.model_copy(update={"progress": (report,)})
    now = state(replace(plan, reviews={**plan.reviews, month: later}), month).initiatives[name]
    assert now.spent is None
    assert now.withheld["spent"] == "audit"


def test_withheld_values_are_read_from_yaml_and_csv_and_written_back(tmp_path: Any) -> None:
    case = {
        "write": {
            "kpis.csv": "kpi,month,actual\nuptime,2026-01,withheld: vendor objects\nuptime,2026-02,99.49\n"
        },
        "edit": {"kpis.yml": {"  decimals: 2": "  decimals: 2\n  value_of_unit: {withheld: contract}"}},
    }
    lay_out(case, tmp_path / "data")
    found = load_handbook(tmp_path / "data")
    assert found.handbook is not None
    assert found.handbook.kpi_actuals[0].withheld == {"actual": "vendor objects"}
    assert found.handbook.kpis["uptime"].withheld == {"value_of_unit": "contract"}
    assert "2026-01" not in found.handbook.actuals["uptime"]
    folder = tmp_path / "again"
    for path, text in write_handbook(found.handbook).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    again = load_handbook(folder).handbook
    assert again is not None
    assert again.kpis == found.handbook.kpis
    assert again.kpi_actuals == found.handbook.kpi_actuals
    assert BASE_PLAN.is_dir()
