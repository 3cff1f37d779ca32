"""Hold what a person must decide after a rollover, and the turn of the year that all parts share."""

from __future__ import annotations

import datetime as dt
from dataclasses import field

from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.model.plan import Plan
from erpsite.model.quantity import next_month
from erpsite.model.text import Text

__all__ = ["Note", "Turn"]


@dataclass(frozen=True)
class Note:
    """Hold one thing to decide or to verify, and where in the new data it stands."""

    path: str
    """File of the new data."""
    place: tuple[str, ...]
    """Keys on the way to the value; the first is the record's id in a file that lists records."""
    text: str


@dataclass
class Turn:
    """Turn one plan year into another; parts note what they could not decide."""

    before: PlanState
    year: int
    tr: Translator
    notes: list[Note] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """Return the old year's plan."""
        return self.before.handbook.plan

    @property
    def years(self) -> int:
        """Return how many years lie between the two plans."""
        return self.year - self.plan.plan_year

    @property
    def first_day(self) -> dt.date:
        """Return the first day of the new plan year."""
        return dt.date.fromisoformat(next_month(f"{self.year:04d}-01", self.plan.fiscal_offset - 1) + "-01")

    @property
    def first_quarter(self) -> str:
        """Return the first quarter of the new plan year, as `YYYY-Q1`."""
        return f"{self.year:04d}-Q1"

    def note(self, path: str, *place: str, text: str) -> None:
        """Remember something that a person must decide."""
        self.notes.append(Note(path, place, text))

    def day(self, day: dt.date) -> dt.date:
        """Return the same day in the new plan's years; 29 February becomes the 28th."""
        try:
            return day.replace(year=day.year + self.years)
        except ValueError:
            return day.replace(year=day.year + self.years, day=28)

    def worked_day(self, day: dt.date) -> dt.date:
        """Return the same day in the new plan's years, or the next one that is worked."""
        moved = self.day(day)
        while not self.before.days.is_worked(moved):
            moved += dt.timedelta(days=1)
        return moved

    def quarter(self, quarter: str) -> str:
        """Return the same quarter in the new plan's years."""
        return f"{int(quarter[:4]) + self.years:04d}{quarter[4:]}"

    def text(self, text: Text) -> Text:
        """Return a title with the new plan year in place of the old one."""
        old, new = str(self.plan.plan_year), str(self.year)
        if isinstance(text.value, str):
            return Text(text.value.replace(old, new))
        return Text({language: words.replace(old, new) for language, words in text.value.items()})
