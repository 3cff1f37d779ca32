"""Hold `group.yml`: the plans of a group, rates of exchange, and what the plans have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from erpsite.issues import Issue, Severity, Source
from erpsite.load.binding import bind
from erpsite.load.reading import read_bytes
from erpsite.load.schema import schema_of
from erpsite.load.yaml_reader import EMPTY, read_yaml
from erpsite.model.base import Record
from erpsite.model.initiative import LagUnit, LinkType
from erpsite.model.quantity import Currency, Day, Language, Month, PositiveFigure, Slug
from erpsite.model.text import Text
from erpsite.nearest import find_nearest

__all__ = [
    "GROUP_SCHEMA_NAME", "CrossLink", "Group", "GroupPlan", "Member", "Rate", "Shared", "SharedKpi",
    "group_schema", "is_address", "read_group",
]  # fmt: skip

_ADDRESS = re.compile(r"(?:https?://[^\s\"'<>]+|(?!/)[^\s:\"'<>\\]*)/?")
_FIELD = re.compile(r"[{}]")
_KNOWN_FIELD = re.compile(r"\{(?:language|release|month)\}")
_MOST_LAG = 2_000
_RELEASE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(\.[1-9][0-9]*)?")
_TASK = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+")


def is_address(value: str) -> bool:
    """Say whether a link may lead there: an http address, or one relative to the group's handbook."""
    return bool(_ADDRESS.fullmatch(value))


def _address(value: str) -> str:
    if not is_address(value):
        raise PydanticCustomError("group_address", "is neither an http address nor a relative one")
    if _FIELD.search(_KNOWN_FIELD.sub("", value)):
        raise PydanticCustomError(
            "group_address_field", "in braces, an address knows only language, release and month"
        )
    return value


def _release(value: str) -> str:
    if value and not _RELEASE.fullmatch(value):
        raise PydanticCustomError("group_release", "is not a release")
    return value


def _task(value: str) -> str:
    if not _TASK.fullmatch(value):
        raise PydanticCustomError("group_task", "is not company/initiative/phase")
    return value


TaskAddress = Annotated[str, AfterValidator(_task)]
"""A phase or milestone of a plan of the group: `company/initiative/part`."""


class GroupPlan(Record):
    """Name one plan of the group, and where it is."""

    id: Slug
    name: Text | None = None
    """Left out, the organisation that the plan names."""
    folder: str = ""
    """The folder of its data, relative to `group.yml`."""
    git: str = ""
    """A repository, where no folder is named: its address, or its folder relative to `group.yml`."""
    revision: str = "HEAD"
    """Branch, tag or commit of the repository."""
    within: str = "data"
    """Folder of the data within the repository."""
    summary: str = ""
    """What the company itself wrote for the group (`erpsite group share`), relative to `group.yml`."""
    edition: Slug | None = None
    """The edition of the plan that the group may see; left out, the whole plan. A summary has its own."""
    handbook: Annotated[str, AfterValidator(_address)] = ""
    """Address of the company's own handbook, which figures lead to; may be relative to the group's."""
    release: Annotated[str, AfterValidator(_release)] = ""
    """Release that `{release}` of the address stands for in its month, where that was issued again, such as
    `2026-10.1`; left out, and in other months, the month."""
    plants: tuple[Slug, ...] = ()
    """Plants that count; left out, all of the plan's."""

    @model_validator(mode="after")
    def _has_one_place(self) -> GroupPlan:
        if sum(bool(place) for place in (self.folder, self.git, self.summary)) != 1:
            raise PydanticCustomError("group_place", "needs one of folder, git and summary")
        return self


class Rate(Record):
    """State what one unit of a currency is worth in the group's."""

    currency: Currency
    rate: PositiveFigure
    """Units of the group's currency for one unit of this one."""
    on: Day
    """The day that the rate is of."""


class Member(Record):
    """Name one plan's own record that is the same thing."""

    plan: Slug
    id: Slug


class Shared(Record):
    """Say that records of several plans are one thing: a role whose people work for all, or a supplier."""

    id: Slug
    name: Text
    members: tuple[Member, ...]


class SharedKpi(Shared):
    """Say that KPIs of several plans measure the same in the same unit."""

    unit: str = ""
    """The unit of all of them; a KPI with another one stands apart. Left out, theirs are compared."""


