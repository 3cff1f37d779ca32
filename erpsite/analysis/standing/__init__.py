"""Say where the whole plan stands: counts for the pages, and one verdict that opens every summary."""

from __future__ import annotations

from erpsite.analysis.standing.counts import Due, Standing, standing
from erpsite.analysis.standing.verdict import Cost, End, Owed, Verdict, Worth, verdict

__all__ = ["Cost", "Due", "End", "Owed", "Standing", "Verdict", "Worth", "standing", "verdict"]
