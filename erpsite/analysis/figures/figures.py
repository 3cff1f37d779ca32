"""Name the figures of one state of the plan: each with one id, one basis and one value, on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from erpsite.analysis.figures.analyses import Analyses
from erpsite.analysis.figures.figure import Figure
from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.people.commitments import Commitment
from erpsite.analysis.state.task_state import TaskState
from erpsite.model.plan import Rag

__all__ = ["BANDS", "Figures"]

BANDS = {Rag.GREEN: "on-track", Rag.AMBER: "at-risk", Rag.RED: "off-track", Rag.GREY: "no-data"}
"""How the ids of figures call a band."""


class Figures(Analyses):
    """Hold the named figures of one state; what they are made of stands in `Analyses`."""

    # Money, in the plan's currency

    @property
    def envelope(self) -> Figure[Decimal | None]:
        """Return the whole budget of the plan year."""
        return Figure("money.envelope", self.budget.envelope)

    @property
    def contingency(self) -> Figure[Decimal | None]:
        """Return the part of the envelope that is held back for surprises."""
        return Figure("money.contingency", self.budget.contingency)

    @property
    def spendable(self) -> Figure[Decimal | None]:
        """Return the envelope less the contingency."""
        return Figure("money.spendable", self.budget.spendable)

    @property
    def approved(self) -> Figure[Decimal]:
        """Return the budget of the initiatives that are approved or finished."""
        return Figure("money.approved", self.budget.approved)

    @property
    def free(self) -> Figure[Decimal | None]:
        """Return what may still be approved: spendable − approved."""
        return Figure("money.free", self.budget.free)

    @property
    def spent(self) -> Figure[Decimal]:
        """Return what is spent, also on what was deferred or dropped since: the money is gone."""
        return Figure("money.spent", self.budget.spent)

    @property
    def spend_known(self) -> bool:
        """Say whether any initiative has reported its spend; before, `spent` is no figure but a gap."""
        return any(now.spent is not None for now in self.state.initiatives.values())

    @property
    def spend_withheld(self) -> bool:
        """Say whether no spend is known because somebody may not say it, rather than because nobody did."""
        return not self.spend_known and any(
            "spent" in now.withheld for now in self.state.initiatives.values()
        )

    @property
    def spent_share(self) -> Figure[float | None]:
        """Return spent / envelope, the one denominator that spending is set against; None if not known."""
        return Figure("money.spent.of-envelope", self.budget.share(self.budget.spent))

    @property
    def spent_in_plan(self) -> Figure[Decimal]:
        """Return what is spent on the initiatives that are approved or finished, and on no others."""
        return Figure("money.spent.in-plan", self.benefits.spent)

    @property
    def spent_on_dropped(self) -> Figure[Decimal]:
        """Return what is spent on initiatives that were deferred or dropped since: spent − spent in plan."""
        return Figure("money.spent.dropped", self.budget.spent - self.benefits.spent)

    @property
    def committed(self) -> Figure[Decimal]:
        """Return what is ordered but not yet paid."""
        return Figure("money.committed", self.budget.committed)

    @property
    def at_completion(self) -> Figure[Decimal]:
        """Return the cost expected in the end, sunk money included; the budget stands in for a forecast."""
        return Figure("money.at-completion", self.budget.forecast)

    @property
    def at_completion_in_plan(self) -> Figure[Decimal]:
        """Return the cost expected in the end of the initiatives that are approved or finished."""
        return Figure("money.at-completion.in-plan", self.benefits.cost)

    @property
    def overrun(self) -> Figure[Decimal]:
        """Return at completion − approved, where both are known; positive costs more."""
        return Figure("money.overrun", self.budget.overrun)

    @property
    def overrun_share(self) -> Figure[float | None]:
        """Return the overrun as a share of what is approved; None where no budget is known."""
        money = self.budget
        share = float(money.overrun / money.approved) if money.approved else None
        return Figure("money.overrun.of-approved", share)

    @property
    def contingency_used(self) -> Figure[Decimal | None]:
        """Return how far the cost at completion reaches into the contingency."""
        return Figure("money.contingency.used", self.budget.contingency_used)

    @property
    def reporting(self) -> Figure[int]:
        """Return how many initiatives that are approved or finished have reported their spend."""
        return Figure("initiatives.reporting-spend", self.budget.reporting)

    # Initiatives

    def _stages(self, id_: str, *stages: str) -> Figure[int]:
        return Figure(id_, sum(now.stage in stages for now in self.state.initiatives.values()))

    @property
    def initiatives_running(self) -> Figure[int]:
        """Return how many initiatives are approved and not finished."""
        return Figure("initiatives.running", len(self.running))

    @property
    def initiatives_finished(self) -> Figure[int]:
        """Return how many initiatives are finished."""
        return self._stages("initiatives.finished", "finished")

    @property
    def initiatives_in_plan(self) -> Figure[int]:
        """Return how many initiatives are approved or finished."""
        return Figure("initiatives.in-plan", len(self.funded))

    def declared(self, rag: Rag) -> Figure[int]:
        """Return how many running initiatives their owners declare so; grey has not reported."""
        return Figure(f"initiatives.{BANDS[rag]}.declared", self._declared[rag])

    def computed(self, rag: Rag) -> Figure[int]:
        """Return how many running initiatives stand so by cost and slip."""
        return Figure(f"initiatives.{BANDS[rag]}.computed", self._computed[rag])

    @cached_property
    def judged_by_numbers(self) -> Figure[int]:
        """Return how many running initiatives cost and slip can judge."""
        grey = self._computed[Rag.GREY]
        return Figure("initiatives.judged-by-numbers", len(self.running) - grey)

    @cached_property
    def _declared(self) -> Counter[Rag]:
        return Counter(now.declared for now in self.running)

    @cached_property
    def _computed(self) -> Counter[Rag]:
        return Counter(now.computed for now in self.running)

    @property
    def watermelons(self) -> Figure[int]:
        """Return how many running initiatives are declared on track while their numbers are off track."""
        return Figure("initiatives.watermelons", sum(now.watermelon for now in self.running))

    # Milestones and commitments of what is approved or finished

    @cached_property
    def _stones(self) -> tuple[TaskState, ...]:
        return tuple(stone for now in self.funded for stone in now.milestones)

    @property
    def milestones(self) -> Figure[int]:
        """Return how many milestones there are."""
        return Figure("milestones.all", len(self._stones))

    @property
    def milestones_reached(self) -> Figure[int]:
        """Return how many milestones are reached, due or not."""
        return Figure("milestones.reached", sum(stone.done for stone in self._stones))

    @property
    def milestones_due(self) -> Figure[int]:
        """Return how many milestones were to be reached by now, by the approved date."""
        found = sum(stone.due(self.state.today) for stone in self._stones)
        return Figure("milestones.due.approved", found)

    @property
    def milestones_due_reached(self) -> Figure[int]:
        """Return how many of the milestones due by now, by the approved date, are reached."""
        found = sum(stone.done and stone.due(self.state.today) for stone in self._stones)
        return Figure("milestones.due-and-reached.approved", found)

    @property
    def milestones_missed(self) -> Figure[int]:
        """Return how many milestones are not reached though their approved date has passed."""
        found = sum(stone.missed(self.state.today) for stone in self._stones)
        return Figure("milestones.overdue.approved", found)

    @property
    def milestones_overdue(self) -> Figure[int]:
        """Return how many milestones are not reached though even the date expected now has passed."""
        found = sum(stone.overdue(self.state.today) for stone in self._stones)
        return Figure("milestones.overdue.expected", found)

    @property
    def milestones_late(self) -> Figure[int]:
        """Return how many open milestones are expected after their approved date."""
        late = sum(not stone.done and (stone.slip or 0) > 0 for stone in self._stones)
        return Figure("milestones.expected-late", late)

    @cached_property
    def milestones_moved(self) -> Figure[int]:
        """Return how many open milestones are told in time, but cannot be: the schedule moves them later."""
        found = sum(
            (stone.slip or 0) <= 0 and self.schedule.later(now.initiative.id, stone) is not None
            for now in self.funded
            for stone in now.milestones
        )
        return Figure("milestones.late-by-schedule", found)

    def _commitments_that(self, id_: str, those: Iterable[bool]) -> Figure[int]:
        return Figure(f"commitments.{id_}", sum(those))

    @property
    def commitments_made(self) -> Figure[int]:
        """Return how many commitments there are: milestones, and phases that no milestone ends."""
        return Figure("commitments.all", len(self.commitments))

    @property
    def commitments_reached(self) -> Figure[int]:
        """Return how many commitments are reached."""
        return self._commitments_that("reached", (one.task.done for one in self.commitments))

    @property
    def commitments_missed(self) -> Figure[int]:
        """Return how many commitments are not reached though their approved date has passed."""
        return self._commitments_that("overdue.approved", (self.missed(one) for one in self.commitments))

    @property
    def commitments_overdue(self) -> Figure[int]:
        """Return how many commitments are not reached though even the date expected now has passed."""
        return self._commitments_that("overdue.expected", (one.overdue for one in self.commitments))

    @property
    def commitments_untested(self) -> Figure[int]:
        """Return how many commitments have no acceptance test."""
        return self._commitments_that("untested", (not one.testable for one in self.commitments))

    def missed(self, one: Commitment) -> bool:
        """Say whether a commitment is not reached though its approved date has passed."""
        return one.task.missed(self.state.today)

    # KPIs

    @property
    def kpis_all(self) -> Figure[int]:
        """Return how many KPIs there are."""
        return Figure("kpis.all", len(self.kpis))

    def kpis_in(self, rag: Rag) -> Figure[int]:
        """Return how many KPIs stand in a band by their pace."""
        return Figure(f"kpis.{BANDS[rag]}", self._bands[rag])

    @cached_property
    def _bands(self) -> Counter[Rag]:
        return Counter(status.rag for status in self.kpis)

    @property
    def kpis_met(self) -> Figure[int]:
        """Return how many KPIs meet their target with a value of the month shown."""
        met = sum(bool(status.met) and status.rag is not Rag.GREY for status in self.kpis)
        return Figure("kpis.met", met)

    # Follow-up

    @property
    def actions_open(self) -> Figure[int]:
        """Return how many actions are open."""
        return Figure("actions.open", sum(one.status == "open" for one in self.state.actions.values()))

    @property
    def actions_overdue(self) -> Figure[int]:
        """Return how many open actions are past the day they are due."""
        return Figure("actions.overdue", sum(one.overdue for one in self.state.actions.values()))

    @property
    def reviews_held(self) -> Figure[int]:
        """Return how many monthly reviews have been held."""
        return Figure("reviews.held", len(self.state.reviews))

    # Service

    @cached_property
    def uptime_of_year(self) -> Uptime | None:
        """Return the uptime of the whole system over the twelve months up to the month shown."""
        found = self.availability.of_system(self.year)
        return found if isinstance(found, Uptime) else None

    @cached_property
    def months_with_uptime(self) -> int:
        """Return of how many of the twelve months up to the month shown an availability is known."""
        found = self.availability
        return sum(
            any(isinstance(found.cells[module, month], Uptime) for module in found.modules)
            for month in self.year
        )

    @cached_property
    def uptime_of_plan(self) -> Uptime | None:
        """Return the uptime of the whole system since the plan year began; None where nothing is known."""
        months = self.months_of_plan
        found = self.availability.of_system(months) if months and self.availability.modules else None
        return found if isinstance(found, Uptime) else None

    @cached_property
    def months_of_plan(self) -> tuple[str, ...]:
        """Return the months with a log of outages since the plan year began."""
        found, first = self.availability, self.handbook.plan.first_month
        return tuple(
            month
            for month in found.months
            if month >= first
            and any(isinstance(found.cells[module, month], Uptime) for module in found.modules)
        )
