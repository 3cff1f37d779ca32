"""The command `erpsite build`."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import click

from erpsite.cli.engine import ENGINES, engine_environment, start_build
from erpsite.cli.engine_output import REFUSALS, plain_output
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.options import (
    as_of_option,
    chosen_edition,
    config_option,
    edition_option,
    environment_language,
    language_option,
)
from erpsite.cli.report.text import text_report
from erpsite.i18n import Translator, translator
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.site.root_page import root_page

__all__ = ["command"]


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
@click.option(
    "--engine", type=click.Choice(ENGINES), default="mkdocs", show_default=True, help="What builds it."
)
@click.option(
    "--strict/--no-strict", default=True, show_default=True, help="Whether a warning stops the build."
)
@click.option("--pack", "with_pack", is_flag=True, help="Make the pack, too, and offer it as downloads.")
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
      erpsite build --edition staff --site-dir site-staff
      erpsite build --pack              with PDF, workbook and archive among the downloads
    """
    if not config_file.is_file():
        raise click.UsageError(f"there is no '{config_file}'; start a handbook with `erpsite new`")
    tr = translator(language or environment_language())
    folder = data_dir or config_file.parent / "data"
    result = load_handbook(folder)
    if result.handbook is None:
        errors = tuple(issue for issue in result.issues if issue.severity is Severity.ERROR)
        click.echo(text_report(errors, folder.as_posix(), tr), err=True, nl=False)
        return PROBLEMS
    refused = _refusal(site_dir)
    if refused:
        raise click.UsageError(refused)
    handbook = chosen_edition(result.handbook, edition)
    job = _Job(handbook, config_file, folder, engine, as_of or handbook.default_as_of, strict)
    try:
        return _built(job, site_dir, tr, with_pack=with_pack)
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        words = tr("'{path}' cannot be written: {why}.", path=error.filename or site_dir, why=error.strerror)
        raise click.ClickException(words) from error


def _built(job: _Job, site_dir: Path, tr: Translator, *, with_pack: bool) -> int:
    if not with_pack:
        return _build(job, site_dir, tr)
    with tempfile.TemporaryDirectory(prefix="erpsite-pack-") as name:
        packed = _pack(job, Path(name), tr)
        built = _build(replace(job, pack_dir=Path(name, "pack")), site_dir, tr)
    return built or (CLEAN if packed else CANNOT_RUN)


@dataclass(frozen=True)
class _Job:
    """Hold what is built, and how."""

    handbook: Handbook
    config_file: Path
    data_dir: Path
    engine: str
    month: str
    strict: bool
    pack_dir: Path | None = None
    """Folder with the files of the pack, where the site offers them."""

    @property
    def edition(self) -> str:
        """Return the id of the edition; empty for the whole handbook."""
        return self.handbook.edition.id if self.handbook.edition else ""


def _pack(job: _Job, folder: Path, tr: Translator) -> bool:
    """Make the pack into a folder and say whether all of its parts could be made."""
    from erpsite.cli.packing import PARTS, PackJob, write_pack  # noqa: PLC0415 - only a build with a pack pays

    work = folder / "work"
    work.mkdir()
    return write_pack(
        PackJob(job.handbook, job.month, job.config_file, job.data_dir, work), PARTS, folder / "pack", tr
    )


def _build(job: _Job, site_dir: Path, tr: Translator) -> int:
    """Build into a folder beside the site and put it in place; return the exit code."""
    began = time.monotonic()
    languages = ", ".join(job.handbook.plan.languages)
    click.echo(tr("Building {languages} as of {month} …", languages=languages, month=job.month))
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", dir=site_dir.parent.resolve()))
    try:
        if not _build_languages(job, staging):
            click.echo(tr("The build failed; {site} is as it was.", site=site_dir), err=True)
            return CANNOT_RUN
        _add_root(job.handbook, staging)
        _put_in_place(staging, site_dir)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    pages, seconds = sum(1 for _ in site_dir.rglob("*.html")), f"{time.monotonic() - began:.1f}"
    click.echo(tr("{n} pages in {site} after {seconds} s.", n=pages, site=site_dir, seconds=seconds))
    return CLEAN


def _refusal(site_dir: Path) -> str:
    """Say why a folder cannot be replaced: it holds something that is not a site."""
    if not site_dir.exists():
        return ""
    if not site_dir.is_dir():
        return f"'{site_dir}' is a file; choose another --site-dir"
    if any(site_dir.iterdir()) and not (site_dir / "index.html").is_file():
        return f"'{site_dir}' holds something that is not a site; choose another --site-dir or empty it"
    return ""


def _build_languages(job: _Job, staging: Path) -> bool:
    """Build all languages at once, each in its own process, and say whether all went well."""
    languages: Sequence[str] = job.handbook.plan.languages
    running = [
        start_build(
            job.engine,
            job.config_file,
            staging / language,
            engine_environment(
                language,
                job.month,
                job.data_dir,
                switcher=len(languages) > 1,
                pack_dir=job.pack_dir,
                edition=job.edition,
            ),
            strict=job.strict,
        )
        for language in languages
    ]
    fine = True
    for language, process in zip(languages, running, strict=True):
        output, _ = process.communicate()
        fine = fine and process.returncode == 0
        for line in plain_output(output):
            click.echo(f"[{language}] {line}", err=True)
    return fine


def _add_root(handbook: Handbook, staging: Path) -> None:
    languages = handbook.plan.languages
    title: dict[str, str] = {language: handbook.plan.organisation.in_(language) for language in languages}
    home = "index.html" if os.environ.get("ERPSITE_DIRECTORY_URLS") == "false" else ""
    for name, content in root_page(languages, title, home).items():
        (staging / name).write_text(content, encoding="utf-8")
    icon = resources.files("erpsite_mkdocs").joinpath("assets", "img", "favicon.svg")
    if icon.is_file():
        (staging / "favicon.svg").write_bytes(icon.read_bytes())


def _put_in_place(staging: Path, site_dir: Path) -> None:
    """Swap the new site in with two renames, and only then let go of the old one."""
    staging.chmod(0o755)
    if not site_dir.exists():
        staging.rename(site_dir)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.old.", dir=site_dir.parent.resolve())) / "site"
    site_dir.rename(old)
    try:
        staging.rename(site_dir)
    except OSError:
        old.rename(site_dir)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
