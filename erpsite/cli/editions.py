"""The command `erpsite editions`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.edition_guard import unseen_mentions
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import chosen_edition, data_option, environment_language, language_option
from erpsite.cli.reading import need_folder, read_plan
from erpsite.cli.report import FORMATS, report_in
from erpsite.i18n import translator
from erpsite.issues import sort_issues
from erpsite.model import Handbook

__all__ = ["command"]


@click.command("editions")
@click.argument("names", nargs=-1)
@data_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The form."
)
@language_option
def command(names: tuple[str, ...], data_dir: Path, form: str, language: str | None) -> int:
    """List the editions of the handbook, or say what to look at before one of them is published.

    With the NAMES of editions: what may still say what they hide, with file and line. These are numbers that
    may be amounts, words that may be names, ids and names of files that are made of names, and the files of
    content/ that no program can read. `publish --edition` refuses while anything is listed.

    Mend each one, or clear it in handbook.yml, under the edition, by the mark in brackets:

    \b
      seen:
        - {text: 0123456789abcdef, by: li-lei, on: 2026-11-20}

    A text that changes has another mark and is listed again. Percentages, hints and nicknames no program
    finds.

    \b
    Examples:
      erpsite editions
      erpsite editions staff partners
    """
    tr = translator(language or environment_language())
    need_folder(data_dir, tr)
    handbook = read_plan(data_dir, tr)
    if not names:
        _list(handbook, language or environment_language())
        return CLEAN
    chosen = [edition.id for name in names if (edition := chosen_edition(handbook, name).edition)]
    issues = sort_issues(issue for name in chosen for issue in unseen_mentions(handbook, name, data_dir))
    click.echo(report_in(form, issues, data_dir.as_posix(), tr), nl=False)
    return PROBLEMS if issues else CLEAN


def _list(handbook: Handbook, language: str) -> None:
    for edition in handbook.plan.editions:
        hides = ", ".join(edition.hides) or "–"
        click.echo(f"{edition.id}  {edition.name.in_(language)}  {hides}")
