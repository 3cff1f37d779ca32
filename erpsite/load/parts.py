"""Make of each file of a plan what the whole is put together from: its records, its findings, its ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from erpsite.frozen import dataclass
from erpsite.issues import Issue
from erpsite.load.binding import bind
from erpsite.load.converting import Rates, converted
from erpsite.load.located import LocatedMapping
from erpsite.load.reading import ReadFile
from erpsite.load.references import FileNames, names_in
from erpsite.load.renames import has_renames
from erpsite.model import DataFile
from erpsite.model.base import Record

__all__ = ["Frame", "Part", "languages_of", "part_of"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what all files of a plan are read by: settings that its `handbook.yml` makes."""

    languages: tuple[str, ...]
    rates: Rates


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Hold what one file says, once it is read, converted and validated."""

    kind: DataFile
    path: str
    complete: bool
    """False where records may be missing because the file could not be read."""
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    renames: bool
    """Whether one of its initiatives had another id before."""
    find_names: Callable[[], FileNames]

    @property
    def names(self) -> FileNames:
        """Return the ids that the file gives and names."""
        return self.find_names()


def part_of(file: ReadFile, frame: Frame) -> Part:
    """Return what a file says, in the languages and the currency of its plan."""
    file = converted(file, frame.rates)
    names = names_in(file)
    records, issues = [], list(file.issues)
    for tree in file.trees:
        record, wrong = bind(file.kind.record, tree.value, file.path, file.lines, tree.place, frame.languages)
        issues += [issue for issue in wrong if not _told(issue, file)]
        if record is not None:
            records.append(record)
    return Part(
        file.kind, file.path, file.complete, tuple(records), tuple(issues), has_renames(file), lambda: names
    )


def _told(issue: Issue, file: ReadFile) -> bool:
    return issue.code == "empty-cell" and issue.values.get("where") in file.absent


def languages_of(plan: ReadFile, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """Return the plan's languages before it is bound: its texts fall back in their order."""
    found: Any = None
    if plan.trees and isinstance(plan.trees[0].value, LocatedMapping):
        found = plan.trees[0].value.get("languages")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else otherwise
