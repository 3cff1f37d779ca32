"""Choose the ticks of a value axis: round, and no finer than the numbers are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

__all__ = ["PLAIN_DECIMALS", "spaced_ticks", "value_ticks"]

_STEPS_WANTED = 7
PLAIN_DECIMALS = 6
"""Decimals up to which numbers are written out."""


def value_ticks(values: Sequence[float], decimals: int) -> dict[str, Any]:
    """Return range and ticks of an axis that shows all values with room around them.

    Where no value is below zero, no tick is either. Two ticks never read alike: a step is at least one unit
    of the last decimal.
    """
    low, high = min(values), max(values)
    unit = 10.0**-decimals
    pad = (high - low) * 0.12 or max(abs(high) * 0.1, unit)
    floor = low - pad
    if low >= 0 > floor:
        floor = -0.04 * (high + pad)
    step = _round_step((high + pad - floor) / _STEPS_WANTED, unit)
    return {"range": [floor, high + pad], "tick0": 0, "dtick": step, "tickformat": _form(step)}


def _form(step: float) -> str:
    """Return the format of ticks a step apart: plain, or powers of ten where that would be mostly noughts."""
    return f",.{_places(step)}f" if _places(step) <= PLAIN_DECIMALS else "~e"


def spaced_ticks(ends: Sequence[float], pixels: int) -> dict[str, Any]:
    """Return as many round ticks of a lying axis as its length has room for, unturned."""
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0
    steps = [_round_step(span / count, span * 1e-6) for count in (6, 5, 4, 3, 2)]
    fitting = [step for step in steps if span / step * _tick_pixels(low, high, step) <= pixels]
    return {"tick0": 0, "dtick": fitting[0] if fitting else steps[-1], "tickangle": 0}


def _tick_pixels(low: float, high: float, step: float) -> int:
    return 14 + 7 * max(len(f"{end:,.{_places(step)}f}") for end in (low, high))


def _places(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9))


def _round_step(wanted: float, smallest: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least both numbers."""
    power = math.floor(math.log10(max(wanted, smallest)))
    for exponent in (power, power + 1):
        for factor in (1, 2, 5):
            step = float(f"{factor}e{exponent}")
            if step >= max(wanted, smallest) * (1 - 1e-9):
                return step
    raise ArithmeticError(f"no round step for {wanted}")
