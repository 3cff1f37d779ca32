"""Read MS Project XML (MSPDI), without Java.

Amounts stand in hundredths, lags in tenths of minutes or, in percent, as the number itself; durations are
ISO 8601 hours of work. https://learn.microsoft.com/office-project/xml-data-interchange/
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import FileCalendar, ForeignLink, ForeignPlan, ForeignTask
from erpsite.ingest.plans.recurring import recurring_days
from erpsite.ingest.xml_reading import children, local_name, parse_xml, text_of

__all__ = ["looks_like_mspdi", "read_mspdi"]

_TYPES = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
"""Lag and duration formats that count through nights and days off."""
_PERCENT = frozenset({19, 51})
_PERCENT_ELAPSED = frozenset({20, 52})
_MOST_DAYS = 1000
"""Days of one exception; one with more is a plan's whole life, and no exception."""
_RECURRENCE = (
    "Type", "Occurrences", "Period", "Month", "MonthDay", "MonthItem", "MonthPosition", "DaysOfWeek",
    "EnteredByOccurrences",
)  # fmt: skip
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def looks_like_mspdi(data: bytes, name: str) -> bool:
    """Say whether a file is MS Project XML."""
    return name.lower().endswith((".xml", ".mspdi")) and b"schemas.microsoft.com/project" in data[:4096]


def read_mspdi(data: bytes, path: str) -> ForeignPlan:
    """Return the plan; raise `SourceFault` where the XML is broken or holds no task."""
    root = parse_xml(data, path)
    plan = ForeignPlan(path, "MS Project", text_of(root, "Title") or text_of(root, "Name") or "")
    plan.currency = text_of(root, "CurrencyCode") or ""
    status = text_of(root, "StatusDate") or text_of(root, "CurrentDate") or ""
    plan.status_month = status[:7] if re.match(r"\d{4}-\d{2}", status) else ""
    for name, element in _leaves(root, ""):
        if (element.text or "").strip():
            plan.counts.see(name)
    plan.counts.take(["Title", "CurrencyCode", "MinutesPerDay", "CalendarUID"])
    minutes = float(text_of(root, "MinutesPerDay") or 480) or 480
    people = _people(root)
    assigned = _assigned(root, people, plan)
    for element in (one for group in children(root, "Tasks") for one in children(group, "Task")):
        task = _task(element, minutes, path)
        if task is not None:
            task.people = assigned.get(task.uid, [])
            plan.tasks.append(task)
    if not plan.tasks:
        raise SourceFault("{path} holds no task; save the plan again as XML", path=path)
    _set_parents(plan)
    _add_calendar(root, plan)
    return plan


def _leaves(element: ET.Element, above: str) -> Iterator[tuple[str, ET.Element]]:
    """Give every element without children under its whole name; tasks are called without their group."""
    for child in element:
        path = f"{above}/{local_name(child)}" if above else local_name(child)
        if len(child):
            yield from _leaves(child, path)
        else:
            yield path.removeprefix("Tasks/"), child


def _people(root: ET.Element) -> Mapping[str, str]:
    """Return the names of resources that are people, by their id: neither material nor cost."""
    found = {}
    for group in children(root, "Resources"):
        for one in children(group, "Resource"):
            name, uid = text_of(one, "Name"), text_of(one, "UID")
            if name and uid and (text_of(one, "Type") or "1") == "1":
                found[uid] = name
    return found


