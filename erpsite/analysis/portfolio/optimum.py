"""Solve the choice at one budget with HiGHS: the most value, and of that the least cost."""

from __future__ import annotations

from typing import Any

import highspy

from erpsite.analysis.portfolio.breaches import breaches
from erpsite.analysis.portfolio.problem import Problem
from erpsite.analysis.portfolio.quiet import quiet
from erpsite.analysis.portfolio.step import Breakpoint, Optimum, UnsolvedError

__all__ = ["Optimiser"]

_NODES = 100
"""Nodes of the search tree after which a solve stops: a limit of work, not of time, so that it repeats."""

_SLACK = 1e-4
"""Rounding that a bound from HiGHS may carry, in steps of value."""


class Optimiser:
    """Hold the problem in HiGHS, so that many budgets are solved without building it again.

    One thread and a fixed seed: the same problem gives the same answer.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        with quiet():
            self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
            self._set_options()
        self.free: float = highspy.kHighsInf
        self.work = 0
        """Simplex iterations so far."""
        self._add_columns()
        self.cost_row = self._add_row(-self.free, self.free, list(enumerate(problem.costs)))
        self.value_row = self._add_row(-self.free, self.free, list(enumerate(problem.values)))
        self._add_rules()

    def _set_options(self) -> None:
        for option, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", 7), ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.5), ("mip_max_nodes", _NODES),
            ("mip_feasibility_tolerance", 1e-9), ("primal_feasibility_tolerance", 1e-9),
        ):  # fmt: skip
            self.highs.setOptionValue(option, value)

    def best(self, budget: int) -> Optimum | None:
        """Return the cheapest choice of the most value within a budget, in steps of money.

        None where no choice keeps every rule. A search that reaches its limit of nodes returns the best
        choice found and how much more there could be at most.
        """
        if budget < 0:
            return None
        if not self.problem.candidates:
            return Optimum(Breakpoint(0, 0, 0), 0)
        self._bound(self.cost_row, -self.free, budget)
        self._bound(self.value_row, -self.free, self.free)
        found = self._solve(self.problem.values, most=True)
        if found is None:
            return None
        chosen, bound = found
        value = sum(self.problem.values[place] for place in chosen)
        most = max(int(bound + _SLACK), value)
        if most == value:
            self._bound(self.value_row, value, self.free)
            chosen = self._cheaper(chosen)
        return Optimum(self._checked(chosen, budget), most)

    def _cheaper(self, chosen: frozenset[int]) -> frozenset[int]:
        """Return the cheapest choice of the value that is bound; the one at hand where none is found."""
        try:
            found = self._solve(self.problem.costs, most=False)
        except UnsolvedError:
            return chosen
        return found[0] if found else chosen

    def _checked(self, chosen: frozenset[int], budget: int) -> Breakpoint:
        """Return a choice with its sums in whole numbers, after proving that it keeps every rule."""
        problem = self.problem
        cost = sum(problem.costs[place] for place in chosen)
        if cost > budget or breaches(problem, chosen, None):
            raise UnsolvedError("HiGHS returned a choice that breaks a rule")
        return Breakpoint.of(cost, sum(problem.values[place] for place in chosen), chosen)

    def _add_columns(self) -> None:

        for place in range(len(self.problem.candidates)):
            self.highs.addVar(1.0 if place in self.problem.mandatory else 0.0, 1.0)
            self.highs.changeColIntegrality(place, highspy.HighsVarType.kInteger)

    def _add_rules(self) -> None:
        problem = self.problem
        for cell in problem.cells:
            terms = [(place, problem.effort(place, cell)) for place in range(len(problem.candidates))]
            asked = [(place, days / 1e6) for place, days in terms if days]
            self._add_row(-self.free, problem.limit(cell) / 1e6, asked)
        for place, needed in enumerate(problem.needs):
            for other in sorted(needed):
                self._add_row(-self.free, 0, [(place, 1), (other, -1)])
        for members in problem.groups.values():
            self._add_row(-self.free, 1, [(place, 1) for place in members])

    def _add_row(self, low: float, high: float, terms: list[tuple[int, float]]) -> int:
        used = [(place, factor) for place, factor in terms if factor]
        self.highs.addRow(
            low, high, len(used), [place for place, _ in used], [float(factor) for _, factor in used]
        )
        return int(self.highs.getNumRow()) - 1

    def _bound(self, row: int, low: float, high: float) -> None:
        self.highs.changeRowBounds(row, float(low), float(high))

    def _solve(self, gains: tuple[int, ...], *, most: bool) -> tuple[frozenset[int], float] | None:
        """Return what is chosen and the bound on the objective; None where nothing keeps every rule."""
        for place, gain in enumerate(gains):
            self.highs.changeColCost(place, float(gain))
        sense = highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize
        self.highs.changeObjectiveSense(sense)
        with quiet():
            self.highs.run()
        status: Any = self.highs.getModelStatus()
        ended = highspy.HighsModelStatus
        info: Any = self.highs.getInfo()
        self.work += int(info.simplex_iteration_count)
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if status == ended.kInfeasible:
            return None
        if not feasible or status not in (ended.kOptimal, ended.kSolutionLimit):
            raise UnsolvedError(f"HiGHS stopped with {status.name}")
        solution = self.highs.getSolution().col_value
        chosen = frozenset(place for place, amount in enumerate(solution) if amount > 0.5)
        best = sum(gains[place] for place in chosen)
        return chosen, float(best if status != ended.kSolutionLimit else info.mip_dual_bound)
