"""Hold how often a measure has a value."""

from __future__ import annotations

import enum

__all__ = ["Rhythm"]


class Rhythm(enum.StrEnum):
    """Name how often a measure has a value."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Return how many months one value stands for."""
        return {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[self.value]
