"""Build a site as a job asks for it, and refuse one that is something else."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import click

from erpsite.cli.engine import LanguageBuild, let_content_be_missing, run_builds
from erpsite.cli.engine_output import plain_output
from erpsite.cli.main import CANNOT_RUN, CLEAN
from erpsite.cli.proof import differences
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.job import BuildJob, JobFile, dump_job
from erpsite.model import Handbook
from erpsite.pack.date_commits import is_shallow
from erpsite.pages.site.root_page import root_page

__all__ = ["SiteBuild", "build_site", "make_job", "put_in_place", "said_of_history"]


@dataclass(frozen=True)
class SiteBuild:
    """Hold a job, and what the command has read and chosen for it."""

    job: BuildJob
    handbook: Handbook
    """The plan as the job's edition shows it."""
    config_file: Path
    strict: bool = True


def make_job(
    handbook: Handbook,
    data_dir: Path,
    digest: str,
    *,
    as_of: str = "",
    release: str = "",
    offline: bool = False,
    engine: str = "mkdocs",
) -> BuildJob:
    """Return the job of a handbook; without a month, its last reviewed one.

    `digest` is the hash of the folder as it was before it was read: what changes later is then noticed.
    """
    return BuildJob(
        plan=str(data_dir.resolve()),
        month=as_of or handbook.default_as_of,
        languages=tuple(handbook.plan.languages),
        edition=handbook.edition.id if handbook.edition else "",
        release=release,
        offline=offline,
        engine=engine,
        data=digest,
    )


def build_site(
    build: SiteBuild, site_dir: Path, tr: Translator, say: Callable[[str, bool], None] | None = None
) -> int:
    """Build into a folder beside the site and put it in place; return the exit code.

    What there is to say goes to `say`, with whether it is about a failure; left out, to the terminal.
    """
    say = say or _echo
    began = time.monotonic()
    let_content_be_missing(build.config_file)
    languages = ", ".join(build.job.languages)
    say(tr("Building {languages} as of {month} …", languages=languages, month=build.job.month), False)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", dir=site_dir.parent.resolve()))
    try:
        if not _build_languages(build, staging, tr, say):
            say(tr("The build failed; {site} is as it was.", site=site_dir), True)
            return CANNOT_RUN
        _add_root(build, staging)
        put_in_place(staging, site_dir)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    pages, seconds = sum(1 for _ in site_dir.rglob("*.html")), f"{time.monotonic() - began:.1f}"
    if is_shallow(Path(build.job.plan)):
        say(said_of_history(tr), False)
    say(tr("{n} pages in {site} after {seconds} s.", n=pages, site=site_dir, seconds=seconds), False)
    return CLEAN


def said_of_history(tr: Translator) -> str:
    """Return the sentence for a calendar that cannot count the commits."""
    return tr(
        "The calendar counts reviews alone as changes of a date, not commits: their history is not all here. "
        "`git fetch --unshallow` brings the rest of a shallow clone."
    )


def _echo(words: str, failure: bool) -> None:
    click.echo(words, err=failure)


def _build_languages(
    build: SiteBuild, staging: Path, tr: Translator, say: Callable[[str, bool], None]
) -> bool:
    """Build all languages at once, and say whether each is what was asked for."""
    with tempfile.TemporaryDirectory(prefix="erpsite-job-") as name:
        folder = Path(name)
        told = [_tell(build.job, language, folder, tr.language) for language in build.job.languages]
        builds = [LanguageBuild(job, file, staging / job.language) for job, file in told]
        ended = run_builds(builds, build.config_file, folder, strict=build.strict)
        fine = True
        for one, built in zip(builds, ended, strict=True):
            wrong = [] if built.failed else differences(one.site_dir, one.told, build.config_file, tr)
            fine = fine and not built.failed and not wrong
            for line in (*plain_output(built.output, lambda error: error.say(tr)), *wrong):
                say(f"[{one.told.language}] {line}", True)
    return fine


def _tell(job: BuildJob, language: str, folder: Path, messages: str) -> tuple[JobFile, Path]:
    """Write the file that the engine's process reads the job from."""
    told = JobFile(job, language, messages, str(folder / f"{language}.receipt.json"))
    file = folder / f"{language}.json"
    file.write_text(dump_job(told), encoding="utf-8")
    return told, file


def _add_root(build: SiteBuild, staging: Path) -> None:
    languages, organisation = build.job.languages, build.handbook.plan.organisation
    title: dict[str, str] = {language: organisation.in_(language) for language in languages}
    flat = build.job.offline or os.environ.get("ERPSITE_DIRECTORY_URLS") == "false"
    for name, content in root_page(languages, title, "index.html" if flat else "").items():
        (staging / name).write_text(content, encoding="utf-8")
    icon = resources.files("erpsite_mkdocs").joinpath("assets", "img", "favicon.svg")
    if icon.is_file():
        (staging / "favicon.svg").write_bytes(icon.read_bytes())


def put_in_place(staging: Path, site_dir: Path) -> None:
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
