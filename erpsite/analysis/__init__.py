"""Compute the plan's figures as pure functions; each follows FORMULAS.md, and today is always an argument."""

from erpsite.analysis.state.plan_state import PlanState, state

__all__ = ["PlanState", "state"]
