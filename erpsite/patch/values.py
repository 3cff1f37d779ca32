"""Write values as YAML that every reader of YAML 1.1 and 1.2 takes for the same value."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from erpsite.patch.fault import PatchError

__all__ = [
    "Scalar",
    "is_scalar",
    "refuse_control",
    "render_entry",
    "write_flow",
    "write_key",
    "write_plain",
    "write_scalar",
    "write_text",
]

Scalar = str | int | float | bool | Decimal | dt.date | None

_SAFE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{4}-Q[1-4]")
"""Ids, days, months and quarters stand without quotes, as people write them."""
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def is_scalar(value: object) -> bool:
    """Say whether a value is written in one piece."""
    return value is None or isinstance(value, str | int | float | bool | Decimal | dt.date)


def write_text(text: str) -> str:
    """Return the text in double quotes on one line; what YAML does not print is escaped.

    Raises `PatchError` for control characters, which the loader refuses in every form.
    """
    refuse_control(text)
    return _UNPRINTABLE.sub(
        lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False)
    )


def refuse_control(text: str) -> None:
    """Raise `PatchError` where a text holds a control character other than tab and line ends."""
    if found := _CONTROL.search(text):
        raise PatchError("the text holds the control character {found}", found=f"U+{ord(found.group()):04X}")


def write_plain(value: Scalar) -> str:
    """Return a number, flag, day or nothing as both YAML and CSV write it; numbers never as `1e-7`.

    Raises `PatchError` for a number that is not finite.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        if not math.isfinite(value):
            raise PatchError("{value} cannot be written", value=value)
        return f"{Decimal(str(value)):f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_scalar(value: Scalar, *, plain: bool = True) -> str:
    """Return a value as YAML; a text in quotes, but ids, days and months where `plain` lets them."""
    if not isinstance(value, str):
        return write_plain(value)
    if plain and _SAFE.fullmatch(value) and value not in _WORDS:
        return value
    return write_text(value)


def write_key(key: str) -> str:
    """Return a key as YAML, in quotes where it is no plain word."""
    plain = _KEY.fullmatch(key) and key.lower() not in _WORDS
    return key if plain else write_scalar(key)


def write_flow(value: Any) -> str:
    """Return a value of any depth on one line."""
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{write_key(str(key))}: {write_flow(part)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(write_flow(part) for part in value) + "]"
    return write_scalar(value)


def render_entry(head: str, value: Any, offset: int) -> list[str]:
    """Return the lines of `head`, which is `key:` or `-`, with its value beneath or behind it.

    Lists stand `offset` columns to the right of their key.
    """
    if is_scalar(value):
        return [f"{head} {write_scalar(value)}"]
    if not value:
        return [f"{head} {'{}' if isinstance(value, Mapping) else '[]'}"]
    inner = _render_parts(value, offset)
    if head == "-":
        return [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])]
    step = " " * (2 if isinstance(value, Mapping) else offset)
    return [head, *(f"{step}{line}" for line in inner)]


def _render_parts(value: Any, offset: int) -> list[str]:
    if isinstance(value, Mapping):
        heads = [(f"{write_key(str(key))}:", part) for key, part in value.items()]
    else:
        heads = [("-", part) for part in value]
    return [line for head, part in heads for line in render_entry(head, part, offset)]
