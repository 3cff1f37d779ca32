"""Find records that, one through another, wait for, serve or replace themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from erpsite.issues import Issue, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.initiative import Initiative, Milestone, Phase

__all__ = ["check_circles", "find_circles"]


def check_circles(draft: Draft) -> Iterator[Issue]:
    """Refuse circles of objectives, initiatives, decisions, phases and milestones, naming the members."""
    objectives = {item.id: item for item in draft.objectives}
    served = {name: item.serves for name, item in objectives.items()}
    yield from _tell(served, {name: item.where_of("serves") for name, item in objectives.items()})
    initiatives = {item.id: item for item in draft.initiatives}
    needed = {name: item.depends_on for name, item in initiatives.items()}
    yield from _tell(needed, {name: item.where_of("depends_on") for name, item in initiatives.items()})
    decisions = {item.id: item for item in draft.decisions}
    replaced = {name: (item.supersedes,) if item.supersedes else () for name, item in decisions.items()}
    yield from _tell(replaced, {name: item.where_of("supersedes") for name, item in decisions.items()})
    yield from _tell(*_task_graph(draft.initiatives))


def _task_graph(initiatives: Sequence[Initiative]) -> tuple[dict[str, list[str]], dict[str, Source]]:
    """Return what each task waits for, and where that is said; an initiative stands for all of its tasks."""
    tasks = {item.id: [part.id for part in _parts(item)] for item in initiatives}
    graph: dict[str, list[str]] = {
        name: [f"{name}/{part}" for part in parts] for name, parts in tasks.items()
    }
    places = {item.id: item.where for item in initiatives}
    for item in initiatives:
        for part in _parts(item):
            name = f"{item.id}/{part.id}"
            places[name] = part.where_of("after")
            graph[name] = [
                f"{item.id}/{link.to}" if link.to in tasks[item.id] else link.to for link in part.after
            ]
    return graph, places


def _parts(initiative: Initiative) -> tuple[Phase | Milestone, ...]:
    return (*initiative.phases, *initiative.milestones)


def _tell(graph: Mapping[str, Sequence[str]], places: Mapping[str, Source]) -> Iterator[Issue]:
    message = "these go round in a circle: {members}"
    for circle in find_circles(graph):
        values = {"members": " → ".join([*circle, circle[0]])}
        yield Issue("circle", message, places[circle[0]], values=values)


def find_circles(graph: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return one circle for each group of nodes that reach each other, each once, without recursion."""
    done: set[str] = set()
    circles = []
    for start in graph:
        if start in done:
            continue
        path, on_path = [start], {start: 0}
        branches = [iter(graph[start])]
        while branches:
            after = next(branches[-1], None)
            if after is None:
                branches.pop()
                node = path.pop()
                del on_path[node]
                done.add(node)
            elif after in on_path:
                circles.append(path[on_path[after] :])
            elif after in graph and after not in done:
                on_path[after] = len(path)
                path.append(after)
                branches.append(iter(graph[after]))
    return circles
