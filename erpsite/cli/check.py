"""The command `erpsite check`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.report import FORMATS
from erpsite.i18n import translator
from erpsite.issues import Issue, Severity
from erpsite.load import load_handbook

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

    All problems of all files are reported in one run, sorted by place. With --as-of, findings in the
    reviews of later months are left out.

    \b
    Examples:
      erpsite check
      erpsite check --language zh --data plans/2026
      erpsite check --format github        annotations on a pull request
      erpsite check --format sarif > findings.sarif
    """
    if not data_dir.exists():
        raise click.UsageError(f"there is no folder '{data_dir}'; name it with --data")
    issues = _known_by(as_of, load_handbook(data_dir).issues)
    tr = translator(language or environment_language())
    click.echo(FORMATS[form](issues, data_dir.as_posix(), tr), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(issue.severity in failing for issue in issues) else CLEAN


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
