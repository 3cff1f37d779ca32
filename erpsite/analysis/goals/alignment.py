"""Follow money and measures from objectives to initiatives and KPIs, and name what hangs loose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.trace.backlinks import Backlinks
from erpsite.frozen import dataclass
from erpsite.model.objective import Objective

__all__ = ["AlignedObjective", "Alignment", "alignment"]


@dataclass(frozen=True)
class AlignedObjective:
    """Hold an objective with what serves it, directly or through the objectives below it."""

    objective: Objective
    depth: int
    """0 for an objective that serves no other."""
    initiatives: tuple[str, ...]
    """Funded initiatives that name it."""
    below: tuple[str, ...]
    """Funded initiatives that name it or an objective below it."""
    kpis: tuple[str, ...]
    """KPIs by which it is judged."""
    money: Decimal
    """Its part of the budget of `below`, in the plan's currency."""
    share: float | None
    """`money` over all funded budget, 0 to 1; None where no budget is known."""
    stated: int = 0
    """How many of the initiatives in `below` state their budget; `money` is theirs."""


@dataclass(frozen=True)
class Alignment:
    """Hold the chain objective ↔ initiative ↔ KPI."""

    objectives: tuple[AlignedObjective, ...]
    """In tree order: each followed by those that serve it; one that serves two stands under the first."""
    total: Decimal
    """Budget of all funded initiatives, in the plan's currency."""
    without_objective: tuple[str, ...]
    """Funded initiatives that serve no objective."""
    without_kpi: tuple[str, ...]
    """Funded initiatives that move no KPI."""
    unserved: tuple[str, ...]
    """Objectives that no funded initiative serves, not even through those below."""
    unmeasured: tuple[str, ...]
    """Objectives without a KPI of their own or below."""
    unmoved: tuple[str, ...]
    """KPIs that no funded initiative moves."""
    unowned: tuple[str, ...]
    """KPIs that no objective is judged by."""

    @property
    def aligned(self) -> Decimal:
        """Return the budget that serves an objective, in the plan's currency."""
        return sum((one.money for one in self.objectives if one.depth == 0), Decimal(0))


def alignment(state: PlanState, links: Backlinks) -> Alignment:
    """Return what serves what; funded are initiatives that are approved or finished.

    An initiative of several objectives gives each an equal part of its budget, and an objective that serves
    several passes equal parts upwards, so that the parts of the topmost objectives sum to the money that
    serves any objective.
    """
    book = state.handbook
    funded = [n for n, now in state.initiatives.items() if now.stage in ("approved", "finished")]
    chosen = frozenset(funded)
    total = sum((book.initiatives[name].cost for name in funded), Decimal(0))
    direct = {
        name: tuple(one for one in links.initiatives_of_objective.get(name, ()) if one in chosen)
        for name in book.objectives
    }
    order = tuple(_tree(state, links))
    below, kpis, money = _gathered(state, order, direct)
    objectives = tuple(
        AlignedObjective(
            book.objectives[name], depth, direct[name], tuple(below[name]), book.objectives[name].kpis,
            money[name], float(money[name] / total) if total else None,
            sum(book.initiatives[one].stated_cost is not None for one in below[name]),
        )
        for name, depth in order
    )  # fmt: skip
    return Alignment(
        objectives,
        total,
        tuple(name for name in funded if not book.initiatives[name].objectives),
        tuple(name for name in funded if not book.initiatives[name].kpis),
        tuple(name for name, _ in order if not below[name]),
        tuple(name for name, _ in order if not kpis[name]),
        tuple(k for k in book.kpis if not chosen.intersection(links.initiatives_of_kpi.get(k, ()))),
        tuple(name for name in book.kpis if name not in links.objectives_of_kpi),
    )


def _tree(state: PlanState, links: Backlinks) -> Iterator[tuple[str, int]]:
    """Yield (objective, depth), parents before children, each once; a circle is entered at its first."""
    seen: set[str] = set()
    objectives = state.handbook.objectives
    roots = [name for name, one in objectives.items() if not one.serves]
    stack = [(name, 0) for name in reversed([*roots, *objectives])]
    while stack:
        name, depth = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name, depth
        stack += [(child, depth + 1) for child in reversed(links.children.get(name, ()))]


def _gathered(
    state: PlanState, order: tuple[tuple[str, int], ...], direct: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, dict[str, None]], dict[str, dict[str, None]], dict[str, Decimal]]:
    """Return initiatives, KPIs and money of each objective, with those of the objectives below it."""
    book = state.handbook
    below: dict[str, dict[str, None]] = {name: dict.fromkeys(direct[name]) for name, _ in order}
    kpis: dict[str, dict[str, None]] = {name: dict.fromkeys(book.objectives[name].kpis) for name, _ in order}
    money = {name: _direct_money(state, direct[name]) for name, _ in order}
    above = {name: book.objectives[name].serves for name, _ in order}
    for name in _children_first(above):
        for parent in above[name]:
            below[parent] |= below[name]
            kpis[parent] |= kpis[name]
            money[parent] += money[name] / len(above[name])
    return below, kpis, money


def _children_first(above: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the objectives so that each is complete before it passes anything on to those above it.

    The loader refuses objectives that serve each other in a circle; here they would only be left out.
    """
    waiting = Counter(parent for parents in above.values() for parent in parents)
    ready = [name for name in above if not waiting[name]]
    for name in ready:
        for parent in above[name]:
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)
    return ready


def _direct_money(state: PlanState, initiatives: tuple[str, ...]) -> Decimal:
    found = (state.handbook.initiatives[name] for name in initiatives)
    return sum((one.cost / len(one.objectives) for one in found), Decimal(0))
