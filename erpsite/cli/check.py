"""The command `erpsite check`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.analysis import state
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.report import FORMATS
from erpsite.i18n import translator
from erpsite.issues import Issue, Severity, sort_issues
from erpsite.load import load_handbook
from erpsite.plancheck import check_plan

__all__ = ["command"]


@click.command("check")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to say it.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail the check, too.")
@as_of_option
@language_option
def command(data_dir: Path, form: str, strict: bool, as_of: str, language: str | None) -> int:
    """Check the data and say what is wrong, and where.

    All problems of all files are reported in one run, sorted by place. Data without errors is checked as a
    plan, too: dates that its links make impossible, phases that cannot be scheduled. With --as-of, that is
    done for that month, and findings in the reviews of later months are left out.

    \b
    Examples:
      erpsite check
      erpsite check --language zh --data plans/2026
      erpsite check --format github        annotations on a pull request
      erpsite check --format sarif > findings.sarif
    """
    if not data_dir.exists():
        raise click.UsageError(f"there is no folder '{data_dir}'; name it with --data")
    issues = _known_by(as_of, _findings(data_dir, as_of))
    tr = translator(language or environment_language())
    click.echo(FORMATS[form](issues, data_dir.as_posix(), tr), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(issue.severity in failing for issue in issues) else CLEAN


def _findings(data_dir: Path, month: str) -> tuple[Issue, ...]:
    """Return what the loader finds and, where the data has no errors, what the plan's rules find in it."""
    result = load_handbook(data_dir)
    if result.handbook is None:
        return result.issues
    now = state(result.handbook, month or result.handbook.default_as_of)
    return sort_issues([*result.issues, *check_plan(now)])


def _known_by(month: str, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Return the findings without those in reviews after a month (`YYYY-MM`); all where it is empty."""
    if not month:
        return issues
    later = f"reviews/{month}.yml"
    return tuple(
        issue
        for issue in issues
        if not issue.source.path.startswith("reviews/") or issue.source.path <= later
    )
