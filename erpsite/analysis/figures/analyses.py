"""Keep every analysis of one state of the plan, each computed the first time it is asked for.

What computes it is read then, too: a command that asks for few analyses does not pay for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar, cast
from weakref import ref

from erpsite.analysis.figures.look_back import LookBack
from erpsite.analysis.state.plan_state import PlanState, state

if TYPE_CHECKING:
    from erpsite.analysis.goals.alignment import AlignedObjective, Alignment
    from erpsite.analysis.kpi.attainment import KpiStatus
    from erpsite.analysis.levelling.committed import Committed
    from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits
    from erpsite.analysis.money.budget import BudgetState
    from erpsite.analysis.money.contracts import ContractState
    from erpsite.analysis.money.draft_budget import DraftBudget
    from erpsite.analysis.money.value import PlanValue
    from erpsite.analysis.people.commitments import Commitment
    from erpsite.analysis.people.preparation import Readiness
    from erpsite.analysis.people.resources import Resources
    from erpsite.analysis.portfolio import Portfolio
    from erpsite.analysis.portfolio.priority import Priorities, RankedInitiative
    from erpsite.analysis.reviews.changes import Change
    from erpsite.analysis.reviews.forecast_history import MilestoneHistory
    from erpsite.analysis.schedule import Schedule
    from erpsite.analysis.schedule.optimism import Optimism
    from erpsite.analysis.schedule.plan import PlanNetwork
    from erpsite.analysis.schedule.unannounced import Unannounced
    from erpsite.analysis.state.initiative_state import InitiativeState
    from erpsite.analysis.state.registers import RiskState
    from erpsite.analysis.trace import ObjectiveSum, Thread, Trace
    from erpsite.analysis.trace.backlinks import Backlinks

__all__ = ["Analyses"]

T = TypeVar("T")


class Analyses(LookBack):
    """Hold the analyses of one state; nothing here depends on a language, so readers of any share it."""

    def __init__(self, state: PlanState) -> None:
        super().__init__(state)
        self._kept: dict[Callable[..., object], object] = {}
        self._kpis: dict[str, KpiStatus] = {}
        self._others: dict[str, Self] = {}
        self._first: Callable[[], Self | None] = lambda: None
        """Those that were asked first and hold the other months. Known weakly: with a circle among them all
        that was computed would stay in memory until the collector comes by."""
        self._changes: dict[tuple[str, str], tuple[Change, ...]] = {}

    def of(self, compute: Callable[[Self], T]) -> T:
        """Return what a function makes of these figures, computed once: the door for layers above."""
        if compute not in self._kept:
            self._kept[compute] = compute(self)
        return cast("T", self._kept[compute])

    def at(self, month: str) -> Self:
        """Return the figures at the end of a month (`YYYY-MM`), computed once for all who ask."""
        if month == self.state.as_of:
            return self
        if first := self._first():
            return first.at(month)
        if month not in self._others:
            self._others[month] = other = type(self)(state(self.handbook, month))
            other._first = ref(self)
        return self._others[month]

    def changes(self, first: str, second: str) -> tuple[Change, ...]:
        """Return what changed from the end of one month to the end of another, the weightiest first."""
        if origin := self._first():
            return origin.changes(first, second)
        from erpsite.analysis.reviews.changes import changes

        if (first, second) not in self._changes:
            was, now = self.at(first), self.at(second)
            kpis = was._kpis_by_id, now._kpis_by_id
            self._changes[first, second] = changes(was.state, now.state, kpis)
        return self._changes[first, second]

    def compute_ahead(self) -> None:
        """Compute every analysis now, so that all who share these figures find them computed."""
        for name in _names_of_analyses(type(self)):
            getattr(self, name)

    # What stands in the plan

    @cached_property
    def running(self) -> tuple[InitiativeState, ...]:
        """Return the initiatives that are approved and not finished."""
        return tuple(now for now in self.state.initiatives.values() if now.running)

    @cached_property
    def funded(self) -> tuple[InitiativeState, ...]:
        """Return the initiatives that are approved or finished."""
        stages = ("approved", "finished")
        return tuple(now for now in self.state.initiatives.values() if now.stage in stages)

    @cached_property
    def cost_forecast(self) -> bool:
        """Say whether any review has forecast what an initiative with a budget costs; else those stand in."""
        states = self.state.initiatives.values()
        return any(now.forecast_cost is not None and now.initiative.stated_cost is not None for now in states)

    @cached_property
    def links(self) -> Backlinks:
        """Return the reverse references of the plan."""
        from erpsite.analysis.trace.backlinks import backlinks

        return backlinks(self.state)

    @cached_property
    def pains_by_initiative(self) -> Mapping[str, tuple[str, ...]]:
        """Return the pain points that each initiative solves, whichever record holds the reference."""
        found: dict[str, list[str]] = {}
        for pain, initiatives in self.links.initiatives_of_pain_point.items():
            for name in initiatives:
                found.setdefault(name, []).append(pain)
        return {name: tuple(pains) for name, pains in found.items()}

    # Goals

    def kpi(self, name: str) -> KpiStatus:
        """Return the status of one KPI."""
        from erpsite.analysis.kpi.attainment import kpi_status

        if name not in self._kpis:
            self._kpis[name] = kpi_status(self.handbook, self.handbook.kpis[name], self.state.as_of)
        return self._kpis[name]

    @cached_property
    def _kpis_by_id(self) -> Mapping[str, KpiStatus]:
        return {name: self.kpi(name) for name in self.handbook.kpis}

    @cached_property
    def kpi_decimals(self) -> Mapping[str, int]:
        """Return the decimals with which the values of each KPI are told apart."""
        from erpsite.analysis.kpi.digits import kpi_decimals

        return kpi_decimals(self.handbook, self.state.as_of)

    @cached_property
    def kpis(self) -> tuple[KpiStatus, ...]:
        """Return the status of every KPI, in file order."""
        return tuple(self.kpi(name) for name in self.handbook.kpis)

    @cached_property
    def alignment(self) -> Alignment:
        """Return what serves what."""
        from erpsite.analysis.goals.alignment import alignment

        return alignment(self.state, self.links)

    @cached_property
    def aligned(self) -> Mapping[str, AlignedObjective]:
        """Return what serves each objective, by its id."""
        return {one.objective.id: one for one in self.alignment.objectives}

    @cached_property
    def trace(self) -> Trace:
        """Return what traces from evidence to a business goal, and where the rest breaks."""
        from erpsite.analysis.trace import trace

        return trace(self.state)

    @cached_property
    def threads(self) -> Mapping[str, Thread]:
        """Return the threads of the funded initiatives by id."""
        return {one.id: one for one in self.trace.threads}

    @cached_property
    def objective_sums(self) -> Mapping[str, ObjectiveSum]:
        """Return what serves each objective, with the sums."""
        from erpsite.analysis.trace import objective_sums

        return objective_sums(self.handbook, self.trace, self.benefits)

    # Money

    @cached_property
    def budget(self) -> BudgetState:
        """Return the money of the plan."""
        from erpsite.analysis.money.budget import budget_state

        return budget_state(self.state)

    @cached_property
    def earned_value(self) -> PlanValue:
        """Return earned value and earned schedule."""
        from erpsite.analysis.money.value import plan_value

        return plan_value(self.state)

    @cached_property
    def benefits(self) -> PlanBenefits:
        """Return cost, promise and proof of the funded initiatives."""
        from erpsite.analysis.money.benefits import plan_benefits

        return plan_benefits(self.state)

    @cached_property
    def benefit_of(self) -> Mapping[str, InitiativeBenefit]:
        """Return cost, promise and proof of each funded initiative, by its id."""
        return {one.id: one for one in self.benefits.initiatives}

    @cached_property
    def _contracts(self) -> Mapping[str, tuple[ContractState, ...]]:
        from erpsite.analysis.money.contracts import contracts

        everything = contracts(self.state)
        found: dict[str, list[ContractState]] = {"": [one for one in everything if one.funded]}
        for one in everything:
            found.setdefault(one.initiative, []).append(one)
        return {name: tuple(rows) for name, rows in found.items()}

    def contracts(self, initiative: str = "") -> tuple[ContractState, ...]:
        """Return the third parties of one initiative, or of all that are funded, late ones first."""
        return self._contracts.get(initiative, ())

    # Schedule and people

    @cached_property
    def network(self) -> PlanNetwork:
        """Return the tasks of the schedule with their links, which all that is computed of it shares."""
        from erpsite.analysis.schedule.plan import network_of

        return network_of(self.state)

    @cached_property
    def schedule(self) -> Schedule:
        """Return the computed schedule."""
        from erpsite.analysis.schedule import plan_schedule

        return plan_schedule(self.state, self.network)

    @cached_property
    def unannounced(self) -> Unannounced:
        """Return the years whose public holidays are not announced, and the dates that rest on them."""
        from erpsite.analysis.schedule.unannounced import unannounced_years

        return unannounced_years(self.state)

    @cached_property
    def optimism(self) -> Optimism:
        """Return how likely the promised dates are."""
        from erpsite.analysis.schedule.optimism import optimism

        return optimism(self.state, self.schedule, network=self.network)

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """Return who reaches what by when, owner by owner."""
        return tuple(one for found in self.commitments_by_owner.values() for one in found)

    @cached_property
    def commitments_by_owner(self) -> Mapping[str, tuple[Commitment, ...]]:
        """Return the commitments of each owner in the order of `people.yml`; who has none is not there."""
        from erpsite.analysis.people.commitments import commitments_by_owner

        return commitments_by_owner(self.state)

    @cached_property
    def forecast_histories(self) -> tuple[MilestoneHistory, ...]:
        """Return the history of every milestone's date, what moved most often first."""
        from erpsite.analysis.reviews.forecast_history import forecast_histories

        return forecast_histories(self.state)

    @cached_property
    def resources(self) -> Resources:
        """Return effort against capacity, by role and quarter."""
        from erpsite.analysis.people.resources import resources

        return resources(self.state)

    @cached_property
    def resources_by_month(self) -> Resources:
        """Return effort against capacity by month, of the roles for which effort is given by month."""
        from erpsite.analysis.people.resources import resources_by_month

        return resources_by_month(self.state)

    @cached_property
    def readiness(self) -> Readiness:
        """Return what must be in place before the meeting."""
        from erpsite.analysis.people.preparation import readiness

        return readiness(self.handbook, self.state.today)

    @cached_property
    def live_risks(self) -> tuple[RiskState, ...]:
        """Return the open risks of what is proposed or running, in the order of the register."""
        from erpsite.analysis.diagnosis.risks import live_risks

        return tuple(live_risks(self.state))

    # Choice

    @cached_property
    def priorities(self) -> Priorities:
        """Return the ranking of the initiatives."""
        from erpsite.analysis.portfolio.priority import priorities

        return priorities(self.handbook)

    @cached_property
    def rank(self) -> Mapping[str, RankedInitiative]:
        """Return each initiative's place in the ranking, by its id."""
        return {one.initiative.id: one for one in self.priorities.ranked}

    @cached_property
    def levelling(self) -> Committed | None:
        """Return the committed plan that capacity allows; None without one. Nothing is solved here."""
        if not self.handbook.levelling:
            return None
        from erpsite.analysis.levelling.committed import committed

        return committed(self.state)

    @cached_property
    def draft_budget(self) -> DraftBudget:
        """Return the split of the money above the cut line; of all that is ranked where no line falls."""
        from erpsite.analysis.money.draft_budget import draft_budget

        return draft_budget(one.initiative for one in self.priorities.drafted)

    @cached_property
    def portfolio(self) -> Portfolio:
        """Return the best portfolio beside the people's choice."""
        from erpsite.analysis.portfolio import portfolio

        return portfolio(self.state)


def _names_of_analyses(kind: type[Analyses]) -> Iterator[str]:
    """Yield the names of what is computed the first time that it is asked for."""
    for known in kind.__mro__:
        yield from (name for name, held in vars(known).items() if isinstance(held, cached_property))
