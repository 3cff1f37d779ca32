"""Stand on a written page in the place of what the edition hides: printable, empty, and never an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b

__all__ = ["Withheld"]


@dataclass(frozen=True, eq=False)
class Withheld(b.Missing):
    """Print as “not in this edition”; be empty in a loop and false in a condition, field by field.

    A page that was written for the whole handbook is so drawn in every edition.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_args: object, **_kwargs: object) -> Withheld:
        """Stand for what a method of it would give."""
        return self

    def __str__(self) -> str:
        return self.reason

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __getitem__(self, name: object) -> Withheld:
        return self

    def __contains__(self, name: object) -> bool:
        return False

    def _itself(self, other: object) -> Withheld:  # noqa: ARG002 - whatever is reckoned with it stays hidden
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _itself
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _itself

    def __round__(self, digits: int = 0) -> Withheld:
        return self

    def __abs__(self) -> Withheld:
        return self

    __neg__ = __pos__ = __abs__

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def _never(self, other: object) -> bool:  # noqa: ARG002 - a comparison would say what is hidden
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = _never
    __hash__ = object.__hash__
