"""The command `erpsite verify`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import environment_language, language_option
from erpsite.cli.releasing import open_target, said_plainly, target_options
from erpsite.i18n import translator

__all__ = ["command"]


@click.command("verify")
@target_options
@language_option
def command(folder: Path | None, branch: str, remote: str, language: str | None) -> int:
    """Hash every published file again, compare the list with what is there, and say what differs.

    Exit code 1 where something differs.

    \b
    Examples:
      erpsite verify --in /srv/handbook
      erpsite verify --branch gh-pages --push origin
    """
    tr = translator(language or environment_language())
    with said_plainly(tr):
        target = open_target(folder, branch, remote)
        count = len(target.published().releases)
        click.echo(tr.plural("Checking {n} release …", "Checking {n} releases …", count))
        findings = target.verify()
    for finding in findings:
        click.echo(finding.say(tr))
    if not findings:
        click.echo(tr("Every file is as it was published, and the list is whole."))
    return PROBLEMS if findings else CLEAN
