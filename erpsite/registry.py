"""Find what packages add to erpsite, by entry points: rules, pages, charts, importers and languages.

What erpsite ships comes through the same door as what a company adds: a decorator above a function declares a
thing, and an entry point of the package leads to the module. Which packages offer something is read from
their metadata alone; a module is imported when its list is asked for.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, ParamSpec, TypeVar

import erpsite
from erpsite.errors import ErpsiteError, ExtensionError
from erpsite.frozen import dataclass

__all__ = ["GROUPS", "LAST", "Declared", "Door", "Entry", "answering", "folder_of", "offered"]

GROUPS = ("erpsite.rules", "erpsite.pages", "erpsite.charts", "erpsite.importers", "erpsite.languages")
"""Groups of entry points. One of a language leads to a package whose folder `locale` says everything."""
LAST = 1000
"""The place of what does not say where in its list it stands."""
_OWN = "erpsite"

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry:
    """Name an entry point and the package that it belongs to."""

    group: str
    name: str
    value: str
    """`package.module`, a package that stands for its modules, or `package.module:function`."""
    package: str
    """The distribution, as it is called when it is installed."""
    version: str

    @property
    def shipped(self) -> bool:
        """Return whether erpsite itself offers it."""
        return self.package == _OWN

    @property
    def module(self) -> str:
        """Return the module that it leads to."""
        return self.value.partition(":")[0].strip()

    @property
    def owner(self) -> str:
        """Return package and version."""
        return f"{self.package} {self.version}"

    @property
    def mark(self) -> str:
        """Return what ends the line of a list: the package, nothing of erpsite's own."""
        return "" if self.shipped else f"  [{self.owner}]"

    def __str__(self) -> str:
        return f'[{self.group}] {self.name} = "{self.value}" ({self.owner})'


