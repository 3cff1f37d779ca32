"""The command `erpsite retract`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN
from erpsite.cli.options import environment_language, language_option
from erpsite.cli.releasing import open_target, said_plainly, target_options
from erpsite.i18n import translator

__all__ = ["command"]


@click.command("retract")
@click.argument("name")
@target_options
@click.option("--reason", required=True, help="Why; it stands on the page that is left in its place.")
@click.option("--edition", default="", help="Edition of the release.")
@language_option
def command(
    *,
    name: str,
    folder: Path | None,
    branch: str,
    remote: str,
    reason: str,
    edition: str,
    language: str | None,
) -> int:
    """Withdraw a release: its pages go, a page with the reason stays, and the list says so.

    The release can be built again from its commit; a branch's history keeps its pages, too.

    \b
    Examples:
      erpsite retract 2026-09 --in /srv/handbook --reason "Shows salaries"
    """
    tr = translator(language or environment_language())
    with said_plainly(tr):
        target = open_target(folder, branch, remote)
        # The history of a branch is seen by more people than an edition, and the other way round.
        message = f"Retract {name}@{edition}" if edition else f"Retract {name}: {reason}"
        changed = target.change(lambda releases: releases.retracted(name, reason, edition), message)
    latest = changed.latest[edition]
    click.echo(tr("Retracted {name}; `latest` leads to {latest}.", name=name, latest=latest))
    return CLEAN
