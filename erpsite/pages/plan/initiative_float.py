"""Say how much room an initiative's dates have: float, what pushes them, how likely the promise is."""

from __future__ import annotations

from erpsite.analysis.schedule import ScheduledTask, UnscheduledReason, UnscheduledTask
from erpsite.analysis.schedule.optimism import MIN_FINISHED, FinishChance
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.task_names import task_link, task_name

__all__ = ["chance_sentence", "float_blocks", "float_sentence", "float_table", "plan_chance_sentence"]


def float_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return how much room the dates have and how likely they are; nothing for what is not scheduled."""
    if now.stage not in ("approved", "finished") or not now.tasks:
        return ()
    words = [sentence for sentence in (float_sentence(book, now), chance_sentence(book, now)) if sentence]
    return (*((b.Paragraph(book.locale.sentence(*words)),) if words else ()), float_table(book, now))


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
            len(critical),
            first=task_name(book, now, critical[0].task.part),
        )
    return tr.plural(
        "It can lose {n} working day before the end of the plan moves.",
        "It can lose {n} working days before the end of the plan moves.",
        room,
    )


def chance_sentence(book: Book, now: InitiativeState) -> str:
    """Return how likely the promised day is, in one sentence; empty where nothing is left to finish."""
    found, locale, tr = book.figures.optimism, book.locale, book.tr
    one = found.initiatives.get(now.initiative.id)
    if not isinstance(one, FinishChance):
        open_tasks = [task for task in now.tasks.values() if not task.done]
        if now.stage == "finished" or not open_tasks:
            return ""
        return tr(
            "How likely the promised day is cannot be said: the plan has fewer than {n} finished phases, and "
            "no phase left here has a three-point estimate.",
            n=MIN_FINISHED,
        )
    words = {"p50": locale.day(one.p50), "p80": locale.day(one.p80)}
    if one.promised is None or not isinstance(one.chance, float):
        return tr("It will be finished by {p50} with 50% probability and by {p80} with 80%.", **words)
    return tr(
        "The promised {promised} is {chance} likely; it will be finished by {p50} with 50% probability and "
        "by {p80} with 80%.",
        promised=locale.day(one.promised),
        chance=locale.percent(one.chance),
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
        chance=locale.percent(plan.chance),
        p50=locale.day(plan.p50),
        p80=locale.day(plan.p80),
    )


def float_table(book: Book, now: InitiativeState) -> b.Table:
    """Return the computed dates with total and free float, what is critical, and which link pushes."""
    tr, schedule = book.tr, book.figures.schedule
    columns = (
        b.Column("task", tr("Phase or milestone")),
        b.Column("start", tr("Earliest start"), "date"),
        b.Column("finish", tr("Earliest finish"), "date"),
        b.Column("latest", tr("Latest finish"), "date"),
        b.Column("total", tr("Total float"), "number"),
        b.Column("free", tr("Free float"), "number"),
        b.Column("status", tr("Status"), "status"),
        b.Column("pushed", tr("Pushed by"), wide=True),
    )
    name = now.initiative.id
    lost = [one for one in schedule.unscheduled if one.task.initiative == name]
    rows = [_row(book, now, one) for one in schedule.of(name)] + [_lost(book, now, one) for one in lost]
    return b.Table(
        f"float-{name}", columns, tuple(rows), caption=tr("Float in working days: how late each part can be"),
        empty=tr("No phase is planned yet."),
    )  # fmt: skip


def _row(book: Book, now: InitiativeState, one: ScheduledTask) -> b.Row:
    return b.Row(
        (
            _own(book, now, one.task.part),
            book.day(one.early_start),
            book.day(one.early_finish),
            b.Missing() if one.task.done else book.day(one.late_finish),
            b.Missing() if one.task.done else _days(book, one.total_float),
            b.Missing() if one.task.done else _days(book, one.free_float),
            _chip(book, one),
            _pushed(book, now, one),
        ),
        tone="red" if one.critical else None,
        source=one.task.source,
    )


def _own(book: Book, now: InitiativeState, part: str) -> b.Link:
    return b.Link(task_name(book, now, part), "", f"task-{part}")


def _days(book: Book, days: int) -> b.Number:
    return b.Number(days, book.locale.number(days, 0))


def _chip(book: Book, one: ScheduledTask) -> b.Chip:
    tr = book.tr
    if one.task.done:
        return b.Chip("green", tr("Done"))
    if one.critical:
        return b.Chip("red", tr("Critical"))
    return b.Chip("amber", tr("Pushed")) if one.pushed else b.Chip("blue", tr("Has float"))


def _pushed(book: Book, now: InitiativeState, one: ScheduledTask) -> b.Content:
    tr = book.locale.tr
    if not one.pushed:
        return b.Missing()
    days = tr.plural("{n} working day", "{n} working days", one.pushed)
    if one.pushed_by is None:
        return tr("{days}: its day has passed and it is not done", days=days)
    link = one.pushed_by
    return (task_link(book, now, link.before), f" ({link.type.value}) · ", days)


def _lost(book: Book, now: InitiativeState, one: UnscheduledTask) -> b.Row:
    tr = book.tr
    why = {
        UnscheduledReason.NO_DURATION: tr("nothing says how long it takes"),
        UnscheduledReason.NO_DATE: tr("no date, and nothing scheduled that it waits for"),
        UnscheduledReason.CIRCLE: tr("it waits for itself"),
    }[one.reason]
    empty = [b.Missing() for _ in range(5)]
    chip = b.Chip("grey", tr("Not scheduled"))
    return b.Row((_own(book, now, one.task.part), *empty, chip, why), source=one.task.source)
