"""List the anchors of the formulas page; other pages link to `data/formulas` with one of them."""

from __future__ import annotations

__all__ = ["FORMULA_ANCHORS"]

FORMULA_ANCHORS: tuple[str, ...] = (
    # KPI attainment and pace
    "attainment", "target-met", "pace", "kpi-bands", "roll-up", "rhythm", "forecast", "digits",
    # Status of an initiative
    "rag", "verdict", "progress", "budget-use",
    # Earned value and earned schedule
    "earned-value", "earned-schedule",
    # Schedule
    "slip", "working-days", "critical-path", "levelled-plan", "cpli", "bei", "missing-logic",
    # Prioritisation and portfolio
    "wsjf", "rice", "weighted-score", "portfolio", "sensitivity",
    # Maturity and opportunities
    "maturity", "opportunity",
    # Service levels and surveys
    "availability", "error-budget", "tickets", "percentiles", "csat", "nps",
    # Pain points, risk, benefit
    "pain-point-impact", "risk-score", "expected-loss", "benefit",
    # Objectives
    "okr", "alignment",
    # Preparation, follow-up and data
    "readiness", "overdue", "overdue-dates", "freshness", "reading-time",
)  # fmt: skip
"""Every measure of FORMULAS.md, and the few that the pages add, in the order of the page."""
