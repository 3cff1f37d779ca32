"""Keep the questions that are being asked, so that an answer ends all those that it answers, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Protocol

__all__ = ["Questions", "Stoppable"]


class Stoppable(Protocol):
    """Can be told to end what it looks for."""

    def stop_search(self) -> None:
        """End soon, without an answer."""


class Questions:
    """Hold, for several threads, the days for which somebody asks whether a plan ends by them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: list[tuple[int, Stoppable]] = []

    @contextmanager
    def asking(self, day: int, solver: Stoppable) -> Iterator[None]:
        """Know of a question as long as a solver looks for its answer."""
        question = day, solver
        with self._lock:
            self._asked.append(question)
        try:
            yield
        finally:
            with self._lock:
                self._asked = [one for one in self._asked if one is not question]

    def settle(self, end: int, bound: int) -> None:
        """End the questions that a plan with this end answers, and those that this bound answers."""
        with self._lock:
            answered = [solver for day, solver in self._asked if day >= end or day < bound]
        for solver in answered:
            solver.stop_search()

    def next_day(self, end: int, bound: int) -> tuple[int, int]:
        """Return the last day before an end for which nobody asks, and how many ask for it.

        It is the day before the end where all days from the bound on are asked for: then a second search for
        the same one, begun otherwise, is worth more than none.
        """
        with self._lock:
            asked = [day for day, _ in self._asked]
        free = next((day for day in range(end - 1, bound - 1, -1) if day not in asked), end - 1)
        return free, asked.count(free)
