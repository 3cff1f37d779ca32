"""The command `erpsite build`."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.building import SiteBuild, build_site, make_job
from erpsite.cli.building_with_pack import build_site_and_pack
from erpsite.cli.engine import engine_option
from erpsite.cli.engine_output import REFUSALS
from erpsite.cli.options import (
    as_of_option,
    chosen_edition,
    config_option,
    edition_option,
    environment_language,
    language_option,
)
from erpsite.cli.reading import read_plan
from erpsite.cli.refusing import no_configuration
from erpsite.i18n import Translator, translator
from erpsite.load.digest import data_digest

__all__ = ["command", "refused_folder"]


@click.command("build")
@config_option
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), help="Folder of the plan's data. [default: data]"
)
@click.option(
    "--site-dir",
    "-d",
    default="site",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Where the site goes.",
)
@engine_option
@click.option(
    "--strict/--no-strict", default=True, show_default=True, help="Whether a warning stops the build."
)
@click.option("--pack", "with_pack", is_flag=True, help="Make the pack, too, and offer it as downloads.")
@click.option(
    "--offline",
    is_flag=True,
    envvar="ERPSITE_OFFLINE",
    help="Name each page by its file, and let search work without a server: for a file share.",
)
@click.option(
    "--release",
    default="",
    envvar="ERPSITE_RELEASE",
    hidden=True,
    help="Name of the release that it becomes.",
)
@as_of_option
@edition_option
@language_option
def command(
    *,
    config_file: Path,
    data_dir: Path | None,
    site_dir: Path,
    engine: str,
    strict: bool,
    with_pack: bool,
    offline: bool,
    release: str,
    as_of: str,
    edition: str,
    language: str | None,
) -> int:
    """Build the handbook in every language of the plan.

    The site is built beside its target and put in place when all of it is there: a build that fails
    leaves the site as it was.

    \b
    Examples:
      erpsite build
      erpsite build --as-of 2026-03 --site-dir site-march
      erpsite build --engine properdocs
      erpsite build --engine zensical   and say what it lacks
      erpsite build --edition staff --site-dir site-staff
      erpsite build --pack              with PDF, workbook and archive among the downloads
    """
    tr = translator(language or environment_language())
    if not config_file.is_file():
        raise no_configuration(config_file, tr)
    folder = data_dir or config_file.parent / "data"
    digest = data_digest(folder)
    plan = read_plan(folder, tr)
    refused = refused_folder(site_dir, tr)
    if refused:
        raise click.UsageError(refused)
    handbook = chosen_edition(plan, edition)
    job = make_job(handbook, folder, digest, as_of=as_of, release=release, offline=offline, engine=engine)
    build = SiteBuild(job, handbook, config_file, strict)
    try:
        return (build_site_and_pack if with_pack else build_site)(build, site_dir, tr)
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        words = tr("'{path}' cannot be written: {why}.", path=error.filename or site_dir, why=error.strerror)
        raise click.ClickException(words) from error


def refused_folder(site_dir: Path, tr: Translator) -> str:
    """Say why a folder cannot be replaced: it holds something that is not a site."""
    if not site_dir.exists():
        return ""
    if not site_dir.is_dir():
        return tr("'{folder}' is a file; choose another --site-dir", folder=site_dir)
    if any(site_dir.iterdir()) and not (site_dir / "index.html").is_file():
        return tr(
            "'{folder}' holds something that is not a site; choose another --site-dir or empty it",
            folder=site_dir,
        )
    return ""
