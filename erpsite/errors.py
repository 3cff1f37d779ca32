"""Hold the exceptions that erpsite raises; the classes are public API, their wording is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from erpsite.issues import Issue, Source
from erpsite.nearest import find_nearest

__all__ = [
    "ContentError", "DataError", "ErpsiteError", "ExtensionError", "UnknownNameError", "UnreadableWordError",
]  # fmt: skip


_MOST_LINES = 20
_NO_SUCH = "there is no {kind} '{name}'"


class ErpsiteError(Exception):
    """Be the base of every error that a user can mend; a bug stays a plain exception.

    `message` is a msgid whose fields are in `values`; a value that can `say` itself does so.
    """

    def __init__(self, message: str = "", **values: object) -> None:
        self.message = message
        self.values: Mapping[str, object] = values
        super().__init__(message.format(**values) if values else message)

    def say(self, tr: Callable[..., str]) -> str:
        """Return the sentence in the language of a translator."""
        said = {
            name: say(tr) if (say := getattr(one, "say", None)) else one for name, one in self.values.items()
        }
        return tr(self.message, **said)


class DataError(ErpsiteError):
    """Say that the data folder has errors; `issues` holds every finding of the run.

    `lines` say the errors one by one, each with its file, line and column.
    """

    def __init__(self, issues: Sequence[Issue], lines: Sequence[str] = ()) -> None:
        self.issues = tuple(issues)
        errors = sum(issue.severity == "error" for issue in issues)
        more = [f"… and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
        shown = "\n".join([f"{errors} error(s) in the data", *lines[:_MOST_LINES], *more])
        super().__init__("{why}", why=shown)


class ContentError(ErpsiteError):
    """Say that a page under `content/` cannot be rendered, and at which line.

    The message is as in `ErpsiteError`.
    """

    def __init__(self, message: str, source: Source, **values: object) -> None:
        super().__init__(message, **values)
        self.source = source

    def __str__(self) -> str:
        return f"{self.source}: {super().__str__()}"

    def say(self, tr: Callable[..., str]) -> str:
        """Return file, line and sentence in the language of a translator."""
        return f"{self.source}: {super().say(tr)}"


class UnknownNameError(ErpsiteError, LookupError):
    """Say that nothing of that kind has that name, with the nearest name that is `known`."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        nearest = find_nearest(name, known, likeness=0.4)
        self.kind, self.name, self.nearest = kind, name, nearest
        # The kind is a word of the data's own, which is the same in every language.
        message = "there is no {kind} '{name}'; did you mean '{nearest}'?" if nearest else _NO_SUCH
        super().__init__(message, kind=kind, name=name, nearest=nearest)


class UnreadableWordError(ErpsiteError, ValueError):
    """Say that a word which somebody typed names nothing, such as a month, and what was probably meant.

    `message` is a msgid whose fields are `word`, `nearest` and the further `values`.
    """

    def __init__(self, message: str, word: str, nearest: str | None = None, **values: object) -> None:
        super().__init__(message, word=word, nearest=nearest or "", **values)
        self.word, self.nearest = word, nearest


class ExtensionError(ErpsiteError):
    """Say which package that adds to erpsite is broken, by which entry point, and what went wrong.

    `problem` is a msgid whose fields are in `values`, of the part that says what went wrong.
    """

    def __init__(
        self, package: str, version: str, entry: str, problem: str, values: Mapping[str, object]
    ) -> None:
        self.package, self.version, self.entry = package, version, entry
        super().__init__(
            "The package {package} {version} adds to erpsite, but is broken: {entry}: {problem}",
            package=package, version=version, entry=entry, problem=ErpsiteError(problem, **values),
        )  # fmt: skip
