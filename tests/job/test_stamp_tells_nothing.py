"""The stamp of an edition changes with what it shows, and with nothing that it hides or that comes later."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.job import tables_hash
from erpsite.model import Handbook
from erpsite.model.plan import Edition
from erpsite.pages.data.exports import exports
from tests.factory import small_handbook
from tests.pages.drawing import book_of

TOPICS = ("money", "people", "risks", "survey-comments", "minutes", "third-parties")


def _seen(handbook: Handbook, *others: str) -> str:
    """Return the hash that stands in the stamp of the edition `some`; `others` are there beside it."""
    named = [{"id": "some", "name": "Some", "hides": list(TOPICS)}]
    named += [{"id": other, "name": other, "hides": []} for other in others]
    editions = tuple(Edition.model_validate(one) for one in named)
    plan = handbook.plan.model_copy(update={"editions": editions})
    return tables_hash(exports(book_of(edition_of(replace(handbook, plan=plan), "some"), "en")))


def _with_initiative(handbook: Handbook, **changes: Any) -> Handbook:
    name = next(name for name, one in handbook.initiatives.items() if one.budget and one.risks)
    changed = handbook.initiatives[name].model_copy(update=changes)
    return replace(handbook, initiatives={**handbook.initiatives, name: changed})


def _twice_the_money(handbook: Handbook) -> Handbook:
    one = next(one for one in handbook.initiatives.values() if one.budget and one.risks)
    lines = [line.model_dump() for line in one.budget]
    for line in lines:
        line["by_quarter"] = {quarter: Decimal(amount) * 2 for quarter, amount in line["by_quarter"].items()}
    budget = tuple(line.model_copy(update=new) for line, new in zip(one.budget, lines, strict=True))
    return _with_initiative(handbook, budget=budget)


def test_a_hidden_value_does_not_change_the_stamp() -> None:
    handbook = small_handbook()
    assert tables_hash(exports(book_of(_twice_the_money(handbook), "en"))) != tables_hash(
        exports(book_of(handbook, "en"))
    )
    assert _seen(_twice_the_money(handbook)) == _seen(handbook)
    assert _seen(_with_initiative(handbook, risks=())) == _seen(handbook)


def test_another_edition_does_not_change_the_stamp() -> None:
    assert _seen(small_handbook(), "board", "partners") == _seen(small_handbook())


def test_what_is_shown_changes_the_stamp() -> None:
    handbook = small_handbook()
    fewer = dict(list(handbook.modules.items())[:-1])
    assert _seen(replace(handbook, modules=fewer)) != _seen(handbook)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_later_review_does_not_change_the_stamp_of_an_earlier_month(language: str) -> None:
    handbook = small_handbook()
    first, *later = handbook.reviews
    assert later
    early = replace(handbook, reviews={first: handbook.reviews[first]})
    both = [tables_hash(exports(book_of(one, language, first))) for one in (handbook, early)]
    assert both[0] == both[1]
