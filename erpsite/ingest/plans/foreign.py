"""Hold a plan of another program before it is anything of ours: tasks, links, resources, calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field

from dateutil import rrule

from erpsite.frozen import dataclass

__all__ = ["Counts", "FileCalendar", "ForeignLink", "ForeignPlan", "ForeignTask"]


@dataclass(slots=True)
class Counts:
    """Count the elements of a file that are not empty, by name, and those that are taken."""

    cells: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def see(self, name: str, n: int = 1) -> None:
        """Count elements of a name."""
        self.cells[name] = self.cells.get(name, 0) + n

    def take(self, names: Iterable[str]) -> None:
        """Count one taken element of each name; more than there are is an error of the reader."""
        for name in names:
            if self.taken.get(name, 0) < self.cells.get(name, 0):
                self.taken[name] = self.taken.get(name, 0) + 1


@dataclass(frozen=True, slots=True)
class ForeignLink:
    """Tie a task to one that it waits for."""

    to: str
    """The other task's id in the file."""
    type: str = "FS"
    lag: float = 0
    """Working days, elapsed days, or percent of the other task's duration, as `unit` says."""
    unit: str = "working"


@dataclass(slots=True)
class ForeignTask:
    """Hold one task as its file says it."""

    uid: str
    name: str
    level: int
    """1 for the outermost tasks."""
    parent: str = ""
    start: dt.date | None = None
    finish: dt.date | None = None
    """The last day that is worked on it."""
    days: float | None = None
    """Working days it takes; None where the file does not say it, never 0 for that."""
    elapsed: bool = False
    """Whether its duration runs through nights and days off."""
    flagged: bool = False
    """Whether its file calls it a milestone."""
    complete: float | None = None
    """Percent, of the kind that the file names for this task."""
    cost: float | None = None
    links: list[ForeignLink] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    skipped: str = ""
    """Why it becomes nothing: a msgid."""
    used: dict[str, list[str]] = field(default_factory=dict)
    """By what is taken of it the names of the elements that say it."""
    place: str = ""

    @property
    def zero(self) -> bool:
        """Say whether it takes no time: what is not stated is not nothing."""
        return self.days == 0


@dataclass(slots=True)
class FileCalendar:
    """Hold the days off and make-up days of the plan's own calendar."""

    off: set[dt.date] = field(default_factory=set)
    worked: set[dt.date] = field(default_factory=set)
    yearly: set[str] = field(default_factory=set)
    """Days off of every year, as `MM-DD`."""
    moving: list[tuple[rrule.rrule | rrule.rruleset, int]] = field(default_factory=list)
    """Rules that find days off, such as the fourth Thursday of November, with how many days each lasts."""
    weekdays: frozenset[int] = frozenset(range(5))
    """Worked weekdays, 0 for Monday."""

    def is_worked(self, day: dt.date) -> bool:
        """Say whether a day is worked."""
        if day in self.worked:
            return True
        if day in self.off or f"{day:%m-%d}" in self.yearly:
            return False
        return day.weekday() in self.weekdays


@dataclass(slots=True)
class ForeignPlan:
    """Hold a whole plan; its tasks stand in the file's order, each after its parent."""

    path: str
    program: str
    title: str = ""
    currency: str = ""
    tasks: list[ForeignTask] = field(default_factory=list)
    calendar: FileCalendar = field(default_factory=FileCalendar)
    counts: Counts = field(default_factory=Counts)
    notices: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    calendar_alone: bool = False
    """Whether its tasks were left out, so that the calendar comes in alone."""
    status_month: str = ""
    """Month of the day to which progress is stated, as `YYYY-MM`."""
