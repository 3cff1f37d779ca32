"""The command `erpsite diff`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from erpsite.analysis.reviews.changes import changes, month_before
from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.cli.git_data import GitError, export_revision
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.cli.report.text import text_report
from erpsite.frozen import dataclass
from erpsite.i18n import Locale, Translator, locale_of, translator
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.quantity import is_month
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.report import ChangeReport, json_changes, markdown_changes, text_changes

__all__ = ["command"]

_BASELINE = "baseline"
_FORMATS = {"text": text_changes, "markdown": markdown_changes, "json": json_changes}


@click.command("diff")
@click.argument("before", default="")
@click.argument("after", default="")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="How to say it; `markdown` fits a comment on a pull request.",
)
@click.option("--exit-code", is_flag=True, help="Leave with 1 where anything changed, as git does.")
@language_option
def command(before: str, after: str, data_dir: Path, form: str, exit_code: bool, language: str | None) -> int:
    """Say what changed from BEFORE to AFTER, the weightiest first.

    Each is a month (2026-09), `baseline`, or a git revision whose data folder is read. AFTER left out is
    the working tree; both left out compare the last review with the one before it.

    \b
    Examples:
      erpsite diff                     since the review before the last
      erpsite diff 2026-09 2026-10     between two months
      erpsite diff baseline 2026-10    since the plan was approved
      erpsite diff main                the working tree against a branch
      erpsite diff main HEAD --format markdown > comment.md

    Exit code 0 with and without changes (see --exit-code); 2 where one side cannot be read.
    """
    tr = translator(language or environment_language())
    with tempfile.TemporaryDirectory(prefix="erpsite-diff-") as scratch:
        sides = _Sides(data_dir, Path(scratch), tr)
        try:
            was, now = sides.both(before, after)
        except _UnreadableError as error:
            click.echo(str(error), err=True, nl=False)
            return CANNOT_RUN
    locale = locale_of(tr.language, now.state.handbook.plan.currency)
    found = changes(was.state, now.state)
    names = was.name(locale), now.name(locale)
    report = ChangeReport(Book(now.state, locale), found, *names, data_dir.as_posix())
    click.echo(_FORMATS[form](report), nl=False)
    return PROBLEMS if exit_code and found else CLEAN


class _UnreadableError(Exception):
    """Carry the report of data that has errors."""


@dataclass(frozen=True)
class _Side:
    """Hold one side of the comparison; `revision` is empty for the working tree."""

    state: PlanState
    revision: str
    month: str
    """Month or `baseline` as it was asked for; empty for a revision or the working tree as it stands."""

    def name(self, locale: Locale) -> str:
        if self.month == _BASELINE:
            return locale.tr("the baseline")
        if self.month:
            return locale.month(self.month)
        if self.revision:
            return self.revision
        return locale.tr("the working tree")


class _Sides:
    """Read the two sides; the working tree is loaded once."""

    def __init__(self, data_dir: Path, scratch: Path, tr: Translator) -> None:
        self.data_dir, self.scratch, self.tr = data_dir, scratch, tr
        self._loaded: dict[str, Handbook] = {}

    def both(self, before: str, after: str) -> tuple[_Side, _Side]:
        """Return the sides that two arguments ask for; either may be empty."""
        if not before:
            handbook = self._handbook("")
            after = handbook.default_as_of
            before = month_before(handbook, after)
            before = before if before in handbook.reviews else _BASELINE
        was = self._side(before)
        if not after and was.month:
            after = self._handbook("").default_as_of
        return was, self._side(after)

    def _side(self, word: str) -> _Side:
        if word and word != _BASELINE and not is_month(word):
            handbook = self._handbook(word)
            return _Side(state(handbook, handbook.default_as_of), word, "")
        handbook = self._handbook("")
        if word == _BASELINE:
            first = min(handbook.reviews, default=handbook.default_as_of)
            return _Side(state(handbook, month_before(handbook, first)), "", word)
        month = word or handbook.default_as_of
        self._refuse_far_month(handbook, month)
        return _Side(state(handbook, month), "", word)

    def _refuse_far_month(self, handbook: Handbook, month: str) -> None:
        first, last = month_before(handbook, min(handbook.reviews, default=month)), handbook.default_as_of
        if not min(first, last) <= month <= last:
            raise GitError(
                self.tr(
                    "{month} lies outside the plan's reviews, which go from {first} (the baseline) "
                    "to {last}.",
                    month=month, first=first, last=last,
                )
            )  # fmt: skip

    def _handbook(self, revision: str) -> Handbook:
        if revision not in self._loaded:
            with self._folder(revision) as folder:
                result = load_handbook(folder)
            if result.handbook is None:
                errors = tuple(issue for issue in result.issues if issue.severity is Severity.ERROR)
                where = f"{revision}:{self.data_dir.as_posix()}" if revision else self.data_dir.as_posix()
                raise _UnreadableError(text_report(errors, where, self.tr))
            self._loaded[revision] = result.handbook
        return self._loaded[revision]

    @contextmanager
    def _folder(self, revision: str) -> Iterator[Path]:
        if not revision:
            yield self.data_dir
            return
        folder = self.scratch / str(len(self._loaded))
        folder.mkdir()
        export_revision(revision, self.data_dir, folder, self.tr)
        yield folder
