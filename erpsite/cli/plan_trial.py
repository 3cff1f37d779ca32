"""Try what a plan would be with other files, before any of them is written."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity
from erpsite.load import load_handbook
from erpsite.load.plan_files import read_paths, survey_data
from erpsite.model import FILES, Handbook

__all__ = ["Trial", "plan_texts", "say_refused", "told_issues", "try_files"]


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold what a plan would be."""

    handbook: Handbook | None
    new_errors: tuple[Issue, ...]
    """Errors that it would have and has not now."""


def try_files(data_dir: Path, files: Mapping[str, str | None]) -> Trial:
    """Load a copy of the plan with other texts in some files, by path; None takes a file away."""
    before = Counter(_same_fault(one) for one in load_handbook(data_dir).issues)
    with tempfile.TemporaryDirectory(prefix="erpsite-import-") as scratch:
        copy = Path(scratch) / "data"
        shutil.copytree(data_dir, copy, ignore=shutil.ignore_patterns("imports"))
        for path, text in files.items():
            if text is None:
                (copy / path).unlink(missing_ok=True)
                continue
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(text.encode("utf-8"))
        result = load_handbook(copy)
    errors = [one for one in result.issues if one.severity is Severity.ERROR]
    return Trial(result.handbook, tuple(one for one in errors if not before[_same_fault(one)]))


def _same_fault(issue: Issue) -> tuple[str, str, str]:
    return issue.code, issue.source.path, repr(sorted(issue.values.items()))


def told_issues(issues: Sequence[Issue], folder: str, tr: Translator) -> str:
    """Return findings as lines; what explains them is imported only where there are some."""
    from erpsite.cli.report.text import text_report  # noqa: PLC0415 - it brings the rules of the plan check

    return text_report(tuple(issues), folder, tr)


def say_refused(wrong: Sequence[Issue], data_dir: Path, tr: Translator) -> None:
    """Say that an import was refused for the errors that the plan would have after it and has not now."""
    click.echo(tr("The plan would have errors that it has not now:"), err=True)
    click.echo(told_issues(wrong, data_dir.as_posix(), tr), err=True, nl=False)
    click.echo(tr("Nothing was changed."), err=True)


def plan_texts(data_dir: Path) -> dict[str, bytes]:
    """Return the bytes of each file that the loader reads, by its path in the data folder."""
    survey = survey_data(data_dir)
    paths = [path for kind in FILES for path in read_paths(survey, kind) if path in survey.files]
    return {path: (data_dir / path).read_bytes() for path in paths}
