"""Choose the best portfolio exactly, over every budget (FORMULAS.md, Prioritisation and portfolio)."""

from erpsite.analysis.portfolio.breaches import Breach, breaches
from erpsite.analysis.portfolio.candidates import initiative_value, portfolio_problem
from erpsite.analysis.portfolio.conflicts import conflicts
from erpsite.analysis.portfolio.portfolio import Portfolio, chosen_ids, portfolio
from erpsite.analysis.portfolio.problem import Candidate, Cell, Problem
from erpsite.analysis.portfolio.sensitivity import TRIALS, sensitivity
from erpsite.analysis.portfolio.solution import Frontier, Solution, solve
from erpsite.analysis.portfolio.step import Breakpoint, Optimum
from erpsite.analysis.portfolio.swaps import Swap, swaps

__all__ = [
    "TRIALS", "Breach", "Breakpoint", "Candidate", "Cell", "Frontier", "Optimum", "Portfolio", "Problem",
    "Solution", "Swap", "breaches", "chosen_ids", "conflicts", "initiative_value", "portfolio",
    "portfolio_problem", "sensitivity", "solve", "swaps",
]  # fmt: skip
