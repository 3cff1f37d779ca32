"""Point to what is odd in what was taken: it stays as it is, and somebody should look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from types import NoneType
from typing import Any

from erpsite.ingest.account import Draft, RefusedCell
from erpsite.ingest.writing import Base, Outcome

__all__ = ["odd_rows", "renamed_rows", "shifted_rows"]

Suspicion = tuple[str, str, Mapping[str, object]]
_PAIRS = (
    ("start", "finish"),
    ("opened", "resolved"),
    ("started", "ended"),
)
_DAYS = (
    "opened", "resolved", "started", "ended", "start", "finish", "date", "answered_on", "reported_on",
    "live_since", "left_on", "promised_date", "delivered_date", "next_look", "trigger_date",
)  # fmt: skip
_EPOCHS = ("1899-12-3", "1900-01-0", "1904-01-01", "1970-01-01", "9999-12-31", "2000-01-01 00:00")
"""Days that programs write where nobody said any."""
_LIKE = 0.8
_MOST = 2_000
"""New and vanished records beyond which likeness is not looked for."""


def odd_rows(drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    """Give what ends before it begins, and days that stand for none, row by row."""
    named = set().union(*(draft.values for draft in drafts))
    columns = {name: [draft.values.get(name) for draft in drafts] for name in _DAYS if name in named}
    found: list[tuple[int, str, Mapping[str, object]]] = []
    for first, last in _PAIRS:
        if first in columns and last in columns:
            found += _reversed(columns[first], columns[last], first, last)
    for name, values in columns.items():
        message = "{field} {found} is a day that programs write where nobody said one"
        found += [(at, message, {"field": name, "found": value}) for at, value in _of_no_day(values)]
    for at, message, said in sorted(found, key=lambda one: one[0]):
        yield drafts[at].place, message, said


def _reversed(
    begins: Sequence[Any], ends: Sequence[Any], first: str, last: str
) -> Iterator[tuple[int, str, Mapping[str, object]]]:
    for at, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if type(begin) is not str or type(end) is not str or end >= begin:
            continue
        said: dict[str, object] = {"first": first, "begin": begin, "last": last, "end": end}
        if (_swapped(end) and _swapped(end) >= begin) or (_swapped(begin) and end >= _swapped(begin)):
            yield at, "{last} {end} lies before {first} {begin}; are day and month swapped?", said
        else:
            yield at, "{last} {end} lies before {first} {begin}", said


def _of_no_day(values: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    whole = "\n".join(["", *(value for value in values if type(value) is str)])
    others = any(type(value) not in (str, NoneType) for value in values)
    if others or any(f"\n{epoch}" in whole for epoch in _EPOCHS):
        for at, value in enumerate(values):
            if value is not None and str(value).startswith(_EPOCHS):
                yield at, value


def _swapped(day: str) -> str:
    """Return a day with day and month exchanged; nothing where that is no day or the same one."""
    month, number = day[5:7], day[8:10]
    return f"{day[:5]}{number}-{month}{day[10:]}" if month != number and "01" <= number <= "12" else ""


def shifted_rows(refused: Sequence[RefusedCell]) -> Iterator[Suspicion]:
    """Give rows of which several cells are refused: perhaps their cells stand a column too far."""
    count = Counter(_row(one.place) for one in refused)
    for row, n in count.items():
        if n >= 3:
            message = "{n} cells of this row are refused; do its cells stand in the right columns?"
            yield row, message, {"n": n}


def _row(place: str) -> str:
    """Return the place of a cell's row: `file.csv:12:C` → `file.csv:12`, `Sheet1!C12` → `Sheet1!12`."""
    sheet, mark, cell = place.rpartition("!")
    return f"{sheet}!{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" if mark else place.rpartition(":")[0]


def renamed_rows(outcome: Outcome, drafts: Sequence[Draft], base: Base) -> Iterator[Suspicion]:
    """Give new records that are called almost as one that vanished is."""
    if not outcome.vanished:
        return
    added = set(outcome.added)
    new = [draft for draft in drafts if draft.key in added and isinstance(draft.values.get("name"), str)]
    gone = {key: base[key].get("name", "") for key in outcome.vanished}
    if len(new) * len(gone) > _MOST:
        return
    for draft in new:
        name = str(draft.values["name"])
        for key, before in gone.items():
            if before and SequenceMatcher(None, name.casefold(), before.casefold()).ratio() >= _LIKE:
                message = "{name} is new and {before} ({key}) no longer in the source; was it renamed?"
                yield draft.place, message, {"name": name, "before": before, "key": " / ".join(key)}
