"""Hold the definition of one measure as a reader sees it."""

from __future__ import annotations

from erpsite.frozen import dataclass

__all__ = ["Measure", "MeasureGroup"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Define one measure in the reader's language; the formulas page shows it under its anchor."""

    anchor: str
    name: str
    formula: str
    unit: str
    """Unit, and which way is better."""
    unavailable: str
    """What is shown when it cannot be computed."""
    note: str = ""
    """Bands, exceptions and how to read it."""


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """Hold the measures of one subject."""

    anchor: str
    name: str
    measures: tuple[Measure, ...]
