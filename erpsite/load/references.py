"""Check that every id is given once and every id that is named exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Any

from erpsite.frozen import dataclass
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

__all__ = ["FileNames", "Given", "Ids", "Use", "check_references", "dangling_references", "names_in"]

_HOMES: Mapping[str, tuple[DataFile, ...]] = {
    name: tuple(file for file in FILES if name in file.kinds_inside) for name in KINDS
}
"""The files in which records of each kind stand, at any depth."""

_MOST_GUESSES = 50
"""Suggestions in one run; looking for near names is slow where thousands are wrong."""


@dataclass(frozen=True, slots=True)
class Given:
    """Hold one place where a record of the plan gives its id."""

    kind: str
    name: str
    fixed: str | None
    """The id as it should be written; None where nobody can know."""
    source: Source


@dataclass(frozen=True, slots=True)
class Use:
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


@dataclass(frozen=True, slots=True, eq=False)
class FileNames:
    """Hold the ids that one file gives and names."""

    kind: DataFile
    complete: bool
    """False where ids may be missing because the file could not be read."""
    given: list[Given]
    inner: set[str]
    """Ids that count only inside one record."""
    unsure: set[str]
    """Kinds of which a record has no id."""
    uses: list[Use]
    issues: list[Issue]
    """Ids that are given twice inside one record, or named twice by one list."""


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


def check_references(files: Iterable[FileNames]) -> tuple[Ids, list[Issue]]:
    """Return all ids, and every id that is given twice or named without being given."""
    files = list(files)
    unread = {file.kind for file in files if not file.complete}
    ids = Ids(unsure={name for name, homes in _HOMES.items() if unread & set(homes)})
    issues: list[Issue] = []
    for file in files:
        ids.inner |= file.inner
        ids.unsure |= file.unsure
        for one in file.given:
            issues += _give(one, ids.places[one.kind])
        issues += file.issues
    uses = [use for file in files for use in file.uses]
    ids.used = {use.kind for use in uses}
    return ids, [*issues, *_dangling(uses, ids)]


def names_in(file: ReadFile) -> FileNames:
    """Return the ids that one file gives and names."""
    walker = _Walker(file)
    for tree in file.trees:
        walker.visit(tree.value, file.kind.record, file.path)
    return walker.found


def dangling_references(file: ReadFile, ids: Ids) -> Iterator[Issue]:
    """Yield every id that one file names and `ids` do not have; kinds of which `ids` hold none are unsure."""
    yield from _dangling(names_in(file).uses, ids)


def _give(one: Given, known: dict[str, Source]) -> Iterator[Issue]:
    """Note the id that a record gives, and tell where another has it already."""
    if one.name in known:
        message = "the id {id} is already given in {first}"
        values = {"id": one.name, "first": str(known[one.name])}
        yield Issue("duplicate-id", message, one.source, values=values)
    known.setdefault(one.name, one.source)
    known.setdefault(one.fixed or one.name, one.source)


class _Walker:
    """Walk the trees along the classes they are meant for, whether or not they are valid."""

    def __init__(self, file: ReadFile) -> None:
        self.found = FileNames(file.kind, file.complete, [], set(), set(), [], [])

    def visit(self, tree: Any, record: type[Record], path: str) -> None:
        if not isinstance(tree, LocatedMapping):
            return
        shape = shape_of(record)
        kind = _known_by_id(record)
        if kind and kind.scope == "plan":
            given = self._given(tree, kind, path)
            if given:
                self.found.given.append(given)
            if given is None or given.fixed is None:
                self.found.unsure.add(kind.name)
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
                if given := self._given(part, kind, path):
                    self.found.issues.extend(_give(given, local))
                self.found.inner.add(str(part.get("id")))
            self.visit(part, record, path)

    @staticmethod
    def _given(tree: LocatedMapping, kind: RecordKind, path: str) -> Given | None:
        """Return the id that a record gives; None where it gives none."""
        name = tree.get("id")
        if not isinstance(name, str):
            return None
        return Given(kind.name, name, fix_slug(name), Source(path, *tree.place("id")))

    def _use(self, tree: LocatedMapping, field_: FieldShape, path: str) -> None:
        value, kind = tree[field_.name], field_.ref or ""
        if isinstance(value, str) and field_.many == "one":
            source = Source(path, *tree.place(field_.name))
            self.found.uses.append(Use(kind, value, field_.name, source))
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
                self.found.issues.append(Issue("named-twice", message, source, values=values))
            seen.add(name)
            self.found.uses.append(Use(kind, name, where, source, value))


@cache
def _known_by_id(record: type[Record]) -> RecordKind | None:
    """Return the kind of the record where its key is its id; check_one_value looks after other keys."""
    kind = kind_of(record)
    return kind if kind and kind.key == ("id",) else None


def _dangling(uses: Iterable[Use], ids: Ids) -> Iterator[Issue]:
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
