"""Tell, once and with counts, what initiatives leave unsaid that every page of them has a place for."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue, Severity
from erpsite.load.consistency.draft import Draft
from erpsite.model.initiative import Initiative

__all__ = ["check_unsaid"]

_SUMMARIES = "{n} of {all} initiatives have no summary, the first stands here: say what each is and why"
_MODULES = "{n} of {all} initiatives name no module, the first stands here: no sum by module has them"
_BUDGETS = "{n} of {all} initiatives state no budget, the first stands here: sums and rankings leave them out"
_UNSAID = (
    (
        "summary",
        "no-summary",
        "this initiative has no summary: say what it is and why",
        _SUMMARIES,
    ),
    ("modules", "no-module", "this initiative names no module, so no sum by module has it", _MODULES),
    (
        "stated_cost",
        "no-budget",
        "this initiative states no budget: sums and rankings leave it out",
        _BUDGETS,
    ),
)
"""Field, code, and what is said of one and of many."""


def check_unsaid(draft: Draft) -> Iterator[Issue]:
    """Tell which initiatives have no summary, name no module or state no budget; what is withheld is said."""
    for field, code, one, many in _UNSAID:
        bare = [initiative for initiative in draft.initiatives if field in initiative.once(_unsaid, None)]
        if bare:
            values = {"n": len(bare), "all": len(draft.initiatives)} if len(bare) > 1 else {}
            message = many if len(bare) > 1 else one
            yield Issue(code, message, bare[0].where, Severity.INFO, values)


def _unsaid(initiative: Initiative, _: None) -> tuple[str, ...]:
    """Return the fields that an initiative leaves unsaid and does not withhold."""
    if any(line.withheld for line in initiative.budget):
        return ()
    silent = {field for field, *_ in _UNSAID if getattr(initiative, field) in (None, ())}
    withheld = set(initiative.withheld)
    if withheld & {"budget", "budget_total"}:
        withheld.add("stated_cost")
    return tuple(silent - withheld)
