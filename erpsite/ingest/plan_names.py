"""Know the records that a plan has, so that foreign names lead to their ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from erpsite.frozen import dataclass
from erpsite.load.located import LocatedMapping
from erpsite.load.reading import ReadFile, read_folder
from erpsite.model.kinds import KINDS

__all__ = ["PlanNames", "make_id", "plan_names"]

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PlanNames:
    """Hold ids and names of a plan's records by kind, whether or not the plan is free of errors."""

    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By kind, then by name or id in lower case: the id. A name that two records have is not in it."""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids by kind."""
    timezone: str = "Asia/Shanghai"
    year: str = ""
    """The plan year, for months that name none."""
    currency: str = "CNY"

    def find(self, kind: str, word: str) -> str | None:
        """Return the id of the record that a word names exactly, but for case and blanks."""
        return self.ids.get(kind, {}).get(_folded(word))

    def names(self, kind: str) -> Iterable[str]:
        """Return every name and id of a kind."""
        return self.ids.get(kind, {})


def plan_names(data_dir: Path) -> PlanNames:
    """Read ids and names off the files of a plan; a folder that is not there has none."""
    if not data_dir.is_dir():
        return PlanNames()
    files, _ = read_folder(data_dir)
    ids: dict[str, dict[str, str]] = {}
    known: dict[str, set[str]] = {}
    for kind, tree in _records(files):
        name = tree.get("id")
        if not isinstance(name, str):
            continue
        known.setdefault(kind, set()).add(name)
        for word in {_folded(name), *map(_folded, _words(tree.get("name")))}:
            held = ids.setdefault(kind, {})
            held[word] = name if held.get(word, name) == name else ""
    found = {kind: {word: name for word, name in held.items() if name} for kind, held in ids.items()}
    return PlanNames(found, {kind: frozenset(names) for kind, names in known.items()}, *_frame(files))


def _records(files: Iterable[ReadFile]) -> Iterator[tuple[str, LocatedMapping]]:
    for file in files:
        if file.kind.shape == "table":
            continue
        for tree in file.trees:
            if isinstance(tree.value, LocatedMapping):
                yield file.kind.kind.name, tree.value
                if file.kind.field == "plan":
                    for kind in ("departments", "roles"):
                        for part in _parts(tree.value.get(kind)):
                            yield kind, part


def _parts(value: Any) -> Iterator[LocatedMapping]:
    yield from (part for part in value or () if isinstance(part, LocatedMapping))


def _frame(files: Iterable[ReadFile]) -> tuple[str, str, str]:
    """Return time zone, year and currency of the plan."""
    none = PlanNames()
    for file in files:
        if file.kind.field == "plan" and file.trees and isinstance(file.trees[0].value, LocatedMapping):
            held = file.trees[0].value
            zone, currency = held.get("timezone") or none.timezone, held.get("currency") or none.currency
            return str(zone), str(held.get("plan_year") or ""), str(currency)
    return none.timezone, "", none.currency


def _words(name: Any) -> list[str]:
    if isinstance(name, dict):
        return [str(word) for word in name.values()]
    return [name] if isinstance(name, str) else []


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def make_id(text: str, kind: str, taken: Iterable[str]) -> str:
    """Return a new id for a foreign name: its Latin letters and digits, else the kind and a number."""
    held = set(taken)
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _WORD.findall(letters)
    foreign = sum(unicodedata.category(char) == "Lo" for char in text)
    stem = "-".join(words)[:60].strip("-")
    if stem and not foreign and stem not in held:
        return stem
    plain = {"people": "person"}.get(kind) or KINDS[kind].name.removesuffix("s").replace("_", "-")
    first = stem if stem and not foreign else plain
    number = 2 if stem and not foreign else 1
    while f"{first}-{number}" in held:
        number += 1
    return f"{first}-{number}"
