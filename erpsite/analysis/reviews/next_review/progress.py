"""Write one entry for each running initiative, with last month's numbers to overwrite."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from erpsite.analysis.reviews.next_review.lines import Lines, amount, plain_words, text_slot
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.task_state import TaskState
from erpsite.i18n import Locale
from erpsite.model.plan import Rag
from erpsite.model.quantity import last_day_of
from erpsite.model.text import Text

__all__ = ["write_progress"]


def write_progress(lines: Lines, now: PlanState, month: str, locale: Locale) -> None:
    """Add the section `progress`: what runs as live entries, what has yet to begin as comments."""
    tr, end = locale.tr, last_day_of(month)
    running = [one for one in now.initiatives.values() if one.running]
    begun = [one for one in running if one.reported or one.start is None or one.start <= end]
    waiting = [one for one in running if one not in begun]
    if begun:
        lines.key(0, "progress:")
    for number, one in enumerate(begun, 1):
        _write_entry(lines, _Entry(one, now, month, locale), f"{number}/{len(begun)}")
    if waiting:
        lines.say(0, tr("Not begun yet; where one has begun, copy an entry from above for it:"))
    for one in waiting:
        begins = tr("planned from {day}", day=one.start) if one.start else ""
        lines.say(0, f"  {one.initiative.id}", _name(one, locale), begins)
    lines.gap()


class _Entry:
    """Hold what one entry is written from."""

    def __init__(self, one: InitiativeState, now: PlanState, month: str, locale: Locale) -> None:
        self.one, self.now, self.month, self.locale = one, now, month, locale
        self.tr = locale.tr
        self.first = dt.date(int(month[:4]), int(month[5:]), 1)
        self.languages = now.handbook.plan.languages

    def text(self, text: Text | None) -> str:
        return text.in_(self.locale.language) if text else ""


def _name(one: InitiativeState, locale: Locale) -> str:
    return one.initiative.name.in_(locale.language)


def _write_entry(lines: Lines, entry: _Entry, number: str) -> None:
    one, tr = entry.one, entry.tr
    owner = entry.now.handbook.people.get(one.owner or "")
    slip = one.slip(entry.now.days)
    lines.gap()
    lines.say(
        2,
        f"{number} {_name(one, entry.locale)}",
        tr("owner {name}", name=entry.text(owner.name)) if owner else "",
        tr("last reported for {month}", month=one.reported) if one.reported else tr("never reported"),
        tr("{n} working days late", n=slip) if slip and slip > 0 else "",
    )
    lines.key(2, f"- initiative: {one.initiative.id}")
    lines.key(4, "confirmed: false", tr("overwrite what has changed, then delete this line"))
    _value(lines, "complete", one.complete, tr("percent of the work"), entry)
    _status(lines, entry)
    budget = tr("budget {amount}", amount=f"{one.initiative.cost:,f}") if one.initiative.cost else ""
    _value(lines, "spent", one.spent, tr("sum since the start"), entry)
    _value(lines, "committed", one.committed, tr("ordered, not yet paid"), entry)
    _value(lines, "forecast_cost", one.forecast_cost, budget, entry)
    _tasks(lines, entry)
    lines.slot(4, f"note: {text_slot(entry.languages)}")
    lines.slot(4, "stage: finished", tr("where it is finished, deferred or rejected; needs a decision"))


def _value(lines: Lines, key: str, value: Decimal | float | None, note: str, entry: _Entry) -> None:
    if value is not None:
        lines.key(4, f"{key}: {amount(value)}", note)
    else:
        said = entry.tr("not reported yet")
        lines.slot(4, f"{key}:", " · ".join(filter(None, (said, note))))


def _status(lines: Lines, entry: _Entry) -> None:
    one, tr = entry.one, entry.tr
    seen = "" if one.computed is Rag.GREY else tr("cost and slip say {rag}", rag=one.computed.value)
    if one.declared is Rag.GREY:
        lines.slot(4, "status: green", seen or tr("green, amber or red"))
    else:
        lines.key(4, f"status: {one.declared.value}", seen)
    if one.path_to_green:
        lines.say(4, tr("path to green so far: {text}", text=plain_words(entry.text(one.path_to_green), 120)))
    if one.path_to_green or one.declared in (Rag.AMBER, Rag.RED) or one.computed in (Rag.AMBER, Rag.RED):
        lines.slot(4, f"path_to_green: {text_slot(entry.languages)}")


def _tasks(lines: Lines, entry: _Entry) -> None:
    phases = [task for task in entry.one.phases if not task.done]
    stones = [task for task in entry.one.milestones if not task.done]
    if phases:
        lines.key(4, "phases:")
    names = {phase.id: phase.name for phase in entry.one.initiative.phases}
    for task in phases:
        lines.key(
            6, f"- {{{', '.join(_phase(task))}}}", _note(task, entry, names.get(task.id), "actual_finish")
        )
    if stones:
        lines.key(4, "milestones:")
    names = {stone.id: stone.name for stone in entry.one.initiative.milestones}
    for task in stones:
        day = [f"forecast: {task.finish}"] if task.finish else []
        fields = ", ".join([f"milestone: {task.id}", *day])
        lines.key(6, f"- {{{fields}}}", _note(task, entry, names.get(task.id), "done_on"))


def _phase(task: TaskState) -> list[str]:
    fields = [f"phase: {task.id}"]
    if task.start and not task.started:
        fields.append(f"forecast_start: {task.start}")
    if task.finish and not (task.start and task.finish < task.start):
        fields.append(f"forecast_finish: {task.finish}")
    if task.complete is not None:
        fields.append(f"complete: {amount(task.complete)}")
    return fields


def _note(task: TaskState, entry: _Entry, name: Text | None, done: str) -> str:
    """Return what a phase or milestone is called, and what must be said of it this month."""
    tr, parts = entry.tr, [plain_words(entry.text(name), 40)]
    ends = task.finish is not None and task.finish <= last_day_of(entry.month)
    if ends:
        parts.append(tr("due: write {key}, or a later forecast", key=done))
    elif not task.milestone and not task.started and task.start and task.start <= last_day_of(entry.month):
        parts.append(tr("begun? write actual_start, or a later forecast"))
    elif task.slip:
        parts.append(tr("approved for {day}", day=task.baseline_finish))
    return entry.locale.clauses(*parts)
