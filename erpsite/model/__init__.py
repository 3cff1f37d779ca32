"""Hold the records of the plan: frozen, typed, one concept a module.

Most of these modules have their annotations evaluated at once: pydantic asks for each of them anyway, and
reading them from text takes a fiftieth of `erpsite check`.
"""

import importlib
import pkgutil

# A module that no other imports would declare its kind to nobody: all are read, so that forgetting is told.
for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

from erpsite.model.files import DataFile  # noqa: E402  # after every kind is declared
from erpsite.model.handbook import FILES, Handbook  # noqa: E402  # the same

__all__ = ["FILES", "DataFile", "Handbook"]
