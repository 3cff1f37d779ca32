"""Make the tables of the plan that capacity allows: moves, both loads, and the price of relief."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.levelling.committed import Committed
from erpsite.model.levelling import LevelledLoad, Move, Relief
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, span_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.levelling_words import (
    beside_draft,
    clash_source,
    clash_words,
    levelled_end,
    levelled_of,
    levelled_sentence,
    origin_sentence,
    quality_words,
    reason_words,
    relief_words,
    role_name,
    shared_words,
    task_words,
)

__all__ = ["levelled_blocks", "levelled_note", "loads_blocks"]


def levelled_note(book: Book, *, whole: bool = True, drafted: bool = False) -> tuple[b.Block, ...]:
    """Return what capacity allows, with the way to the roadmap; nothing without it.

    Where a page before says the whole, `whole` is false and only the day is told. Where one says when the
    draft ends, `drafted` is true, and it is told whether that is another plan.
    """
    sentence = levelled_sentence(book) if whole else levelled_end(book)
    if not sentence:
        return ()
    other = beside_draft(book) if drafted else ""
    return (
        b.Paragraph(
            (
                book.locale.sentence(other, sentence),
                " ",
                b.Link(book.tr("Roadmap"), "plan/roadmap", "levelled"),
            )
        ),
    )


def levelled_blocks(book: Book) -> tuple[b.Block, ...]:
    """Return what capacity allows: the sentence, how good it is, what contradicts itself, and the moves."""
    found, tr = levelled_of(book), book.tr
    if found is None:
        return ()
    links: tuple[b.Inline, ...] = (
        " ", b.Link(tr("What would help"), "plan/resources", "levelled"),
        " · ", b.Link(tr("Levelled plan"), "data/formulas", "levelled-plan"),
    )  # fmt: skip
    return (
        b.Heading(tr("As capacity allows"), "levelled"),
        b.Paragraph(levelled_sentence(book)),
        b.Paragraph((_quality(book, found), *links), small=True),
        *_shared(book, found),
        *_clash(book, found),
        *((moves_table(book, found),) if found.moves else ()),
    )


def _quality(book: Book, found: Committed) -> str:
    return book.tr(
        "Computed for {month} by {solver}: {quality}.",
        month=book.locale.month(found.record.month),
        solver=found.record.made_with,
        quality=quality_words(book, found.record),
    )


def _shared(book: Book, found: Committed) -> tuple[b.Block, ...]:
    words = shared_words(book, found.record.shared)
    return (b.Paragraph(words, small=True),) if words else ()


def _clash(book: Book, found: Committed) -> tuple[b.Block, ...]:
    if not found.record.clash:
        return ()
    items = []
    for one in found.record.clash:
        where = clash_source(book, one)
        place: tuple[b.Inline, ...] = (" ", b.Place(where)) if where is not None and where.path else ()
        items.append((clash_words(book, one), *place))
    title = book.tr("These cannot all be kept")
    return (b.Callout("red", title, (b.Items(tuple(items)),)),)


def moves_table(book: Book, found: Committed) -> b.Table:
    """Return what capacity puts on other days, the earliest first, with the reason of each move."""
    tr = book.tr
    return Rows(found.moves).table(
        "levelled-moves",
        Col("task", tr("Phase or milestone"), lambda move: _task(book, move), wide=True),
        Col("planned", tr("As planned"), lambda move: _days(book, move.was_start, move.was_finish), "date"),
        Col(
            "levelled",
            tr("As capacity allows"),
            lambda move: _days(book, move.start, move.finish),
            "date",
        ),
        Col("later", tr("Later, working days"), lambda move: count_cell(book, _later(book, move)), "number"),
        Col("because", tr("Because it"), lambda move: reason_words(book, move.because), wide=True),
        caption=tr("What capacity moves"),
    )


def _days(book: Book, start: dt.date, finish: dt.date) -> b.Content:
    """Return one day for a milestone, which has no other."""
    return book.day(finish) if start == finish else span_cell(book, start, finish)


def _later(book: Book, move: Move) -> int:
    return book.state.days.slip(move.was_finish, move.finish)


def _task(book: Book, move: Move) -> b.Inline:
    initiative, _, part = move.task.partition("/")
    return b.Link(task_words(book, move.task), f"plan/initiatives/{initiative}", f"task-{part}")


def loads_blocks(book: Book) -> tuple[b.Block, ...]:
    """Return both loads of each role and quarter where they differ or are too high, and what would help."""
    found, tr = levelled_of(book), book.tr
    if found is None or not found.solved:
        return ()
    return (
        b.Heading(tr("With the people there are"), "levelled"),
        b.Paragraph(levelled_sentence(book)),
        *((loads_table(book, shown),) if (shown := _shown(found)) else ()),
        *_shared(book, found),
        *((relief_table(book, found),) if found.record.reliefs else ()),
        b.Paragraph(
            (origin_sentence(book), " ", b.Link(tr("Moves"), "plan/roadmap", "levelled")), small=True
        ),
    )


def _shown(found: Committed) -> tuple[LevelledLoad, ...]:
    """Return what differs or is too much, roles that are asked for the most beyond their capacity first."""
    worst: dict[str, float] = {}
    for one in found.record.loads:
        worst[one.role] = max(worst.get(one.role, 0.0), _over(one, one.planned), _over(one, one.levelled))
    shown = (one for one in found.record.loads if one.planned != one.levelled or _over(one, one.planned) > 0)
    return tuple(sorted(shown, key=lambda one: -worst[one.role]))


def _over(one: LevelledLoad, asked: float) -> float:
    return 0.0 if one.capacity is None else max(asked - one.capacity, 0.0)


def loads_table(book: Book, loads: tuple[LevelledLoad, ...]) -> b.Table:
    """Return the person-days asked for on the dates of the schedule, and on those that capacity allows."""
    tr = book.tr
    return Rows(loads, group=lambda one: role_name(book, one.role)).table(
        "levelled-loads",
        Col("quarter", tr("Quarter"), lambda one: book.locale.quarter(one.quarter), "date"),
        Col("capacity", tr("Capacity"), lambda one: book.number(one.capacity, "", 0), "number"),
        Col("planned", tr("As planned"), lambda one: _load(book, one, one.planned), "number"),
        Col("levelled", tr("As capacity allows"), lambda one: _load(book, one, one.levelled), "number"),
        caption=tr("Person-days by role and quarter, on the dates of the links alone and as capacity allows"),
    )


def _load(book: Book, one: LevelledLoad, asked: float) -> b.Content:
    number = book.number(asked, "", 0)
    if one.capacity is None or asked <= one.capacity + 0.05:
        return number
    return (
        number,
        " ",
        b.Chip("red", book.tr("{n} too many", n=book.locale.number(asked - one.capacity, 0))),
    )


def relief_table(book: Book, found: Committed) -> b.Table:
    """Return what one more person, or an initiative moved or dropped, does, the most effective first."""
    tr = book.tr
    return Rows(found.record.reliefs).table(
        "relief",
        Col("measure", tr("Measure"), lambda one: b.Strong(relief_words(book, one)), wide=True),
        Col("end", tr("End of the plan"), lambda one: book.day(one.end, tr("no plan found")), "date"),
        Col("sooner", tr("Sooner, working days"), lambda one: _sooner(book, found, one), "number"),
        Col("missed", tr("Promises missed"), lambda one: _missed(book, one), "number"),
        Col("gap", tr("Gap"), lambda one: _gap(book, one), "number"),
        caption=tr("What would help, the most effective first"),
    )


def _missed(book: Book, one: Relief) -> b.Content:
    return b.Missing(book.tr("no plan found")) if one.end is None else count_cell(book, one.missed)


def _gap(book: Book, one: Relief) -> b.Content:
    if one.end is None:
        return b.Missing(book.tr("no plan found"))
    return book.locale.percent(one.gap, 1) if one.gap else book.tr("proved")


def _sooner(book: Book, found: Committed, one: Relief) -> b.Content:
    end = found.record.end
    if one.end is None or end is None:
        return b.Missing(book.tr("no plan found"))
    return count_cell(book, book.state.days.slip(one.end, end))
