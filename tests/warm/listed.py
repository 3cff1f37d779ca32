"""Import what erpsite offers by its own entry points."""

from __future__ import annotations

import importlib
import pkgutil

from erpsite.registry import offered

__all__ = ["import_listed"]


def import_listed(*groups: str) -> None:
    """Import the modules of the groups; where an entry point leads to a package, those in it, too."""
    for entry in offered():
        if entry.shipped and entry.group in groups:
            room = importlib.import_module(entry.module)
            for one in pkgutil.iter_modules(getattr(room, "__path__", ())):
                if not one.ispkg:
                    importlib.import_module(f"{entry.module}.{one.name}")