@dataclass(frozen=True, slots=True)
class Declared(Generic[T]):
    """Hold one thing with the name it is known by, and who declared it."""

    id: str
    thing: T
    entry: Entry

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Name the package where its code raises; a bug of erpsite itself stays what it is.

        Errors that a user can mend pass as they are.
        """
        with answering(self.entry):
            yield

    def guarded(self, function: Callable[P, R], check: Callable[[R], object] | None = None) -> Callable[P, R]:
        """Return a function of the thing that names the package where it raises, or where `check` does."""
        if self.entry.shipped:
            return function

        def answered(*args: P.args, **kwargs: P.kwargs) -> R:
            with answering(self.entry):
                result = function(*args, **kwargs)
                if check is not None:
                    check(result)
                return result

        return answered


@dataclass(frozen=True, slots=True)
class _Declaration:
    group: str
    id: str
    thing: object
    made_by: object
    place: int


_DECLARED: dict[str, list[_Declaration]] = {}
"""What each imported module declared, in the order it stands there."""


class Door(Generic[T]):
    """Be the one way into a list that packages can add to."""

    def __init__(self, group: str) -> None:
        if group not in GROUPS:
            raise ValueError(f"there is no group of entry points '{group}'; there are {', '.join(GROUPS)}")
        self.group = group
        self._known: dict[tuple[str, ...], Mapping[str, Declared[T]]] = {}

    def declare(self, name: str, thing: T, made_by: F, place: int = LAST) -> F:
        """Note a thing for the module that the function `made_by` stands in, and return the function.

        Decorators end with it. `place` says where in the list the thing stands, the lowest first; what shares
        a place stands in the order of packages (erpsite first), modules and lines.
        """
        noted = _DECLARED.setdefault(made_by.__module__, [])
        noted.append(_Declaration(self.group, name, thing, made_by, place))
        return made_by

    def entries(self) -> tuple[Entry, ...]:
        """Return who adds to the list, from metadata alone: erpsite first, then by package and name."""
        return tuple(entry for entry in offered() if entry.group == self.group)

    def things(self) -> Mapping[str, Declared[T]]:
        """Return everything in the list by id, in order; the modules are imported.

        Raises `ExtensionError` where an entry point leads nowhere, its module cannot be imported or declares
        nothing, or where two declare one id.
        """
        path = tuple(sys.path)
        if path not in self._known:
            self._known[path] = self._found()
        return self._known[path]

    def _found(self) -> Mapping[str, Declared[T]]:
        found: dict[str, tuple[int, Declared[T]]] = {}
        for entry in self.entries():
            for one in self._declared_by(entry):
                other = found.get(one.id)
                if other:
                    raise _twice(one.id, other[1].entry, entry)
                found[one.id] = (one.place, Declared(one.id, one.thing, entry))  # type: ignore[arg-type]
        ordered = sorted(found.values(), key=lambda pair: pair[0])
        return {one.id: one for _, one in ordered}

    def _declared_by(self, entry: Entry) -> tuple[_Declaration, ...]:
        modules = _imported(entry)
        noted = [one for module in modules for one in _DECLARED.get(module.__name__, ())]
        _refuse_strays(entry, noted)
        _, _, wanted = entry.value.partition(":")
        target = _attribute(modules[0], wanted.strip(), entry) if wanted else None
        found = tuple(
            one for one in noted if one.group == self.group and (not wanted or one.made_by is target)
        )
        if not found:
            raise _broken(entry, "it declares nothing for this group of entry points")
        return found


def offered() -> tuple[Entry, ...]:
    """Return every entry point of the groups: erpsite's first, then by package, group and name.

    Nothing that they lead to is imported. In a checkout erpsite's own are read from `pyproject.toml`: the
    metadata of an editable installation are as old as the installation, and a rule must not be missing
    because nobody installed again after an update.
    """
    return _offered(tuple(sys.path))


@cache
def _offered(_path: tuple[str, ...]) -> tuple[Entry, ...]:
    found, seen = list(_in_checkout()), set[str]()
    if found:
        seen.add(_OWN)
    for package in distributions():
        # Most packages offer nothing: looking for the words costs a third of parsing every list.
        if "[erpsite." in (package.read_text("entry_points.txt") or ""):
            name = package.metadata["Name"].lower().replace("_", "-")
            if name not in seen:
                seen.add(name)
                found += [
                    Entry(one.group, one.name, one.value, name, package.version)
                    for one in package.entry_points
                    if one.group in GROUPS
                ]
    return tuple(sorted(found, key=lambda one: (not one.shipped, one.package, one.group, one.name)))


def folder_of(entry: Entry) -> Path | None:
    """Return the folder of the package that an entry point leads to, without importing it.

    None where it is a single module, or is not there.
    """
    found = importlib.util.find_spec(entry.module.partition(".")[0])
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places else None


def _in_checkout() -> Iterator[Entry]:
    path = Path(__file__).parents[1] / "pyproject.toml"
    if path.is_file():
        import tomllib  # noqa: PLC0415 - an installed erpsite has nothing to read here

        project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
        if project.get("name") == _OWN:
            for group, entries in project.get("entry-points", {}).items():
                if group in GROUPS:
                    for name, value in entries.items():
                        yield Entry(group, name, value, _OWN, erpsite.__version__)


def _imported(entry: Entry) -> list[ModuleType]:
    """Return the module of an entry point; of a package, all its modules besides, by name."""
    # What a module declared before its import failed must not count twice when it is tried again.
    for name in set(_DECLARED) - set(sys.modules):
        del _DECLARED[name]
    with answering(entry):
        first = importlib.import_module(entry.module)
        names = [one.name for one in pkgutil.iter_modules(getattr(first, "__path__", ())) if not one.ispkg]
        inner = [f"{first.__name__}.{name}" for name in sorted(names) if name != "__main__"]
        return [first, *(importlib.import_module(name) for name in inner)]


def _attribute(module: ModuleType, name: str, entry: Entry) -> object:
    found = getattr(module, name, None)
    if found is None:
        raise _broken(entry, "there is no {name} in {module}", name=name, module=module.__name__)
    return found


def _refuse_strays(entry: Entry, noted: Iterable[_Declaration]) -> None:
    """Refuse what a module declares for a group under which no entry point leads to it: it would be lost."""
    here = [one for one in offered() if one.package == entry.package]
    for one in noted:
        module = getattr(one.made_by, "__module__", "")
        if not any(e.group == one.group and module in {e.module, *_packages(module, e)} for e in here):
            message = "{module} declares {name}, but no entry point of [{group}] leads to it"
            raise _broken(entry, message, module=module, name=one.id, group=one.group)


def _packages(module: str, entry: Entry) -> set[str]:
    """Return the module itself where the entry point names the package it stands in."""
    return {module} if module.rpartition(".")[0] == entry.module else set()


def _twice(name: str, one: Entry, other: Entry) -> ExtensionError:
    if one == other:
        return _broken(one, "it declares {name} twice", name=name)
    return _broken(other, "{name} is declared already, by {other}", name=name, other=str(one))


@contextmanager
def answering(entry: Entry) -> Iterator[None]:
    """Name the package of an entry point where its code raises; what a user can mend passes as it is."""
    try:
        yield
    except ErpsiteError:
        raise
    except (Exception, SystemExit) as error:
        if entry.shipped:
            raise
        raise _broken(entry, "{error}", error=_what_happened(error)) from error


def _broken(entry: Entry, problem: str, **values: object) -> ExtensionError:
    return ExtensionError(
        entry.package, entry.version, f'[{entry.group}] {entry.name} = "{entry.value}"', problem, values
    )


def _what_happened(error: BaseException) -> str:
    """Return the exception and the line that raised it, or that called what raised it in erpsite."""
    every = traceback.extract_tb(error.__traceback__)
    here = str(Path(__file__).parent)
    frames = [one for one in every if not one.filename.startswith((here, "<frozen"))] or every
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
