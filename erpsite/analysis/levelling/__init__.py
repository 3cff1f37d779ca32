"""Level the plan: the best dates that links and capacity allow, with proof (formula: levelling)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erpsite.deferred import deferred

if TYPE_CHECKING:
    from erpsite.analysis.levelling.committed import proposal_for
    from erpsite.analysis.levelling.making import PlanProblem, plan_problem
    from erpsite.analysis.levelling.problem import LevelProblem, Period, Promise, Stretch
    from erpsite.analysis.levelling.proposing import SHARES, propose
    from erpsite.analysis.levelling.result import Levelled, Limits, Outcome, Watch
    from erpsite.analysis.levelling.solving import level
else:  # the solver is read by those who solve
    __getattr__ = deferred(
        __name__,
        committed="proposal_for",
        making="PlanProblem plan_problem",
        problem="LevelProblem Period Promise Stretch",
        proposing="SHARES propose",
        result="Levelled Limits Outcome Watch",
        solving="level",
    )

__all__ = [
    "SHARES",
    "LevelProblem",
    "Levelled",
    "Limits",
    "Outcome",
    "Period",
    "PlanProblem",
    "Promise",
    "Stretch",
    "Watch",
    "level",
    "plan_problem",
    "proposal_for",
    "propose",
]
