"""Draw the roadmap: milestones by quarter with baseline, forecast and slip, and phases by quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from erpsite.analysis.figures import Figures
from erpsite.analysis.people.resources import plan_quarters
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.task_state import TaskState
from erpsite.frozen import dataclass
from erpsite.model.initiative import Milestone
from erpsite.model.quantity import month_of, quarter_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import initiative_slip, lines, slip_cell, text_cell
from erpsite.pages.kit.columns import Col, Rows, cols
from erpsite.pages.kit.computed_days import told_finish
from erpsite.pages.kit.gantt import LARGE, roadmap_block, roadmap_of_book, tasks_table
from erpsite.pages.kit.levelling_tables import levelled_blocks
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.plant_choice import plant_choice
from erpsite.pages.kit.states import held_words, task_silence
from erpsite.pages.kit.words import task_chip
from erpsite.pages.plan.initiative_float import plan_chance_sentence
from erpsite.pages.plan.initiative_tables import finish_cell

__all__ = ["PlannedStone", "draw_roadmap", "milestone_stones", "milestones_by_quarter", "phases_by_quarter"]


@dataclass(frozen=True, slots=True)
class PlannedStone:
    """Hold a milestone of a funded initiative with where it stands."""

    now: InitiativeState
    stone: Milestone
    task: TaskState

    @property
    def day(self) -> dt.date | None:
        """Return the day it was reached, or is expected; None where nobody knows it."""
        return self.task.finish

    @property
    def anchor(self) -> str:
        """Return its anchor on the roadmap page."""
        return f"{self.now.initiative.id}--{self.stone.id}"


def milestone_stones(book: Book) -> tuple[PlannedStone, ...]:
    """Return every milestone of the funded initiatives by expected day."""
    return book.figures.of(_stones)


def _stones(figures: Figures) -> tuple[PlannedStone, ...]:
    stones = [
        PlannedStone(now, stone, now.tasks[stone.id])
        for now in figures.funded
        for stone in now.initiative.milestones
    ]
    return tuple(sorted(stones, key=lambda one: (one.day or dt.date.max, one.anchor)))


def _funded(book: Book) -> list[InitiativeState]:
    return [now for now in book.state.initiatives.values() if now.stage in ("approved", "finished")]


@page(
    "plan/roadmap",
    section="plan",
    needs=("initiatives",),
    place=30,
    title="Roadmap",
    description="Phases and milestones by quarter, planned and expected.",
    file="initiatives",
    opened_by={"business": 3, "it": 2},
)
def draw_roadmap(book: Book) -> tuple[b.Block, ...]:
    """Return the roadmap as of the month shown."""
    tr = book.tr
    if not book.handbook.initiatives:
        return missing_page(book, tr("There is no initiative to lay out yet."), "initiatives/")
    stones = milestone_stones(book)
    return (
        b.Lead(_lead(book, stones)),
        *_likely_end(book),
        *_overdue(book, stones),
        *plant_choice(book, "initiatives"),
        *_chart(book),
        *levelled_blocks(book),
        *_phases(book),
        b.Heading(tr("Milestones by quarter"), "milestones"),
        milestones_by_quarter(book, stones),
        *method_notes(
            book,
            tr(
                "Planned is what the meeting approved, or the last renewed baseline; expected is the "
                "actual day, or the forecast of the last review. Slip = expected − planned, in working "
                "days of the plan's calendar."
            ),
            ((tr("Slip"), "slip"), (tr("Working days"), "working-days"), (tr("Overdue"), "overdue-dates")),
            ("initiatives", "reviews"),
        ),
    )


def _chart(book: Book) -> tuple[b.Block, ...]:
    """Return the Gantt chart, with a way to the page that gives it the whole width."""
    tr, roadmap = book.tr, roadmap_of_book(book)
    if not roadmap.lanes:
        return ()
    return (
        b.Heading(tr("The year as a chart"), "chart"),
        roadmap_block(book, roadmap, "gantt", tr("Roadmap of {title}", title=book.title)),
    )


def _phases(book: Book) -> tuple[b.Block, ...]:
    """Return what the chart says as tables; a large plan has them on the initiatives' own pages."""
    tr, roadmap = book.tr, roadmap_of_book(book)
    if len(roadmap.lanes) > LARGE:
        note = tr("The days, float and dependencies of every phase stand on the page of its initiative.")
        return (b.Paragraph(note, small=True),)
    tasks = b.Details(tr("Every phase and milestone as a table"), (tasks_table(book, roadmap, "tasks"),))
    return (tasks, b.Heading(tr("Phases by quarter"), "phases"), phases_by_quarter(book))


