"""Check that every id is given once and every id that is named exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from erpsite.issues import Issue, Source
from erpsite.load.fixes import fix_slug
from erpsite.load.located import LocatedMapping, LocatedSequence
from erpsite.load.reading import ReadFile
from erpsite.load.value_sentences import VALUE_SENTENCES
from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.kinds import KINDS, RecordKind, kind_of
from erpsite.model.shape import FieldShape, shape_of
from erpsite.nearest import find_nearest

__all__ = ["Ids", "check_references", "dangling_references"]

_HOMES: Mapping[str, tuple[DataFile, ...]] = {
    name: tuple(file for file in FILES if name in file.kinds_inside) for name in KINDS
}
"""The files in which records of each kind stand, at any depth."""

_MOST_GUESSES = 50
"""Suggestions in one run; looking for near names is slow where thousands are wrong."""


@dataclass(frozen=True, slots=True)
class _Use:
    """Hold one place where an id is named."""

    kind: str
    name: str
    where: str
    source: Source
    among: Sequence[Any] = ()
    """The list that names it."""

    @property
    def beside(self) -> frozenset[str]:
        """Return the ids that the same list names, too: nobody means them a second time."""
        return frozenset(one for one in self.among if isinstance(one, str) and one != self.name)


@dataclass(slots=True)
class Ids:
    """Hold every id of the plan with the place that gives it, by kind."""

    places: dict[str, dict[str, Source]] = field(default_factory=lambda: defaultdict(dict))
    inner: set[str] = field(default_factory=set)
    """Ids that count only inside one record, such as those of phases and criteria."""
    unsure: set[str] = field(default_factory=set)
    """Kinds of which ids may be missing: a file could not be read, or a record has no id."""
    used: set[str] = field(default_factory=set)
    """Kinds of which some record names an id."""

    def has(self, kind: str, name: str) -> bool:
        """Say whether that id is there, or may stand in a file that could not be read."""
        return kind in self.unsure or name in self.places.get(kind, {})


def check_references(files: Sequence[ReadFile]) -> tuple[Ids, list[Issue]]:
    """Return all ids, and every id that is given twice or named without being given."""
    unread = {file.kind for file in files if not file.complete}
    ids = Ids(unsure={name for name, homes in _HOMES.items() if unread & set(homes)})
    walker = _Walker(ids)
    for file in files:
        for tree in file.trees:
            walker.visit(tree.value, file.kind.record, file.path)
    ids.used = {use.kind for use in walker.uses}
    return ids, [*walker.issues, *_dangling(walker.uses, ids)]


def dangling_references(file: ReadFile, ids: Ids) -> Iterator[Issue]:
    """Yield every id that one file names and `ids` do not have; kinds of which `ids` hold none are unsure."""
    walker = _Walker(Ids())
    for tree in file.trees:
        walker.visit(tree.value, file.kind.record, file.path)
    yield from _dangling(walker.uses, ids)


class _Walker:
    """Walk the trees along the classes they are meant for, whether or not they are valid."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.uses: list[_Use] = []
        self.issues: list[Issue] = []

    def visit(self, tree: Any, record: type[Record], path: str) -> None:
        if not isinstance(tree, LocatedMapping):
            return
        shape = shape_of(record)
        kind = _known_by_id(record)
        if kind and kind.scope == "plan" and not self._define(tree, self.ids.places[kind.name], path):
            self.ids.unsure.add(kind.name)
        for field_ in shape.refs:
            if field_.name in tree:
                self._use(tree, field_, path)
        for field_ in shape.nested:
            value = tree.get(field_.name)
            if value is not None and field_.record:
                self._nested(value, field_, field_.record, path)

    def _nested(self, value: Any, field_: FieldShape, record: type[Record], path: str) -> None:
        if field_.many == "one":
            self.visit(value, record, path)
            return
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        kind = _known_by_id(record)
        local: dict[str, Source] = {}
        for part in parts:
            if kind and kind.scope == "record" and isinstance(part, LocatedMapping):
                self._define(part, local, path)
                self.ids.inner.add(str(part.get("id")))
            self.visit(part, record, path)

    def _define(self, tree: LocatedMapping, known: dict[str, Source], path: str) -> bool:
        """Note the id that a record gives; return False where nobody can know what it should be."""
        name = tree.get("id")
        source = Source(path, *tree.place("id"))
        if not isinstance(name, str):
            return False
        if name in known:
            message = "the id {id} is already given in {first}"
            values = {"id": name, "first": str(known[name])}
            self.issues.append(Issue("duplicate-id", message, source, values=values))
        known.setdefault(name, source)
        fixed = fix_slug(name)
        known.setdefault(fixed or name, source)
        return fixed is not None

    def _use(self, tree: LocatedMapping, field_: FieldShape, path: str) -> None:
        value, kind = tree[field_.name], field_.ref or ""
        if isinstance(value, str) and field_.many == "one":
            self.uses.append(_Use(kind, value, field_.name, Source(path, *tree.place(field_.name))))
        elif isinstance(value, LocatedSequence) and field_.many == "list":
            self._use_list(value, kind, field_.name, path)

    def _use_list(self, value: LocatedSequence, kind: str, where: str, path: str) -> None:
        seen: set[str] = set()
        for name, place in zip(value, value.places, strict=True):
            if not isinstance(name, str):
                continue
            source = Source(path, *place)
            if name in seen:
                message = "{where} names {found} twice"
                values = {"where": where, "found": name}
                self.issues.append(Issue("named-twice", message, source, values=values))
            seen.add(name)
            self.uses.append(_Use(kind, name, where, source, value))


@cache
def _known_by_id(record: type[Record]) -> RecordKind | None:
    """Return the kind of the record where its key is its id; check_one_value looks after other keys."""
    kind = kind_of(record)
    return kind if kind and kind.key == ("id",) else None


def _dangling(uses: Iterable[_Use], ids: Ids) -> Iterator[Issue]:
    guesses: dict[tuple[str, str, frozenset[str]], str | None] = {}
    for use in uses:
        if ids.has(use.kind, use.name):
            continue
        beside = use.beside
        key = (use.kind, use.name, beside)
        if key not in guesses and len(guesses) < _MOST_GUESSES:
            known = (name for name in ids.places.get(use.kind, {}) if name not in beside)
            guesses[key] = find_nearest(use.name, known)
        home = " / ".join(file.path for file in _HOMES[use.kind])
        values: dict[str, object] = {"where": use.where, "found": use.name, "file": home}
        message = VALUE_SENTENCES["ref"]
        if nearest := guesses.get(key):
            message = "{where} names {found}, but {file} has no such id; did you mean {nearest}?"
            values["nearest"] = nearest
        elif beside and (twin := find_nearest(use.name, beside)):
            message = (
                "{where} names {found}, but {file} has no such id; {twin} stands in the list already, "
                "remove {found} if it was meant"
            )
            values["twin"] = twin
        yield Issue("unknown-reference", message, use.source, values=values)
