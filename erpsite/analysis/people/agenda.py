"""Compute the agenda's clock: how long sessions take, and where they overlap or leave a gap."""

from __future__ import annotations

from functools import cached_property

from erpsite.frozen import dataclass
from erpsite.model.agenda import Agenda, Session

__all__ = ["AgendaTimes", "SessionTime", "agenda_times"]

_DAY = 24 * 60


@dataclass(frozen=True)
class SessionTime:
    """Hold one session's place on the clock, in minutes after midnight of the meeting day."""

    session: Session
    start: int
    end: int
    gap: int
    """Minutes from the last end of the sessions before; negative is an overlap, 0 for the first session."""

    @property
    def length(self) -> int:
        """Return how long the session takes, in minutes."""
        return self.end - self.start

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return the names of the fields that a session needs and this one leaves out."""
        return tuple(name for name in ("goal", "output", "lead") if getattr(self.session, name) is None)


@dataclass(frozen=True)
class AgendaTimes:
    """Hold the whole day."""

    slots: tuple[SessionTime, ...]

    @property
    def total(self) -> int:
        """Return the minutes from the first start to the last end."""
        if not self.slots:
            return 0
        return max(slot.end for slot in self.slots) - self.slots[0].start

    @property
    def working(self) -> int:
        """Return the minutes of all sessions together."""
        return sum(slot.length for slot in self.slots)

    @cached_property
    def overlaps(self) -> tuple[SessionTime, ...]:
        """Return the sessions that start before all those before them have ended."""
        return tuple(slot for slot in self.slots if slot.gap < 0)

    @cached_property
    def breaks(self) -> tuple[SessionTime, ...]:
        """Return the sessions with free time before them."""
        return tuple(slot for slot in self.slots if slot.gap > 0)

    @cached_property
    def incomplete(self) -> tuple[SessionTime, ...]:
        """Return the sessions without a goal, an output or a lead."""
        return tuple(slot for slot in self.slots if slot.lacks)


def agenda_times(agenda: Agenda) -> AgendaTimes:
    """Return the sessions on the clock, in the order they are listed.

    A session whose end is not after its start runs past midnight, and those after it start on the next day.
    """
    slots: list[SessionTime] = []
    ended = None
    for session in agenda.sessions:
        day = 0 if ended is None else ended // _DAY
        start, end = (_minutes(clock) + day * _DAY for clock in (session.start, session.end))
        if end <= start:
            end += _DAY
        slots.append(SessionTime(session, start, end, 0 if ended is None else start - ended))
        ended = end if ended is None else max(ended, end)
    return AgendaTimes(tuple(slots))


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
