"""Make initiatives with phases and milestones of a foreign plan, with an account of every element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from erpsite.ingest.account import Draft, LeftRow, Taken
from erpsite.ingest.making import ids_to_keep, makers_of, own_ids
from erpsite.ingest.plan_names import PlanNames, make_id
from erpsite.ingest.plans.elements import told_of_elements
from erpsite.ingest.plans.foreign import ForeignPlan, ForeignTask
from erpsite.ingest.plans.links import LinkSettler
from erpsite.ingest.plans.plan_map import PlanMap

__all__ = ["take_plan"]

_ALL = "#plan"
"""Key of the initiative that holds the tasks of the level itself."""


def take_plan(
    plan: ForeignPlan, found: PlanMap, names: PlanNames, ids: Mapping[str, str], currency: str
) -> Taken:
    """Return the initiatives that a map makes of a plan; nothing is written."""
    return _Taking(plan, found, names, ids, currency).taken()


class _Taking:
    def __init__(
        self, plan: ForeignPlan, found: PlanMap, names: PlanNames, ids: Mapping[str, str], currency: str
    ) -> None:
        self.plan, self.found, self.names = plan, found, names
        self.ids = own_ids(ids)
        self.makers = makers_of(ids, names)
        self.new_ids: dict[str, str] = {}
        self.money = found.cost == "take" and plan.currency in ("", currency)
        self.result = Taken("initiatives", plan.path, "")
        self.by_uid = {task.uid: task for task in plan.tasks}
        self.by_home: dict[str, tuple[str, ForeignTask | None]] = {}
        """Name and task of each initiative by its id."""
        self.by_part: dict[str, ForeignTask] = {}
        self.currency = currency
        self.parents = {task.parent for task in plan.tasks if not task.skipped}

    def taken(self) -> Taken:
        """Return everything that the plan gives."""
        result, plan = self.result, self.plan
        result.rows = len(plan.tasks)
        result.notices += plan.notices
        if self.found.cost == "take" and not self.money and plan.tasks:
            message = "costs are in {found}, the plan is in {currency}: they are left out"
            result.notices.append((message, {"found": plan.currency, "currency": self.currency}))
        families = self._families()
        homes = {task.uid: home for home, tasks in families.items() for task in tasks}
        parts = {task.uid: f"t-{_slug(task.uid)}" for tasks in families.values() for task in tasks}
        self.by_part = {parts[task.uid]: task for tasks in families.values() for task in tasks}
        settler = LinkSettler(plan, parts, homes)
        for home, tasks in families.items():
            result.drafts.append(self._initiative(home, tasks, settler))
        if self.found.review:
            result.also["progress"] = list(self._progress(self.found.review))
        result.notices += [(message, {"n": n}) for message, n in settler.settled.items()]
        for place, to in settler.lost:
            message = "it waits for {to}, which is no task that is taken; the link is left out"
            result.suspicions.append((place, message, {"to": to}))
        alone = ("only the calendar of the file is taken",) if plan.calendar_alone else ()
        result.columns = told_of_elements(plan.counts, *alone)
        result.made_ids = {**self.new_ids, **ids_to_keep(self.makers)}
        result.made = self._made()
        return result

    def _families(self) -> dict[str, list[ForeignTask]]:
        """Return the phases and milestones of each initiative, in the file's order."""
        families: dict[str, list[ForeignTask]] = {}
        for task in self.plan.tasks:
            top = self._top(task)
            why = task.skipped
            if not why and top is not None and not self._wanted(top):
                why = "the map does not name it under only"
            if why:
                self.result.left.append(LeftRow(task.place, why, {}))
                continue
            self.plan.counts.take(task.used.get("always", ()))
            if top is None:
                continue
            if task.uid in self.parents:
                if task is top:
                    families.setdefault(self._home(top), [])
                continue
            families.setdefault(self._home(top), []).append(task)
        return families

    def _top(self, task: ForeignTask) -> ForeignTask | None:
        """Return the task around it that becomes the initiative; None for what stands above them."""
        at: ForeignTask | None = task
        while at is not None and at.level > self.found.level:
            at = self.by_uid.get(at.parent)
        if at is None or (at.level < self.found.level and at.uid in self.parents):
            return None
        return at

    def _wanted(self, top: ForeignTask) -> bool:
        return not self.found.only or top.name in self.found.only

    def _home(self, top: ForeignTask) -> str:
        """Return the id of the initiative that a task of the level becomes, or goes into."""
        alone = top.uid not in self.parents and self.found.together
        key, name = (_ALL, self.plan.title or self.plan.path) if alone else (f"#{top.uid}", top.name)
        known = self.ids.get(key) or self.new_ids.get(key)
        if known is None:
            taken = {*self.ids.values(), *self.new_ids.values()}
            known = self.names.find("initiatives", name)
            if known is None or known in taken:
                known = make_id(name, "initiatives", {*taken, *self.names.known.get("initiatives", ())})
            self.new_ids[key] = known
        if alone:
            self.by_home[known] = (name, None)
        else:
            self.by_home[known] = (top.name, top)
        return known

    def _initiative(self, home: str, tasks: list[ForeignTask], settler: LinkSettler) -> Draft:
        name, top = self.by_home[home]
        values: dict[str, Any] = {"id": home, "name": name, "summary": name}
        for constant, value in self.found.constants.items():
            values[constant] = value
            self.result.invented[constant] = self.result.invented.get(constant, 0) + 1
        people = [person for one in ([top] if top else []) + tasks for person in one.people]
        if owner := self._owner(people):
            values["owner"] = owner
            self.result.invented["owner"] = self.result.invented.get("owner", 1) - 1
        if self.money and (cost := _cost(top, tasks)):
            values["budget_total"] = _amount(cost)
            for one in [top] if top and top.cost else tasks:
                self.plan.counts.take(one.used.get("cost", ()))
        names = Counter(task.name for task in tasks)
        phases: list[Draft] = []
        milestones: list[Draft] = []
        for task in tasks:
            title = task.name if names[task.name] == 1 else self._longer(task)
            key = (home, f"t-{_slug(task.uid)}")
            if self._is_milestone(task):
                milestones += self._milestone(key, title, task, settler)
            else:
                phases.append(self._phase(key, title, task, settler))
        place = top.place if top else self.plan.path
        return Draft((home,), values, place, {"phases": tuple(phases), "milestones": tuple(milestones)})

    def _longer(self, task: ForeignTask) -> str:
        above = self.by_uid.get(task.parent)
        return f"{above.name} / {task.name}" if above else task.name

    def _is_milestone(self, task: ForeignTask) -> bool:
        rule = self.found.milestones
        return (task.zero and rule != "flagged") or (task.flagged and rule != "zero-length")

    def _phase(self, key: tuple[str, ...], title: str, task: ForeignTask, settler: LinkSettler) -> Draft:
        values: dict[str, Any] = {"id": key[-1], "name": title}
        if task.start and task.finish:
            values |= {"start": task.start.isoformat(), "finish": max(task.start, task.finish).isoformat()}
            self.plan.counts.take(task.used.get("dates", ()))
        elif task.days:
            values |= {"start": task.start.isoformat()} if task.start else {}
            values["duration"] = max(1, round(task.days))
        else:
            message = "the file says neither its dates nor how long it takes; that stays unknown"
            self.result.suspicions.append((task.place, message, {}))
        self.plan.counts.take(task.used.get("duration", ()))
        self._after(values, task, settler)
        return Draft(key, values, task.place)

    def _milestone(
        self, key: tuple[str, ...], title: str, task: ForeignTask, settler: LinkSettler
    ) -> Iterator[Draft]:
        day = task.finish or task.start
        if day is None:
            self.result.left.append(LeftRow(task.place, "it is a milestone without a day", {}))
            return
        values: dict[str, Any] = {"id": key[-1], "name": title, "date": day.isoformat()}
        self.plan.counts.take([*task.used.get("dates", ()), *task.used.get("duration", ())])
        self._after(values, task, settler)
        yield Draft(key, values, task.place)

    def _after(self, values: dict[str, Any], task: ForeignTask, settler: LinkSettler) -> None:
        links = settler.links_of(task)
        if links:
            values["after"] = links
        self.plan.counts.take(task.used.get("links", ()))

    def _progress(self, month: str) -> Iterator[Draft]:
        """Return for each initiative how far its phases are, as the review of a month holds it."""
        for draft in self.result.drafts:
            phases = [
                {"phase": child.key[1], "complete": _amount(task.complete)}
                for child in draft.children.get("phases", ())
                if (task := self.by_part.get(child.key[1])) and task.complete is not None
            ]
            top = self.by_home[draft.key[0]][1]
            if not phases or not any(one["complete"] for one in phases):
                continue
            values = {"month": month, "chair": draft.values["owner"], "initiative": draft.key[0]}
            if top is not None and top.complete is not None:
                values["complete"] = _amount(top.complete)
                self.plan.counts.take(top.used.get("complete", ()))
            for one in phases:
                self.plan.counts.take(self.by_part[str(one["phase"])].used.get("complete", ()))
            yield Draft((month, draft.key[0]), {**values, "phases": phases}, draft.place)

    def _owner(self, people: list[str]) -> str | None:
        """Return the person who is named most often, the first of several."""
        for name, _ in Counter(people).most_common():
            found = self.found.names.get(name) or self.names.find("people", name)
            if found:
                return found
            if self.found.people is not None:
                return self.makers["people"].of(name)
        return None

    def _made(self) -> dict[str, list[Draft]]:
        known = self.names.known.get("people", frozenset())
        place = str(self.found.where_of("made"))
        drafts = [
            Draft((str(record["id"]),), dict(record), place)
            for record in self.found.made.get("people", ())
            if isinstance(record, Mapping) and "id" in record
        ]
        for name, one in self.makers["people"].used.items():
            drafts.append(Draft((one,), {"id": one, "name": name, **(self.found.people or {})}, place))
        new = [draft for draft in drafts if draft.key[0] not in known]
        return {"people": new} if new else {}


def _cost(top: ForeignTask | None, tasks: list[ForeignTask]) -> float:
    """Return the cost of the summary where it has one, else the sum of its tasks."""
    if top is not None and top.cost:
        return top.cost
    return sum(task.cost or 0 for task in tasks)


def _amount(cost: float) -> float | int:
    return int(cost) if cost == int(cost) else round(cost, 2)


def _slug(uid: str) -> str:
    plain = "".join(char if char.isascii() and char.isalnum() else "-" for char in uid)
    return plain.strip("-").lower() or "0"
