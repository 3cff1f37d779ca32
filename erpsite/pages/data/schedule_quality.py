"""Say how good the schedule is: the path that decides the end, its indices, and how likely the promise is."""

from __future__ import annotations

from erpsite.analysis.figures import Figure
from erpsite.analysis.schedule import Schedule, ScheduledTask
from erpsite.analysis.schedule.optimism import MIN_FINISHED, FinishChance
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import slip_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.levelling_words import levelled_of, origin_sentence
from erpsite.pages.kit.notes import holiday_note
from erpsite.pages.kit.reasons import figure, reason_text, share_cell
from erpsite.pages.kit.task_names import task_name

__all__ = ["critical_path_table", "schedule_quality"]

_LEAST_INDEX = 0.95
_MOST_LOOSE = 0.05


def schedule_quality(book: Book) -> tuple[b.Block, ...]:
    """Return the schedule's quality in a sentence, its figures, and the critical path."""
    schedule, tr = book.figures.schedule, book.tr
    head = b.Heading(tr("Schedule quality"), "schedule")
    if not schedule.tasks:
        return (head, b.Paragraph(tr("No approved initiative has a phase or milestone with a date yet.")))
    links: tuple[b.Inline, ...] = (
        b.Link(tr("Critical path"), "data/formulas", "critical-path"), " · ",
        b.Link("CPLI", "data/formulas", "cpli"), " · ", b.Link("BEI", "data/formulas", "bei"), " · ",
        b.Link(tr("Missing logic"), "data/formulas", "missing-logic"),
    )  # fmt: skip
    return (
        head,
        b.Paragraph(_sentence(book, schedule)),
        _tiles(book, schedule),
        *_levelled(book),
        critical_path_table(book, schedule),
        b.Paragraph((_method(book), " ", *links), small=True),
        *holiday_note(book),
    )


def _sentence(book: Book, schedule: Schedule) -> str:
    tr, count = book.locale.tr, len(schedule.critical_path)
    if not count or schedule.finish is None:
        return tr("All that is scheduled is finished.")
    return tr.plural(
        "The plan will end on {finish}, and {n} phase or milestone decides that day: late by one working "
        "day, it moves the end by one.",
        "The plan will end on {finish}, and {n} phases and milestones decide that day: any of them late by "
        "one working day moves the end by one.",
        book.count("schedule.critical", count),
        finish=book.locale.day(schedule.finish),
    )


def _tiles(book: Book, schedule: Schedule) -> b.Tiles:
    tr, loose = book.tr, schedule.missing_logic
    tone: b.Tone | None = None
    if isinstance(loose, float):
        tone = "amber" if loose > _MOST_LOOSE else "green"
    return b.Tiles(
        (
            _finish_tile(book, schedule),
            _chance_tile(book),
            _index_tile(book, "CPLI", schedule.cpli),
            _index_tile(book, "BEI", schedule.bei),
            b.Tile(
                tr("Missing logic"), share_cell(book, loose, named="schedule.missing-logic"),
                tr("at most {value}", value=book.share(Figure("limit.missing-logic", _MOST_LOOSE))),
                tone=tone,
            ),
        )
    )  # fmt: skip


def _index_tile(book: Book, name: str, index: float | NotAvailable) -> b.Tile:
    least = book.figure(Figure("limit.schedule-index", _LEAST_INDEX), decimals=2)
    value = figure(book, index, decimals=2, named=f"schedule.{name.lower()}")
    return b.Tile(name, value, book.tr("at least {value}", value=least), tone=_index_tone(index))


def _index_tone(index: float | NotAvailable) -> b.Tone | None:
    if isinstance(index, NotAvailable):
        return None
    return "green" if index >= _LEAST_INDEX else "amber"


def _finish_tile(book: Book, schedule: Schedule) -> b.Tile:
    tr, planned = book.tr, schedule.baseline_finish
    if planned is None or schedule.finish is None:
        return b.Tile(tr("End of the plan"), book.day(schedule.finish))
    slip = book.state.days.slip(planned, schedule.finish)
    note = tr(
        "planned {day}, slip {slip} working days" if slip else "planned {day}, no slip",
        day=book.locale.day(planned),
        slip=book.figure(Figure("schedule.slip", slip), sign=True),
    )
    late = schedule.finish > planned
    return b.Tile(tr("End of the plan"), book.day(schedule.finish), note, tone="amber" if late else "green")


