"""Account for the elements of a plan: each name with how many there are, taken and not."""

from __future__ import annotations

from erpsite.ingest.account import ColumnCount
from erpsite.ingest.plans.foreign import Counts

__all__ = ["told_of_elements"]


def told_of_elements(counts: Counts, why: str = "nothing in the plan is like it") -> list[ColumnCount]:
    """Return an account by name, what is taken first; `why` says why the others are not, a msgid."""
    made = []
    for name, cells in counts.cells.items():
        taken = min(cells, counts.taken.get(name, 0))
        count = ColumnCount(name, "", cells=cells, taken=taken, unused=cells - taken)
        count.to = ("plan",) if taken else ()
        count.why = "" if taken else why
        made.append(count)
    return sorted(made, key=lambda one: (not one.taken, one.name))
