"""Tell units that are a share of a hundred, however a plan writes them."""

from __future__ import annotations

import re

from erpsite.model.text import Text

__all__ = ["is_percentage"]

_PERCENT = re.compile(r"[%％]|\bper ?cent\b|\bpct\b|\bprozent\b|\bpourcent|百分(?:比|率|之)", re.IGNORECASE)
_POINTS = re.compile(r"point|百分点", re.IGNORECASE)


def is_percentage(unit: Text) -> bool:
    """Say whether a unit is percent, as a sign or in words; percentage points are differences of some."""
    words = str(unit.value)
    return bool(_PERCENT.search(words)) and not _POINTS.search(words)
