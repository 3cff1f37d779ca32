"""Let a sentence remember which figures it says, so that no number on a page is without a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self, runtime_checkable

from erpsite.frozen import dataclass

__all__ = ["Named", "Said", "Withheld", "figures_in", "say_together"]


@runtime_checkable
class Named(Protocol):
    """Be a printed number that names the figure it is."""

    @property
    def figure(self) -> object:
        """Return the figure's name, its record and its month; None where it is no figure of the plan."""

    @property
    def text(self) -> str:
        """Return the number as the reader sees it."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Stand where a number would that the reader may not see; a sentence remembers it like a number."""

    text: str
    """What is printed in its place."""
    topic: str
    """What it is about, such as `money`."""

    @property
    def figure(self) -> object:
        """Return itself: it has no figure to name."""
        return self


class Said(str):
    """Be a text of the interface with the figures that were filled into it; everywhere else it is a `str`."""

    __slots__ = ("figures",)
    figures: tuple[Named, ...]

    def __new__(cls, text: str, figures: Iterable[Named] = ()) -> Self:
        """Return the text with its figures."""
        said = super().__new__(cls, text)
        said.figures = tuple(figures)
        return said

    def __add__(self, other: str) -> str:
        """Return both texts as one that keeps the figures of both."""
        return say_together("", self, other)

    def __radd__(self, other: str) -> str:
        """Return both texts as one that keeps the figures."""
        return say_together("", other, self)

    def __reduce__(self) -> tuple[type[Said], tuple[str, tuple[Named, ...]]]:
        """Keep the figures in copies."""
        return (Said, (str(self), self.figures))


def figures_in(values: Iterable[object]) -> tuple[Named, ...]:
    """Return the named numbers among some values, and those within sentences that are among them."""
    found: list[Named] = []
    for value in values:
        if isinstance(value, Said):
            found += value.figures
        elif not isinstance(value, str | int | float) and getattr(value, "figure", None) is not None:
            found.append(value)  # type: ignore[arg-type]
    return tuple(found)


def say_together(between: str, *parts: str) -> str:
    """Return texts one after the other, with the figures of all of them."""
    text = between.join(str(part) for part in parts)
    figures = figures_in(parts)
    return Said(text, figures) if figures else text
