"""Build a site as a job asks for it, and refuse one that is something else."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
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

__all__ = ["SiteBuild", "build_site", "build_sites", "make_job", "put_in_place", "said_of_history"]

_MOST_TOGETHER = 2_000
"""Initiatives of all sites that one process builds: a month of 2,000 is enough for its memory."""
_LASTING = ("mkdocs", "properdocs")
"""Engines that build one site after the other in one process."""


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
    (code,) = build_sites([(build, site_dir)], tr, say)
    return code


def build_sites(
    sites: Sequence[tuple[SiteBuild, Path]], tr: Translator, say: Callable[[str, bool], None] | None = None
) -> Generator[int, None, None]:
    """Build sites of one plan, edition and configuration; yield the exit code of each once it is in place.

    They differ in their month. A build that fails leaves its site as it was, and is the last.
    """
    for together in _parts(sites):
        with closing(_build_together(together, tr, say or _echo)) as codes:
            for code in codes:
                yield code
                if code != CLEAN:
                    return


def _parts(sites: Sequence[tuple[SiteBuild, Path]]) -> Iterator[Sequence[tuple[SiteBuild, Path]]]:
    """Yield the sites that one process may build: the figures of all its months are in its memory."""
    build = sites[0][0]
    size = max(1, _MOST_TOGETHER // max(1, len(build.handbook.initiatives)))
    if build.job.engine not in _LASTING:
        size = 1
    yield from (sites[begin : begin + size] for begin in range(0, len(sites), size))


def _build_together(
    sites: Sequence[tuple[SiteBuild, Path]], tr: Translator, say: Callable[[str, bool], None]
) -> Generator[int, None, None]:
    let_content_be_missing(sites[0][0].config_file)
    with ExitStack() as stack:
        job_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="erpsite-job-")))
        staged = [_staging(site_dir, stack) for _, site_dir in sites]
        ended = _built_languages([build for build, _ in sites], staged, job_dir, tr)
        stack.callback(ended.close)
        for (build, site_dir), staging in zip(sites, staged, strict=True):
            began, languages = time.monotonic(), ", ".join(build.job.languages)
            say(tr("Building {languages} as of {month} …", languages=languages, month=build.job.month), False)
            fine, lines = next(ended)
            for line in lines:
                say(line, True)
            if not fine:
                say(tr("The build failed; {site} is as it was.", site=site_dir), True)
                yield CANNOT_RUN
                return
            _add_root(build, staging)
            put_in_place(staging, site_dir)
            pages, seconds = sum(1 for _ in site_dir.rglob("*.html")), f"{time.monotonic() - began:.1f}"
            if is_shallow(Path(build.job.plan)):
                say(said_of_history(tr), False)
            say(tr("{n} pages in {site} after {seconds} s.", n=pages, site=site_dir, seconds=seconds), False)
            yield CLEAN


def _staging(site_dir: Path, stack: ExitStack) -> Path:
    """Return a new folder beside a site, which goes with the stack."""
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", dir=site_dir.parent.resolve()))
    stack.callback(shutil.rmtree, staging, ignore_errors=True)
    return staging


def said_of_history(tr: Translator) -> str:
    """Return the sentence for a calendar that cannot count the commits."""
    return tr(
        "The calendar counts reviews alone as changes of a date, not commits: their history is not all here. "
        "`git fetch --unshallow` brings the rest of a shallow clone."
    )


def _echo(words: str, failure: bool) -> None:
    click.echo(words, err=failure)


def _built_languages(
    builds: Sequence[SiteBuild], staged: Sequence[Path], job_dir: Path, tr: Translator
) -> Generator[tuple[bool, list[str]], None, None]:
    """Build sites, each in all languages at once; yield whether each is what was asked for, and what is said.

    `staged` are the folders of the sites.
    """
    rows = []
    for number, (build, staging) in enumerate(zip(builds, staged, strict=True)):
        folder = job_dir / str(number)
        folder.mkdir()
        told = [_tell(build.job, language, folder, tr.language) for language in build.job.languages]
        rows.append([LanguageBuild(job, file, staging / job.language) for job, file in told])
    first = builds[0]
    with closing(run_builds(rows, first.config_file, job_dir, strict=first.strict)) as ended:
        for row, built in zip(rows, ended, strict=True):
            fine, lines = True, []
            for one, how in zip(row, built, strict=True):
                wrong = [] if how.failed else differences(one.site_dir, one.told, first.config_file, tr)
                fine = fine and not how.failed and not wrong
                said = (*plain_output(how.output, lambda error: error.say(tr)), *wrong)
                lines += [f"[{one.told.language}] {line}" for line in said]
            yield fine, lines


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
