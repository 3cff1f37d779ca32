"""Find an order to decide the candidates in, so that few decisions must be remembered at a time."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.portfolio.problem import Problem

__all__ = ["Step", "decision_steps"]

Step = tuple[int, tuple[int, ...]]
"""A candidate's place, and the places still to be remembered once it is decided."""


def decision_steps(problem: Problem) -> tuple[Step, ...]:
    """Return every candidate once, with what must be remembered after it.

    A decided candidate is remembered while one that it needs, that needs it, or that excludes it is open.
    Candidates that compete for scarce capacity come first, so that the loads are soon settled; then those
    whose ties close. Ties go to the earlier place, so that the order is always the same.
    """
    ties = _ties(problem)
    contended = {
        place
        for place in range(len(problem.candidates))
        if any(problem.effort(place, c) for c in problem.cells)
    }
    # A new part of the plan is begun only when nothing is remembered, so that this order stands throughout.
    beginnings = sorted(ties, key=lambda place: (place not in contended, len(ties[place]), place))
    open_places, remembered = set(ties), set[int]()
    steps = list[Step]()
    for beginning in beginnings:
        choice = beginning if beginning in open_places else None
        while choice is not None:
            open_places.discard(choice)
            remembered.add(choice)
            remembered = {place for place in remembered if ties[place] & open_places}
            steps.append((choice, tuple(sorted(remembered))))
            near = {other for place in remembered for other in ties[place]} & open_places
            choice = min(near, key=lambda place: _rank(place, ties, open_places, contended), default=None)
    return tuple(steps)


def _rank(
    place: int, ties: Mapping[int, frozenset[int]], open_places: set[int], contended: set[int]
) -> tuple[int, bool, int]:
    return len(ties[place] & open_places), place not in contended, place


def _ties(problem: Problem) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {place: set() for place in range(len(problem.candidates))}
    for place, needed in enumerate(problem.needs):
        for other in needed:
            found[place].add(other)
            found[other].add(place)
    for members in problem.groups.values():
        for place in members:
            found[place].update(other for other in members if other != place)
    return {place: frozenset(others) for place, others in found.items()}
