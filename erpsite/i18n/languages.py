"""Say which languages the interface speaks: those with a folder `locale/<language>` that states its facts.

erpsite's own stand in `erpsite/locale`; another package adds one by an entry point of `erpsite.languages`,
which leads to a package with a folder `locale`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from erpsite.frozen import dataclass
from erpsite.locale import DEFAULT, SOURCE
from erpsite.registry import Entry, folder_of, offered

__all__ = ["DEFAULT", "FACTS", "SOURCE", "Home", "homes_of", "known_languages"]

FACTS = "locale.yml"
"""The file that states what a language does its own way; a folder without it only adds texts."""
_CODE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Home:
    """Name a folder `locale/<language>` and the package it stands in."""

    folder: Traversable
    entry: Entry | None
    """An entry point of the package; None for erpsite itself."""


def known_languages() -> tuple[str, ...]:
    """Return the codes of all languages (ISO 639): erpsite's own first, then those of other packages."""
    return _known(tuple(sys.path))


@cache
def _known(_path: tuple[str, ...]) -> tuple[str, ...]:
    found = {
        one.name: None
        for locale in _roots()
        for one in sorted(locale.folder.iterdir(), key=lambda one: one.name)
        if _CODE.fullmatch(one.name) and one.joinpath(FACTS).is_file()
    }
    return tuple(dict.fromkeys([*DEFAULT, *found]))


@cache
def _roots_on(_path: tuple[str, ...]) -> tuple[Home, ...]:
    roots = [Home(resources.files("erpsite").joinpath("locale"), None)]
    seen = set()
    for entry in offered():
        folder = None if entry.shipped else folder_of(entry)
        if folder is not None and folder not in seen and folder.joinpath("locale").is_dir():
            seen.add(folder)
            roots.append(Home(folder.joinpath("locale"), entry))
    return tuple(roots)


def _roots() -> tuple[Home, ...]:
    return _roots_on(tuple(sys.path))


def homes_of(language: str) -> Iterator[Home]:
    """Yield every folder that says something in a language, erpsite's own first."""
    for root in _roots():
        folder = root.folder.joinpath(language)
        if folder.is_dir():
            yield Home(folder, root.entry)
