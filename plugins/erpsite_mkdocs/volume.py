"""Load the plan and open the book that one build draws from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mkdocs.exceptions import PluginError

from erpsite.analysis import state
from erpsite.analysis.editions import edition_of
from erpsite.analysis.figures import Figures
from erpsite.collector import paused_collector
from erpsite.errors import UnreadableWordError
from erpsite.frozen import dataclass
from erpsite.i18n import Translator, locale_of, translator
from erpsite.issues import Issue, Severity, sort_issues, worst_severity
from erpsite.kept import kept_folder
from erpsite.load.asked import read_edition, read_language, read_month
from erpsite.load.digest import digest_of_gathered
from erpsite.load.handbook import LoadResult, load_gathered
from erpsite.load.plan_files import survey_content
from erpsite.load.reading import Gathered, gather
from erpsite.model import Handbook
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.site.site_map import site_map
from erpsite.plancheck import check_plan
from erpsite_mkdocs.order import Order

__all__ = ["DataProblemsError", "Volume", "open_volume", "refuse_foreign", "volume_of"]

log = logging.getLogger("mkdocs.plugins.erpsite_mkdocs.volume")


@dataclass(frozen=True)
class Volume:
    """Hold what one build needs: the book, its pages by path, and the findings in the data."""

    book: Book
    entries: Mapping[str, PageEntry]
    issues: tuple[Issue, ...]
    data_dir: Path
    digest: str
    """SHA-256 of the data as they were read; it covers what an edition hides and stays on this machine."""

    @property
    def hides(self) -> bool:
        """Say whether the edition leaves something out, so that no file of the data may be copied whole."""
        edition = self.book.handbook.edition
        return edition is not None and bool(edition.hides)


class DataProblemsError(PluginError):
    """Stop the build because the data has errors; `issues` holds all of them."""

    def __init__(self, message: str, issues: Sequence[Issue]) -> None:
        super().__init__(message)
        self.issues = tuple(issues)


def open_volume(order: Order) -> Volume:
    """Return the volume of a data folder; raise `DataProblemsError` naming every error of every file."""
    as_of = _read(read_month, "as_of", order.as_of, order.messages)
    _read(read_language, "language", order.language, order.messages)
    gathered = gather(order.data_dir)
    digest = digest_of_gathered(gathered)
    try:
        now, issues = _read_plan(gathered, digest, as_of, order.edition)
    except DataProblemsError as error:
        raise _problems(order.data_dir, error.issues, order.messages) from error
    except UnreadableWordError as error:
        raise PluginError(f"erpsite: edition: {error.say(order.messages)}") from error
    plan = now.handbook.plan
    locale = locale_of(order.language or plan.languages[0], plan.currency)
    volume = volume_of(Book(now.state, locale, now, issues), order.data_dir, digest)
    log.debug("%d pages as of %s in %s", len(volume.entries), now.state.as_of, locale.language)
    return volume


def _read_plan(
    gathered: Gathered, digest: str, as_of: str, edition: str
) -> tuple[Figures, tuple[Issue, ...]]:
    """Return the figures that an edition shows at a month, and what was found in the files.

    They are the same in every language. Kept until the data are others.
    """
    about = gathered.root, digest
    if about not in _LAST:
        _LAST.clear()
        with paused_collector():
            _LAST[about] = _ReadPlan(load_gathered(gathered, kept_folder()))
    return _LAST[about].judged(gathered.root, as_of, edition)


class _ReadPlan:
    """Hold a plan that was read, and what was made of it for each month and edition that was asked for."""

    def __init__(self, result: LoadResult) -> None:
        self._result = result
        self._judged: dict[tuple[str, str], tuple[Figures, tuple[Issue, ...]]] = {}
        self._first: dict[str, Figures] = {}
        self._editions: dict[str, Handbook] = {}

    def judged(self, root: Path, as_of: str, edition: str) -> tuple[Figures, tuple[Issue, ...]]:
        """Return the figures at a month and the findings. Raises `DataProblemsError`."""
        handbook = self._result.handbook
        if handbook is None:
            raise _problems(root, self._result.issues)
        asked = as_of or handbook.default_as_of, edition
        if asked not in self._judged:
            now = self._figures("", handbook, asked[0])
            issues = sort_issues([*self._result.issues, *check_plan(now)])
            if worst_severity(issues) is Severity.ERROR:
                raise _problems(root, issues)
            self._judged[asked] = self._seen(handbook, edition, now, issues) if edition else (now, issues)
        return self._judged[asked]

    def _seen(
        self, whole: Handbook, edition: str, now: Figures, issues: tuple[Issue, ...]
    ) -> tuple[Figures, tuple[Issue, ...]]:
        """Return the figures that one audience sees, with findings that nothing hidden can add or take."""
        if edition not in self._editions:
            self._editions[edition] = edition_of(whole, read_edition(whole, edition))
        seen = self._figures(edition, self._editions[edition], now.state.as_of)
        if seen.handbook.edition is None or not seen.handbook.edition.hides:
            return seen, issues
        return seen, check_plan(seen)

    def _figures(self, edition: str, handbook: Handbook, month: str) -> Figures:
        """Return the figures at a month; all months share what they look back at.

        Not where tickets measure KPIs: then the records themselves go by the month that is shown.
        """
        first = self._first.get(edition)
        if first is None:
            first = self._first[edition] = Figures(state(handbook, month))
        return first.at(month) if first.handbook is handbook else Figures(state(handbook, month))


_LAST: dict[tuple[Path, str], _ReadPlan] = {}
"""What was read last."""


def volume_of(book: Book, data_dir: Path, digest: str) -> Volume:
    """Return the volume whose pages are drawn from a book."""
    return Volume(book, {entry.path: entry for entry in site_map(book)}, book.issues, data_dir, digest)


def _read(read: Callable[[str], str], option: str, word: str, tr: Translator) -> str:
    try:
        return read(word) if word else word
    except UnreadableWordError as error:
        raise PluginError(f"erpsite: {option}: {error.say(tr)}") from error


def refuse_foreign(docs_dir: Path, order: Order) -> None:
    """Raise `DataProblemsError` where something lies beside the written pages that is no part of the plan."""
    refused = survey_content(docs_dir, order.data_dir).refused
    if refused:
        raise _problems(order.data_dir, tuple(refused.values()), order.messages)


def _problems(data_dir: Path, issues: Sequence[Issue], tr: Translator | None = None) -> DataProblemsError:
    tr = tr or translator()
    error = tr("error")
    lines = [
        f"{issue.source.under(data_dir.name)}  {error}  {tr(issue.message, **issue.values)}"
        for issue in issues
        if issue.severity is Severity.ERROR
    ]
    return DataProblemsError(f"erpsite: {tr('the data has errors')}\n" + "\n".join(lines), issues)
