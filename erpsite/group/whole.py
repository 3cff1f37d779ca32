"""Add up what adds up over the companies of a group, and order the rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from erpsite.analysis.people.resources import months_of
from erpsite.frozen import dataclass
from erpsite.group.company import (
    Company,
    CompanyKpi,
    CompanyPlant,
    Contract,
    LoadOfRole,
    Project,
    Threat,
    Words,
)  # fmt: skip
from erpsite.group.definition import Group, Member, Rate, Shared
from erpsite.group.links import Awaited, awaited
from erpsite.model.plan import Rag
from erpsite.model.quantity import quarter_of

__all__ = ["Failed", "LostMember", "Supplier", "Total", "Whole", "whole_of"]

_URGENCY = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREY: 2, Rag.GREEN: 3}


@dataclass(frozen=True)
class Failed:
    """Hold a plan of the group that could not be read, and why."""

    id: str
    reasons: Mapping[str, str]
    """In each language of the group, and in that of the messages."""

    def why(self, language: str) -> str:
        """Return the reason in a language."""
        return self.reasons[language]


@dataclass(frozen=True)
class LostMember:
    """Hold a member of what plans share that is not there, or does not fit, in a plan that was read."""

    kind: Literal["kpi", "unit", "role", "supplier"]
    member: Member
    company: Company
    unit: Words = field(default_factory=dict)
    """What its values are measured in, where that is another unit than the one that is stated."""
    stated: str = ""


@dataclass(frozen=True)
class Total:
    """Hold a sum in the group's currency, and of how many companies it is."""

    amount: Decimal | None
    """None where no company's amount is known in the group's currency."""
    of: int
    every: int


@dataclass(frozen=True)
class Supplier:
    """Hold one supplier of the group with its contracts, each with its company."""

    id: str
    name: Mapping[str, str]
    contracts: tuple[tuple[Company, Contract], ...]
    companies: int
    amount: Total
    late: int


@dataclass(frozen=True)
class RoleLoad:
    """Hold what all companies ask of a shared role in a quarter, in person-days."""

    role: str
    period: str
    """A quarter of the calendar, `2026-Q1`; else the first and last month of it, `2026-02/2026-04`."""
    effort: float
    capacity: float | None
    """None where no company states one."""
    parts: tuple[tuple[Company, LoadOfRole], ...]

    @property
    def begins(self) -> str:
        """Return the first month."""
        return self.period[:7] if "/" in self.period else months_of(self.period, 1)[0]

    @property
    def over(self) -> float:
        """Return the person-days above capacity."""
        return max(self.effort - self.capacity, 0.0) if self.capacity is not None else 0.0


