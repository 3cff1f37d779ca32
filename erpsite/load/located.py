"""Hold parsed data that knows where each part of it stands in its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from erpsite.i18n import known_languages
from erpsite.issues import Origin, Source

__all__ = ["LocatedMapping", "LocatedSequence", "Place", "place_of"]

Place = tuple[int, int]
"""Line and column, both counted from 1."""


class LocatedMapping(dict[str, Any]):
    """Hold a mapping with the place of each key and of each value."""

    __slots__ = ("_origin", "fields", "key_places", "path", "start")

    fields: dict[str, Place]
    """Where each value stands."""
    key_places: dict[str, Place]

    def __init__(self, path: str, place: Place, items: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(items)
        self.path, self.start = path, place
        self.fields, self.key_places = {}, {}
        self._origin: Origin | None = None

    @property
    def origin(self) -> Origin:
        """Return the places as records keep them; many a mapping, such as a text by language, needs none."""
        if self._origin is None:
            self._origin = Origin(Source(self.path, *self.start), _shared(self.fields))
        return self._origin

    def put(self, key: str, value: Any, key_place: Place, place: Place) -> None:
        """Add one item with its two places; the parts of small lists and mappings keep theirs too."""
        self[key] = value
        self.key_places[key] = key_place
        places = self.fields
        places[key] = place
        if type(value) is str:
            return
        if isinstance(value, LocatedMapping) and value.keys().isdisjoint(known_languages()):
            for name, inner in value.key_places.items():
                places[f"{key}.{name}"] = inner
        elif isinstance(value, LocatedSequence) and value and isinstance(value[0], str):
            for index, inner in enumerate(value.places):
                places[f"{key}.{index}"] = inner

    def place(self, key: str) -> Place:
        """Return the place of a value, or of the mapping where the key was left out."""
        return self.fields.get(key) or self.start


_MOST_SHARED = 4_096
_SHARED: dict[tuple[tuple[str, ...], tuple[Place, ...]], dict[str, Place]] = {}
"""Places of fields by what they say: files of one kind are alike, so that hundreds of records share them."""


def _shared(fields: dict[str, Place]) -> dict[str, Place]:
    """Return places that say the same, the very same ones for all records; they are never changed."""
    said = tuple(fields), tuple(fields.values())
    if said not in _SHARED:
        if len(_SHARED) >= _MOST_SHARED:
            _SHARED.clear()
        _SHARED[said] = dict(zip(*said, strict=True))
    return _SHARED[said]


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
        place = tree.start
    elif isinstance(tree, LocatedSequence):
        place = (tree.source.line, tree.source.column)
    for step in steps:
        if isinstance(tree, LocatedMapping) and isinstance(step, str) and step in tree.fields:
            place, tree = tree.fields[step], tree.get(step)
        elif isinstance(tree, LocatedSequence) and isinstance(step, int) and step < len(tree):
            place, tree = tree.places[step], tree[step]
        else:
            break
    return place
