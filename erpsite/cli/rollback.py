"""The command `erpsite rollback`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN
from erpsite.cli.options import environment_language, language_option
from erpsite.cli.releasing import open_target, said_plainly, target_options
from erpsite.i18n import translator

__all__ = ["command"]


@click.command("rollback")
@click.argument("name")
@target_options
@click.option("--edition", default="", help="Edition of the release.")
@language_option
def command(
    *, name: str, folder: Path | None, branch: str, remote: str, edition: str, language: str | None
) -> int:
    """Lead `latest` and the plan's year to an earlier release; every release stays.

    \b
    Examples:
      erpsite rollback 2026-09 --in /srv/handbook
      erpsite rollback 2026-09 --branch gh-pages --push origin
    """
    tr = translator(language or environment_language())
    with said_plainly(tr):
        target = open_target(folder, branch, remote)
        target.change(lambda releases: releases.with_latest(name, edition), f"Lead latest to {name}")
    click.echo(tr("`latest` leads to {name}.", name=name))
    return CLEAN
