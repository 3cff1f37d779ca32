"""The command `erpsite releases`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.main import CLEAN
from erpsite.cli.options import environment_language, language_option
from erpsite.cli.releasing import open_target, said_plainly, target_options
from erpsite.i18n import translator
from erpsite.publish import release_title

__all__ = ["command"]


@click.command("releases")
@target_options
@language_option
def command(folder: Path | None, branch: str, remote: str, language: str | None) -> int:
    """List what is published: name, edition, aliases, commit and title, newest first.

    \b
    Examples:
      erpsite releases --in /srv/handbook
      erpsite releases --branch gh-pages
    """
    tr = translator(language or environment_language())
    with said_plainly(tr):
        releases = open_target(folder, branch, remote).read()
    if not releases.releases:
        click.echo(tr("Nothing is published yet."))
    for edition in releases.editions:
        aliases = releases.aliases(edition)
        for release in reversed(releases.of(edition)):
            names = ", ".join(sorted(alias for alias, name in aliases.items() if name == release.name))
            commit = (release.commit or "–")[:10]
            title = release_title(release, tr.language)
            row = f"{release.name:11} {edition or '–':10} {names or '–':14} {commit:11} {title}"
            reason = release.retracted or release.reason
            click.echo(f"{row} · {reason}" if reason else row)
    return CLEAN
