"""Count the different users of a year: those of its months do not add, so all of its logs are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.keys import WHOLE
from erpsite.model.quantity import next_month
from erpsite.model.rolled import RolledYear

__all__ = ["by_year", "counted_year", "unknown_year", "year_of"]


def year_of(month: str, offset: int) -> str:
    """Return the name of the fiscal year of a month; `offset` is that of the plan, 1 for calendar years."""
    return next_month(month, 1 - offset)[:4]


def counted_year(year: str, months: Collection[str], engine: Engine) -> Iterator[RolledYear]:
    """Yield the users of a year, of all plants and of each, from what the engine counted of its months."""
    told: dict[str | None, dict[str | None, int]] = {None: {}}
    for (plant, module), users in engine.users(*sorted(months)).items():
        if WHOLE not in (plant, module):
            told.setdefault(plant, {})[module] = users
    for plant, held in sorted(told.items(), key=lambda pair: pair[0] or ""):
        modules = {module: users for module, users in sorted(held.items(), key=str) if module}
        yield RolledYear(year, plant, min(months), max(months), held.get(None, 0), modules)


def unknown_year(year: str, months: Collection[str]) -> RolledYear:
    """Return a year whose users are not known, because not all of its logs are at hand."""
    return RolledYear(year, None, min(months), max(months), None)


def by_year(months: Collection[str], offset: int, chosen: Callable[[str], bool]) -> dict[str, set[str]]:
    """Return the months of each year that is chosen."""
    found: dict[str, set[str]] = {}
    for month in sorted(months):
        year = year_of(month, offset)
        if chosen(year):
            found.setdefault(year, set()).add(month)
    return found
