"""The command `erpsite check`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.report import FORMATS
from erpsite.i18n import translator
from erpsite.issues import Severity
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

    All problems of all files are reported in one run, sorted by place.

    \b
    Examples:
      erpsite check
      erpsite check --language zh --data plans/2026
      erpsite check --format github        annotations on a pull request
      erpsite check --format sarif > findings.sarif
    """
    if not data_dir.exists():
        raise click.UsageError(f"there is no folder '{data_dir}'; name it with --data")
    result = load_handbook(data_dir)
    tr = translator(language or environment_language())
    click.echo(FORMATS[form](result.issues, data_dir.as_posix(), tr), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(issue.severity in failing for issue in result.issues) else CLEAN
