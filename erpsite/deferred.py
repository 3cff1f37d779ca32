"""Let a package offer names whose modules are read when a name is asked for, not with the package."""

from __future__ import annotations

import importlib
from collections.abc import Callable

__all__ = ["deferred"]


def deferred(package: str, **names: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a package: for each module of it, the names that it gives, with spaces.

    Give it to a package behind `if not TYPE_CHECKING`, beside the imports that a type checker reads. Whoever
    wants one module of the package, as a rule of the plan check does, then pays for that module alone.

    Raises:
        ValueError: A name is that of a module, too, which would stand in its place once it is read.
    """
    where = {name: module for module, given in names.items() for name in given.split()}
    if both := names.keys() & where.keys():
        raise ValueError(f"{package}: {sorted(both)} name a module and what it gives")

    def find(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        return getattr(importlib.import_module(f"{package}.{where[name]}"), name)

    return find
