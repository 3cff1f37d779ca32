"""Give plain YAML scalars the meaning of the YAML 1.2 core schema, and no other."""

from __future__ import annotations

import re

__all__ = ["FIRST_OF_OTHERS", "LONGEST_NUMBER", "Scalar", "resolve_scalar"]

Scalar = str | int | float | bool | None

LONGEST_NUMBER = 40
"""Characters; a longer number stays text, so that the model refuses it."""

_WORDS: dict[str, Scalar] = {
    "null": None, "Null": None, "NULL": None, "~": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
FIRST_OF_OTHERS = frozenset("-+.0123456789~nNtTfF")
"""What a scalar that is not text can begin with."""
_DAY = re.compile(r"[0-9]+-")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def resolve_scalar(text: str) -> Scalar:
    """Return the value of a plain scalar (YAML 1.2.2, section 10.3.2).

    Dates, `yes`, `no`, `on`, `off`, `12:30` and `1_000` are text. `007` is the number 7, as the standard
    says; fields for ids refuse numbers, so no id changes silently.
    """
    if not text:
        return None
    if text[0] not in FIRST_OF_OTHERS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > LONGEST_NUMBER or _DAY.match(text):  # days are most of what begins with a digit
        return text
    return _resolve_number(text)


def _resolve_number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _INFINITE.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text
