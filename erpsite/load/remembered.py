"""Remember what was made of each file, so that a load after an edit reads again only what was edited."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, ParamSpec, TypeVar, cast

__all__ = ["Few", "Remembered", "remember_files", "remembered"]

K = TypeVar("K")
P = ParamSpec("P")
R = TypeVar("R")

_FEW = 128
"""Files that every process remembers; a plan of a usual size has fewer."""


class Remembered(Generic[P, R]):
    """Call a function once for the same arguments, which must be hashable."""

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self._cached: Callable[..., Any] = lru_cache(_FEW)(function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return cast("R", self._cached(*args, **kwargs))

    def hold(self, most: int) -> None:
        """Remember that many answers, and forget those there are."""
        self._cached = lru_cache(most)(self._function)


class Few(Generic[K, R]):
    """Hold the values that were used last, by their keys."""

    def __init__(self) -> None:
        self._most = _FEW
        self._held: dict[K, R] = {}
        _ALL.append(self)

    def get(self, key: K) -> R | None:
        """Return the value, or None."""
        found = self._held.pop(key, None)
        if found is not None:
            self._held[key] = found
        return found

    def put(self, key: K, value: R) -> None:
        """Hold a value, and let go of the one that was used the longest ago."""
        self._held[key] = value
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]

    def clear(self) -> None:
        """Let go of all."""
        self._held.clear()

    def hold(self, most: int) -> None:
        """Hold that many values, and forget those there are."""
        self._most = most
        self.clear()


_ALL: list[Remembered[..., Any] | Few[Any, Any]] = []


def remembered(function: Callable[P, R]) -> Remembered[P, R]:
    """Remember what a function makes of a file."""
    made = Remembered(function)
    _ALL.append(made)
    return made


def remember_files(most: int) -> None:
    """Remember that many files: for a process that loads a large plan again and again."""
    for one in _ALL:
        one.hold(most)
