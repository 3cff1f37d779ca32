"""Find records that, one through another, wait for, serve or replace themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from erpsite.issues import Issue, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.initiative import Initiative, Milestone, Phase

__all__ = ["check_circles", "find_circles"]

_MOST_NAMED = 12
"""Members of a circle that a message names; of a longer one, the first and the last."""


def check_circles(draft: Draft) -> Iterator[Issue]:
    """Refuse circles of objectives, initiatives, decisions, phases and milestones, naming the members."""
    objectives = {item.id: item for item in draft.objectives}
    served = {name: item.serves for name, item in objectives.items()}
    yield from _tell(served, lambda name: objectives[name].where_of("serves"))
    initiatives = {item.id: item for item in draft.initiatives}
    needed = {name: item.depends_on for name, item in initiatives.items()}
    yield from _tell(needed, lambda name: initiatives[name].where_of("depends_on"))
    decisions = {item.id: item for item in draft.decisions}
    replaced = {name: (item.supersedes,) if item.supersedes else () for name, item in decisions.items()}
    yield from _tell(replaced, lambda name: decisions[name].where_of("supersedes"))
    graph: dict[str, tuple[str, ...]] = {}
    for initiative in draft.initiatives:
        graph |= initiative.once(_waits, None)
    yield from _tell(graph, lambda name: _place(initiatives, name))


def _waits(initiative: Initiative, _: None) -> dict[str, tuple[str, ...]]:
    """Return what each task of an initiative waits for; the initiative stands for all of its tasks."""
    own = {part.id: f"{initiative.id}/{part.id}" for part in _parts(initiative)}
    waits = {
        own[part.id]: tuple(own.get(one.to, one.to) for one in part.after) for part in _parts(initiative)
    }
    return {initiative.id: tuple(own.values()), **waits}


def _parts(initiative: Initiative) -> tuple[Phase | Milestone, ...]:
    return (*initiative.phases, *initiative.milestones)


def _place(initiatives: Mapping[str, Initiative], name: str) -> Source:
    """Return where it is said what an initiative or a task waits for."""
    home, _, part = name.partition("/")
    last = [one for one in _parts(initiatives[home]) if part and one.id == part][-1:]
    return last[0].where_of("after") if last else initiatives[home].where


def _tell(graph: Mapping[str, Sequence[str]], place_of: Callable[[str], Source]) -> Iterator[Issue]:
    for circle in find_circles(graph):
        yield _issue(circle, place_of(circle[0]))


def _issue(circle: Sequence[str], place: Source, *, most: int = _MOST_NAMED) -> Issue:
    """Return the finding; of a long circle it names the first and the last members, where it can be cut."""
    if len(circle) <= most:
        values: dict[str, object] = {"members": " → ".join([*circle, circle[0]])}
        return Issue("circle", "these go round in a circle: {members}", place, values=values)
    half = most // 2
    values = {
        "members": " → ".join(circle[:half]),
        "last": " → ".join([*circle[-half:], circle[0]]),
        "count": len(circle),
    }
    message = "{count} go round in a circle: {members} → … → {last}"
    return Issue("circle", message, place, values=values)


def find_circles(graph: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return one circle for each group of nodes that reach each other: the shortest through its first node.

    Linear in nodes and links, without recursion; nodes and groups stand in the order of the graph.
    """
    order = {name: number for number, name in enumerate(graph)}
    groups = [sorted(group, key=order.__getitem__) for group in _groups(_knotted(graph))]
    found = [_shortest(graph, group) for group in groups if len(group) > 1 or group[0] in graph[group[0]]]
    return sorted(found, key=lambda circle: order[circle[0]])


def _knotted(graph: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what is left of a graph once all are taken away that lead to no circle: most often nothing."""
    followers: dict[str, list[str]] = {name: [] for name in graph}
    left = {}
    for name, needed in graph.items():
        known = [one for one in needed if one in followers]
        left[name] = len(known)
        for one in known:
            followers[one].append(name)
    free = [name for name, count in left.items() if not count]
    for name in free:
        for after in followers[name]:
            left[after] -= 1
            if not left[after]:
                free.append(after)
    if len(free) == len(graph):
        return {}
    return {name: [one for one in graph[name] if left.get(one)] for name, count in left.items() if count}


def _groups(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected groups (R. Tarjan, 1972), with a stack of its own."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    open_nodes: set[str] = set()
    for start in graph:
        if start in number:
            continue
        branches = [(start, iter(graph[start]))]
        number[start] = low[start] = len(number)
        waiting.append(start)
        open_nodes.add(start)
        while branches:
            node, rest = branches[-1]
            after = next((one for one in rest if one in graph), None)
            if after is None:
                branches.pop()
                if branches:
                    above = branches[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == number[node]:
                    yield _closed(waiting, node, open_nodes)
            elif after not in number:
                number[after] = low[after] = len(number)
                waiting.append(after)
                open_nodes.add(after)
                branches.append((after, iter(graph[after])))
            elif after in open_nodes:
                low[node] = min(low[node], number[after])


def _closed(waiting: list[str], node: str, open_nodes: set[str]) -> list[str]:
    """Take a finished group, which ends with `node`, off the list of those that wait for theirs."""
    group = [waiting.pop()]
    while group[-1] != node:
        group.append(waiting.pop())
    open_nodes.difference_update(group)
    return group


def _shortest(graph: Mapping[str, Sequence[str]], group: Sequence[str]) -> list[str]:
    """Return the shortest circle through the first node of a group."""
    first, inside = group[0], set(group)
    before: dict[str, str] = {}
    queue = [first]
    for node in queue:
        for after in graph[node]:
            if after == first:
                circle = [node]
                while circle[-1] != first:
                    circle.append(before[circle[-1]])
                return circle[::-1]
            if after in inside and after not in before:
                before[after] = node
                queue.append(after)
    raise AssertionError(group)  # a group of more than one node, or one that names itself, holds a circle
