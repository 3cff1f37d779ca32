"""Hold the exceptions that erpsite raises; the classes are public API, their wording is not."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.issues import Issue, Source

__all__ = ["ContentError", "DataError", "ErpsiteError", "UnknownNameError", "UnreadableWordError"]


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
    """Say that a record of that id does not exist, with the nearest that does."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        hint = f"; did you mean '{nearest[0]}'?" if nearest else ""
        super().__init__(f"there is no {kind} '{name}'{hint}")


class UnreadableWordError(ErpsiteError, ValueError):
    """Say that a word which somebody typed names nothing, such as a month, and what was probably meant."""

    def __init__(self, message: str, word: str, nearest: str | None = None) -> None:
        self.word, self.nearest = word, nearest
        super().__init__(message)
