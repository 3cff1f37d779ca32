"""Shorten a plan by a day, a window of tasks at a time; breed, shorten, and breed from what was shortened.

Which tasks come late is mostly right in a good plan. So all tasks after a window move a day forward, all
before it stay, and a solver says whether those within it can be laid out anew in one day less: a question of
some twenty tasks, which it answers at once, either way.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from queue import Queue
from typing import Any

from erpsite.analysis.levelling.breeding import Breeder
from erpsite.analysis.levelling.placing import Placed
from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.extras import need
from erpsite.model.initiative import LinkType

__all__ = ["Hunt", "shorter"]

_PACE = 600_000
"""Tasks that breeding places in one second of a machine of today."""
_CLOCK = 0.3
"""Of the solver's own units of work in one second of a machine of today, on windows."""
_SIZES = (24, 40)
"""Tasks in a window; the larger ones where the smaller ones cannot be shortened."""
_EACH = 0.2
"""Of the solver's own units of work, for one window at most."""
_LONGEST = 600.0
"""Seconds of the wall for one window, where nothing else ends it."""
_BUILDING = 0.02
"""Seconds that it takes to write a window down."""
_BRED = 0.7
"""Of the time, the part in which plans are bred; in the rest the best of them are shortened."""
_PLANS = 250
"""Plans for each task that a people has which begins anew; one that is mixed has twice as many."""
_STILL = 10
"""Peoples, one after the other, without an earlier end, after which the hunt is over."""
_MIXED = 5
"""Each of so many peoples is mixed: it begins with the best of the four before it, which began anew."""
_ELITE = 40
"""Plans of each people that are kept for that."""
_PAUSE = 0.05
"""Seconds after which a plan to be shortened is looked for again."""


def _untold(plan: Placed, /) -> None:
    """Let a plan be found without a word."""


@dataclass
class Hunt:
    """Hold a search for an early end; with one worker, the same seconds give the same plan."""

    problem: LevelProblem
    breeder: Breeder
    seed: int
    seconds: float
    """Of work as a machine of today does it; what is spent counts up to it."""
    ends: float
    """Of the monotonic clock, when it ends at the latest."""
    spent: float = 0.0
    least: int = 10**9
    """The earliest end so far."""
    over: bool = False
    """Whether it has ended, so that nothing is shortened any more."""
    seen: set[tuple[int, ...]] = field(default_factory=set)
    """Finishes of the plans that were shortened."""
    arrived: Queue[Placed] = field(default_factory=Queue)
    """Plans that another thread found, to breed from."""
    told: Callable[[Placed], None] = _untold
    """Is told each plan with an earlier end than any before."""

    def best(self, begun: Placed) -> Placed:
        """Return the best plan found, the one it begins with at the worst."""
        return self._hunted(begun, beside=False)

    def best_beside(self, begun: Placed) -> Placed:
        """Return the same where one thread breeds and another one shortens, until its time is over."""
        with ThreadPoolExecutor(1) as beside:
            shortening = beside.submit(self._shorten_all)
            found = self._hunted(begun, beside=True)
            shortening.result()
        return min([found, *self._taken()], key=_end)

    def _hunted(self, begun: Placed, *, beside: bool) -> Placed:
        best, elite, number, still, self.least = begun, [begun], 0, 0, begun.end
        tasks = len(self.problem.durations)
        while self._goes_on() and still < _STILL:
            number, least = number + 1, self.least
            mixed = number % _MIXED == 0
            each = tasks / _PACE
            left = self._left if beside else _BRED * self._left
            plans = min(_PLANS * tasks * (1 + mixed), round(left / each))
            self._breed(elite if mixed or number == 1 else [], plans)
            if not beside:
                self._shorten_best(plans * each * (1 - _BRED) / _BRED)
            found = self.breeder.elite(_ELITE)
            best = min(best, found[0], key=_end)
            elite = [] if mixed else _distinct([*elite, *found])
            still = 0 if self.least < least else still + 1
        self.over = True
        return best

    def _breed(self, begun: Sequence[Placed], plans: int) -> None:
        each, stop = len(self.problem.durations) / _PACE, self.breeder.laid + plans
        step: Callable[[], None] = partial(self.breeder.begin, begun, plans)
        while True:
            laid = self.breeder.laid
            step()
            self.spent += (self.breeder.laid - laid) * each
            for plan in self._taken():
                self.breeder.admit(plan)
            self._mark()
            if self.breeder.laid >= stop or not self._goes_on():
                return
            step = self.breeder.go_on

    def _shorten_best(self, seconds: float) -> None:
        """Shorten the best plans, one after the other, for so long."""
        until = self.spent + seconds
        while self._goes_on() and self.spent < until and (plan := self._next()) is not None:
            found = self.shortened(plan, until)
            if found.end < plan.end:
                self.seen.add(found.finishes)
                self.breeder.admit(found)
                self._mark()

    def _next(self) -> Placed | None:
        """Return the best plan that was not shortened yet; None where there is none among the best."""
        found = (plan for plan in self.breeder.elite(_ELITE) if plan.finishes not in self.seen)
        plan = next(found, None)
        if plan is not None:
            self.seen.add(plan.finishes)
        return plan

    def _shorten_all(self) -> None:
        while self._goes_on():
            plan = self._next()
            if plan is None:
                time.sleep(_PAUSE)
            elif (found := self.shortened(plan)).end < plan.end:
                self.seen.add(found.finishes)
                self.arrived.put(found)

    def shortened(self, placed: Placed, until: float = math.inf) -> Placed:
        """Return the plan after every window that can be a day shorter has been, or when so much is spent."""
        for size in _SIZES:
            windows = _windows(placed, size)
            while self._goes_on() and self.spent < until and (window := next(windows, None)):
                if placed.end <= self.breeder.least:
                    return placed
                found, work = shorter(self.problem, placed, *window, seed=self.seed, ends=self.ends)
                self.spent += work / _CLOCK + _BUILDING
                if found is not None:
                    placed, windows = found, _windows(found, size)
        return placed

    def _mark(self) -> None:
        """Note the earliest end, and tell a plan that has it where it is new."""
        if self.breeder.best_end < self.least:
            self.least = self.breeder.best_end
            self.told(self.breeder.best())

    def _taken(self) -> Iterator[Placed]:
        """Yield what other threads have found."""
        while not self.arrived.empty():
            yield self.arrived.get()

    @property
    def _left(self) -> float:
        """Return the seconds that are left, of the wall's clock where no other one limits it."""
        return self.ends - time.monotonic() if math.isinf(self.seconds) else self.seconds - self.spent

    def _goes_on(self) -> bool:
        early = self.least > self.breeder.least and not self.over
        return early and self.spent < self.seconds and time.monotonic() < self.ends


