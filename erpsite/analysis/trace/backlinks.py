"""Follow the references of the plan backwards: who points to this record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.model.review import CorrectiveMeasure, KpiComment, Progress

__all__ = ["Backlinks", "backlinks"]

Entry = TypeVar("Entry")

Index = Mapping[str, tuple[str, ...]]
"""Ids that point to a record, by the record's id; a record to which nothing points is not there."""


@dataclass(frozen=True)
class Backlinks:
    """Hold every reverse reference that pages need, made once."""

    initiatives_of_objective: Index
    initiatives_of_kpi: Index
    initiatives_of_pain_point: Index
    initiatives_of_module: Index
    dependants: Index
    """Initiatives that depend on an initiative."""
    objectives_of_kpi: Index
    children: Index
    """Objectives that serve an objective."""
    kpis_of_module: Index
    pain_points_of_kpi: Index
    """Pain points whose benefit a KPI will show."""
    risks_of_initiative: Index
    actions_of_initiative: Index
    actions_of_decision: Index
    decisions_of_initiative: Index
    superseded_by: Mapping[str, str]
    """The decision that replaced a decision."""
    reports: Mapping[str, tuple[tuple[str, Progress], ...]]
    """Reports about an initiative with their months, earliest first."""
    measures: Mapping[str, tuple[tuple[str, CorrectiveMeasure], ...]]
    """Corrective measures of an initiative with their months."""
    comments: Mapping[str, tuple[tuple[str, KpiComment], ...]]
    """Comments on a KPI with their months."""


def backlinks(state: PlanState) -> Backlinks:
    """Return the reverse references of the plan, with its reviews up to `state.as_of`."""
    book = state.handbook
    initiatives, objectives = book.initiatives.values(), book.objectives.values()
    pains = [(one.id, one.pain_points) for one in initiatives]
    named = [(name, (pain.id,)) for pain in book.pain_points.values() for name in pain.initiatives]
    decisions = state.decisions.values()
    actions = [(name, known.action) for name, known in state.actions.items()]
    return Backlinks(
        initiatives_of_objective=_index((one.id, one.objectives) for one in initiatives),
        initiatives_of_kpi=_index((one.id, [effect.kpi for effect in one.kpis]) for one in initiatives),
        initiatives_of_pain_point=_index([*pains, *named]),
        initiatives_of_module=_index((one.id, one.modules) for one in initiatives),
        dependants=_index((one.id, one.depends_on) for one in initiatives),
        objectives_of_kpi=_index((one.id, one.kpis) for one in objectives),
        children=_index((one.id, one.serves) for one in objectives),
        kpis_of_module=_index((kpi.id, kpi.modules) for kpi in book.kpis.values()),
        pain_points_of_kpi=_index(
            (pain.id, _some(pain.benefit.kpi if pain.benefit else None)) for pain in book.pain_points.values()
        ),
        risks_of_initiative=_index((name, (risk.initiative,)) for name, risk in state.risks.items()),
        actions_of_initiative=_index((name, _some(action.initiative)) for name, action in actions),
        actions_of_decision=_index((name, _some(action.decision)) for name, action in actions),
        decisions_of_initiative=_index((one.id, one.initiatives) for one in decisions),
        superseded_by={one.supersedes: one.id for one in decisions if one.supersedes},
        reports=_by_record((one.initiative, r.month, one) for r in state.reviews for one in r.progress),
        measures=_by_record((one.initiative, r.month, one) for r in state.reviews for one in r.measures),
        comments=_by_record((one.kpi, r.month, one) for r in state.reviews for one in r.kpi_comments),
    )


def _some(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _index(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for source, targets in pairs:
        for target in targets:
            found.setdefault(target, {})[source] = None
    return {target: tuple(sources) for target, sources in found.items()}


def _by_record(entries: Iterable[tuple[str | None, str, Entry]]) -> dict[str, tuple[tuple[str, Entry], ...]]:
    """Return entries, given as (record, month, entry), by their record."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    for name, month, entry in entries:
        if name:
            found.setdefault(name, []).append((month, entry))
    return {name: tuple(rows) for name, rows in found.items()}
