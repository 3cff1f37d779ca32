"""Tie a value to the name of the figure that it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Generic, TypeVar

from erpsite.frozen import dataclass

__all__ = ["Figure"]

V_co = TypeVar("V_co", bound=int | float | Decimal | None, covariant=True)


@dataclass(frozen=True, slots=True)
class Figure(Generic[V_co]):
    """Hold one figure of the plan: one id, one definition, one basis, and so one value on every page.

    Another basis is another figure with another id, such as `initiatives.at-risk.declared` beside
    `initiatives.at-risk.computed`, and a page that prints it says the basis in words.
    """

    id: str
    value: V_co
    """None where nobody says what it is made of."""
    of: str = ""
    """Id of the record it is of; empty for the whole plan."""