def _likely_end(book: Book) -> tuple[b.Block, ...]:
    sentence = plan_chance_sentence(book)
    return (b.Paragraph(sentence),) if sentence else ()


def _lead(book: Book, stones: tuple[PlannedStone, ...]) -> str:
    """Return how many milestones are reached, missed and late, and of how many no day is told."""
    silent = sum(one.day is None and not one.task.done for one in stones)
    lead = _counted(book, stones)
    if book.figures.milestones_moved.value:
        moved = book.tr.plural(
            "{n} more is told in time and cannot be, as what it waits for is later.",
            "{n} more are told in time and cannot be, as what they wait for is later.",
            book.count(book.figures.milestones_moved),
        )
        lead = book.locale.sentence(lead, moved)
    if not silent or silent == len(stones):
        return lead
    without = book.tr.plural(
        "Of {n} of them no day is told.", "Of {n} of them no day is told.",
        book.count("milestones.without-day", silent),
    )  # fmt: skip
    return book.locale.sentence(lead, without)


def _counted(book: Book, stones: tuple[PlannedStone, ...]) -> str:
    tr, today, figures = book.locale.tr, book.state.today, book.figures
    due = book.count(figures.milestones_due)
    words: dict[str, object] = {
        "day": book.locale.day(today),
        "done": book.count(figures.milestones_due_reached),
        "missed": book.count(figures.milestones_missed),
        "late": book.count(figures.milestones_late),
        "all": book.count(figures.milestones),
    }
    if not stones:
        return tr("The approved initiatives have no milestone yet.")
    if all(one.day is None and not one.task.done for one in stones):
        return tr("Of no milestone of the approved initiatives a day is told.")
    ahead = [(one, day) for one in stones if not one.task.done and (day := one.day) and day > today]
    if not ahead:
        return tr.plural(
            "Of {n} milestone approved for {day} or before {done} is reached and {missed} is not; {late} of "
            "{all} are still open and late.",
            "Of {n} milestones approved for {day} or before {done} are reached and {missed} are not; {late} "
            "of {all} are still open and late.",
            due, **words,
        )  # fmt: skip
    first, day = ahead[0]
    words |= {"next": book.text(first.stone.name), "next_day": book.locale.day(day)}
    if not due.value:
        return tr(
            "No milestone was approved for {day} or before; {late} of {all} are expected late. The next "
            "milestone is “{next}” on {next_day}.",
            **words,
        )
    return tr.plural(
        "Of {n} milestone approved for {day} or before {done} is reached and {missed} is not; {late} of "
        "{all} are expected late. The next milestone is “{next}” on {next_day}.",
        "Of {n} milestones approved for {day} or before {done} are reached and {missed} are not; {late} of "
        "{all} are expected late. The next milestone is “{next}” on {next_day}.",
        due, **words,
    )  # fmt: skip


def _overdue(book: Book, stones: Iterable[PlannedStone]) -> tuple[b.Block, ...]:
    """Return the milestones whose expected day has passed without a word that they are reached."""
    late = [one for one in stones if one.task.overdue(book.state.today)]
    if not late:
        return ()
    dot = " · "
    items = tuple(
        (
            b.Link(book.text(one.stone.name), "", one.anchor), dot,
            book.link("initiatives", one.now.initiative.id), dot, book.day(one.day),
        )
        for one in late
    )  # fmt: skip
    title = book.tr("Expected day has passed, and no review says that they are reached")
    return (b.Callout("red", title, (b.Items(items),)),)


