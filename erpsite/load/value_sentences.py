"""Say what is wrong with a value that stands alone: `erpsite check` and the forms word it alike."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["VALUE_SENTENCES"]

VALUE_SENTENCES: Mapping[str, str] = {
    "number": "{where} must be a number, found {found}",
    "int": "{where} must be a whole number, found {found}",
    "negative": "{where} must not be negative, found {found}",
    "min": "{where} must be at least {limit}, found {found}",
    "max": "{where} must be at most {limit}, found {found}",
    "above": "{where} must be more than {limit}, found {found}",
    "below": "{where} must be less than {limit}, found {found}",
    "form": "{where} must look like {form}, found {found}",
    "no_day": "{where} is not a day of the calendar, found {found}",
    "id": "{where} must be an id of lower-case letters, digits and hyphens, found {found}",
    "ref": "{where} names {found}, but {file} has no such id",
    "empty": "{where} must not be empty",
}
"""By the name under which both ask for them; `found` is quoted where it is a text."""
