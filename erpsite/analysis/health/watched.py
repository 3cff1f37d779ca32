"""Take the minutes of modules from checks that a roll-up counted, for months without an incident log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from erpsite.model import Handbook
from erpsite.model.rolled import Rolled, RolledMonth

__all__ = ["watched", "watching"]

_MEASURE = "availability"


def watching(handbook: Handbook) -> tuple[str, ...]:
    """Return the names of the roll-ups that count minutes and feed a health metric the plan shows."""
    return tuple(
        name
        for name, account in handbook.rollups.items()
        if any(
            kind == "health_metrics" and of in handbook.health_metrics and measure == _MEASURE
            for kind, of, measure in account.feeds
        )
    )


def watched(handbook: Handbook, plant: str | None = None) -> Mapping[tuple[str, str], Rolled]:
    """Return what was counted by module and month, of one plant or of all: `eligible` and `lost` minutes.

    A monitor that names no module watches the whole system, and so each module. Minutes that nobody checked
    are not eligible. Where two roll-ups count the same module and month, the first by name counts.
    """
    found: dict[tuple[str, str], Rolled] = {}
    for name in watching(handbook):
        for month in handbook.rollups[name].months:
            if month.plant != plant:
                continue
            for module, rolled in _modules(handbook, month):
                if rolled.eligible:
                    found.setdefault((module, month.month), rolled)
    return found


def _modules(handbook: Handbook, month: RolledMonth) -> Iterator[tuple[str, Rolled]]:
    if set(month.modules) == {""}:
        yield from ((name, month.whole) for name in handbook.modules)
    else:
        yield from ((name, one) for name, one in month.modules.items() if name)
