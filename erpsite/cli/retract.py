"""The command `erpsite retract`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.cli.releasing import open_target, said_plainly, target_options
from erpsite.i18n import Translator, translator

__all__ = ["command"]


@click.command("retract")
@click.argument("name")
@target_options
@click.option("--reason", required=True, help="Why; it stands on the page that is left in its place.")
@click.option("--edition", default="", help="Edition of the release; the reason is judged by what it hides.")
@data_option
@language_option
def command(
    *,
    name: str,
    folder: Path | None,
    branch: str,
    remote: str,
    reason: str,
    edition: str,
    data_dir: Path,
    language: str | None,
) -> int:
    """Withdraw a release: its pages go, a page with the reason stays, and the list says so.

    The release can be built again from its commit; a branch's history keeps its pages, too.
    Readers of an edition read the reason: names and amounts that it hides are taken out, and what a person
    has to judge is refused until it is worded otherwise or cleared, as with `publish`.

    \b
    Examples:
      erpsite retract 2026-09 --in /srv/handbook --reason "Shows salaries"
      erpsite retract 2026-09 --in /srv/handbook --edition staff --reason "Shows salaries"
    """
    tr = translator(language or environment_language())
    if edition:
        judged = _judged(name, edition, reason, data_dir, tr)
        if judged is None:
            return PROBLEMS
        reason = judged
    with said_plainly(tr):
        target = open_target(folder, branch, remote)
        # The history of a branch is seen by more people than an edition, and the other way round.
        message = f"Retract {name}@{edition}" if edition else f"Retract {name}: {reason}"
        changed = target.change(lambda releases: releases.retracted(name, reason, edition), message)
    latest = changed.latest[edition]
    click.echo(tr("Retracted {name}; `latest` leads to {latest}.", name=name, latest=latest))
    return CLEAN


def _judged(release: str, edition: str, reason: str, data_dir: Path, tr: Translator) -> str | None:
    """Return a reason without what the edition hides; None, having said why, where a person has to judge."""
    from erpsite.cli.edition_guard import (  # noqa: PLC0415 - only an edition's reason needs the plan
        cut_reason,
        say_unseen,
        unseen_in_reason,
    )
    from erpsite.load import load_handbook  # noqa: PLC0415

    whole = load_handbook(data_dir).handbook if data_dir.exists() else None
    if whole is None:
        raise click.UsageError(
            tr(
                "The reason cannot be judged by what the edition {edition} hides, because there is no plan "
                "without errors in '{data}'; name one with --data.",
                edition=edition, data=data_dir,
            )
        )  # fmt: skip
    refused = tr(
        "The release {name} of the edition {edition} was not retracted.", name=release, edition=edition
    )
    if say_unseen((), unseen_in_reason(whole, edition, reason), data_dir, refused, tr):
        return None
    return cut_reason(whole, edition, reason)