def _distinct(plans: Sequence[Placed]) -> list[Placed]:
    """Return plans no two of which are the same, the earliest end first."""
    found = {plan.finishes: plan for plan in plans}
    return sorted(found.values(), key=_end)


def _end(plan: Placed) -> int:
    return plan.end


def _windows(placed: Placed, size: int) -> Iterator[tuple[int, int]]:
    """Yield times in which so many tasks begin, each a quarter of them further."""
    starts = sorted(placed.starts)
    for number in range(0, max(len(starts) - size // 2, 1), size // 4):
        after = starts[number + size] if number + size < len(starts) else placed.end
        yield starts[number], after


def shorter(
    problem: LevelProblem, placed: Placed, first: int, after: int, *, seed: int = 0, ends: float = math.inf
) -> tuple[Placed | None, float]:
    """Return the plan made a day shorter between two borders, and the solver's work; None without one.

    The problem is one of days and links alone; `ends` is a time of the monotonic clock.
    Raises `MissingExtraError`.
    """
    cp = need("ortools.sat.python.cp_model")
    model, end, pins = cp.CpModel(), placed.end - 1, problem.pins
    starts: list[Any] = []
    for task, length in enumerate(problem.durations):
        floor = max(pins.not_before.get(task, 0), pins.not_finished_before.get(task, 0) - length)
        start = placed.starts[task]
        last = start if placed.finishes[task] <= first else start - 1 if start >= after else end - length
        if last < floor or last + length > end:
            return None, 0.0
        within = placed.finishes[task] > first and start < after
        starts.append(model.new_int_var(floor, last, "") if within else last)
    if not _linked(problem, model, starts):
        return None, 0.0
    _limited(problem, model, starts)
    solver = cp.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = _EACH
    solver.parameters.max_time_in_seconds = max(min(ends - time.monotonic(), _LONGEST), 0.05)
    solver.parameters.linearization_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    status = solver.status_name(solver.solve(model))
    work = solver.response_proto.deterministic_time
    if status not in ("OPTIMAL", "FEASIBLE"):
        return None, work
    found = tuple(one if isinstance(one, int) else int(solver.value(one)) for one in starts)
    return Placed(
        found, tuple(start + length for start, length in zip(found, problem.durations, strict=True))
    ), work


def _linked(problem: LevelProblem, model: Any, starts: list[Any]) -> bool:
    """Write down the links; say whether those between tasks that have their places are kept."""
    for arc in problem.arcs:
        length = problem.durations[arc.before] if arc.type in (LinkType.FS, LinkType.FF) else 0
        less = problem.durations[arc.after] if arc.type in (LinkType.FF, LinkType.SF) else 0
        before, after = starts[arc.before] + (length + arc.lag), starts[arc.after] + less
        if not isinstance(before, int) or not isinstance(after, int):
            model.add(after >= before)
        elif after < before:
            return False
    return True


def _limited(problem: LevelProblem, model: Any, starts: list[Any]) -> None:
    """Write down what each role gives on each day."""
    asked: dict[str, list[tuple[Any, int]]] = {role: [] for role in problem.daily}
    for task, own in enumerate(problem.stretches):
        for one in own:
            rates = {role: rate for role, rate in one.rates.items() if rate and role in asked}
            if rates and one.last > one.first:
                interval = model.new_fixed_size_interval_var(
                    starts[task] + one.first, one.last - one.first, ""
                )
                for role, rate in rates.items():
                    asked[role].append((interval, rate))
    for role, parts in asked.items():
        if parts:
            model.add_cumulative(
                [interval for interval, _ in parts], [rate for _, rate in parts], problem.daily[role]
            )
