"""Recognise a value that is said to be withheld without the reason that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.model.base import Record, may_be_withheld

__all__ = ["lacks_reason"]


def lacks_reason(record: type[Record], name: str, found: Any, in_table: bool) -> tuple[str, str] | None:
    """Return a message and how to write it; None for a value that does not say that it is withheld."""
    bare = isinstance(found, str) and found.strip().casefold().rstrip(":：") == "withheld"
    if not bare and not (isinstance(found, Mapping) and "withheld" in found):
        return None
    if name not in may_be_withheld(record):
        return "{where} needs a value and cannot be withheld", ""
    form = "withheld: …" if in_table else "{withheld: …}"
    return "{where} is withheld, but nobody says why: write {form}", form
