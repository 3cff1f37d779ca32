"""Hold the problem of a plan that capacity allows, on a line of working-day numbers (formula: levelling)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from erpsite.analysis.schedule.network import Arc, NetworkTimes, Pins, schedule_network
from erpsite.frozen import dataclass

__all__ = ["UNITS", "Goal", "LevelProblem", "Period", "Promise", "Stretch"]

UNITS = 1_000_000
"""Whole units in one person-day: sums are exact, and what is rounded off stays below a minute of work."""

Goal = Literal["promises", "end", "moves"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold some days of a task on each of which it asks for the same."""

    first: int
    """Working days from the task's start."""
    last: int
    """The same, end excluded."""
    rates: Mapping[str, int]
    """Units a working day, by role."""


@dataclass(frozen=True, slots=True)
class Period:
    """Hold what one role can give between two borders of working days."""

    first: int
    last: int
    amount: int | None
    """Units; None where nobody said how much, so that nothing limits it."""
    fixed: int = 0
    """Units that work under way, finished work, and effort tied to no phase take; no plan can move them."""

    @property
    def room(self) -> int | None:
        """Return the units that are left for what can be moved, 0 or more."""
        return None if self.amount is None else max(self.amount - self.fixed, 0)


@dataclass(frozen=True, slots=True)
class Promise:
    """Hold the border by which some tasks were promised, and what keeping it is worth."""

    name: str
    tasks: tuple[int, ...]
    by: int
    weight: int


@dataclass(frozen=True)
class LevelProblem:
    """Hold tasks, links, what they ask for, and what there is; tasks by their number."""

    names: tuple[str, ...]
    durations: tuple[int, ...]
    arcs: tuple[Arc, ...] = ()
    pins: Pins = field(default_factory=Pins)
    stretches: tuple[tuple[Stretch, ...], ...] = ()
    """Of each task; empty where it asks for nobody."""
    daily: Mapping[str, int] = field(default_factory=dict)
    """Units that a role gives on each working day, where that is the limit."""
    periods: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    """Of the other roles, one after the other; beyond the last one nothing is limited."""
    fixed: Mapping[int, int] = field(default_factory=dict)
    """Latest finish of tasks whose date cannot move."""
    closed: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Finishes that a freeze rules out, first and last one."""
    promises: tuple[Promise, ...] = ()
    order: tuple[Goal, ...] = ("promises", "end", "moves")

    @property
    def movable(self) -> tuple[int, ...]:
        """Return the tasks whose start can still be chosen."""
        facts = self.pins.done.keys() | self.pins.started.keys()
        return tuple(task for task in range(len(self.durations)) if task not in facts)

    @cached_property
    def rooms(self) -> Mapping[str, tuple[int | None, ...]]:
        """Return the units that are left of each role's periods; kept, since every placing asks for them."""
        return {role: tuple(one.room for one in own) for role, own in self.periods.items()}

    @cached_property
    def borders(self) -> Mapping[str, tuple[int, ...]]:
        """Return the first border of each role's periods."""
        return {role: tuple(one.first for one in own) for role, own in self.periods.items()}

    def early(self) -> NetworkTimes:
        """Return the schedule without regard to capacity; raise `CircleError`."""
        return schedule_network(self.durations, self.arcs, self.pins)

    def mark(self) -> str:
        """Return the SHA-256 of everything in the problem: another plan has another mark."""
        told = [
            self.names, self.durations, [(a.before, a.after, a.type.value, a.lag) for a in self.arcs],
            _pairs(self.pins.not_before), _pairs(self.pins.not_finished_before), _pairs(self.pins.started),
            _pairs(self.pins.done), sorted(self.pins.loose),
            [[(s.first, s.last, _pairs(s.rates)) for s in own] for own in self.stretches],
            _pairs(self.daily),
            [(role, [(p.first, p.last, p.amount, p.fixed) for p in own])
             for role, own in sorted(self.periods.items())],
            _pairs(self.fixed), _pairs(self.closed),
            [(p.name, p.tasks, p.by, p.weight) for p in self.promises], self.order,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def _pairs(known: Mapping[int, object] | Mapping[str, object]) -> list[tuple[object, object]]:
    return sorted(known.items())
