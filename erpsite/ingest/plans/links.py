"""Settle links of other programs as ours: between phases and milestones, with lags in whole numbers.

A lag keeps what it counts: working days, elapsed days, or percent of what the other task takes; halves round
away from zero. A link from or to a summary is laid on the task in it that begins first or ends last,
whichever it is about. What was settled is told.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from erpsite.ingest.plans.foreign import ForeignLink, ForeignPlan, ForeignTask

__all__ = ["LinkSettler"]


class LinkSettler:
    """Turn links into ours, and count what was settled by a rule."""

    def __init__(self, plan: ForeignPlan, ids: Mapping[str, str], homes: Mapping[str, str]) -> None:
        """`ids` are ours by the file's id for phases and milestones, `homes` the initiative of each task."""
        self.plan, self.ids, self.homes = plan, ids, homes
        self.tasks = {task.uid: task for task in plan.tasks}
        self.inside: dict[str, list[ForeignTask]] = {}
        for task in plan.tasks:
            if task.uid in ids:
                above = task.parent
                while above:
                    self.inside.setdefault(above, []).append(task)
                    above = self.tasks[above].parent
        self.settled: Counter[str] = Counter()
        self.lost: list[tuple[str, str]] = []
        """Place of the task and id of what it waits for, where that is nothing of ours."""

    def links_of(self, task: ForeignTask) -> list[dict[str, Any]]:
        """Return the links of a phase or milestone, those of the summaries that begin with it among them."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for holder, link in self._held(task):
            before = self._before(link)
            if before is None:
                self.lost.append((holder.place, link.to))
            elif before.uid != task.uid:
                made = self._made(task, before, link)
                found.setdefault((made["to"], made.get("type", "FS")), made)
        return list(found.values())

    def _held(self, task: ForeignTask) -> list[tuple[ForeignTask, ForeignLink]]:
        held = [(task, link) for link in task.links]
        above = task.parent
        while above:
            holder = self.tasks[above]
            if holder.links and self._edge(holder, first=True) is task:
                words = "links of a summary lie on the task in it that begins first: {n}"
                self.settled[words] += len(holder.links)
                held += [(holder, link) for link in holder.links]
            above = holder.parent
        return held

    def _before(self, link: ForeignLink) -> ForeignTask | None:
        task = self.tasks.get(link.to)
        if task is None or task.uid in self.ids:
            return task
        found = self._edge(task, first=link.type in ("SS", "SF"))
        if found is not None:
            self.settled["links to a summary lead to the task in it that begins first or ends last: {n}"] += 1
        return found

    def _edge(self, summary: ForeignTask, *, first: bool) -> ForeignTask | None:
        inside = self.inside.get(summary.uid, [])
        if not inside:
            return None
        if first:
            return min(inside, key=lambda one: one.start or one.finish or dt.date.max)
        return max(inside, key=lambda one: one.finish or one.start or dt.date.min)

    def _made(self, task: ForeignTask, before: ForeignTask, link: ForeignLink) -> dict[str, Any]:
        to = self.ids[before.uid]
        home = self.homes[before.uid]
        made: dict[str, Any] = {"to": to if home == self.homes[task.uid] else f"{home}/{to}"}
        if link.type != "FS":
            made["type"] = link.type
        lag, unit = self._lag(link)
        if lag:
            made["lag"] = lag
            if unit != "working":
                made["lag_unit"] = unit
        return made

    def _lag(self, link: ForeignLink) -> tuple[int, str]:
        """Return a lag as a whole number, and what it counts."""
        if link.unit == "percent elapsed" and link.lag:
            words = "lags in elapsed percent are percent of the working days that the other task takes: {n}"
            self.settled[words] += 1
        if link.lag != int(link.lag):
            self.settled["lags with a part of a day were rounded to whole days: {n}"] += 1
        return _whole(link.lag), link.unit.removesuffix(" elapsed")


def _whole(number: float) -> int:
    return int(math.copysign(math.floor(abs(number) + 0.5), number))