def _quarter(book: Book, day: dt.date) -> str:
    return quarter_of(month_of(day), book.handbook.plan.fiscal_offset)


def milestones_by_quarter(book: Book, stones: Iterable[PlannedStone]) -> b.Table:
    """Return milestones under the quarter in which they are expected; each row is a link target."""
    tr = book.tr
    return Rows(
        stones,
        anchor=lambda one: one.anchor,
        source=lambda one: one.stone.where,
        tone=lambda one: _stone_tone(book, one),
        group=lambda one: book.locale.quarter(_quarter(book, one.day)) if one.day else tr("no day set"),
    ).table(
        "milestones",
        Col("milestone", tr("Milestone"), lambda one: b.Strong(book.text(one.stone.name)), wide=True),
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one.now.initiative.id)),
        Col("phase", tr("Phase"), lambda one: _phase(book, one)),
        Col("owner", tr("Owner"), lambda one: book.person(one.stone.owner or one.now.owner)),
        Col("baseline", tr("Planned"), lambda one: _planned(book, one), "date"),
        Col("now", tr("Expected"), lambda one: _expected(book, one), "date"),
        Col(
            "slip",
            tr("Slip, working days"),
            lambda one: slip_cell(book, one.task.slip, task_silence(book, one.task)),
            "number",
        ),
        Col("status", tr("Status"), lambda one: task_chip(book, one.now.initiative.id, one.task), "status"),
        empty=tr("No milestone is set yet."),
    )


def _stone_tone(book: Book, one: PlannedStone) -> b.Tone | None:
    if one.task.done:
        return "grey"
    return "red" if one.task.overdue(book.state.today) else None


def _expected(book: Book, one: PlannedStone) -> b.Content:
    day = book.day(one.day, held_words(book, one.task.withheld) or book.tr("no day set"))
    return told_finish(book, one.now.initiative.id, one.task, day)


def _planned(book: Book, one: PlannedStone) -> b.Inline:
    return book.day(
        one.task.baseline_finish, held_words(book, one.task.planned_withheld) or book.tr("no day set")
    )


def _phase(book: Book, one: PlannedStone) -> b.Inline:
    phases = {phase.id: phase.name for phase in one.now.initiative.phases}
    return text_cell(book, phases.get(one.stone.phase or ""))


def phases_by_quarter(book: Book) -> b.Table:
    """Return which phases of each funded initiative are worked on in which quarter of the plan year."""
    tr = book.tr
    return Rows(
        sorted(_funded(book), key=lambda now: (now.start or dt.date.max, now.initiative.id)),
        anchor=lambda now: now.initiative.id,
        source=lambda now: now.initiative.where,
    ).table(
        "roadmap",
        Col(
            "initiative", tr("Initiative"), lambda now: book.link("initiatives", now.initiative.id), wide=True
        ),
        *cols(
            plan_quarters(book.handbook.plan),
            lambda q: Col[InitiativeState](
                q.lower(), book.locale.quarter(q), lambda now: _phases_in(book, now, q)
            ),
        ),
        Col("finish", tr("Expected finish"), lambda now: finish_cell(book, now), "date"),
        Col("slip", tr("Slip, working days"), lambda now: initiative_slip(book, now), "number"),
        empty=tr("No initiative is approved yet."),
    )


def _phases_in(book: Book, now: InitiativeState, quarter: str) -> b.Content:
    names = []
    for phase in now.initiative.phases:
        task = now.tasks[phase.id]
        if not task.start or not task.finish:
            continue
        if _quarter(book, task.start) <= quarter <= _quarter(book, task.finish):
            chip = task_chip(book, now.initiative.id, task)
            names.append(b.Chip(chip.tone, book.text(phase.name)))
    return lines(names, " ")