def _chance_tile(book: Book) -> b.Tile:
    tr, plan = book.tr, book.figures.optimism.plan
    title = tr("End with 80% probability")
    if isinstance(plan, NotAvailable):
        return b.Tile(title, b.Missing(reason_text(book, plan.reason)), reason_text(book, plan.reason))
    return b.Tile(title, book.day(plan.p80), _chance(book, plan), tone="amber" if plan.doubtful else "green")


def _chance(book: Book, plan: FinishChance) -> str:
    tr = book.tr
    if plan.promised is None or isinstance(plan.chance, NotAvailable):
        return tr("{half}: {day}", half=_half(book), day=book.locale.day(plan.p50))
    return tr(
        "{half}: {day}; the promised {promised} is {chance} likely",
        half=_half(book),
        day=book.locale.day(plan.p50),
        promised=book.locale.day(plan.promised),
        chance=book.share(Figure("schedule.chance-of-promise", plan.chance)),
    )


def _levelled(book: Book) -> tuple[b.Block, ...]:
    """Return P50 and P80 of the levelled plan beside those of the dates; nothing without."""
    found, tr, day = levelled_of(book), book.tr, book.locale.day
    if found is None or found.record.chances is None:
        return ()
    drawn = found.record.chances
    words = tr(
        "With the people there are it ends by {p50} with 50% probability and by {p80} with 80%: {runs} runs "
        "with a fixed seed, each levelled in the order of the levelled plan.",
        p50=day(drawn.plan.p50), p80=day(drawn.plan.p80), runs=book.count("levelling.runs", drawn.runs),
    )  # fmt: skip
    return (b.Paragraph(book.locale.sentence(words, origin_sentence(book))),)


def _half(book: Book) -> b.Number:
    return book.share(Figure("limit.even-chance", 0.5))


def _method(book: Book) -> str:
    """Say where the probabilities come from; empty where there are none."""
    found, tr = book.figures.optimism, book.tr
    if isinstance(found.plan, NotAvailable):
        return ""
    words = {
        "runs": book.count("schedule.runs", found.runs),
        "estimated": book.count("schedule.estimated", found.estimated),
        "open": book.count("schedule.open-phases", found.open_phases),
    }
    if found.finished < MIN_FINISHED:
        return tr(
            "Probabilities: {runs} runs with a fixed seed; {estimated} of {open} unfinished phases have a "
            "three-point estimate, the others take the days they are planned for.",
            **words,
        )
    return tr(
        "Probabilities: {runs} runs with a fixed seed; {estimated} of {open} unfinished phases have a "
        "three-point estimate, the others vary as the plan's {finished} finished phases did.",
        finished=book.count("schedule.finished-phases", found.finished),
        **words,
    )


def critical_path_table(book: Book, schedule: Schedule) -> b.Table:
    """Return the phases and milestones that decide the plan's end, by start."""
    tr = book.tr
    empty = tr("All that is scheduled is finished.")
    tasks = [schedule.tasks[name] for name in schedule.critical_path]
    states = book.state.initiatives
    return Rows(
        [(one, states[one.task.initiative]) for one in tasks], source=lambda row: row[0].task.source
    ).table(
        "critical-path",
        spread("task", tr("Phase or milestone"), lambda one, now: _task(book, one, now), wide=True),
        spread("start", tr("Earliest start"), lambda one, _now: book.day(one.start), "date"),
        spread("finish", tr("Earliest finish"), lambda one, _now: book.day(one.finish), "date"),
        spread(
            "planned",
            tr("Planned"),
            lambda one, now: book.day(now.tasks[one.task.part].baseline_finish),
            "date",
        ),
        spread("slip", tr("Slip, working days"), lambda one, now: _slip(book, one, now), "number"),
        caption=tr("Critical path"),
        empty=empty,
    )


def _task(book: Book, one: ScheduledTask, now: InitiativeState) -> b.Link:
    words = f"{book.text(now.initiative.name)} / {task_name(book, now, one.task.part)}"
    return b.Link(words, f"plan/initiatives/{now.initiative.id}", f"task-{one.task.part}")


def _slip(book: Book, one: ScheduledTask, now: InitiativeState) -> b.Inline:
    planned = now.tasks[one.task.part].baseline_finish
    return slip_cell(book, book.state.days.slip(planned, one.finish) if planned and one.finish else None)
