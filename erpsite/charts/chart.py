"""Hold what a chart function returns: a Plotly figure as plain data, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Chart", "NoChart", "Spec"]

Spec = dict[str, Any]
"""A Plotly figure: `data` and `layout`, plain lists and numbers, colours by name."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a figure and the height it needs, in CSS pixels."""

    spec: Spec
    height: int = 360


@dataclass(frozen=True, slots=True)
class NoChart:
    """Say why nothing can be drawn; the page shows the reason instead.

    `reason`: `no-data` (no value at all) or `too-few` (fewer values than the picture needs).
    """

    reason: str
