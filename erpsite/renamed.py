"""Keep old names working, with a warning that says the new one; Python adds the file and line of the use."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Mapping

__all__ = ["renamed"]


def renamed(module: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a module some of whose names, the keys, have become others, the values.

    It warns with `FutureWarning`, which is shown without being asked for. Give it to a module behind
    `if not TYPE_CHECKING`: a type checker would take it for any name.
    """

    def find(name: str) -> object:
        if name not in names:
            raise AttributeError(f"module '{module}' has no attribute '{name}'")
        new = names[name]
        message = f"{module}.{name} is called {new} now; the old name will go in a later version"
        warnings.warn(message, FutureWarning, stacklevel=2)
        return getattr(importlib.import_module(module), new)

    return find
