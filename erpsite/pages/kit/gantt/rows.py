"""Draw the rows of the roadmap: a heading for each stream, a row for each initiative and each phase."""

from __future__ import annotations

from collections.abc import Callable

from erpsite.analysis.diagnosis.risks import RiskBand, risk_band
from erpsite.analysis.schedule.roadmap import Lane, LaneTask, Roadmap, Stream
from erpsite.escaping import escape
from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.gantt.bars import copies_html, summary_html, task_html
from erpsite.pages.kit.states import held_words
from erpsite.pages.kit.words import status_chip

__all__ = ["RowWriter", "Url", "phase_row", "track"]

Url = Callable[[str, str], str]
"""Give the URL of a page and an anchor on it."""


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Write rows of one roadmap as HTML; every text is escaped here."""

    book: Book
    roadmap: Roadmap
    url: Url
    folded: bool
    """Whether the phases of an initiative are folded away at first."""

    def stream(self, stream: Stream, name: str) -> str:
        """Return a stream's heading and its initiatives."""
        head = (
            f'<tbody class="es-gg" data-key="{escape(stream.key)}"><tr><th scope="rowgroup">'
            f"<span>{escape(name)}</span> <small>{len(stream.lanes)}</small></th>"
            "<td><div></div></td></tr></tbody>"
        )
        return head + "".join(self.lane(lane) for lane in stream.lanes)

    def lane(self, lane: Lane) -> str:
        """Return an initiative: its own row, then one for each phase."""
        one = lane.now.initiative
        opened = "" if self.folded else " open"
        data = {
            "id": lane.id,
            "module": " ".join(one.modules),
            "objective": " ".join(one.objectives),
            "owner": lane.now.owner or "",
            "type": one.type.value,
            "status": lane.now.stage if not lane.now.running else lane.now.declared.value,
        }
        words = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
        flags = " data-critical" * lane.critical + " data-late" * lane.late
        phases = "".join(phase_row(self.book, self.roadmap, lane, phase) for phase in lane.phases)
        return f'<tbody class="es-gl{opened}"{words}{flags}>{self._initiative(lane)}{phases}</tbody>'

    def _initiative(self, lane: Lane) -> str:
        known = {phase.state.id for phase in lane.phases}
        loose = [stone for stone in lane.milestones if stone.phase not in known]
        marks = "".join(task_html(self.book, self.roadmap, lane, stone) for stone in loose)
        bars = summary_html(self.roadmap, lane) + copies_html(self.book, self.roadmap, lane) + marks
        cell = track(self.book, bars, lane.now.finish_withheld)
        return f'<tr class="es-gi"><th>{self._label(lane)}</th>{cell}</tr>'

    def _label(self, lane: Lane) -> str:
        book = self.book
        chip = status_chip(book, lane.now)
        done = "" if lane.now.complete is None else f" · {lane.now.complete:.0f}%"
        toggle = '<button class="es-gt"></button>' if lane.phases else ""
        status, name = escape(chip.text), escape(book.text(lane.now.initiative.name))
        url = escape(self.url(f"plan/initiatives/{lane.id}", ""))
        sign = f'class="es-gr es-{chip.tone}" aria-hidden="true"'
        return (
            f'{toggle}<span {sign}>{b.SHAPES[chip.tone]}</span><a href="{url}">{name}</a>'
            f"{self._flag(lane)}<small>{escape(_owner(book, lane))}{done} · {status}</small>"
        )

    def _flag(self, lane: Lane) -> str:
        """Return a flag with the highest risk, which leads to the register."""
        if not lane.risks:
            return ""
        risk = lane.risks[0]
        words = self.book.tr(
            "Risk {score} of 25: {name}", score=risk.score, name=self.book.text(risk.risk.name)
        )
        limits = self.book.handbook.plan.thresholds
        tone = "red" if risk_band(risk.score, limits) is RiskBand.VERY_HIGH else "amber"
        return (
            f'<a class="es-gf es-{tone}" href="{escape(self.url("plan/risks", risk.risk.id))}" '
            f'title="{escape(words)}" aria-label="{escape(words)}">⚑{risk.score}</a>'
        )


def phase_row(book: Book, roadmap: Roadmap, lane: Lane, phase: LaneTask, *, told: bool = True) -> str:
    """Return the row of a phase with its milestones; `told` as of `task_html`."""
    inside = (phase, *(stone for stone in lane.milestones if stone.phase == phase.state.id))
    marks = "".join(task_html(book, roadmap, lane, task, told=told) for task in inside)
    name = escape(book.text(phase.name))
    return f'<tr class="es-gp"><th>{name}</th>{track(book, marks, phase.state.withheld)}</tr>'


def track(book: Book, marks: str, withheld: object) -> str:
    """Return the cell with a row's marks; words where there are none."""
    words = held_words(book, withheld) or book.tr("no dates")
    return f"<td><div>{marks or f'<em>{escape(words)}</em>'}</div></td>"


def _owner(book: Book, lane: Lane) -> str:
    return book.name("people", lane.now.owner) if lane.now.owner else book.tr("nobody named")
