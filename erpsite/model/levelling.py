"""Hold `levelling/YYYY-MM.yml`: the plan that capacity allows, as it was computed and committed."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Figure, Month, PositiveFigure, Quarter, Ref, Share, Slug, Whole
from erpsite.model.text import Text

__all__ = [
    "Absence", "ChanceOfEnd", "FreezePeriod", "LevelSettings", "LevelledChances", "LevelledGoal",
    "LevelledLoad", "Levelling", "Move", "Relief", "SharedRole", "Told",
]  # fmt: skip

Goal = Literal["promises", "end", "moves"]


@kind("freeze_periods", page=None)
class FreezePeriod(Record):
    """Name a time in which nothing goes live, such as the year-end close."""

    id: Slug
    name: Text
    first: Day
    last: Day
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    """Modules that it holds for; left out, all of them."""


class Absence(Record):
    """Say when people of a role are away; it is taken off the capacity of the quarter."""

    first: Day
    last: Day
    people: PositiveFigure = 1
    """How many of them, each for the working days of that time."""
    reason: Text | None = None


class LevelSettings(Record):
    """Say how the plan that capacity allows is looked for (`erpsite level`)."""

    order: tuple[Goal, ...] = ("promises", "end", "moves")
    """What is made small, the first before the second: the promises missed, weighted by the initiative's
    value; the end of the plan; the working days by which tasks move."""
    seconds: Annotated[PositiveFigure, Field(le=3600)] = 20
    """How long plan, measures and chances may take together, by the solver's own clock, which counts work and
    not time."""
    runs: Annotated[Whole, Field(le=2000)] = 200
    """How often the durations are drawn for the levelled P50 and P80; 0 leaves them out."""


class Told(Record):
    """Hold one fact in words of the record: what a sentence of the page is made from."""

    kind: Literal["capacity", "link", "freeze", "fixed", "start", "effort", "group", "order"]
    role: Slug | None = None
    period: Quarter | None = None
    task: str | None = None
    """`initiative/part`."""
    other: str | None = None
    """The task that a link leads to, the freeze, or the group."""
    days: Figure | None = None
    """Person-days, or the working days of a lag."""
    until: Day | None = None


class Move(Record):
    """Hold a task that capacity puts on other days than the schedule."""

    task: str
    """`initiative/part`."""
    start: Day
    finish: Day
    was_start: Day
    was_finish: Day
    """As the schedule has it without regard to capacity."""
    because: Told


class LevelledGoal(Record):
    """Hold how well one goal was reached."""

    goal: Goal
    value: StrictInt
    bound: StrictInt
    """No plan that is as good in the goals before has less."""
    gap: Share = 0
    """How far the best possible can be, as a share."""


class LevelledLoad(Record):
    """Hold the person-days that a role is asked for in a quarter, by the schedule and levelled."""

    role: Slug
    quarter: Quarter
    planned: Figure
    """Person-days on the dates of the schedule."""
    levelled: Figure
    """Person-days on the dates that capacity allows."""
    capacity: Figure | None = None
    """Person-days that there are; left out where nobody said."""


class SharedRole(Record):
    """Hold what the other companies of a group have of a shared role in a quarter, and ask of it."""

    role: Slug
    """The plan's own name for it."""
    quarter: Quarter
    capacity: Figure | None = None
    """Person-days that they have; left out where none of them says."""
    effort: Figure = 0
    """Person-days that they ask for."""


class Relief(Record):
    """Hold what one measure does to the end and to the promises."""

    kind: Literal["person", "move", "drop"]
    role: Slug | None = None
    quarter: Quarter | None = None
    """The quarter of one more person, or the one after which the initiative begins."""
    initiative: Slug | None = None
    end: Day | None = None
    """The end of the plan with it; left out where there is none."""
    missed: Whole = 0
    """Promises that are missed with it."""
    weight: Whole = 0
    """What they are worth together."""
    gap: Share = 0
    """How far the best possible can be, as a share."""


class ChanceOfEnd(Record):
    """Hold the days by which the levelled plan, or an initiative of it, is finished."""

    p50: Day
    p80: Day
    on_time: Share | None = None
    """Share of the runs in which the promised day is kept."""


class LevelledChances(Record):
    """Hold the P50 and P80 over levelled runs with drawn durations."""

    runs: Whole
    seed: Whole
    plan: ChanceOfEnd
    initiatives: Mapping[Slug, ChanceOfEnd] = {}


# Ids in it are not checked: a proposal outlives what is renamed or dropped later, and is stale then.
@kind("levelling", file="levelling", key=("month",), page=None)
class Levelling(Record):
    """Hold one proposal of `erpsite level`; a build reads it and never computes it."""

    month: Month
    """Month whose state it was made from; the name of the file."""
    made_from: str
    """SHA-256 of tasks, links, effort, capacity, promises and settings: where the plan's own is another, the
    proposal is stale."""
    made_with: str
    """The solver and its version."""
    outcome: Literal["proved", "within", "impossible", "unknown"]
    seconds: Figure
    """How long the solver was allowed to look, by its own clock."""
    seed: Whole
    planned_end: Day | None = None
    """The end by the schedule, without regard to capacity."""
    end: Day | None = None
    """The end that capacity allows."""
    promised_end: Day | None = None
    goals: tuple[LevelledGoal, ...] = ()
    missed: tuple[Slug, ...] = ()
    """Initiatives whose promised day is missed."""
    missed_anyway: tuple[Slug, ...] = ()
    """Those of them that the schedule misses already."""
    moves: tuple[Move, ...] = ()
    loads: tuple[LevelledLoad, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    """The most effective first."""
    chances: LevelledChances | None = None
    clash: tuple[Told, ...] = ()
    """What cannot all be kept, where no plan is possible."""
    smallest: StrictBool = True
    """Whether each member of it was shown to be needed."""
    includes: tuple[Slug, ...] = ()
    """Initiatives that are still proposed, above the cut line, and were counted in."""
    shared: tuple[SharedRole, ...] = ()
    """What the group's other companies add to shared roles, and take of them (`erpsite level --group`)."""

    @property
    def gap(self) -> float:
        """Return the gap of the first goal that is not proved, 0 where all are."""
        return next((one.gap for one in self.goals if one.gap), 0.0)
