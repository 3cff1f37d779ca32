"""The command `erpsite pack`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from erpsite.cli.building import SiteBuild, make_job
from erpsite.cli.main import CANNOT_RUN, CLEAN
from erpsite.cli.options import (
    as_of_option,
    chosen_edition,
    config_option,
    data_option,
    edition_option,
    environment_language,
    language_option,
)
from erpsite.cli.packing import PARTS, PackJob, write_pack
from erpsite.cli.reading import need_folder, read_plan
from erpsite.i18n import translator
from erpsite.load.digest import data_digest

__all__ = ["command"]


@click.command("pack")
@config_option
@data_option
@click.option(
    "--out",
    "-o",
    default="pack",
    type=click.Path(path_type=Path, file_okay=False),
    show_default=True,
    help="Folder that the files are written to.",
)
@click.option(
    "--only", multiple=True, type=click.Choice(PARTS), help="Make this part alone; may be repeated."
)
@click.option("--archival", is_flag=True, help="Write the pre-read for an archive, as PDF/A-2u.")
@as_of_option
@edition_option
@language_option
def command(
    config_file: Path,
    data_dir: Path,
    out: Path,
    only: tuple[str, ...],
    archival: bool,
    as_of: str,
    edition: str,
    language: str | None,
) -> int:
    """Make the files that people take away, in every language of the plan.

    \b
    pdf       the pre-read as PDF, with contents, bookmarks and tags
    brief     the brief alone on one page
    deck      the pre-read and the last review as slides to edit (.pptx), on deck/template.pptx
    workbook  every table as a sheet (.xlsx)
    calendar  sessions, reviews, milestones and due dates (.ics)
    data      the tables as CSV and JSON with their dictionary, in one archive
    site      the whole site in one archive, to open from a file share without a server

    The same data and month give the same bytes. A part that cannot be made is named, the others are
    written, and the exit code is 2.

    \b
    Examples:
      erpsite pack
      erpsite pack --only pdf --only brief --as-of 2026-03
      erpsite pack --only deck
      erpsite pack --edition staff
      erpsite pack --only pdf --archival
    """
    tr = translator(language or environment_language())
    need_folder(data_dir, tr)
    digest = data_digest(data_dir)
    plan = read_plan(data_dir, tr)
    handbook = chosen_edition(plan, edition)
    build = SiteBuild(make_job(handbook, data_dir, digest, as_of=as_of), handbook, config_file)
    with tempfile.TemporaryDirectory(prefix="erpsite-pack-") as folder:
        job = PackJob(build, Path(folder), archival=archival)
        parts = [part for part in PARTS if not only or part in only]
        return CLEAN if write_pack(job, parts, out, tr) else CANNOT_RUN
