"""Say how much of the plan traces from evidence to a business objective, and where the rest breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.trace.graph import Node, nodes_on_threads, thread_graph
from erpsite.analysis.trace.links import Links, links_of_plan
from erpsite.analysis.trace.steps import Break, BreakKind, Step
from erpsite.analysis.trace.threads import Thread, objective_without_business, pain_breaks, thread_of
from erpsite.frozen import dataclass

__all__ = ["BreakGroup", "Trace", "trace"]

_ZERO = Decimal(0)


@dataclass(frozen=True)
class BreakGroup:
    """Hold all breaks of one kind; money in the plan's currency."""

    kind: BreakKind
    breaks: tuple[Break, ...]
    initiatives: tuple[str, ...]
    """Funded initiatives whose thread breaks so, each once."""
    money: Decimal
    """Budget of those."""


@dataclass(frozen=True)
class Trace:
    """Hold what traces through and what does not; money in the plan's currency."""

    threads: tuple[Thread, ...]
    """Of the funded initiatives, in plan order."""
    breaks: tuple[Break, ...]
    """Every break, the one on which most money hangs first."""
    total: Decimal
    """Budget of the funded initiatives."""
    traced: Decimal
    """Budget of those whose thread holds throughout."""
    pain_points: tuple[str, ...]
    """Pain points reported by the day shown."""
    traced_pain_points: tuple[str, ...]
    kpis: tuple[str, ...]
    traced_kpis: tuple[str, ...]

    @property
    def whole(self) -> tuple[Thread, ...]:
        """Return the threads that hold throughout."""
        return tuple(one for one in self.threads if one.whole)

    @property
    def broken(self) -> tuple[Thread, ...]:
        """Return the threads that break, the one with the largest budget first."""
        found = (one for one in self.threads if not one.whole)
        return tuple(sorted(found, key=lambda one: (-one.now.initiative.cost, one.id)))

    @property
    def share(self) -> float | None:
        """Return the part of the budget that traces through, 0 to 1; None where there is no budget."""
        return float(self.traced / self.total) if self.total else None

    def by_kind(self) -> tuple[BreakGroup, ...]:
        """Return the breaks by kind: most money first, then most initiatives, then most records."""
        costs = {one.id: one.now.initiative.cost for one in self.threads}
        found: dict[BreakKind, list[Break]] = defaultdict(list)
        for one in self.breaks:
            found[one.kind].append(one)
        groups = []
        for kind, breaks in found.items():
            names = tuple(dict.fromkeys(name for one in breaks for name in one.initiatives))
            money = sum((costs[name] for name in names), _ZERO)
            groups.append(BreakGroup(kind, tuple(breaks), names, money))
        order = list(BreakKind)
        return tuple(
            sorted(groups, key=lambda g: (-g.money, -len(g.initiatives), -len(g.breaks), order.index(g.kind)))
        )

    def by_owner(self) -> Mapping[str, tuple[Break, ...]]:
        """Return the breaks by who can mend them, the person on whose breaks most money hangs first.

        Breaks that nobody is named for stand under "".
        """
        found: dict[str, list[Break]] = defaultdict(list)
        for one in self.breaks:
            found[one.owner or ""].append(one)
        return {owner: tuple(breaks) for owner, breaks in found.items()}


def trace(state: PlanState) -> Trace:
    """Return what of the plan traces from evidence to a business objective (module `trace`, Rules)."""
    links = links_of_plan(state)
    graph = thread_graph(links)
    held = nodes_on_threads(links, graph)
    threads = tuple(thread_of(links, now) for now in links.funded.values())
    pains = [one for one in links.handbook.pain_points.values() if one.reported_on <= state.today]
    return Trace(
        threads,
        _every_break(links, threads),
        sum((one.now.initiative.cost for one in threads), _ZERO),
        sum((one.now.initiative.cost for one in threads if one.whole), _ZERO),
        tuple(one.id for one in pains),
        tuple(one.id for one in pains if Node(Step.PAIN_POINT, "pain_points", one.id) in held),
        tuple(links.handbook.kpis),
        _traced_kpis(links, threads),
    )


def _traced_kpis(links: Links, threads: Iterable[Thread]) -> tuple[str, ...]:
    found = {kpi for one in threads if one.whole for kpi in one.kpis if _leads_on(links, one.id, kpi)}
    return tuple(kpi for kpi in links.handbook.kpis if kpi in found)


def _leads_on(links: Links, initiative: str, kpi: str) -> bool:
    """Say whether a KPI measures the initiative's benefit or judges an objective that it serves."""
    one = links.handbook.initiatives[initiative]
    measures = one.benefit is not None and one.benefit.measured_by == kpi
    return measures or any(kpi in links.judging[name] for name in one.objectives)


def _every_break(links: Links, threads: Iterable[Thread]) -> tuple[Break, ...]:
    """Return the breaks of threads and of single records, each once, with the initiatives they stop."""
    found: dict[tuple[BreakKind, str], Break] = {}
    stopped: dict[tuple[BreakKind, str], list[Thread]] = defaultdict(list)
    for thread in threads:
        for one in thread.breaks:
            stopped[one.kind, one.record].append(thread)
    alone = (*_of_pains(links), *_of_kpis(links), *_of_objectives(links))
    for one in (*(b for thread in threads for b in (*thread.breaks, *thread.loose)), *alone):
        key = (one.kind, one.record)
        if key in found:
            continue
        hit = stopped.get(key, [])
        money = sum((thread.now.initiative.cost for thread in hit), _ZERO)
        found[key] = replace(one, initiatives=tuple(thread.id for thread in hit), money=money)
    order = list(BreakKind)
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (-one.money, -len(one.initiatives), order.index(one.kind), one.record),
        )
    )


def _of_pains(links: Links) -> Iterator[Break]:
    for pain in links.handbook.pain_points.values():
        if pain.reported_on <= links.state.today:
            yield from pain_breaks(links, pain)


def _of_kpis(links: Links) -> Iterator[Break]:
    movers: dict[str, list[str]] = defaultdict(list)
    for name in links.funded:
        for kpi in links.moved(name):
            movers[kpi].append(name)
    for one in links.handbook.kpis.values():
        if not movers[one.id]:
            yield Break(BreakKind.KPI_NOT_MOVED, Step.INITIATIVE, "kpis", one.id, one.owner, one.where)
        elif not any(_leads_on(links, name, one.id) for name in movers[one.id]):
            yield Break(BreakKind.KPI_NO_END, Step.OBJECTIVE, "kpis", one.id, one.owner, one.where)


def _of_objectives(links: Links) -> Iterator[Break]:
    named = {name for now in links.funded.values() for name in now.initiative.objectives}
    served = {above for name in named for above in links.above[name]}
    for one in links.handbook.objectives.values():
        if not links.is_business(one.id):
            yield objective_without_business(links, one.id)
        if one.id not in served:
            yield Break(
                BreakKind.OBJECTIVE_UNSERVED, Step.INITIATIVE, "objectives", one.id, one.owner, one.where
            )
