"""Judge whether a project office watches."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Source
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_office"]

_OFFICE = ("pmo", "project office", "project management office", "项目管理办公室", "项目办")


@rule("P4-PMO", Pitfall.P4, place=2)
def judge_office(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """A project office that watches.

    Why: Somebody must watch the whole plan, or nobody does.
    Passes: A seat of the working group is held by the project office.
    Fails: No such seat is filled.
    Mend: Give the project office a seat in `working_group.yml`.
    """
    group = facts.handbook.working_group
    if group is None:
        where = Source("working_group.yml")
        yield NotJudged("plan", "working-group", "there is no working group", where)
        return
    empty = group.where_of("roles")
    for role in group.roles:
        words = " ".join((role.id, *role.name.versions)).casefold()
        if any(word in words for word in _OFFICE):
            if role.member:
                return
            empty = role.where
    yield Hit(
        "plan",
        "working-group",
        "no seat of the working group is held by the project office",
        empty,
    )
