"""Close the gap from both sides: hunt for better plans, and ask whether any plan ends sooner.

Whether any plan ends by a given day is a question without an objective, and it is answered by far the sooner,
the more that day lies before the best end: so the bound soon rises close to the best plan, and what is left
of the time goes to the last day. After Klein and Scholl, “Computing lower bounds by destructive improvement”
(1999), with CP-SAT as the judge.
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock

from erpsite.analysis.levelling.asking import CLOCK, prover_of
from erpsite.analysis.levelling.breeding import Breeder
from erpsite.analysis.levelling.cp_model import build_model
from erpsite.analysis.levelling.placing import Placed
from erpsite.analysis.levelling.problem import LevelProblem
from erpsite.analysis.levelling.questions import Questions
from erpsite.analysis.levelling.result import Limits
from erpsite.analysis.levelling.shortening import Hunt
from erpsite.analysis.schedule.network import NetworkTimes

__all__ = ["Closing"]

_HUNT, _LONG_HUNT = 0.1, 0.85
"""The part of the time in which better plans are hunted for first; and the part where the gap is then above
`_WIDE`, so that there is no proof before a much better plan."""
_WIDE = 0.08
_EACH = 0.03
"""The part of the time that one question may take while the bound is raised."""
_PROVED = 0.9
"""The part after which the last day is given up, and the bound is raised with what is left."""


@dataclass
class Closing:
    """Hold one search from both sides, with the best plan and bound so far.

    With one worker everything is done in turn, and the same seconds give the same plan and bound. With more,
    one thread hunts while another one asks, and where the gap is small both ask: the one for the last day,
    the other one for the day before it.
    """

    problem: LevelProblem
    early: NetworkTimes
    limits: Limits
    breeder: Breeder
    best: Placed
    bound: int
    """No plan has an earlier end."""
    seconds: float
    """Of the solver's own clock, or of the wall's with several workers."""
    ends: float
    """Of the monotonic clock, when it is over at the latest."""
    in_time: bool = True
    begun: float = field(default_factory=time.monotonic)
    worked: float = 0.0
    """Seconds of the solver's own clock that went into it."""
    hunt: Hunt | None = None
    questions: Questions = field(default_factory=Questions)
    lock: Lock = field(default_factory=Lock)

    @property
    def spent(self) -> float:
        """Return the seconds of its clock that it has had."""
        return self.worked if self.limits.workers == 1 else time.monotonic() - self.begun

    @property
    def open(self) -> bool:
        """Say whether there is something to find and time for it."""
        return self.best.end > self.bound and self.spent < self.seconds and self.in_time

    @property
    def _far(self) -> bool:
        return self.best.end - self.bound > _WIDE * self.best.end

    def run(self) -> None:
        """Search until the best plan is proved or the time is over."""
        self._raised_least()
        if self.limits.workers > 1:
            self._run_beside()
            return
        self._hunt(_HUNT * self.seconds)
        self._raise_bound(_EACH * self.seconds)
        if self._far:
            self._hunt(_LONG_HUNT * self.seconds - self.spent)
        self._prove()

    def _run_beside(self) -> None:
        with ThreadPoolExecutor(1) as beside:
            below = beside.submit(self._from_below)
            self._hunt(_HUNT * self.seconds)
            if not self._far:
                self._prove()
            below.result()
        if self.open:
            self._hunt(_LONG_HUNT * self.seconds - self.spent, beside=True)
        with ThreadPoolExecutor(1) as beside:
            below = beside.submit(self._prove)
            while not below.done() and self.open:
                self._hunt(self.seconds - self.spent)
            below.result()

    def _from_below(self) -> None:
        """Raise the bound, and go on to the proof where it is near."""
        self._raise_bound(_EACH * self.seconds)
        if not self._far:
            self._prove()

    def _prove(self) -> None:
        """Ask whether a plan ends a day before the best one; near the end of the time raise the bound."""
        last = _PROVED * self.seconds
        while self.open and self.spent < last:
            day, others = self.questions.next_day(self.best.end, self.bound)
            self._ask(day, last - self.spent, others)
        while self.open and self._raise_bound((self.seconds - self.spent) / 2):
            pass

    def _raise_bound(self, each: float) -> bool:
        """Halve the gap by questions of so many seconds at most; say whether it is smaller then."""
        begun, unknown = (self.bound, self.best.end), self.best.end - 1
        while self.open and self.bound < (unknown := min(unknown, self.best.end - 1)):
            day = (self.bound + unknown) // 2
            if self._ask(day, each) is None:
                unknown = day
        return (self.bound, self.best.end) != begun

    def _ask(self, day: int, seconds: float, others: int = 0) -> bool | None:
        """Say whether a plan ends by a day, and keep it or the bound; None without an answer in time.

        `others` is how many ask the same already, so that this search goes another way.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            self.in_time = False
            return None
        made = build_model(self.problem, self.early, day)
        limits = replace(self.limits, seed=self.limits.seed + others)
        solver = prover_of(limits, seconds, min(left, seconds) if self.limits.workers > 1 else left)
        with self.questions.asking(day, solver):
            status = solver.status_name(solver.solve(made.model))
        self.worked += solver.response_proto.deterministic_time / CLOCK
        if status == "UNKNOWN" and solver.wall_time >= 0.98 * left:
            self.in_time = False
        if status == "INFEASIBLE":
            self._refuted(day)
            return False
        if status in ("OPTIMAL", "FEASIBLE"):
            self._found(made.read(solver))
            return True
        return None

    def _hunt(self, seconds: float, *, beside: bool = False) -> None:
        """Hunt for better plans for so long; `beside`, while another thread shortens them."""
        if seconds <= 0 or not self.open:
            return
        alone = self.limits.workers == 1
        ends = self.ends if alone else min(self.ends, time.monotonic() + seconds)
        hunt = Hunt(self.problem, self.breeder, self.limits.seed, seconds if alone else math.inf, ends)
        self.hunt, hunt.told = hunt, self._found
        found = hunt.best_beside(self.best) if beside else hunt.best(self.best)
        self.hunt = None
        self._found(found)
        if alone:
            self.worked += hunt.spent
            self.in_time = self.in_time and time.monotonic() < self.ends

    def _found(self, plan: Placed) -> None:
        """Keep a better plan, tell the hunt of it, and end the questions that it answers."""
        with self.lock:
            if plan.end >= self.best.end:
                return
            self.best = plan
        if (hunt := self.hunt) is not None:
            hunt.arrived.put(plan)
        self.questions.settle(self.best.end, self.bound)

    def _refuted(self, day: int) -> None:
        """Keep that no plan ends by a day, and end the questions for days before it."""
        with self.lock:
            self.bound = max(self.bound, day + 1)
        self._raised_least()
        self.questions.settle(self.best.end, self.bound)

    def _raised_least(self) -> None:
        """Let breeding end where the bound says that nothing is better."""
        self.breeder.least = max(self.breeder.least, self.bound)
