"""Build the graph from evidence to objective, and find what lies on a thread that holds throughout."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from erpsite.analysis.trace.links import Links
from erpsite.analysis.trace.steps import Step
from erpsite.frozen import dataclass
from erpsite.model.initiative import Initiative

__all__ = ["Graph", "Node", "nodes_on_threads", "thread_graph"]


class Node(NamedTuple):
    """Name one knot of the thread."""

    step: Step
    records: str
    """Kind of the record that it stands for, as `Handbook` names it."""
    record: str
    """Id of the record; what an initiative does to a KPI, and a milestone, is `initiative/its-id`."""


Edge = tuple[Node, Node]


@dataclass(frozen=True)
class Graph:
    """Hold which knots follow each knot, and which lead to it; one that is only led to has no entry."""

    after: Mapping[Node, Iterable[Node]]
    before: Mapping[Node, Iterable[Node]]

    @property
    def nodes(self) -> frozenset[Node]:
        """Return every knot."""
        return frozenset((*self.after, *self.before))


def thread_graph(links: Links) -> Graph:
    """Return the graph of all threads; its size is linear in the plan's references.

    What an initiative does to a KPI is a knot of its own and not the KPI: two initiatives that move the same
    KPI would otherwise lend each other their reasons. Milestones hang one after the other by date, the last
    on the KPIs. An initiative that law or a contract demands has a knot of its own for its evidence.
    """
    after: defaultdict[Node, list[Node]] = defaultdict(list)
    before: defaultdict[Node, list[Node]] = defaultdict(list)
    for one, other in _edges(links):
        after[one].append(other)
        before[other].append(one)
    return Graph(after, before)


def _edges(links: Links) -> Iterator[Edge]:
    yield from _reasons(links)
    for name, now in links.funded.items():
        yield from _behind(links, name)
        yield from _ahead(links, now.initiative)
    yield from _up(links)


def nodes_on_threads(links: Links, graph: Graph) -> frozenset[Node]:
    """Return the knots that something proven leads to, and that lead to a business objective."""
    objectives = links.handbook.objectives
    starts = [node for node in graph.nodes if _is_start(links, node)]
    ends = [node for node in graph.nodes if node.step is Step.OBJECTIVE]
    business = [node for node in ends if objectives[node.record].kind == "business"]
    return _reached(graph.after, starts) & _reached(graph.before, business)


def _reached(neighbours: Mapping[Node, Iterable[Node]], starts: list[Node]) -> frozenset[Node]:
    found, waiting = set(starts), list(starts)
    while waiting:
        for node in neighbours.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return frozenset(found)


def _is_start(links: Links, node: Node) -> bool:
    """Say whether a thread may begin here: with evidence, a duty, or an opportunity of its own right."""
    alone = node.records == "opportunities" and not links.pains_behind(node.record)
    return node.step is Step.EVIDENCE or alone


def _reasons(links: Links) -> Iterator[Edge]:
    """Yield evidence → pain point → cause → solution."""
    for pain in links.handbook.pain_points.values():
        if pain.reported_on > links.state.today:
            continue
        chain = [Node(Step.PAIN_POINT, "pain_points", pain.id)]
        if pain.evidence:
            chain.insert(0, Node(Step.EVIDENCE, "pain_points", pain.id))
        if pain.causes:
            chain.append(Node(Step.CAUSE, "pain_points", pain.id))
            if pain.solution is not None or pain.id in links.offered:
                chain.append(Node(Step.SOLUTION, "pain_points", pain.id))
        yield from pairwise(chain)


def _behind(links: Links, name: str) -> Iterator[Edge]:
    """Yield solution → initiative, opportunity → initiative, duty → initiative."""
    here = Node(Step.INITIATIVE, "initiatives", name)
    for pain in links.pains_of[name]:
        yield Node(Step.SOLUTION, "pain_points", pain), here
    for chance in links.opportunities_of[name]:
        offer = Node(Step.SOLUTION, "opportunities", chance)
        yield offer, here
        for pain in links.pains_behind(chance):
            yield Node(Step.CAUSE, "pain_points", pain), offer
    if links.funded[name].initiative.mandatory:
        yield Node(Step.EVIDENCE, "initiatives", name), here


def _ahead(links: Links, one: Initiative) -> Iterator[Edge]:
    """Yield initiative → milestones → KPI → benefit → objective."""
    stones = sorted(one.milestones, key=lambda stone: (stone.date or dt.date.max, stone.id))
    if not stones:
        return
    way = [Node(Step.INITIATIVE, "initiatives", one.id)]
    way += [Node(Step.MILESTONE, "milestones", f"{one.id}/{stone.id}") for stone in stones]
    yield from pairwise(way)
    moved = links.moved(one.id)
    effects = {kpi: Node(Step.KPI, "kpis", f"{one.id}/{kpi}") for kpi in moved}
    yield from ((way[-1], effect) for effect in effects.values())
    benefit, measure = Node(Step.BENEFIT, "initiatives", one.id), one.benefit and one.benefit.measured_by
    if one.benefit and one.benefit.amount and measure in effects:
        yield effects[str(measure)], benefit
    for goal in one.objectives:
        end, judged = Node(Step.OBJECTIVE, "objectives", goal), links.judging[goal].intersection(moved)
        if judged:
            yield benefit, end
        if one.mandatory or links.hides_benefits:
            yield from ((effects[kpi], end) for kpi in moved if kpi in judged)


def _up(links: Links) -> Iterator[Edge]:
    """Yield objective → the objectives that it serves."""
    for name, one in links.handbook.objectives.items():
        for parent in one.serves:
            yield Node(Step.OBJECTIVE, "objectives", name), Node(Step.OBJECTIVE, "objectives", parent)
