"""Read the plan that a command works on."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import PROBLEMS
from erpsite.i18n import Translator
from erpsite.issues import Severity
from erpsite.kept import kept_folder
from erpsite.load import load_handbook
from erpsite.model import Handbook

__all__ = ["need_folder", "read_plan"]


def need_folder(data_dir: Path, tr: Translator) -> None:
    """End the command with a usage error where the data folder is not there."""
    if not data_dir.exists():
        raise click.UsageError(tr("there is no folder '{data}'; name it with --data", data=data_dir))


def read_plan(data_dir: Path, tr: Translator) -> Handbook:
    """Return the plan of a data folder; where it has errors, tell them and end the command with code 1."""
    result = load_handbook(data_dir, kept_folder())
    if result.handbook is None:
        from erpsite.cli.report.text import text_report  # noqa: PLC0415 - asks every rule

        errors = tuple(issue for issue in result.issues if issue.severity is Severity.ERROR)
        click.echo(text_report(errors, data_dir.as_posix(), tr), err=True, nl=False)
        click.get_current_context().exit(PROBLEMS)
    return result.handbook
