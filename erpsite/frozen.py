"""Dataclasses that are frozen for the type checker and for every test, and quick to make for everybody else.

A build makes a million small values. The library sets each field of a frozen one through
`object.__setattr__`, and compiles two methods more for each class; that was a fifteenth of a build and more
of `erpsite check`. So where nothing can be gained by it - mypy has read all of this code, and the tests run
it frozen - the same library makes the same class without the lock: with the same fields, hash and comparison.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["LOCKED", "dataclass"]

LOCKED = os.environ.get("ERPSITE_FROZEN") == "locked"
"""Whether writing to a frozen value is refused, as the tests ask for in their own processes."""

_SAYS = "__dataclass_params__"
"""Where the library keeps the options that a class was made with."""


def _unlocked(cls: type, options: dict[str, bool]) -> Any:
    """Make a class that compares and hashes as a frozen one; a hash of its own stays.

    It says that it is frozen, so that a frozen class of somebody else can go on from it.
    """
    if options.get("eq", True) and cls.__dict__.get("__hash__") is None:
        options = {**options, "unsafe_hash": True}
    bases = [one.__dict__[_SAYS] for one in cls.__mro__[1:] if _SAYS in one.__dict__]
    said = [one.frozen for one in bases]
    try:
        for one in bases:
            one.frozen = False
        made: Any = dataclasses.dataclass(**{**options, "frozen": False})(cls)
    finally:
        for one, frozen in zip(bases, said, strict=True):
            one.frozen = frozen
    made.__dict__[_SAYS].frozen = True
    return made


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """Return a class as a dataclass, or what makes one with these options."""
        make: Callable[[type], Any]
        if LOCKED or not options.get("frozen"):
            make = dataclasses.dataclass(**options)
        else:

            def make(one: type) -> Any:
                return _unlocked(one, options)

        return make if cls is None else make(cls)
