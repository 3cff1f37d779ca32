"""Carry over the initiatives that are not finished, with their ids and what they still have to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from typing import TypeVar

from erpsite.analysis.rollover.note import Turn
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.registers import RiskState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.initiative import BudgetLine, Initiative, Link, Milestone, Phase
from erpsite.model.risk import Risk

__all__ = ["carried_initiatives", "next_initiatives"]

Part = TypeVar("Part", Phase, Milestone)


def carried_initiatives(turn: Turn) -> tuple[str, ...]:
    """Return the ids of what goes on: what runs, was deferred, or was never decided."""
    return tuple(
        name
        for name, now in turn.before.initiatives.items()
        if now.stage in ("approved", "deferred", "proposed")
    )


def next_initiatives(turn: Turn, carried: Set[str]) -> Mapping[str, Initiative]:
    """Return the initiatives that go on, as proposals for the meeting to resolve."""
    return {name: _Carrier(turn, now, carried).carry()
            for name, now in turn.before.initiatives.items() if name in carried}  # fmt: skip


@dataclass(frozen=True)
class _Carrier:
    """Carry one initiative over."""

    turn: Turn
    now: InitiativeState
    carried: Set[str]

    @property
    def file(self) -> str:
        return f"initiatives/{self.now.initiative.id}.yml"

    def note(self, *place: str, text: str) -> None:
        self.turn.note(self.file, *place, text=text)

    def carry(self) -> Initiative:
        """Return the initiative with what is left of it, and note what the meeting must decide."""
        old, tr = self.now.initiative, self.turn.tr
        self.note(
            "stage", text=tr("Decide whether it goes on; last year it was “{stage}”.", stage=self._stage())
        )
        phases, milestones = tuple(self._phases()), tuple(self._milestones())
        kept = {phase.id for phase in phases}
        milestones = tuple(
            one if one.phase in kept else one.model_copy(update={"phase": None}) for one in milestones
        )
        parts = kept | {stone.id for stone in milestones}
        if old.effort:
            self.note(text=tr("Estimate the person-days that are left, by role and quarter (effort)."))
        if old.benefit and old.benefit.measure_on and old.benefit.measure_on < self.turn.first_day:
            self.note("benefit", "measure_on", text=tr("Set when the benefit is measured."))
        return old.model_copy(
            update={
                "stage": "proposed",
                "owner": self.now.owner,
                "phases": tuple(self._relink(phase, parts) for phase in phases),
                "milestones": tuple(self._relink(stone, parts) for stone in milestones),
                "depends_on": tuple(name for name in old.depends_on if name in self.carried),
                "budget": self._budget(),
                "budget_total": None,
                "effort": (),
                "risks": tuple(self._risks()),
                "carried_from": old.id,
                "optimism": None,
            }
        )

    def _stage(self) -> str:
        tr = self.turn.tr
        names = {"approved": tr("approved"), "deferred": tr("deferred"), "proposed": tr("proposed")}
        return names[self.now.stage]

    @property
    def _late(self) -> bool:
        """Say whether work has not begun, so that the whole schedule moves into the new year."""
        return self.now.stage != "approved"

    def _phases(self) -> Iterator[Phase]:
        """Yield the phases that are not done, on the days now expected."""
        for phase in self.now.initiative.phases:
            task = self.now.tasks[phase.id]
            if task.done:
                continue
            if self._late:
                yield self._moved(phase)
                continue
            self._warn_of_old_day(task, "phases")
            yield phase.model_copy(
                update={
                    "start": task.start,
                    "finish": task.finish,
                    "duration": None if task.finish else phase.duration,
                }
            )

    def _moved(self, phase: Phase) -> Phase:
        start = self.turn.worked_day(phase.start) if phase.start else None
        finish = self.turn.worked_day(phase.finish) if phase.finish else None
        self.note("phases", phase.id, text=self.turn.tr("Set the days; they are last year’s plus a year."))
        return phase.model_copy(update={"start": start, "finish": finish})

    def _milestones(self) -> Iterator[Milestone]:
        for stone in self.now.initiative.milestones:
            task = self.now.tasks[stone.id]
            if task.done:
                continue
            if self._late:
                moved = self.turn.worked_day(stone.date) if stone.date else None
                yield stone.model_copy(update={"date": moved})
                continue
            self._warn_of_old_day(task, "milestones")
            yield stone.model_copy(update={"date": task.finish or stone.date})

    def _warn_of_old_day(self, task: TaskState, field: str) -> None:
        if task.finish and task.finish < self.turn.first_day:
            text = self.turn.tr("It is expected before the year begins; take it out once it is done.")
            self.note(field, task.id, text=text)

    def _relink(self, part: Part, parts: Set[str]) -> Part:
        return part.model_copy(
            update={"after": tuple(link for link in part.after if self._stays(link, parts))}
        )

    def _stays(self, link: Link, parts: Set[str]) -> bool:
        """Say whether what a part waits for is still there."""
        name, _, inner = link.to.partition("/")
        if not inner and link.to in parts:
            return True
        if name not in self.carried or name == self.now.initiative.id:
            return bool(inner) and name == self.now.initiative.id and inner in parts
        other = self.turn.before.initiatives[name]
        return not inner or (inner in other.tasks and not other.tasks[inner].done)

    def _budget(self) -> tuple[BudgetLine, ...]:
        """Return what is left to spend, in the first quarter, until someone spreads it."""
        old, tr = self.now.initiative, self.turn.tr
        expected = self.now.forecast_cost if self.now.forecast_cost is not None else old.cost
        left = max(expected - (self.now.spent or Decimal(0)), Decimal(0))
        if not left:
            self.note(text=tr("No money is left of its budget; say what it still needs."))
            return ()
        largest = max(old.budget, key=lambda line: line.total, default=None)
        self.note(
            "budget", text=tr("This is forecast less spent; approve it and spread it over the quarters.")
        )
        quarters = {self.turn.first_quarter: left}
        return (BudgetLine(kind=largest.kind if largest else "opex", by_quarter=quarters),)

    def _risks(self) -> Iterator[Risk]:
        for state in self.turn.before.risks.values():
            if state.initiative == self.now.initiative.id and state.status == "open":
                yield self._risk(state)

    def _risk(self, state: RiskState) -> Risk:
        first, risk = self.turn.first_day, state.risk
        fields = {name: getattr(risk, name) for name in Risk.model_fields}
        look = state.next_look if state.next_look and state.next_look >= first else None
        shown = risk.trigger_date if risk.trigger_date and risk.trigger_date >= first else None
        self.note("risks", risk.id, text=self.turn.tr("Look at this open risk again, and say when next."))
        fields |= {"probability": state.probability, "impact": state.impact}
        fields |= {"next_look": look, "trigger_date": shown}
        return Risk(**fields)
