"""What is mandatory must be possible, also with all that it needs."""

from __future__ import annotations

from typing import Any

from erpsite.load.consistency.choices import check_exclusive_groups, check_mandatory_needs, check_rivals
from erpsite.load.consistency.draft import Draft
from erpsite.load.references import Ids
from erpsite.model.initiative import Initiative


def _draft(**rows: dict[str, Any]) -> Draft:
    base = {"name": "x", "type": "technology", "summary": "x", "modules": [], "owner": "zhao-min"}
    initiatives = tuple(Initiative.model_validate({**base, "id": name, **row}) for name, row in rows.items())
    return Draft(Ids(), initiatives=initiatives)


def test_what_mandatory_ones_need_may_not_exclude_each_other() -> None:
    draft = _draft(
        a={"mandatory": True, "depends_on": ["c"]},
        b={"mandatory": True, "depends_on": ["d"]},
        c={"exclusive_group": "x"},
        d={"exclusive_group": "x"},
    )
    (issue,) = check_mandatory_needs(draft)
    assert dict(issue.values) == {"first": "c", "second": "d"}
    assert not list(check_exclusive_groups(draft))
    assert not list(check_rivals(draft))


def test_two_mandatory_ones_of_a_group_are_told_once() -> None:
    draft = _draft(
        a={"mandatory": True, "exclusive_group": "x", "depends_on": ["b"]},
        b={"mandatory": True, "exclusive_group": "x"},
    )
    assert [issue.code for issue in check_exclusive_groups(draft)] == ["exclusive-group"]
    assert not list(check_mandatory_needs(draft))
    assert not list(check_rivals(draft))


def test_rivals_are_found_however_far_and_circles_end() -> None:
    draft = _draft(
        a={"depends_on": ["b"], "exclusive_group": "x"},
        b={"depends_on": ["c"]},
        c={"depends_on": ["a", "d"]},
        d={"exclusive_group": "x"},
    )
    found = list(check_rivals(draft))
    assert [set(issue.values.values()) for issue in found] == [{"a", "d"}] * 3


def test_what_can_be_chosen_is_left_alone() -> None:
    draft = _draft(
        a={"mandatory": True, "depends_on": ["b"]}, b={"exclusive_group": "x"}, c={"exclusive_group": "x"}
    )
    assert not [*check_rivals(draft), *check_mandatory_needs(draft), *check_exclusive_groups(draft)]
