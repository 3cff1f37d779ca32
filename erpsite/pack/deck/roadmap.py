"""Lay the roadmap out for slides: lanes with their phases, milestones, and what waits for what."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.schedule.roadmap import Lane as RoadLane
from erpsite.analysis.schedule.roadmap import LaneTask, Roadmap
from erpsite.pack.deck.slides import Bar, Lane, Lanes, Link, Span
from erpsite.pack.deck.words import clean, signed
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.gantt import roadmap_of_book
from erpsite.pages.kit.gantt.axis import quarter_spans
from erpsite.pages.kit.words import task_chip

__all__ = ["roadmap_lanes"]

_ONE_DAY = dt.timedelta(days=1)


def roadmap_lanes(book: Book) -> Lanes | None:
    """Return the roadmap of the book's month; None where nothing in it has a date."""
    roadmap, tr = roadmap_of_book(book), book.tr
    lanes = tuple(_lane(book, roadmap, lane) for lane in roadmap.lanes if lane.dated)
    if not lanes:
        return None
    quarters = quarter_spans(roadmap, book.locale, book.handbook.plan.fiscal_offset)
    known = {bar.key for lane in lanes for bar in lane.bars}
    links = tuple(
        Link(wait.on, task.key)
        for lane in roadmap.lanes
        for task in lane.tasks
        for wait in task.waits
        if wait.on in known and task.key in known
    )
    return Lanes(
        roadmap.days,
        (roadmap.today - roadmap.first).days,
        book.locale.day(roadmap.today),
        tuple(Span(one.start, one.finish, one.label) for one in quarters),
        lanes,
        links,
        _key(book),
        tr("{n} links lead to initiatives on other slides."),
    )


def _key(book: Book) -> str:
    tr = book.tr
    words: tuple[tuple[b.Tone, str], ...] = (
        ("green", tr("Done")),
        ("blue", tr("Planned or running")),
        ("amber", tr("Late")),
        ("red", tr("Overdue")),
    )
    signs = [signed(b.Chip(tone, text)) for tone, text in words]
    return " · ".join([*signs, tr("Diamond: milestone"), tr("Arrow: waits for")])


def _lane(book: Book, roadmap: Roadmap, lane: RoadLane) -> Lane:
    name = clean(book.name("initiatives", lane.id))
    bars = [bar for task in lane.tasks if (bar := _bar(book, roadmap, task)) is not None]
    where = lane.now.initiative.where
    days = [book.locale.day(day) for day in (lane.start, lane.finish) if day]
    return Lane(name, _tracked(bars), f"{name}: {' – '.join(days)} — data/{where}")


def _bar(book: Book, roadmap: Roadmap, task: LaneTask) -> Bar | None:
    if task.start is None or task.finish is None:
        return None
    start = roadmap.offset(task.start)
    finish = max(roadmap.offset(task.finish + _ONE_DAY), start + 1)
    chip = task_chip(book, task.initiative, task.state)
    name, day = clean(book.text(task.name)), book.locale.day
    when = (
        day(task.finish)
        if task.state.milestone
        else book.tr("{start} to {finish}", start=day(task.start), finish=day(task.finish))
    )
    alt = book.locale.join([f"{name}{book.locale.facts.colon}{when}", signed(chip)])
    return Bar(task.key, name, start, finish, chip.tone, task.state.milestone, alt)


def _tracked(bars: list[Bar]) -> tuple[Bar, ...]:
    """Return the bars with a row each, such that none overlaps another of its row."""
    ends: list[int] = []
    placed = []
    for bar in sorted(bars, key=lambda one: (one.milestone, one.start, one.finish)):
        # A milestone is drawn as wide as a week, around its day.
        start, finish = (bar.start - 6, bar.start + 8) if bar.milestone else (bar.start, bar.finish)
        track = next((row for row, end in enumerate(ends) if end <= start), len(ends))
        if track == len(ends):
            ends.append(finish)
        else:
            ends[track] = finish
        placed.append(Bar(bar.key, bar.name, bar.start, bar.finish, bar.tone, bar.milestone, bar.alt, track))
    return tuple(placed)
