"""Say that a change means what is not there, and what its author probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from erpsite.ingest.changes.outcome import Refused
from erpsite.nearest import find_nearest
from erpsite.patch.nodes import Node, plain

__all__ = ["absent", "absent_item", "names_in"]


def absent(key: str, place: str, known: Iterable[str]) -> Refused:
    """Return the refusal of a change to a record or item `key` that `place` does not hold."""
    if nearest := find_nearest(key, known):
        return Refused(
            "there is no {key} in {place}; did you mean {nearest}?", key=key, place=place, nearest=nearest
        )
    return Refused("there is no {key} in {place} any more, or there never was", key=key, place=place)


def absent_item(file: str, way: Sequence[str], node: Node, step: Any, said: str) -> Refused:
    """Return the refusal of a change to an item that the list at the end of a way does not hold."""
    place = f"{file}: {'.'.join(way)}" if way else file
    if isinstance(step, Mapping) and len(step) == 1:
        (name,) = step
        return absent(str(step[name]), place, names_in(plain(node), name))
    return absent(said, place, ())


def names_in(items: Any, field: str) -> list[str]:
    """Return what the items of a list are called in one field; `""` stands for items that are texts."""
    held = items if isinstance(items, list) else ()
    if not field:
        return [one for one in held if isinstance(one, str)]
    return [str(one[field]) for one in held if isinstance(one, dict) and one.get(field) is not None]
