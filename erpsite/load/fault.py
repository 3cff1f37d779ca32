"""Hold one error of pydantic with what surrounds it, and show what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.frozen import dataclass
from erpsite.model.base import Record
from erpsite.model.shape import FieldShape

__all__ = ["Fault", "Wording", "quote", "worded"]

Wording = tuple[str, str, dict[str, object]]
"""Code, msgid, and values of the msgid's fields."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold one error of pydantic with what surrounds it."""

    code: str
    name: str
    """The field as it is written in the file."""
    field: FieldShape | None
    record: type[Record]
    found: Any
    written: str | None
    """How the value is written in the file, where that differs from its value."""
    context: Mapping[str, Any]
    reason: str
    in_table: bool

    @property
    def needed(self) -> bool:
        """Say whether the field cannot be left out, so that nobody is told to."""
        return bool(self.field and self.field.required)

    @property
    def shown(self) -> str:
        """Return what was found, short and quoted, the same in every language."""
        return self.written or quote(self.found)


def quote(value: Any) -> str:
    """Return a value as a message shows it: text in quotes, cut after 60 characters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        plain = " ".join(value.split())
        return f'"{plain[:60]}…"' if len(plain) > 60 else f'"{plain}"'
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list | tuple) else str(value)[:60]


def worded(code: str, message: str, fault: Fault, **more: object) -> Wording:
    """Return a wording that names the field and shows what was found."""
    return code, message, {"where": fault.name, "found": fault.shown, **more}
