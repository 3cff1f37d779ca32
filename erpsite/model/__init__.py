"""Hold the records of the plan: frozen, typed, one concept a module."""

from erpsite.model.handbook import FILES, DataFile, Handbook

__all__ = ["FILES", "DataFile", "Handbook"]