class CrossLink(Record):
    """Tie a phase or milestone of one plan to one of another that it waits for."""

    before: TaskAddress
    after: TaskAddress
    type: LinkType = LinkType.FS
    lag: Annotated[StrictInt, Field(ge=-_MOST_LAG, le=_MOST_LAG)] = 0
    """Days between the two, or percent of the working days that the other takes; negative means a lead."""
    lag_unit: LagUnit = LagUnit.WORKING
    """What the lag counts; working days are those of the plan that waits."""


class Group(Record):
    """Hold the whole definition of a group."""

    name: Text
    currency: Currency
    languages: tuple[Language, ...]
    as_of: Month | None = None
    """Month at whose end all plans are shown; left out, each at its own last review."""
    plans: tuple[GroupPlan, ...]
    rates: tuple[Rate, ...] = ()
    kpis: tuple[SharedKpi, ...] = ()
    roles: tuple[Shared, ...] = ()
    suppliers: tuple[Shared, ...] = ()
    links: tuple[CrossLink, ...] = ()


GROUP_SCHEMA_NAME = "group.schema.json"


def group_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `group.yml`."""
    return schema_of(Group, GROUP_SCHEMA_NAME)


R = TypeVar("R", bound=Record)


def read_group(file: Path) -> tuple[Group | None, tuple[Issue, ...]]:
    """Return what a `group.yml` says, or None, and everything that is wrong in it, with its place."""
    name = file.name
    data = read_bytes(file, name)
    if data is None:
        return None, (Issue("missing-file", "the file is missing", Source(name)),)
    if isinstance(data, Issue):
        return None, (data,)
    parsed = read_yaml(data, name)
    if not parsed.complete:
        return None, parsed.issues
    tree: Any = {} if parsed.tree is EMPTY else parsed.tree
    group, issues = bind(Group, tree, name, parsed.lines)
    found = (*parsed.issues, *issues, *(_inconsistent(group) if group else ()))
    broken = any(issue.severity is Severity.ERROR for issue in found)
    return (None if broken else group), found


def _inconsistent(group: Group) -> Iterator[Issue]:
    """Tell ids that stand twice, and names of plans that are not in the group."""
    if not group.plans:
        yield Issue("group-no-plan", "the group names no plan: list them under `plans`", group.where)
    if not group.languages:
        yield Issue("group-no-language", "the group names no language: `languages: [en]`", group.where)
    yield from _doubled(group.plans, lambda one: one.id)
    yield from _doubled(group.rates, lambda one: one.currency)
    for kinds in (group.kpis, group.roles, group.suppliers):
        yield from _doubled(kinds, lambda one: one.id)
    yield from _doubled_members(group)
    for rate in group.rates:
        if rate.currency == group.currency and rate.rate != 1:
            message = "{currency} is the group's own currency, and worth 1 of it; take the rate out"
            yield Issue("group-own-rate", message, rate.where, values={"currency": rate.currency})
    yield from _unknown_plans(group)


def _doubled_members(group: Group) -> Iterator[Issue]:
    """Tell records of a plan that are two roles or suppliers of the group, or twice in one KPI."""
    for shared in group.kpis:
        yield from _doubled(shared.members, _named)
    for kind in (group.roles, group.suppliers):
        yield from _doubled([member for shared in kind for member in shared.members], _named)


def _unknown_plans(group: Group) -> Iterator[Issue]:
    known = [plan.id for plan in group.plans]
    for one in (*group.kpis, *group.roles, *group.suppliers):
        for member in one.members:
            yield from _unknown(member.plan, known, member.where)
    for link in group.links:
        for end in (link.before, link.after):
            yield from _unknown(end.partition("/")[0], known, link.where)


def _named(member: Member) -> str:
    return f"{member.plan}/{member.id}"


def _doubled(records: Sequence[R], key: Callable[[R], str]) -> Iterator[Issue]:
    first: dict[str, Source] = {}
    for record in records:
        name = key(record)
        if name in first:
            message = "'{name}' stands here a second time; the first is in line {line}"
            yield Issue(
                "group-doubled", message, record.where, values={"name": name, "line": first[name].line}
            )
        first.setdefault(name, record.where)


def _unknown(name: str, known: Iterable[str], where: Source) -> Iterator[Issue]:
    known = list(known)
    if name in known:
        return
    nearest = find_nearest(name, known)
    if nearest:
        message = "the group has no plan '{name}'; did you mean '{nearest}'?"
        yield Issue("group-unknown-plan", message, where, values={"name": name, "nearest": nearest})
    else:
        message = "the group has no plan '{name}'; it has {known}"
        yield Issue("group-unknown-plan", message, where, values={"name": name, "known": ", ".join(known)})
