"""Name the figures of one state of the plan: each with one id, one basis and one value, on every page."""

from __future__ import annotations

from erpsite.analysis.figures.analyses import Analyses

__all__ = ["Figures"]


class Figures(Analyses):
    """Hold the named figures of one state; what they are made of stands in `Analyses`."""
