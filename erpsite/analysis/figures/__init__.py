"""Compute the figures of one state of the plan, each once, under a name of its own."""

from erpsite.analysis.figures.figure import Figure
from erpsite.analysis.figures.figures import BANDS, Figures

__all__ = ["BANDS", "Figure", "Figures"]
