"""Hold what a solver found: the plan, how good it is, or what makes every plan impossible."""

from __future__ import annotations

import enum
from collections.abc import Callable

from erpsite.analysis.levelling.placing import Placed
from erpsite.analysis.levelling.problem import Goal
from erpsite.frozen import dataclass

__all__ = ["Clash", "ClashKind", "GoalResult", "Levelled", "Limits", "Outcome", "Watch", "unwatched"]

Watch = Callable[[str, int, int], None]
"""Is told that a step begins: `plan`, `measure` or `chances`, its number, and of how many; or `late`, where
the wall's clock ended one of them, so that another run may give something else."""


def unwatched(step: str, number: int, of: int, /) -> None:
    """Let a step begin without a word."""


class Outcome(enum.StrEnum):
    """Name how a search for a plan ended."""

    PROVED = "proved"
    """No plan is better, by the goals in their order."""
    WITHIN = "within"
    """A plan, and how far the best possible one can be from it."""
    IMPOSSIBLE = "impossible"
    """No plan keeps all capacities, links and dates."""
    UNKNOWN = "unknown"
    """The time ended before there was a plan."""


class ClashKind(enum.StrEnum):
    """Name what can take part in a contradiction."""

    CAPACITY = "capacity"
    LINK = "link"
    FIXED = "fixed"
    """A date that cannot move."""
    START = "start"
    """A date before which a task cannot start, or be finished."""
    FREEZE = "freeze"
    EFFORT = "effort"
    """A task that asks for more in its days than any period has."""
    GROUP = "group"
    """Initiatives of which only one can be chosen."""


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """Hold one member of a contradiction: the task or link number, or the role and its period."""

    kind: ClashKind
    number: int = -1
    """Task; of a link its arc; of a capacity the period, or −1 where the limit is daily."""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Say how long to look and with what; the same limits and the same problem give the same plan."""

    seconds: float = 20.0
    """Of the solver's own clock, which counts work and not time; a machine of today does about one a
    second. Three times as much on the wall ends the search too."""
    seed: int = 20260115
    workers: int = 1
    """With more than one the plan may differ from run to run."""
    ends: float | None = None
    """Of the monotonic clock, when the search ends at the latest; else after three times `seconds`."""


@dataclass(frozen=True, slots=True)
class GoalResult:
    """Hold how well one goal is reached."""

    goal: Goal
    value: int
    """Weight of the promises missed; the last border of the plan; or working days moved."""
    bound: int
    """No plan that is as good in the goals before has less."""
    whole: int
    """What the gap is measured against: the weight of all promises, or the days until the end."""

    @property
    def proved(self) -> bool:
        """Say whether nothing is better."""
        return self.value <= self.bound

    @property
    def gap(self) -> float:
        """Return how far the best possible can be, as a share (0 to 1) of what is reached at best."""
        if self.proved:
            return 0.0
        return min((self.value - self.bound) / self.whole, 1.0) if self.whole > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Levelled:
    """Hold how a search ended."""

    outcome: Outcome
    placed: Placed | None
    goals: tuple[GoalResult, ...] = ()
    clash: tuple[Clash, ...] = ()
    """What cannot all be kept, where the outcome is impossible."""
    smallest: bool = True
    """Whether each member of the contradiction was shown to be needed for it."""
    in_time: bool = True
    """Whether the solver's own clock ended the search, so that it ends alike on every machine."""
    spent: float = 0.0
    """Seconds of the solver's own clock."""

    @property
    def gap(self) -> float:
        """Return the gap of the first goal that is not proved, 0 where all are."""
        return next((one.gap for one in self.goals if not one.proved), 0.0)
