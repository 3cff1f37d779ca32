"""Read Primavera P6 exports (`.xer`): tables as plain text, `%T` a table, `%F` its fields, `%R` a row.

The levels of the work breakdown stand around the activities as their summaries. Percent complete is of the
kind that each activity names: physical, by duration or by units.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import FileCalendar, ForeignLink, ForeignPlan, ForeignTask

__all__ = ["looks_like_xer", "read_xer"]

_ZERO = dt.date(1899, 12, 30)
_EXCEPTION = re.compile(r"\(0\|\|\d+\(d\|(\d+)\)\s*\(((?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*)\)\)")
_DAY = re.compile(r"\(0\|\|([1-7])\(\)\s*\(((?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*)\)\)")
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def looks_like_xer(data: bytes, name: str) -> bool:
    """Say whether a file is an export of Primavera P6."""
    return name.lower().endswith(".xer") or data.startswith(b"ERMHDR")


def read_xer(data: bytes, path: str) -> ForeignPlan:
    """Return the plan; raise `SourceFault` where it holds no activity."""
    plan = ForeignPlan(path, "Primavera P6")
    rows = _tables(data, plan)
    if not rows.get("TASK"):
        raise SourceFault("{path} holds no task; save the plan again as XML", path=path)
    _add_calendar(rows, plan)
    hours = float((rows.get("CALENDAR") or [{}])[0].get("day_hr_cnt") or 8) or 8
    plan.currency = next((row.get("curr_short_name", "") for row in rows.get("CURRTYPE", ())), "")
    levels = _add_levels(rows, plan)
    people, costs = _assigned(rows, plan)
    links = _links(rows, hours)
    inside: dict[str, list[ForeignTask]] = {}
    for row in rows["TASK"]:
        task = _task(row, levels, hours, path)
        task.links, task.people = links.get(row["task_id"], []), people.get(row["task_id"], [])
        task.cost = costs.get(row["task_id"])
        task.used["links"] = [f"TASKPRED/{name}" for name in _LINK] * len(task.links)
        inside.setdefault(task.parent, []).append(task)
    plan.tasks = [one for level in plan.tasks for one in (level, *inside.pop(level.uid, []))]
    plan.tasks += [task for tasks in inside.values() for task in tasks]
    return plan


_LINK = ("task_id", "pred_task_id", "pred_type", "lag_hr_cnt")


def _tables(data: bytes, plan: ForeignPlan) -> Rows:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030" if _is_chinese(data) else "cp1252", "replace")
    found: dict[str, list[Mapping[str, str]]] = {}
    table, fields = "", list[str]()
    for line in text.splitlines():
        kind, *cells = line.split("\t")
        if kind == "%T":
            table = cells[0].strip()
        elif kind == "%F":
            fields = [cell.strip() for cell in cells]
        elif kind == "%R":
            row = dict(zip(fields, (cell.strip() for cell in cells), strict=False))
            found.setdefault(table, []).append(row)
            for name, value in row.items():
                if value:
                    plan.counts.see(f"{table}/{name}")
    return found


def _is_chinese(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _add_levels(rows: Rows, plan: ForeignPlan) -> Mapping[str, int]:
    """Add the levels of the work breakdown as summaries; return how deep each is, the project 0."""
    known = {row["wbs_id"]: row for row in rows.get("PROJWBS", ()) if row.get("wbs_id")}
    levels: dict[str, int] = {}

    def level(name: str, seen: tuple[str, ...] = ()) -> int:
        row = known.get(name)
        if row is None or name in seen:
            return 0
        if row.get("proj_node_flag") == "Y":
            return 0
        return 1 + level(row.get("parent_wbs_id", ""), (*seen, name))

    for name in known:
        levels[name] = level(name)
    below: dict[str, list[str]] = {}
    for name, row in known.items():
        below.setdefault(row.get("parent_wbs_id", "") if levels[name] else "", []).append(name)
    todo = list(reversed(below.get("", [])))
    while todo:
        name = todo.pop()
        row = known[name]
        plan.counts.take(
            f"PROJWBS/{one}" for one in ("wbs_id", "parent_wbs_id", "wbs_name", "proj_node_flag")
        )
        if levels[name] == 0:
            plan.title = plan.title or row.get("wbs_name", "")
        else:
            above = row.get("parent_wbs_id", "")
            parent = f"w{above}" if levels.get(above) else ""
            plan.tasks.append(
                ForeignTask(
                    f"w{name}", row.get("wbs_name", ""), levels[name], parent, place=f"{plan.path} WBS {name}"
                )
            )
        todo += reversed([one for one in below.get(name, []) if levels[one]])
    return levels


def _task(row: Mapping[str, str], levels: Mapping[str, int], hours: float, path: str) -> ForeignTask:
    wbs, code = row.get("wbs_id", ""), row.get("task_code") or row["task_id"]
    level = levels.get(wbs, 0)
    task = ForeignTask(row["task_id"], row.get("task_name", code), level + 1, f"w{wbs}" if level else "")
    task.place = f"{path} {code}"
    task.flagged = row.get("task_type") in ("TT_Mile", "TT_FinMile")
    if row.get("task_type") in ("TT_LOE", "TT_WBS"):
        task.skipped = "it lasts as long as others and has no work of its own"
    dates = ("target_start_date", "target_end_date")
    start, finish = (row.get(name) or row.get(name.replace("target", "early"), "") for name in dates)
    task.start, task.finish = _day(start), _day(finish)
    duration = _number(row.get("target_drtn_hr_cnt", ""))
    task.days = None if duration is None else duration / hours
    task.complete = _complete(row)
    task.used = {
        "always": ["TASK/task_id", "TASK/wbs_id", "TASK/task_name", "TASK/task_code"],
        "dates": [f"TASK/{name}" for name in dates if row.get(name)],
        "duration": ["TASK/target_drtn_hr_cnt", "TASK/task_type"],
        "complete": [
            "TASK/complete_pct_type",
            *(
                ["TASK/phys_complete_pct"]
                if row.get("complete_pct_type") == "CP_Phys"
                else ["TASK/remain_drtn_hr_cnt"]
            ),
        ],
        "cost": ["TASKRSRC/target_cost"],
    }
    return task


def _complete(row: Mapping[str, str]) -> float | None:
    """Return percent complete of the kind that the activity names."""
    kind = row.get("complete_pct_type")
    if row.get("act_end_date"):
        return 100
    if kind == "CP_Phys":
        return _number(row.get("phys_complete_pct", ""))
    of, left = (
        ("target_work_qty", "remain_work_qty")
        if kind == "CP_Units"
        else ("target_drtn_hr_cnt", "remain_drtn_hr_cnt")
    )
    whole, rest = _number(row.get(of, "")), _number(row.get(left, ""))
    if not whole or rest is None:
        return None
    return round(max(0.0, min(1.0, 1 - rest / whole)) * 100, 1)


def _links(rows: Rows, hours: float) -> dict[str, list[ForeignLink]]:
    found: dict[str, list[ForeignLink]] = {}
    for row in rows.get("TASKPRED", ()):
        kind = row.get("pred_type", "PR_FS").removeprefix("PR_")
        lag = (_number(row.get("lag_hr_cnt", "")) or 0) / hours
        link = ForeignLink(
            row.get("pred_task_id", ""), kind if kind in ("FS", "SS", "FF", "SF") else "FS", lag
        )
        found.setdefault(row.get("task_id", ""), []).append(link)
    return found


def _assigned(rows: Rows, plan: ForeignPlan) -> tuple[dict[str, list[str]], dict[str, float]]:
    names = {
        row.get("rsrc_id", ""): row.get("rsrc_name", "")
        for row in rows.get("RSRC", ())
        if row.get("rsrc_type", "RT_Labor") == "RT_Labor"
    }
    plan.counts.take(f"RSRC/{name}" for _ in names for name in ("rsrc_id", "rsrc_name", "rsrc_type"))
    people: dict[str, list[str]] = {}
    costs: dict[str, float] = {}
    for row in rows.get("TASKRSRC", ()):
        task, person = row.get("task_id", ""), names.get(row.get("rsrc_id", ""))
        if person and person not in people.setdefault(task, []):
            people[task].append(person)
            plan.counts.take(["TASKRSRC/task_id", "TASKRSRC/rsrc_id"])
        costs[task] = costs.get(task, 0) + (_number(row.get("target_cost", "")) or 0)
    return people, {task: cost for task, cost in costs.items() if cost}


def _add_calendar(rows: Rows, plan: ForeignPlan) -> None:
    used = {row.get("clndr_id") for row in rows.get("PROJECT", ())} | {
        row.get("clndr_id") for row in rows["TASK"]
    }
    for row in rows.get("CALENDAR", ()):
        if row.get("clndr_id") in used or row.get("default_flag") == "Y":
            _add_days(row.get("clndr_data", ""), plan.calendar)
            plan.counts.take(
                f"CALENDAR/{name}" for name in ("clndr_id", "clndr_data", "day_hr_cnt", "default_flag")
            )
            return


def _add_days(text: str, calendar: FileCalendar) -> None:
    week, _, exceptions = text.partition("Exceptions")
    days = {int(number): "s|" in hours for number, hours in _DAY.findall(week)}
    if days:
        calendar.weekdays = frozenset((number + 5) % 7 for number, works in days.items() if works)
    for number, hours in _EXCEPTION.findall(exceptions):
        day = _ZERO + dt.timedelta(days=int(number))
        (calendar.worked if "s|" in hours else calendar.off).add(day)


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
