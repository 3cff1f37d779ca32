"""Hold parsed data that knows where each part of it stands in its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from erpsite.i18n import known_languages
from erpsite.issues import Origin, Source

__all__ = ["LocatedMapping", "LocatedSequence", "Place", "place_of", "source_of"]

Place = tuple[int, int]
"""Line and column, both counted from 1."""


class LocatedMapping(dict[str, Any]):
    """Hold a mapping with the place of each key and of each value."""

    __slots__ = ("key_places", "origin")

    origin: Origin
    key_places: dict[str, Place]

    def __init__(self, path: str, place: Place, items: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(items)
        self.origin = Origin(Source(path, *place), {})
        self.key_places = {}

    def put(self, key: str, value: Any, key_place: Place, place: Place) -> None:
        """Add one item with its two places; the parts of small lists and mappings keep theirs too."""
        self[key] = value
        self.key_places[key] = key_place
        places: dict[str, Place] = self.origin.fields  # type: ignore[assignment]  # read-only for others
        places[key] = place
        if isinstance(value, LocatedMapping) and value.keys().isdisjoint(known_languages()):
            for name, inner in value.key_places.items():
                places[f"{key}.{name}"] = inner
        elif isinstance(value, LocatedSequence) and value and isinstance(value[0], str):
            for index, inner in enumerate(value.places):
                places[f"{key}.{index}"] = inner

    def place(self, key: str) -> Place:
        """Return the place of a value, or of the mapping where the key was left out."""
        return self.origin.fields.get(key) or (self.origin.source.line, self.origin.source.column)


class LocatedSequence(list[Any]):
    """Hold a list with the place of each item."""

    __slots__ = ("places", "source")

    def __init__(self, path: str, place: Place) -> None:
        super().__init__()
        self.source = Source(path, *place)
        self.places: list[Place] = []

    def put(self, value: Any, place: Place) -> None:
        """Add one item with its place."""
        self.append(value)
        self.places.append(place)


def place_of(tree: Any, steps: Sequence[str | int]) -> Place | None:
    """Return where the value at the end of the steps stands, or the nearest thing around it."""
    place: Place | None = None
    if isinstance(tree, LocatedMapping):
        place = (tree.origin.source.line, tree.origin.source.column)
    elif isinstance(tree, LocatedSequence):
        place = (tree.source.line, tree.source.column)
    for step in steps:
        if isinstance(tree, LocatedMapping) and isinstance(step, str) and step in tree.origin.fields:
            place, tree = tree.origin.fields[step], tree.get(step)
        elif isinstance(tree, LocatedSequence) and isinstance(step, int) and step < len(tree):
            place, tree = tree.places[step], tree[step]
        else:
            break
    return place


def source_of(path: str, tree: Any, steps: Sequence[str | int] = ()) -> Source:
    """Return the source of the value at the end of the steps."""
    return Source(path, *(place_of(tree, steps) or (1, 1)))
