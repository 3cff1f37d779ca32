"""Choose how many decimals a series needs, so that what is printed differs where values differ."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["HIGHEST", "LOWEST", "decimals_for"]

HIGHEST, LOWEST = 1e15, 1e-12
"""Values of a KPI or a health metric that can be printed, by their size."""
_MOST = 15
"""Decimals beyond which no value is told apart."""
_USUAL = 6


def decimals_for(
    least: int,
    marks: Iterable[float | None],
    given: Iterable[float | None],
    made: Iterable[float | None] = (),
) -> int:
    """Return the decimals, at least `least`, with which no two different values print alike.

    Marks print as they were stated, up to six decimals: a target of 99.95 is no target of 100. No two values
    print alike of the marks (baseline, target, bounds) and of the values as given; one that is computed must
    only not read like a mark that it is not, as far as six decimals tell.
    """
    fixed = {Decimal(str(value)) for value in marks if value is not None}
    typed = fixed | {Decimal(str(value)) for value in given if value is not None}
    own = (-int(value.normalize().as_tuple().exponent) for value in fixed)
    decimals = max([least, *(digits for digits in own if digits <= _USUAL)])
    while decimals < _MOST and len({_round(value, decimals) for value in typed}) < len(typed):
        decimals += 1
    computed = {Decimal(str(value)) for value in made if value is not None} - typed
    while decimals < _USUAL and not _tells_apart(decimals, fixed, computed):
        decimals += 1
    return decimals


def _tells_apart(decimals: int, fixed: set[Decimal], computed: set[Decimal]) -> bool:
    near = {_round(value, decimals) for value in fixed}
    return not any(_round(value, decimals) in near for value in computed)


def _round(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if abs(value) < HIGHEST else value