@dataclass(frozen=True)
class Whole:
    """Hold a group: its definition, what was read of each plan, and the plans that could not be read."""

    group: Group
    companies: tuple[Company, ...]
    failed: tuple[Failed, ...] = ()
    told: tuple[Awaited, ...] | None = None
    """The links with what they do, where that is known without the schedules."""

    @cached_property
    def by_id(self) -> Mapping[str, Company]:
        """Return the companies by id, in the group's order."""
        return {one.id: one for one in self.companies}

    @cached_property
    def worst_first(self) -> tuple[Company, ...]:
        """Return the companies, off track before at risk, of those the later before the earlier."""
        return tuple(sorted(self.companies, key=lambda one: (_URGENCY[one.rag], -(one.late or 0))))

    @cached_property
    def month(self) -> str:
        """Return the newest month that any plan is shown at; the group's own where it says one."""
        months = [one.as_of for one in self.companies]
        return self.group.as_of or max(months, default="")

    @cached_property
    def rates(self) -> Mapping[str, Rate]:
        """Return the rate of each currency."""
        return {one.currency: one for one in self.group.rates}

    def converted(self, company: Company, amount: Decimal | None) -> Decimal | None:
        """Return an amount of a company in the group's currency; None where no rate is stated."""
        if amount is None or company.currency == self.group.currency:
            return amount
        rate = self.rates.get(company.currency)
        return None if rate is None else amount * Decimal(str(rate.rate))

    def total(self, amount: Callable[[Company], Decimal | None]) -> Total:
        """Return the sum of an amount over the companies of which it is known in the group's currency."""
        found = [self.converted(one, amount(one)) for one in self.companies]
        return self._sum(found, len(self.companies))

    @staticmethod
    def _sum(found: Iterable[Decimal | None], every: int) -> Total:
        known = [one for one in found if one is not None]
        return Total(sum(known, Decimal(0)) if known else None, len(known), every)

    @cached_property
    def without_rate(self) -> tuple[Company, ...]:
        """Return the companies whose amounts cannot be said in the group's currency."""
        own = self.group.currency
        return tuple(
            one
            for one in self.companies
            if one.currency != own and one.currency not in self.rates and not one.hides_money
        )

    @cached_property
    def doubled(self) -> tuple[tuple[Company, Company], ...]:
        """Return the companies that are the same plan of the same year as an earlier one, each with that one.

        What they hold stands twice in every sum.
        """
        first: dict[tuple[str, int], Company] = {}
        found = []
        for one in self.companies:
            earlier = first.setdefault((one.plan, one.plan_year), one)
            if one.plan and earlier is not one:
                found.append((earlier, one))
        return tuple(found)

    @cached_property
    def projects(self) -> tuple[tuple[Company, Project], ...]:
        """Return the initiatives that run, the worst first: by status, then by days late."""
        found = [(one, project) for one in self.companies for project in one.projects]
        running = [pair for pair in found if pair[1].stage == "approved"]
        return tuple(sorted(running, key=lambda pair: (_URGENCY[pair[1].rag], -(pair[1].slip or 0))))

    @cached_property
    def projects_of(self) -> Mapping[str, tuple[tuple[Company, Project], ...]]:
        """Return the initiatives that run by company, in the same order."""
        found: dict[str, list[tuple[Company, Project]]] = {one.id: [] for one in self.companies}
        for pair in self.projects:
            found[pair[0].id].append(pair)
        return {name: tuple(pairs) for name, pairs in found.items()}

    @cached_property
    def candidates(self) -> tuple[tuple[Company, Project], ...]:
        """Return what every plan ranks, by benefit per cost; what lacks one of them follows."""
        found = [(one, project) for one in self.companies for project in one.projects if project.rank]
        return tuple(
            sorted(found, key=lambda pair: (-(self.worth(pair[1]) or Decimal(-1)), pair[1].rank or 0))
        )

    @staticmethod
    def worth(project: Project) -> Decimal | None:
        """Return the promised benefit of a year ÷ budget; None where one of them is unknown."""
        if not project.budget or project.benefit is None:
            return None
        return project.benefit / project.budget

    @cached_property
    def plants(self) -> tuple[tuple[Company, CompanyPlant], ...]:
        """Return every plant of the group, the one that stands worst first."""
        found = [(one, plant) for one in self.companies for plant in one.plants]
        return tuple(sorted(found, key=lambda pair: (-pair[1].weight, pair[0].id, pair[1].id)))

    @cached_property
    def threats(self) -> tuple[tuple[Company, Threat], ...]:
        """Return the live risks, the highest score first."""
        found = [(one, threat) for one in self.companies for threat in one.threats]
        return tuple(sorted(found, key=lambda pair: (-pair[1].score, pair[0].id, pair[1].id)))

    @cached_property
    def lost(self) -> tuple[LostMember, ...]:
        """Return the members of what plans share that stand apart, of plans that were read."""
        return (*self._lost_kpis(), *self._lost_roles(), *self._lost_suppliers())

    def _lost_kpis(self) -> Iterator[LostMember]:
        for shared in self.group.kpis:
            for member, company in self._members(shared):
                kpi = self.kpi(company, member.id)
                if kpi is None:
                    yield LostMember("kpi", member, company)
                elif shared.unit and shared.unit not in kpi.unit.values():
                    yield LostMember("unit", member, company, kpi.unit, shared.unit)

    def _lost_roles(self) -> Iterator[LostMember]:
        for shared in self.group.roles:
            for member, company in self._members(shared):
                if member.id not in {load.role for load in company.loads}:
                    yield LostMember("role", member, company)

    def _lost_suppliers(self) -> Iterator[LostMember]:
        for shared in self.group.suppliers:
            for member, company in self._members(shared):
                known = {contract.party for contract in company.contracts}
                if member.id not in known and "third-parties" not in company.hides:
                    yield LostMember("supplier", member, company)

    def _members(self, shared: Shared) -> Iterator[tuple[Member, Company]]:
        """Yield the members of plans that were read."""
        for member in shared.members:
            if company := self.by_id.get(member.plan):
                yield member, company

    def kpi(self, company: Company, id_: str) -> CompanyKpi | None:
        """Return a KPI of a company."""
        return next((one for one in company.kpis if one.id == id_), None)

    @cached_property
    def suppliers(self) -> tuple[Supplier, ...]:
        """Return the suppliers that work for two companies or more, or have a name in the group.

        Those of different plans are one where `group.yml` says so; else each name is a supplier of its own.
        """
        shared = {(m.plan, m.id): one for one in self.group.suppliers for m in one.members}
        found: dict[str, list[tuple[Company, Contract]]] = {}
        names: dict[str, Mapping[str, str]] = {}
        for company in self.companies:
            for contract in company.contracts:
                known = shared.get((company.id, contract.party))
                key = known.id if known else f"{company.id}/{contract.party}"
                found.setdefault(key, []).append((company, contract))
                named = {one: known.name.in_(one) for one in self.group.languages} if known else contract.name
                names.setdefault(key, named)
        every = [self._supplier(key, names[key], pairs) for key, pairs in found.items()]
        return tuple(
            sorted(every, key=lambda one: (-one.companies, -one.late, -(one.amount.amount or 0), one.id))
        )

    def _supplier(self, key: str, name: Mapping[str, str], pairs: list[tuple[Company, Contract]]) -> Supplier:
        amounts = [self.converted(company, contract.amount) for company, contract in pairs]
        return Supplier(
            key,
            name,
            tuple(pairs),
            len({company.id for company, _ in pairs}),
            self._sum(amounts, len(pairs)),
            sum(contract.late for _, contract in pairs),
        )

    @cached_property
    def role_loads(self) -> tuple[RoleLoad, ...]:
        """Return the load of each shared role by quarter of the calendar, the most overloaded first.

        Capacities of the companies add up: their people work for all. Quarters of different fiscal years are
        one where they have the same months; others stand apart.
        """
        shared = {(m.plan, m.id): one.id for one in self.group.roles for m in one.members}
        found: dict[tuple[str, str], list[tuple[Company, LoadOfRole]]] = {}
        for company in self.companies:
            for load in company.loads:
                role = shared.get((company.id, load.role))
                if role:
                    period = _months_of_load(load.period, company.fiscal_offset)
                    found.setdefault((role, period), []).append((company, load))
        loads = [_added(role, period, pairs) for (role, period), pairs in found.items()]
        return tuple(sorted(loads, key=lambda one: (-one.over, one.begins, one.period, one.role)))

    @cached_property
    def awaited(self) -> tuple[Awaited, ...]:
        """Return the links across plans with what they do to those who wait, the longest delay first."""
        return awaited(self.group.links, self.by_id) if self.told is None else self.told

    @cached_property
    def expected(self) -> dt.date | None:
        """Return when the last plan ends."""
        return max((one.expected for one in self.companies if one.expected), default=None)

    @cached_property
    def expected_with_links(self) -> dt.date | None:
        """Return when the last plan ends if the links between plans are kept."""
        ends = [one.end for one in self.awaited if one.end]
        return max([*ends, *([self.expected] if self.expected else [])], default=None)


