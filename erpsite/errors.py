"""Hold the exceptions that erpsite raises; the classes are public API, their wording is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.issues import Issue, Source
from erpsite.nearest import find_nearest

__all__ = ["ContentError", "DataError", "ErpsiteError", "UnknownNameError"]


class ErpsiteError(Exception):
    """Be the base of every error that a user can mend; a bug stays a plain exception."""


class DataError(ErpsiteError):
    """Say that the data folder has errors; `issues` holds every finding of the run."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        errors = sum(issue.severity == "error" for issue in issues)
        super().__init__(f"{errors} error(s) in the data")


class ContentError(ErpsiteError):
    """Say that a page under `content/` cannot be rendered, and at which line."""

    def __init__(self, message: str, source: Source) -> None:
        self.source = source
        super().__init__(f"{source}: {message}")


class UnknownNameError(ErpsiteError, LookupError):
    """Say that nothing of that kind has that name, with the nearest name that is `known`."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        nearest = find_nearest(name, known, likeness=0.4)
        self.kind, self.name, self.nearest = kind, name, nearest
        hint = f"; did you mean '{nearest}'?" if nearest else ""
        super().__init__(f"there is no {kind} '{name}'{hint}")
