"""The command `erpsite verify`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import config_option, data_option, environment_language, language_option
from erpsite.cli.releasing import open_target, said_plainly, target_options
from erpsite.i18n import translator

__all__ = ["command"]


@click.command("verify")
@target_options
@click.option(
    "--deck",
    "slides",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Slides (.pptx) to compare with what the plan gives today.",
)
@config_option
@data_option
@language_option
def command(
    folder: Path | None,
    branch: str,
    remote: str,
    slides: Path | None,
    config_file: Path,
    data_dir: Path,
    language: str | None,
) -> int:
    """Hash every published file again, compare the list with what is there, and say what differs.

    With `--deck`, say instead which slides of a file are stale, were changed by hand, or are missing.
    Exit code 1 where something differs.

    \b
    Examples:
      erpsite verify --in /srv/handbook
      erpsite verify --branch gh-pages --push origin
      erpsite verify --deck pack/erp-handbook-2026-2026-10-deck-review-en.pptx
    """
    tr = translator(language or environment_language())
    if slides is not None:
        if folder is not None or branch or remote:
            raise click.UsageError(tr("--deck goes alone: a file is verified, not a place of releases"))
        from erpsite.cli.verify_deck import verify_deck  # noqa: PLC0415 - only slides need the plan

        return verify_deck(slides, data_dir, config_file, tr)
    if folder is None and not branch:
        raise click.UsageError(
            tr(
                "say what to verify: releases in a folder (--in) or on a branch (--branch), or slides "
                "(--deck FILE)"
            )
        )
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