def _months_of_load(quarter: str, fiscal_offset: int) -> str:
    """Return the calendar's quarter with the months of a fiscal one, or its months where there is none."""
    first, *_, last = months_of(quarter, fiscal_offset)
    return quarter_of(first) if int(first[5:]) % 3 == 1 else f"{first}/{last}"


def _added(role: str, period: str, pairs: list[tuple[Company, LoadOfRole]]) -> RoleLoad:
    stated = [load.capacity for _, load in pairs if load.capacity is not None]
    capacity = sum(stated) if stated else None
    return RoleLoad(role, period, sum(load.effort for _, load in pairs), capacity, tuple(pairs))


def whole_of(
    group: Group, companies: Iterable[Company], failed: Iterable[Failed] = (),
    told: tuple[Awaited, ...] | None = None,
) -> Whole:  # fmt: skip
    """Return a group of the companies that could be read; those of one name are told apart by their ids."""
    return Whole(group, _told_apart(tuple(companies)), tuple(failed), told)


def _told_apart(companies: tuple[Company, ...]) -> tuple[Company, ...]:
    """Return the companies, each with its id behind a name that another one has, too."""
    names = Counter(pair for one in companies for pair in one.name.items())
    return tuple(
        replace(one, name={language: f"{name} ({one.id})" for language, name in one.name.items()})
        if any(names[pair] > 1 for pair in one.name.items())
        else one
        for one in companies
    )
