"""Begin next year's plan from this year's end state."""

from erpsite.analysis.rollover.note import Note
from erpsite.analysis.rollover.plan import Rollover, rollover

__all__ = ["Note", "Rollover", "rollover"]
