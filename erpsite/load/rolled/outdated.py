"""Say which figures of a roll-up were counted by another definition, or by an older rule, than holds now."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue, Severity, Source
from erpsite.load.rolled.definition import Rollup, definition_hash, is_older
from erpsite.model.plan import Plan
from erpsite.model.rolled import RollupAccount

__all__ = ["outdated"]


def outdated(found: Rollup, account: RollupAccount, plan: Plan, span: tuple[str, str]) -> Iterator[Issue]:
    """Yield a warning where figures are not those that the definition gives by now."""
    now = definition_hash(found, found.zone or plan.timezone, *span)
    where = Source(account.path, 1, 1)
    if any(month.made.get("definition") != now for month in account.months):
        message = "the definition says otherwise than when its figures were counted; run erpsite rollup"
        yield Issue("rollup-outdated", message, where, Severity.WARNING)
        return
    older = sorted({month.month for month in account.months if is_older(month.made, found)})
    if older:
        message = (
            "figures of {n} months, {first} to {last}, were counted when a word behind a time, such as PM, "
            "was still passed over; erpsite rollup counts them again where their logs are here"
        )
        values = {"n": len(older), "first": older[0], "last": older[-1]}
        yield Issue("rollup-outdated", message, where, Severity.WARNING, values)
