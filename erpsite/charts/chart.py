"""Hold what a chart function returns: what Plotly draws as plain data, or the reason why there is none."""

from __future__ import annotations

from typing import Any, Literal

from erpsite.frozen import dataclass

__all__ = ["Chart", "NoChart", "Reason", "Spec"]

Reason = Literal["no-data", "too-few", "too-many", "negative"]
"""No value at all, fewer or more than the picture can show, or values below zero where shares are drawn."""

Spec = dict[str, Any]
"""What Plotly draws: `data` and `layout`, plain lists and numbers, colours by name."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a chart and the height it needs, in CSS pixels."""

    spec: Spec
    height: int = 360


@dataclass(frozen=True, slots=True)
class NoChart:
    """Say why nothing can be drawn; the page shows the reason instead.

    The page shows its table instead, where there is a value at all.
    """

    reason: Reason
