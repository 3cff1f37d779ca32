"""Split an amount of money among several, so that the parts sum to the whole again."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["equal_parts"]

_CENT = Decimal("0.01")


def equal_parts(amount: Decimal, count: int) -> tuple[Decimal, ...]:
    """Return `count` parts of an amount, none smaller than the next by more than a hundredth.

    Parts are whole hundredths of the currency; what does not divide goes to the first ones, and a fraction
    below a hundredth to the very first, so that the sum of the parts is exactly the amount.
    """
    if count == 1:
        return (amount,)
    cents, rest = divmod(amount, _CENT)
    each, left = divmod(int(cents), count)
    parts = [Decimal(each + (index < left)) * _CENT for index in range(count)]
    parts[0] += rest
    return tuple(parts)
