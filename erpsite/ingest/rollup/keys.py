"""Lead the words of a log to the plan's plants and modules; Python does it once a word, not once a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from erpsite.frozen import dataclass
from erpsite.load.rolled.definition import KeyColumn, Rollup
from erpsite.nearest import find_nearest

__all__ = ["WHOLE", "KeyMap", "Landing"]

WHOLE = ""
"""Plant or module of rows that count for the whole alone."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Say where the rows of one plant and module of a log count, or why they do not."""

    plant: str = WHOLE
    module: str = WHOLE
    reason: str | None = None


@dataclass
class KeyMap:
    """Map words to ids; `unknown` gathers the words that nobody knows."""

    found: Rollup
    plants: Collection[str]
    modules: Collection[str]
    unknown: dict[tuple[str, str], int] = field(default_factory=dict)
    """Rows by role (module, plant) and word."""

    def landing(self, month: str, plant: str | None, module: str | None, rows: int) -> Landing:
        """Return where the rows of a month with these words count."""
        at, why = self._id("plant", plant, rows)
        of, what = self._id("module", module, rows)
        at = self._merged(at, month)
        return Landing(at, of, why or what)

    def _merged(self, plant: str, month: str) -> str:
        """Return the plant that another one has become by a month, in whatever order the mergers stand."""
        seen: set[str] = set()
        while plant not in seen:
            seen.add(plant)
            rules = [one for one in self.found.merged if one.plant == plant and one.since <= month]
            if rules:
                plant = max(rules, key=lambda one: one.since).into
        return plant

    def nearest(self, role: str, word: str) -> str | None:
        """Return the known word that is nearest to one that is not."""
        key, ids = self._known(role)
        words = [one.removesuffix("*") for each in key.values.values() for one in each] if key else []
        return find_nearest(word, words or ids)

    def words(self, role: str) -> tuple[str, ...]:
        """Return the words, and beginnings of words, that mean a plant or a module."""
        key, ids = self._known(role)
        if key is None:
            return ()
        told = [one for each in key.values.values() for one in each] if key.values else ids
        return tuple(sorted(set(told)))

    def _known(self, role: str) -> tuple[KeyColumn | None, Collection[str]]:
        return (self.found.plant, self.plants) if role == "plant" else (self.found.module, self.modules)

    def _id(self, role: str, word: str | None, rows: int) -> tuple[str, str | None]:
        key, ids = self._known(role)
        if key is None:
            return WHOLE, None
        if word is not None:
            found = _mapped(key.values, word) if key.values else (word if word in ids else None)
            if found is not None:
                return found, None
        known = role, word or ""
        self.unknown[known] = self.unknown.get(known, 0) + rows
        return WHOLE, None if key.others == "whole" else f"unknown-{role}"


def _mapped(values: Mapping[str, tuple[str, ...]], word: str) -> str | None:
    """Return the id whose words hold the word; of several beginnings that fit, the longest counts."""
    best: tuple[int, str] | None = None
    for name, words in values.items():
        for one in words:
            if one == word:
                return name
            if one.endswith("*") and word.startswith(one[:-1]) and (best is None or len(one) > best[0]):
                best = len(one), name
    return best[1] if best else None
