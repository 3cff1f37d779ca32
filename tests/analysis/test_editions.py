"""An edition is the handbook without what it hides, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erpsite.analysis.editions import edition_of, mentions_of_hidden, texts_of
from erpsite.analysis.editions.amounts import without_amounts
from erpsite.analysis.editions.doubts import doubtful_amounts
from erpsite.errors import UnknownNameError
from erpsite.model import Handbook
from erpsite.model.plan import Edition
from erpsite.model.text import Text
from tests.factory import small_handbook

TOPICS = ("money", "people", "risks", "survey-comments", "minutes", "third-parties")


def hiding(*topics: str) -> Handbook:
    """Return an edition of the small plan that hides some topics."""
    handbook = small_handbook()
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": list(topics)})
    plan = handbook.plan.model_copy(update={"editions": (edition,)})
    return edition_of(replace(handbook, plan=plan), "some")


def test_an_edition_that_hides_nothing_is_the_handbook() -> None:
    assert replace(hiding(), edition=None, plan=small_handbook().plan) == small_handbook()


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        edition_of(small_handbook(), "nobody")


def test_money_goes_from_every_record() -> None:
    seen = hiding("money")
    assert seen.plan.budget.envelope is None
    assert all(role.daily_cost is None for role in seen.plan.roles)
    for initiative in seen.initiatives.values():
        assert (initiative.budget, initiative.benefit, initiative.budget_total) == ((), None, None)
        assert all(company.amount is None for company in initiative.third_parties)
        assert all(risk.cost is None for risk in initiative.risks)
    for review in seen.reviews.values():
        for progress in review.progress:
            assert (progress.spent, progress.committed, progress.forecast_cost) == (None, None, None)
    assert all(point.direct_loss is None for point in seen.pain_points.values())
    assert all(item.promised.cost is None and item.delivered.cost is None for item in seen.completed.values())


def test_risks_minutes_comments_and_companies_go_whole() -> None:
    seen = hiding("risks", "minutes", "survey-comments", "third-parties")
    assert seen.risks == {}
    assert all(review.risks == () and review.minutes is None for review in seen.reviews.values())
    assert all(answer.comment is None for answer in seen.survey)
    assert all(initiative.third_parties == () for initiative in seen.initiatives.values())
    lines = [line for initiative in seen.initiatives.values() for line in initiative.budget]
    assert lines
    assert all(line.third_party is None for line in lines)


def test_people_become_their_positions_under_ids_that_say_nothing() -> None:
    whole, seen = small_handbook(), hiding("people")
    assert list(seen.people) == [f"person-{n}" for n in range(1, len(whole.people) + 1)]
    for before, after in zip(whole.people.values(), seen.people.values(), strict=True):
        assert (after.name, after.title, after.email) == (before.title, before.title, None)
    for name, initiative in seen.initiatives.items():
        place = list(whole.people).index(whole.initiatives[name].owner or "")
        assert initiative.owner == f"person-{place + 1}"


def test_names_in_running_text_are_replaced_as_words() -> None:
    whole = small_handbook()
    person = next(iter(whole.people.values()))
    longer = person.name.in_("en").replace(" ", "") + "son"
    told = Text({"en": f"Ask {person.name.in_('en')}, not {longer}.", "zh": "没有名字"})
    name, initiative = next(iter(whole.initiatives.items()))
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": ["people"]})
    changed = replace(
        whole,
        plan=whole.plan.model_copy(update={"editions": (edition,)}),
        initiatives={**whole.initiatives, name: initiative.model_copy(update={"summary": told})},
    )
    summary = edition_of(changed, "some").initiatives[name].summary
    assert summary is not None
    assert summary.in_("en") == f"Ask {person.title.in_('en')}, not {longer}."
    assert summary.in_("zh") == "没有名字"


@pytest.mark.parametrize("topic", TOPICS)
def test_records_keep_their_place_in_the_data(topic: str) -> None:
    whole, seen = hiding(), hiding(topic)
    assert [one.where for one in seen.initiatives.values()] == [
        one.where for one in whole.initiatives.values()
    ]
    assert set(seen.kpis) == set(whole.kpis)
    assert len(list(texts_of(seen))) <= len(list(texts_of(whole)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It costs CNY 1,200,000 a year.", "It costs [amount withheld] a year."),
        ("It costs CNY 1.2 million a year.", "It costs [amount withheld] a year."),
        ("Between EUR 20 k and EUR 30 k.", "Between [amount withheld] and [amount withheld]."),
        ("在2,850万元预算内", "在（金额略）预算内"),
        ("每年36.2亿元，占18%", "每年（金额略），占18%"),
        ("¥300,000 and 12 people", "[amount withheld] and 12 people"),
        ("每月4.1万张凭证，2.6万个库位", "每月4.1万张凭证，2.6万个库位"),
        ("In 2026 3,040 people and 18% of 92 interfaces", "In 2026 3,040 people and 18% of 92 interfaces"),
    ],
)
def test_amounts_that_name_a_currency_go_from_texts(text: str, left: str) -> None:
    assert without_amounts(text, "CNY") == left


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("节省30万，", True), ("saves 300k a year", True), ("4.1万张凭证", False), ("64 days, 18%", False)],
)
def test_numbers_without_a_currency_are_pointed_out(text: str, doubtful: bool) -> None:
    assert bool(list(doubtful_amounts(text))) is doubtful


def test_doubtful_amounts_are_listed_with_their_place() -> None:
    whole = hiding("money")
    name, initiative = next(iter(whole.initiatives.items()))
    told = initiative.model_copy(update={"summary": Text("Saves 300k a year")})
    found = mentions_of_hidden(replace(whole, initiatives={**whole.initiatives, name: told}))
    assert [issue.values["words"] for issue in found] == ["Saves 300k"]
    assert mentions_of_hidden(hiding("risks")) == ()


@pytest.mark.parametrize(
    "unit", ["k€", "万元", "EUR per order", "CNY", "元/单", "thousand yuan", "亿元", "万"]
)
def test_values_that_are_counted_in_money_are_listed(unit: str) -> None:
    whole = hiding("money")
    name, kpi = next(iter(whole.kpis.items()))
    told = replace(whole, kpis={**whole.kpis, name: kpi.model_copy(update={"unit": Text(unit)})})
    found = [issue for issue in mentions_of_hidden(told) if issue.code == "edition-unit"]
    assert [issue.values["id"] for issue in found] == [name]
    left = mentions_of_hidden(told, cleared=[str(found[0].values["mark"])])
    assert not [issue for issue in left if issue.code == "edition-unit"]


@pytest.mark.parametrize("unit", ["%", "days", "个", "orders", "人天", "元件", "h"])
def test_values_that_count_something_else_are_not(unit: str) -> None:
    whole = hiding("money")
    name, kpi = next(iter(whole.kpis.items()))
    told = replace(whole, kpis={**whole.kpis, name: kpi.model_copy(update={"unit": Text(unit)})})
    assert not [issue for issue in mentions_of_hidden(told) if issue.code == "edition-unit"]
