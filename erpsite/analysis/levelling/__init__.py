"""Level the plan: the best dates that links and capacity allow, with proof (formula: levelling)."""

from erpsite.analysis.levelling.making import PlanProblem, plan_problem
from erpsite.analysis.levelling.problem import LevelProblem, Period, Promise, Stretch
from erpsite.analysis.levelling.proposing import SHARES, proposal_for, propose
from erpsite.analysis.levelling.result import Levelled, Limits, Outcome, Watch
from erpsite.analysis.levelling.solving import level

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
