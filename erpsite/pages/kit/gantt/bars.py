"""Draw the marks of one track: bars, ghosts of the baseline, diamonds; positions are days of the year."""

from __future__ import annotations

import datetime as dt

from erpsite.analysis.schedule.roadmap import Lane, LaneTask, Roadmap, Wait
from erpsite.escaping import escape
from erpsite.frozen import dataclass
from erpsite.model.initiative import LagUnit
from erpsite.model.levelling import Move
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.lag_words import lag_words
from erpsite.pages.kit.levelling_words import levelled_of
from erpsite.pages.kit.words import task_chip

__all__ = ["Place", "copies_html", "place_of", "summary_html", "task_html"]

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a stretch of days lies in the year, cut at its edges; in days from the first."""

    start: int
    finish: int
    """Day after the last one."""
    before: bool = False
    """Whether it begins before the year."""
    after: bool = False
    """Whether it ends after the year."""

    def share(self, days: int) -> tuple[float, float]:
        """Return left edge and width in percent of a year of that many days."""
        return 100 * self.start / days, 100 * (self.finish - self.start) / days

    def style(self, days: int) -> str:
        """Return the place as the style of an element.

        Plain lengths, not CSS variables: thousands of elements with variables of their own cost seconds.
        """
        left, width = self.share(days)
        return f'style="left:{_short(left)}%;width:{_short(width)}%"'

    def centre(self, days: int) -> str:
        """Return the middle of its first day as the style of an element."""
        return f'style="left:{_short(100 * (self.start + 0.5) / days)}%"'


def _short(percent: float) -> str:
    return f"{percent:.2f}".rstrip("0").rstrip(".")


def place_of(roadmap: Roadmap, start: dt.date | None, finish: dt.date | None) -> Place | None:
    """Return where the days from `start` to `finish`, both included, lie; None where one is missing."""
    if start is None or finish is None:
        return None
    return Place(
        roadmap.offset(start),
        max(roadmap.offset(finish + _ONE_DAY), roadmap.offset(start)),
        start < roadmap.first,
        finish > roadmap.last,
    )


def task_html(book: Book, roadmap: Roadmap, lane: Lane, task: LaneTask, *, told: bool = True) -> str:
    """Return the ghosts and the mark of a phase or a milestone; empty where it has no dates.

    `told` says whether the mark holds what a script says of it.
    """
    place = place_of(roadmap, task.start, task.finish)
    if place is None:
        return ""
    fill = "" if task.state.milestone else _fill(task)
    data = _told(book, roadmap, lane, task, place) if told else ""
    kind, style = _classes(book, roadmap, task, place), _style(roadmap, task, place)
    mark = f'<span class="{kind}" {style}{data}>{fill}</span>'
    return _ghosts(roadmap, task) + _tail(roadmap, task) + mark + _levelled(book, roadmap, task)


def _told(book: Book, roadmap: Roadmap, lane: Lane, task: LaneTask, place: Place) -> str:
    """Return what the script says of a mark, as attributes."""
    words = f' data-n="{escape(book.text(task.name))}"' if task.state.milestone else ""
    if task.owner and task.owner != lane.now.owner:
        words += f' data-o="{escape(book.name("people", task.owner))}"'
    if task.waits:
        waits = " ".join(_wait(book, wait) for wait in task.waits)
        words += f' data-w="{escape(waits)}"'
    return f' data-k="{escape(task.state.id)}" data-f="{_facts(roadmap, task, place)}"{words}'


def _wait(book: Book, wait: Wait) -> str:
    """Return a dependency as the script reads it; a lag that counts no working days is said in words."""
    lag = str(wait.lag)
    if wait.unit is not LagUnit.WORKING and wait.lag:
        lag = lag_words(book.locale, wait.lag, wait.unit).replace(" ", "\N{NO-BREAK SPACE}")
    return f"{wait.on}:{wait.type.value}:{lag}"


def copies_html(book: Book, roadmap: Roadmap, lane: Lane) -> str:
    """Return the marks once more for the row of a folded initiative, in the order of its tasks."""
    out = []
    for task in lane.tasks:
        place = place_of(roadmap, task.start, task.finish)
        if place is not None and _has_own_row(lane, task):
            fill = "" if task.state.milestone else _fill(task)
            style = _style(roadmap, task, place)
            out.append(f'<span class="{_classes(book, roadmap, task, place)} es-gc" {style}>{fill}</span>')
            out.append(_levelled(book, roadmap, task, " es-gc"))
    return "".join(out)


def summary_html(roadmap: Roadmap, lane: Lane) -> str:
    """Return the bracket over all tasks of an initiative, and the ghosts of its approved spans."""
    place = place_of(roadmap, lane.start, lane.finish)
    if place is None:
        return ""
    states = [task.state for task in lane.tasks]
    now = _span([(one.baseline_start, one.baseline_finish) for one in states])
    first = _span([(one.first_start, one.first_finish) for one in states])
    bracket = f'<i class="es-gs" {place.style(roadmap.days)}></i>'
    return _ghost(roadmap, first, " es-g1") * (first != now) + _ghost(roadmap, now) + bracket


def _has_own_row(lane: Lane, task: LaneTask) -> bool:
    return not task.state.milestone or any(phase.state.id == task.phase for phase in lane.phases)


def _classes(book: Book, roadmap: Roadmap, task: LaneTask, place: Place) -> str:
    tone = task_chip(book, task.initiative, task.state).tone[0]
    kinds = ["es-gm" if task.state.milestone else "es-gb", f"t-{tone}"]
    if task.state.done:
        kinds.append("d")
    elif task.state.started:
        kinds.append("w")
    if task.timing.critical:
        kinds.append("c")
    if place.before:
        kinds.append("o1")
    if place.after:
        kinds.append("o2")
    if place.start == roadmap.days:
        kinds.append("e")
    if _moved(book, task):
        kinds.append("v")
    return " ".join(kinds)


def _moved(book: Book, task: LaneTask) -> Move | None:
    """Return the move of a task that capacity puts on other days; None for every other."""
    found = levelled_of(book)
    return found.by_task.get(task.key) if found else None


def _levelled(book: Book, roadmap: Roadmap, task: LaneTask, kind: str = "") -> str:
    """Return where capacity puts a task; styles show it in place of the mark once a reader asks for it."""
    move = _moved(book, task)
    place = place_of(roadmap, move.start, move.finish) if move else None
    if move is None or place is None:
        return ""
    stone = task.state.milestone
    edge = " o2" * place.after + " e" * (place.start == roadmap.days)
    style = place.centre(roadmap.days) if stone else place.style(roadmap.days)
    words = book.tr("As capacity allows: {start} to {finish}", start=book.locale.day(move.start),
                    finish=book.locale.day(move.finish))  # fmt: skip
    shape = "es-gm" if stone else "es-gb"
    return f'<span class="{shape} es-gv t-a{edge}{kind}" {style} title="{escape(words)}"></span>'


def _style(roadmap: Roadmap, task: LaneTask, place: Place) -> str:
    return place.centre(roadmap.days) if task.state.milestone else place.style(roadmap.days)


def _fill(task: LaneTask) -> str:
    """Return the part of a bar that is done."""
    return f'<b style="width:{task.state.complete:.0f}%"></b>' if task.state.complete else ""


def _tail(roadmap: Roadmap, task: LaneTask) -> str:
    """Return the stretch by which links, or the day shown, push a task beyond what people said."""
    if task.pushed_to is None or task.finish is None or task.pushed_to <= task.finish:
        return ""
    place = place_of(roadmap, task.finish + _ONE_DAY, task.pushed_to)
    return (
        f'<i class="es-gx" {place.style(roadmap.days)}></i>' if place and place.finish > place.start else ""
    )


Days = tuple[dt.date | None, dt.date | None]


def _ghosts(roadmap: Roadmap, task: LaneTask) -> str:
    """Return where the task was planned; the first plan too, where a decision renewed the baseline."""
    state = task.state
    now = (state.baseline_start, state.baseline_finish)
    first = (state.first_start, state.first_finish)
    small = " es-gq" if state.milestone else ""
    if state.milestone and first == now and not state.moved:
        return ""
    renewed = _ghost(roadmap, first, f" es-g1{small}") if first != now else ""
    return renewed + _ghost(roadmap, now, small)


def _ghost(roadmap: Roadmap, days: Days, kind: str = "") -> str:
    place = place_of(roadmap, *days)
    if place is None:
        return ""
    style = place.centre(roadmap.days) if "es-gq" in kind else place.style(roadmap.days)
    return f'<i class="es-g0{kind}" {style}></i>'


def _span(spans: list[Days]) -> Days:
    starts = [start for start, _ in spans if start]
    finishes = [finish for _, finish in spans if finish]
    return min(starts, default=None), max(finishes, default=None)


def _facts(roadmap: Roadmap, task: LaneTask, place: Place) -> str:
    """Return the task's facts as numbers; the page's script puts them into words.

    In order: start, finish (empty where the mark stands at them), planned start and finish (empty where
    they are the same, `x` where there are none), first planned start and finish, the finish it is pushed to
    (all in days from the first day of the year), slip, float (working days), percent done. What is not
    known stays empty.
    """
    state = task.state
    planned: tuple[object, ...] = (None, None)
    if (state.baseline_start, state.baseline_finish) != (task.start, task.finish):
        planned = (_day(roadmap, state.baseline_start) or "x", _day(roadmap, state.baseline_finish) or "x")
    renewed = state.first_finish != state.baseline_finish
    cut = place.before or place.after
    values = (
        _day(roadmap, task.start if cut else None), _day(roadmap, task.finish if cut else None), *planned,
        _day(roadmap, state.first_start if renewed else None),
        _day(roadmap, state.first_finish if renewed else None),
        _day(roadmap, task.pushed_to), state.slip, task.timing.total_float,
        None if state.complete is None else round(state.complete),
    )  # fmt: skip
    return ",".join("" if value is None else str(value) for value in values).rstrip(",")


def _day(roadmap: Roadmap, day: dt.date | None) -> str | None:
    """Return the days from the first day of the year; negative before it."""
    return None if day is None else str((day - roadmap.first).days)
