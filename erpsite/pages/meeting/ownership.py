"""Gather what each person answers for in the plan as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from erpsite.analysis.diagnosis.risks import risk_is_live
from erpsite.analysis.state.plan_state import PlanState

__all__ = ["DUTIES", "Owned", "ownership"]

DUTIES: tuple[tuple[str, str], ...] = (
    ("owner", "initiatives"),
    ("business-owner", "initiatives"),
    ("sponsor", "initiatives"),
    ("owner", "objectives"),
    ("owner", "kpis"),
    ("owner", "modules"),
    ("it-owner", "modules"),
    ("owner", "pain_points"),
    ("owner", "opportunities"),
    ("owner", "risks"),
    ("owner", "actions"),
    ("owner", "sources"),
)
"""Each way to answer for a record, as (duty, kind of record), in the order pages show them."""


@dataclass
class Owned:
    """Hold the records one person answers for, by duty and kind."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def of(self, kind: str, duty: str = "owner") -> tuple[str, ...]:
        """Return the ids of one kind under one duty."""
        return tuple(self.records.get((duty, kind), ()))

    @property
    def held(self) -> tuple[tuple[str, str], ...]:
        """Return the duties that hold at least one record."""
        return tuple(key for key in DUTIES if self.records.get(key))


def ownership(state: PlanState) -> Mapping[str, Owned]:
    """Return what each person answers for at the end of `state.as_of`, by person.

    Counted are initiatives that are approved and not finished, risks and actions that are open, and
    every objective, KPI, module, pain point, opportunity and source.
    """
    found = {name: Owned() for name in state.handbook.people}
    for person, duty, kind, record in _duties(state):
        if person in found:
            found[person].records.setdefault((duty, kind), []).append(record)
    return found


def _duties(state: PlanState) -> Iterator[tuple[str | None, str, str, str]]:
    book = state.handbook
    for name, now in state.initiatives.items():
        if now.running:
            yield now.owner, "owner", "initiatives", name
            yield now.initiative.business_owner, "business-owner", "initiatives", name
            yield now.initiative.sponsor, "sponsor", "initiatives", name
    for name, module in book.modules.items():
        yield module.owner, "owner", "modules", name
        yield module.it_owner, "it-owner", "modules", name
    for kind in ("objectives", "kpis", "pain_points", "opportunities", "sources"):
        for name, record in getattr(book, kind).items():
            yield record.owner, "owner", kind, name
    for name, risk in state.risks.items():
        if risk_is_live(state, risk):
            yield risk.risk.owner, "owner", "risks", name
    for name, action in state.actions.items():
        if action.status == "open":
            yield action.action.owner, "owner", "actions", name
