"""The command `erpsite workbook`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.git_data import commit_of
from erpsite.cli.main import CLEAN
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.cli.plan_trial import plan_texts
from erpsite.i18n import translator
from erpsite.ingest.editing.base import Base
from erpsite.ingest.editing.writing import plan_workbook
from erpsite.ingest.faults import SourceFault
from erpsite.model import FILES
from erpsite.nearest import find_nearest

__all__ = ["command"]


@click.command("workbook")
@data_option
@click.option(
    "--out",
    "-o",
    default="plan.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default=True,
    help="File to write.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="FILE",
    help="Sheets of this file or folder alone, such as reviews or kpis; may be repeated.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there and may hold edits.")
@language_option
def command(data_dir: Path, out: Path, only: tuple[str, ...], force: bool, language: str | None) -> int:
    """Write the plan as a workbook that people edit in Excel, WPS or LibreOffice and send back.

    A sheet a table, also for what stands inside records: phases, milestones, risks, monthly progress. Cells
    choose from the plan's people, modules and lists; a note at each title says what the column holds. It
    holds the whole plan, whatever editions hide, so give it only to those who may see everything. The files
    that it was made from travel in a hidden sheet: `erpsite import plan.xlsx` compares with them and with
    today's plan, with or without git.

    \b
    Examples:
      erpsite workbook
      erpsite workbook --only reviews --out review.xlsx
      erpsite import plan.xlsx --dry-run
      erpsite import plan.xlsx

    Exit code 0: written; 2: it could not run.
    """
    if not data_dir.is_dir():
        raise SourceFault(
            "there is no data folder {path}; erpsite new begins a plan", path=data_dir.as_posix()
        )
    tr = translator(language or environment_language())
    if out.exists() and not force:
        message = "{path} is there already and may hold edits; import it first, or say --out or --force"
        raise SourceFault(message, path=out.as_posix())
    base = Base(plan_texts(data_dir), commit_of(data_dir))
    data = plan_workbook(base, tr, [field for word in only for field in _fields(word)])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    click.echo(tr("Written: {path}. Send it back with: erpsite import {path}", path=out.as_posix()))
    return CLEAN


def _fields(word: str) -> list[str]:
    """Return the collections that a file of the plan holds, by its name with or without ending."""
    found = [file.field for file in FILES if word in (file.path, file.path.partition(".")[0], file.field)]
    if not found:
        names = [file.path.partition(".")[0] for file in FILES]
        nearest = find_nearest(word, names)
        hint = f"; did you mean {nearest}?" if nearest else f"; there are {', '.join(dict.fromkeys(names))}"
        raise click.UsageError(f"the plan has no file '{word}'{hint}")
    return found
