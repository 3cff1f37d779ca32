"""Say what is wrong with the data, and where."""

from __future__ import annotations

import enum
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import field

from erpsite.frozen import dataclass

__all__ = ["Issue", "Origin", "Severity", "Source", "sort_issues", "worst_severity"]


class Severity(enum.StrEnum):
    """Order findings by what they stop: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the most severe, rising as it matters less."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Name a place in the data folder: a file, a line and a column, both counted from 1.

    `path` is relative to the data folder, with forward slashes; a written page beside it begins with `../`.
    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"

    def under(self, folder: str) -> Source:
        """Return the same place with its path as seen from where the data folder has the name `folder`."""
        path = f"{folder}/{self.path}"
        beside = self.path.startswith("../")
        return Source(posixpath.normpath(path) if beside else path, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Issue:
    """Hold one finding: where, how severe, and a message that is translated when it is shown.

    `message` is an English format string (a gettext msgid) whose fields come from `values`, so that
    a finding can be said in any language, compared and counted without parsing prose.
    """

    code: str
    """Short stable name of the kind of finding, such as `unknown-key` or `P3-OVERLOAD`."""
    message: str
    source: Source
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)
    judged: bool = True
    """False where the data say too little for the rule to judge: nothing was found wrong, or right."""

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Return the order of a report: by place, then severity, then code and words."""
        at = self.source
        return (at.path, at.line, at.column, self.severity.rank, self.code, repr(sorted(self.values.items())))


def sort_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return the findings by place, without exact repetitions."""
    seen: dict[tuple[object, ...], Issue] = {}
    for issue in issues:
        seen.setdefault((*issue.sort_key, issue.message), issue)
    return tuple(issue for _, issue in sorted(seen.items(), key=lambda pair: pair[0][:-1]))


def worst_severity(issues: Iterable[Issue]) -> Severity | None:
    """Return the most severe level among the findings, or None where there is none."""
    return min((issue.severity for issue in issues), key=lambda severity: severity.rank, default=None)


@dataclass(frozen=True, slots=True)
class Origin:
    """Remember where a record was read from, and where each of its fields stands."""

    source: Source
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each field's value, both counted from 1."""

    def of(self, name: str) -> Source:
        """Return the place of one field, or of the record where the field was left out."""
        place = self.fields.get(name)
        return Source(self.source.path, *place) if place else self.source
