"""Compute the figures of one state of the plan, each once, under a name of its own."""

from erpsite.analysis.figures.figures import Figures

__all__ = ["Figures"]
