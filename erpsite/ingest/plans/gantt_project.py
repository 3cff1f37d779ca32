"""Read GanttProject files (`.gan`): its tasks nest, and a link stands in the task that is waited for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import FileCalendar, ForeignLink, ForeignPlan, ForeignTask
from erpsite.ingest.xml_reading import children, local_name, parse_xml

__all__ = ["looks_like_gan", "read_gan"]

_TYPES = {"1": "SS", "2": "FS", "3": "FF", "4": "SF"}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<project\b", re.DOTALL)
"""What a file begins with whose outermost element is a project; issues of Jira hold some, too."""


def looks_like_gan(data: bytes, name: str) -> bool:
    """Say whether a file is one of GanttProject."""
    return name.lower().endswith(".gan") or (
        name.lower().endswith(".xml") and _ROOT.match(data[:4096]) is not None
    )


def read_gan(data: bytes, path: str) -> ForeignPlan:
    """Return the plan; raise `SourceFault` where the XML is broken or holds no task."""
    root = parse_xml(data, path)
    plan = ForeignPlan(path, "GanttProject", root.get("name", ""))
    for element in root.iter():
        for name, value in element.attrib.items():
            if value.strip():
                plan.counts.see(f"{local_name(element)}/{name}")
        if (element.text or "").strip():
            plan.counts.see(local_name(element))
    plan.counts.take(["project/name"])
    _add_calendar(root, plan)
    links: dict[str, list[ForeignLink]] = {}
    for group in children(root, "tasks"):
        for element, level, parent in _nested(group, 1, ""):
            plan.tasks.append(_task(element, level, parent, plan))
            for depend in children(element, "depend"):
                link = ForeignLink(
                    element.get("id", ""),
                    _TYPES.get(depend.get("type", "2"), "FS"),
                    _number(depend, "difference") or 0,
                )
                links.setdefault(depend.get("id", ""), []).append(link)
    if not plan.tasks:
        raise SourceFault("{path} holds no task; save the plan again as XML", path=path)
    people = _assigned(root, plan)
    for task in plan.tasks:
        task.links = links.get(task.uid, [])
        task.people = people.get(task.uid, [])
        task.used["links"] = [f"depend/{name}" for name in ("id", "type", "difference")] * len(task.links)
    return plan


def _nested(group: ET.Element, level: int, parent: str) -> Iterator[tuple[ET.Element, int, str]]:
    for element in children(group, "task"):
        yield element, level, parent
        yield from _nested(element, level + 1, element.get("id", ""))


def _task(element: ET.Element, level: int, parent: str, plan: ForeignPlan) -> ForeignTask:
    uid, name = element.get("id", ""), " ".join(element.get("name", "").split())
    task = ForeignTask(uid, name, level, parent, place=f"{plan.path} id {uid}")
    task.skipped = "" if name else "it is a blank line of the plan"
    task.flagged = element.get("meeting") == "true"
    task.days = _number(element, "duration")
    try:
        task.start = dt.date.fromisoformat(element.get("start", ""))
    except ValueError:
        task.start = None
    if task.start and task.days is not None:
        task.finish = _finish(task.start, task.days, plan.calendar)
    task.complete = _number(element, "complete")
    manual = element.get("cost-calculated") == "false"
    task.cost = _number(element, "cost-manual-value") if manual else None
    task.used = {
        "always": ["task/id", "task/name"],
        "dates": ["task/start"],
        "duration": ["task/duration", "task/meeting"],
        "cost": ["task/cost-manual-value", "task/cost-calculated"],
        "complete": ["task/complete"],
    }
    return task


def _finish(start: dt.date, days: float, calendar: FileCalendar) -> dt.date:
    """Return the last day of a task that begins on a day and takes some worked days."""
    day, left = start, days - calendar.is_worked(start)
    while left > 0:
        day += dt.timedelta(days=1)
        left -= calendar.is_worked(day)
    return day


def _number(element: ET.Element, name: str) -> float | None:
    try:
        return float(element.get(name, ""))
    except ValueError:
        return None


def _assigned(root: ET.Element, plan: ForeignPlan) -> dict[str, list[str]]:
    names = {
        one.get("id", ""): one.get("name", "")
        for group in children(root, "resources")
        for one in children(group, "resource")
    }
    plan.counts.take(name for _ in names for name in ("resource/id", "resource/name"))
    found: dict[str, list[str]] = {}
    for group in children(root, "allocations"):
        for one in children(group, "allocation"):
            person = names.get(one.get("resource-id", ""))
            if person:
                plan.counts.take(["allocation/task-id", "allocation/resource-id", "allocation/responsible"])
                held = found.setdefault(one.get("task-id", ""), [])
                held.insert(0 if one.get("responsible") == "true" else len(held), person)
    return found


def _add_calendar(root: ET.Element, plan: ForeignPlan) -> None:
    calendar = plan.calendar
    for group in children(root, "calendars"):
        for week in (
            one for types in children(group, "day-types") for one in children(types, "default-week")
        ):
            calendar.weekdays = frozenset(n for n, day in enumerate(_WEEK) if week.get(day, "0") == "0")
            plan.counts.take(f"default-week/{day}" for day in _WEEK)
        for date in children(group, "date"):
            month, day = _number(date, "month"), _number(date, "date")
            if month is None or day is None:
                continue
            plan.counts.take(f"date/{name}" for name in ("year", "month", "date", "type"))
            year = _number(date, "year")
            if year is None:
                calendar.yearly.add(f"{int(month):02d}-{int(day):02d}")
                continue
            held = calendar.worked if date.get("type") == "WORKING_DAY" else calendar.off
            held.add(dt.date(int(year), int(month), int(day)))
