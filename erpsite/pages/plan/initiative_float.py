"""Say how much room an initiative's dates have: float, what pushes them, how likely the promise is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from erpsite.analysis.figures import Figure
from erpsite.analysis.schedule import ScheduledTask, UnscheduledReason, UnscheduledTask
from erpsite.analysis.schedule.optimism import MIN_FINISHED, FinishChance
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.task_names import task_link, task_name

__all__ = ["chance_sentence", "float_blocks", "float_sentence", "float_table", "plan_chance_sentence"]

_Task = ScheduledTask | UnscheduledTask


def float_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return how much room the dates have and how likely they are; nothing for what is not scheduled."""
    if now.stage not in ("approved", "finished") or not now.tasks:
        return ()
    words = [sentence for sentence in (float_sentence(book, now), chance_sentence(book, now)) if sentence]
    said = (b.Paragraph(book.locale.sentence(*words)),) if words else ()
    return (*said, b.Details(book.tr("How late each part can be"), (float_table(book, now),)))


def float_sentence(book: Book, now: InitiativeState) -> str:
    """Return how late the initiative can be, in one sentence; empty where all is finished."""
    schedule, tr = book.figures.schedule, book.locale.tr
    left = [one for one in schedule.of(now.initiative.id) if not one.task.done]
    room = schedule.float_of(now.initiative.id)
    if not left or room is None:
        return ""
    critical = [one for one in left if one.critical]
    if critical:
        return tr.plural(
            "It is on the critical path with “{first}”: a day lost there moves the end of the plan.",
            "It is on the critical path with {n} phases and milestones, first “{first}”: a day lost there "
            "moves the end of the plan.",
            book.count("schedule.critical", len(critical), now.initiative.id),
            first=task_name(book, now, critical[0].task.part),
        )
    return tr.plural(
        "It can lose {n} working day before the end of the plan moves.",
        "It can lose {n} working days before the end of the plan moves.",
        book.count("schedule.float", room, now.initiative.id),
    )


def chance_sentence(book: Book, now: InitiativeState) -> str:
    """Return how likely the promised day is, in one sentence; empty where nothing is left to finish."""
    found, locale, tr = book.figures.optimism, book.locale, book.tr
    one = found.initiatives.get(now.initiative.id)
    if not isinstance(one, FinishChance):
        open_tasks = [task for task in now.tasks.values() if not task.done]
        if not open_tasks:
            return ""
        return tr(
            "How likely the promised day is cannot be said: the plan has fewer than {n} finished phases, and "
            "no phase left here has a three-point estimate.",
            n=book.count("limit.finished-phases", MIN_FINISHED),
        )
    words = {"p50": locale.day(one.p50), "p80": locale.day(one.p80)}
    if one.promised is None or not isinstance(one.chance, float):
        return tr("It will be finished by {p50} with 50% probability and by {p80} with 80%.", **words)
    return tr(
        "The promised {promised} is {chance} likely; it will be finished by {p50} with 50% probability and "
        "by {p80} with 80%.",
        promised=locale.day(one.promised),
        chance=book.share(Figure("schedule.chance-of-promise", one.chance, now.initiative.id)),
        **words,
    )


def plan_chance_sentence(book: Book) -> str:
    """Return how likely the end of the whole plan is, in one sentence; empty where it cannot be said."""
    plan, locale, tr = book.figures.optimism.plan, book.locale, book.tr
    if not isinstance(plan, FinishChance) or plan.promised is None or not isinstance(plan.chance, float):
        return ""
    return tr(
        "The whole plan was promised for {promised}, which is {chance} likely; it ends by {p50} with 50% "
        "probability and by {p80} with 80%.",
        promised=locale.day(plan.promised),
        chance=book.share(Figure("schedule.chance-of-promise", plan.chance)),
        p50=locale.day(plan.p50),
        p80=locale.day(plan.p80),
    )


def float_table(book: Book, now: InitiativeState) -> b.Table:
    """Return the computed dates with total and free float, what is critical, and which link pushes."""
    tr, schedule, name = book.tr, book.figures.schedule, now.initiative.id
    lost = [one for one in schedule.unscheduled if one.task.initiative == name]

    def ahead(cell: Callable[[ScheduledTask], b.Inline]) -> Callable[[_Task], b.Inline]:
        return lambda one: b.Missing() if isinstance(one, UnscheduledTask) or one.task.done else cell(one)

    return Rows[_Task](
        [*schedule.of(name), *lost],
        tone=lambda one: "red" if isinstance(one, ScheduledTask) and one.critical else None,
        source=lambda one: one.task.source,
    ).table(
        f"float-{name}",
        Col("task", tr("Phase or milestone"), lambda one: _own(book, now, one.task.part)),
        Col("start", tr("Earliest start"), lambda one: _day(book, one, "early_start"), "date"),
        Col("finish", tr("Earliest finish"), lambda one: _day(book, one, "early_finish"), "date"),
        Col("latest", tr("Latest finish"), ahead(lambda one: book.day(one.late_finish)), "date"),
        Col("total", tr("Total float"), ahead(lambda one: count_cell(book, one.total_float)), "number"),
        Col("free", tr("Free float"), ahead(lambda one: count_cell(book, one.free_float)), "number"),
        Col("status", tr("Status"), lambda one: _chip(book, one), "status"),
        Col("pushed", tr("Pushed by"), lambda one: _pushed(book, now, one), wide=True),
        caption=tr("Float in working days: how late each part can be"),
        empty=tr("No phase is planned yet."),
    )


def _own(book: Book, now: InitiativeState, part: str) -> b.Link:
    return b.Link(task_name(book, now, part), "", f"task-{part}")


def _day(book: Book, one: _Task, of: Literal["early_start", "early_finish"]) -> b.Inline:
    return b.Missing() if isinstance(one, UnscheduledTask) else book.day(getattr(one, of))


def _chip(book: Book, one: _Task) -> b.Chip:
    tr = book.tr
    if isinstance(one, UnscheduledTask):
        return b.Chip("grey", tr("Not scheduled"))
    if one.task.done:
        return b.Chip("green", tr("Done"))
    if one.critical:
        return b.Chip("red", tr("Critical"))
    return b.Chip("amber", tr("Pushed")) if one.pushed else b.Chip("blue", tr("Has float"))


def _pushed(book: Book, now: InitiativeState, one: _Task) -> b.Content:
    """Return which link pushes a task and by how much, or why it is not scheduled."""
    tr = book.locale.tr
    if isinstance(one, UnscheduledTask):
        return {
            UnscheduledReason.NO_DURATION: tr("nothing says how long it takes"),
            UnscheduledReason.NO_DATE: tr("no date, and nothing scheduled that it waits for"),
            UnscheduledReason.CIRCLE: tr("it waits for itself"),
        }[one.reason]
    if not one.pushed:
        return b.Missing()
    days = tr.plural("{n} working day", "{n} working days", one.pushed)
    if one.pushed_by is None:
        return tr("{days}: its day has passed and it is not done", days=days)
    link = one.pushed_by
    return (task_link(book, now, link.before), f" ({link.type.value}) · ", days)
