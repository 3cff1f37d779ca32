"""Stamp what the pre-read is drawn from, and say what has changed since a stamp."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.model import FILES, Handbook
from erpsite.model.base import Record
from erpsite.model.freeze import Freeze
from erpsite.model.incident import Incident
from erpsite.model.quantity import month_of

__all__ = [
    "FreezeChange", "changes_since", "content_hash", "fingerprints", "last_freeze", "month_of_preread",
]  # fmt: skip

_LATER = frozenset({"meeting_decisions", "meeting", "reader_questions", "reviews", "freezes", "levelling"})
"""What is written in the meeting or after it; the pre-read is not drawn from it."""

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class FreezeChange:
    """Name one record that is no longer what it was when the pre-read was frozen."""

    kind: Literal["added", "changed", "removed"]
    collection: str
    """Field of the handbook, such as `initiatives`."""
    id: str
    """Id of the record; the month of a table's rows; empty where the file holds one record."""


def fingerprints(handbook: Handbook, as_of: str) -> dict[str, str]:
    """Return a short hash of each record of the pre-read by `collection/id`, in the order of the files.

    The rows of a table count month by month, up to `as_of` (`YYYY-MM`).
    """
    found: dict[str, str] = {}
    for kind in FILES:
        if kind.field in _LATER:
            continue
        held = getattr(handbook, kind.field)
        if isinstance(held, Mapping):
            found |= {f"{kind.field}/{name}": _hash(_plain(record)) for name, record in held.items()}
        elif isinstance(held, tuple):
            found |= _months(kind.field, held, as_of)
        elif held is not None:
            found[f"{kind.field}/"] = _hash(_plain(held))
    return found


def _months(field: str, rows: tuple[Record, ...], as_of: str) -> dict[str, str]:
    by_month: dict[str, list[object]] = {}
    for row in rows:
        month = _month_of(row)
        if month <= as_of:
            by_month.setdefault(month, []).append(_plain(row))
    return {f"{field}/{month}": _hash(by_month[month]) for month in sorted(by_month)}


def _month_of(row: Record) -> str:
    """Return the month a row of a table belongs to, by its month or its day."""
    for name in ("month", "started", "answered_on"):
        value = row.__dict__.get(name)
        if value is not None:
            return str(value)[:7]
    return ""


def _plain(record: Record) -> object:
    """Return what a stamp is made of: it is the same in every version, or all stamps would say “changed”."""
    plain = record.model_dump(mode="json", exclude_defaults=True)
    once = _ONCE_DEFAULTS.get(type(record), {})
    return {name: value for name, value in plain.items() if name not in once or value != once[name]}


_ONCE_DEFAULTS: Mapping[type[Record], Mapping[str, object]] = {Incident: {"degraded": 1}}
"""What an earlier version took for granted where nothing was written, and this one wants written."""


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def content_hash(prints: Mapping[str, str]) -> str:
    """Return one SHA-256 over all fingerprints, whatever their order."""
    lines = "\n".join(f"{key} {prints[key]}" for key in sorted(prints))
    return hashlib.sha256(lines.encode()).hexdigest()


def last_freeze(handbook: Handbook) -> Freeze | None:
    """Return the stamp that counts: the latest, the later in the file where two share a day."""
    stamps = list(handbook.freezes.values())
    return max(enumerate(stamps), key=lambda one: (one[1].frozen_on, one[0]))[1] if stamps else None


def month_of_preread(handbook: Handbook, as_of: str) -> str:
    """Return the month (`YYYY-MM`) at whose end the pre-read stands.

    It is `as_of` until the pre-read is frozen or sent, and the month of that from then on: what people read
    before the meeting does not quote what came after it.
    """
    stamp, sent = last_freeze(handbook), handbook.plan.preread_sent_on
    month = stamp.release if stamp else month_of(sent) if sent else as_of
    return min(month, as_of)


def changes_since(handbook: Handbook, freeze: Freeze) -> tuple[FreezeChange, ...]:
    """Return what was changed, added or removed since a stamp; months after its release do not count."""
    now, then = fingerprints(handbook, freeze.release), freeze.records
    found = []
    for key in [*now, *(key for key in then if key not in now)]:
        if now.get(key) == then.get(key):
            continue
        collection, _, name = key.partition("/")
        if key not in then:
            found.append(FreezeChange("added", collection, name))
        elif key not in now:
            found.append(FreezeChange("removed", collection, name))
        else:
            found.append(FreezeChange("changed", collection, name))
    return tuple(found)