def _assigned(root: ET.Element, people: Mapping[str, str], plan: ForeignPlan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in children(root, "Assignments"):
        for one in children(group, "Assignment"):
            task, person = text_of(one, "TaskUID"), people.get(text_of(one, "ResourceUID") or "")
            if task and person:
                plan.counts.take(["Assignments/Assignment/TaskUID", "Assignments/Assignment/ResourceUID"])
                if person not in found.setdefault(task, []):
                    found[task].append(person)
    for _ in people:
        plan.counts.take(["Resources/Resource/Name", "Resources/Resource/UID", "Resources/Resource/Type"])
    return found


def _task(element: ET.Element, minutes: float, path: str) -> ForeignTask | None:
    held = {local_name(child): (child.text or "").strip() for child in element if not len(child)}
    uid, name = held.get("UID", ""), held.get("Name", "")
    level = int(held.get("OutlineLevel") or 1)
    blank = held.get("IsNull") == "1" and not name
    if not uid or level == 0 or blank:
        return None
    task = ForeignTask(uid, " ".join(name.split()), level, place=f"{path} UID {uid}")
    task.skipped = _why_skipped(held, name)
    task.start, task.finish = _days(held.get("Start", ""), held.get("Finish", ""))
    task.days, task.elapsed = _duration(held, minutes)
    task.flagged = held.get("Milestone") == "1"
    task.complete = _number(held.get("PercentComplete") or "")
    cost = _number(held.get("Cost") or "")
    task.cost = None if cost is None else cost / 100
    task.links = [link for one in children(element, "PredecessorLink") if (link := _link(one, minutes))]
    task.used = _used(held, len(task.links))
    return task


def _why_skipped(held: Mapping[str, str], name: str) -> str:
    if held.get("IsNull") == "1" or not name:
        return "it is a blank line of the plan"
    if held.get("Active") == "0":
        return "it is inactive"
    if held.get("ExternalTask") == "1":
        return "it stands for a task of another plan"
    return ""


def _used(held: Mapping[str, str], links: int) -> dict[str, list[str]]:
    """Return by what is taken of a task the names of its elements that are not empty."""

    def names(*wanted: str) -> list[str]:
        return [f"Task/{name}" for name in wanted if held.get(name)]

    link = [f"Task/PredecessorLink/{name}" for name in ("PredecessorUID", "Type", "LinkLag", "LagFormat")]
    return {
        "always": names("UID", "Name", "OutlineLevel", "IsNull", "Active", "ExternalTask"),
        "dates": names("Start", "Finish"),
        "duration": names("Duration", "DurationFormat", "Milestone"),
        "cost": names("Cost"),
        "complete": names("PercentComplete"),
        "links": link * links,
    }


def _days(start: str, finish: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day; what ends at midnight has ended on the day before."""
    first, last = _moment(start), _moment(finish)
    end = None if last is None else last.date()
    if first and last and last > first and last.time() == dt.time():
        end = last.date() - dt.timedelta(days=1)
    return (first.date() if first else None), end


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _duration(held: Mapping[str, str], minutes: float) -> tuple[float | None, bool]:
    found = _DURATION.fullmatch(held.get("Duration", ""))
    if not held.get("Duration") or found is None:
        return None, False
    days, hours, mins, seconds = (int(part or 0) for part in found.groups())
    total = days * 1440 + hours * 60 + mins + seconds / 60
    elapsed = int(held.get("DurationFormat") or 7) in _ELAPSED
    return total / (1440 if elapsed else minutes), elapsed


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _link(element: ET.Element, minutes: float) -> ForeignLink | None:
    to = text_of(element, "PredecessorUID")
    if to is None or to in ("0", "-65535"):
        return None
    kind = _TYPES.get(text_of(element, "Type") or "1", "FS")
    lag, form = _number(text_of(element, "LinkLag") or "") or 0, int(text_of(element, "LagFormat") or 7)
    if form in _PERCENT or form in _PERCENT_ELAPSED:
        return ForeignLink(to, kind, lag, "percent" if form in _PERCENT else "percent elapsed")
    if form in _ELAPSED:
        return ForeignLink(to, kind, lag / 10 / 1440, "elapsed")
    return ForeignLink(to, kind, lag / 10 / minutes, "working")


def _set_parents(plan: ForeignPlan) -> None:
    above: dict[int, str] = {}
    for task in plan.tasks:
        task.parent = next((above[level] for level in range(task.level - 1, 0, -1) if level in above), "")
        above = {level: uid for level, uid in above.items() if level < task.level} | {task.level: task.uid}


def _add_calendar(root: ET.Element, plan: ForeignPlan) -> None:
    """Read the calendar of the project, with those that it is derived from."""
    known = {
        text_of(one, "UID"): one
        for group in children(root, "Calendars")
        for one in children(group, "Calendar")
    }
    name = text_of(root, "CalendarUID") or next((str(uid) for uid in known if uid), "")
    chain: list[ET.Element] = []
    while (one := known.get(name)) is not None and one not in chain:
        chain.append(one)
        name = text_of(one, "BaseCalendarUID") or ""
    for one in reversed(chain):
        _add_days(one, plan.calendar, plan)


def _add_days(element: ET.Element, calendar: FileCalendar, plan: ForeignPlan) -> None:
    worked = set(calendar.weekdays)
    for group in children(element, "WeekDays"):
        for day in children(group, "WeekDay"):
            kind = int(text_of(day, "DayType") or 0)
            works = text_of(day, "DayWorking") == "1"
            plan.counts.take(
                [f"Calendars/Calendar/WeekDays/WeekDay/{one}" for one in ("DayType", "DayWorking")]
            )
            if 1 <= kind <= 7:
                (worked.add if works else worked.discard)((kind + 5) % 7)
            elif kind == 0:
                _add_period(day, calendar, plan, works, "Calendars/Calendar/WeekDays/WeekDay")
    calendar.weekdays = frozenset(worked)
    _add_weeks(element, calendar, plan)
    for group in children(element, "Exceptions"):
        for one in children(group, "Exception"):
            works = text_of(one, "DayWorking") == "1"
            plan.counts.take(["Calendars/Calendar/Exceptions/Exception/DayWorking"])
            _add_period(one, calendar, plan, works, "Calendars/Calendar/Exceptions/Exception")


def _add_period(
    element: ET.Element, calendar: FileCalendar, plan: ForeignPlan, works: bool, name: str
) -> None:
    for period in children(element, "TimePeriod"):
        first, last = _moment(text_of(period, "FromDate") or ""), _moment(text_of(period, "ToDate") or "")
        if first is None or last is None:
            continue
        held = {local_name(child): (child.text or "").strip() for child in element if not len(child)}
        days = recurring_days(held, first.date(), last.date())
        if days is None or len(days) > _MOST_DAYS:
            message = (
                "the recurring exception {name} of the calendar is not taken; write its days into the plan"
            )
            plan.notices.append((message, {"name": held.get("Name") or "—"}))
            continue
        plan.counts.take([f"{name}/TimePeriod/FromDate", f"{name}/TimePeriod/ToDate"])
        plan.counts.take(f"{name}/{one}" for one in _RECURRENCE if one in held)
        if held.get("Type") == "2" and not works and _always(plan, days):
            calendar.yearly.add(f"{days[0]:%m-%d}")
        else:
            (calendar.worked if works else calendar.off).update(days)


def _always(plan: ForeignPlan, days: Sequence[dt.date]) -> bool:
    """Say whether a yearly day holds in every year of the plan."""
    held = [day.year for task in plan.tasks for day in (task.start, task.finish) if day]
    years = {day.year for day in days}
    return len(years) > 1 and years.issuperset(range(min(held, default=0), max(held, default=-1) + 1))


def _add_weeks(element: ET.Element, calendar: FileCalendar, plan: ForeignPlan) -> None:
    """Add the weeks that differ from the others: those of their days that are worked, or not, otherwise."""
    name = "Calendars/Calendar/WorkWeeks/WorkWeek"
    for week in (one for group in children(element, "WorkWeeks") for one in children(group, "WorkWeek")):
        works = {
            (int(text_of(day, "DayType") or 0) + 5) % 7: text_of(day, "DayWorking") == "1"
            for group in children(week, "WeekDays")
            for day in children(group, "WeekDay")
        }
        plan.counts.take([f"{name}/WeekDays/WeekDay/{one}" for one in ("DayType", "DayWorking")] * len(works))
        for period in children(week, "TimePeriod"):
            first, last = _moment(text_of(period, "FromDate") or ""), _moment(text_of(period, "ToDate") or "")
            if first is None or last is None:
                continue
            plan.counts.take([f"{name}/TimePeriod/FromDate", f"{name}/TimePeriod/ToDate"])
            for day in recurring_days({}, first.date(), last.date()) or ():
                if works.get(day.weekday(), day.weekday() in calendar.weekdays) != (
                    day.weekday() in calendar.weekdays
                ):
                    (calendar.worked if works[day.weekday()] else calendar.off).add(day)
