"""Build releases and add them to a target: one, or several months of one plan."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from importlib import resources
from pathlib import Path

import click

from erpsite.cli.building import SiteBuild, build_site, build_sites
from erpsite.cli.building_with_pack import build_site_and_pack
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.releasing import Target
from erpsite.cli.report.text import text_report
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.publish import Draft, Release, ReleaseTakenError, release_title
from erpsite.publish.decisions import changed_decisions

__all__ = ["PublishJob", "decisions_stand", "publish", "publish_months"]

_BUILDS = 5
"""How often a build is made again because another publisher took its name meanwhile."""


@dataclass(frozen=True)
class PublishJob:
    """Hold what is published, and where to."""

    target: Target
    draft: Draft
    data_dir: Path
    build: SiteBuild
    with_pack: bool

    def named(self, name: str) -> SiteBuild:
        """Return the build of a release of that name."""
        return replace(self.build, job=replace(self.build.job, release=name))


def decisions_stand(job: PublishJob, tr: Translator) -> bool:
    """Say whether nothing speaks against publishing; name the decisions that no longer read as published."""
    changed = changed_decisions(job.target, job.build.handbook, job.draft.edition)
    if changed:
        click.echo(text_report(changed, job.data_dir.as_posix(), tr), err=True, nl=False)
    if changed and not job.draft.reason:
        words = tr("A published decision stands. Mend the data, or say with --reason why it changes.")
        click.echo(words, err=True)
        return False
    return True


def publish(job: PublishJob, tr: Translator) -> int:
    """Build and add the release, again where another publisher was quicker; return the exit code."""
    began = time.monotonic()
    for _ in range(_BUILDS):
        name = _next_name(job)
        try:
            with job.target.staging() as staged:
                build = build_site_and_pack if job.with_pack else build_site
                if build(job.named(name), staged / "site", tr):
                    click.echo(tr("The build failed; nothing was published."), err=True)
                    return CANNOT_RUN
                release = _add(job, staged, name, tr)
        except ReleaseTakenError as taken:
            click.echo(taken.say(tr))
            continue
        _say(release, began, tr)
        return CLEAN
    click.echo(tr("Other publishers were quicker each time; nothing was published."), err=True)
    return CANNOT_RUN


def publish_months(jobs: Sequence[PublishJob], tr: Translator) -> int:
    """Publish month after month, and return the exit code; the first that fails is the last.

    Each is a release as if it had been published alone: it is added once it is built, while the next ones
    are being built. A pack is made of each plan by itself, so with packs each is built by itself, too.
    """
    names, done = [_next_name(job) for job in jobs], list[str]()
    try:
        if jobs[0].with_pack:
            code = _each_alone(jobs, done, tr)
        else:
            code = _together(list(zip(jobs, names, strict=True)), done, tr)
    except (Exception, KeyboardInterrupt):
        _say_left(jobs, done, tr)
        raise
    if code != CLEAN:
        _say_left(jobs, done, tr)
    return code


def _each_alone(jobs: Sequence[PublishJob], done: list[str], tr: Translator) -> int:
    for job in jobs:
        if done and not decisions_stand(job, tr):
            return PROBLEMS
        if code := publish(job, tr):
            return code
        done.append(job.draft.month)
    return CLEAN


def _together(named: Sequence[tuple[PublishJob, str]], done: list[str], tr: Translator) -> int:
    """Publish months whose sites are built by one process; note in `done` each that is published.

    `named` are the releases with their names.
    """
    ours = set[str]()
    with named[0][0].target.staging() as staged:
        sites = [(job.named(name), staged / name / "site") for job, name in named]
        began = time.monotonic()
        with closing(build_sites(sites, tr)) as built:
            for (job, name), code in zip(named, built, strict=False):
                if code:
                    return code
                if done and not _last_is_of(job, ours) and not decisions_stand(job, tr):
                    return PROBLEMS
                try:
                    _say(_add(job, staged / name, name, tr), began, tr)
                    ours.add(name)
                except ReleaseTakenError as taken:
                    click.echo(taken.say(tr))
                    if code := publish(job, tr):
                        return code
                done.append(job.draft.month)
                began = time.monotonic()
    return CLEAN


def _last_is_of(job: PublishJob, ours: Collection[str]) -> bool:
    """Say whether the last release is one of these, made of the same data, so that its decisions stand."""
    standing = [one for one in job.target.read().of(job.draft.edition) if not one.retracted]
    return bool(standing) and standing[-1].name in ours


def _say_left(jobs: Sequence[PublishJob], done: Sequence[str], tr: Translator) -> None:
    """Say which month failed, what is published of those before it, and how the rest is published."""
    left = [job.draft.month for job in jobs if job.draft.month not in done]
    click.echo(tr("The month {month} was not published.", month=left[0]), err=True)
    if done:
        words = tr("Published before it, and as it should be: {months}.", months=", ".join(done))
        click.echo(words, err=True)
    click.echo(tr("The rest: --months {first}..{last}", first=left[0], last=left[-1]), err=True)


def _next_name(job: PublishJob) -> str:
    draft = job.draft
    return job.target.read().next_name(draft.month, draft.edition, draft.reason)


def _add(job: PublishJob, staged: Path, name: str, tr: Translator) -> Release:
    click.echo(tr("Checking and adding the release {name} …", name=name))
    return job.target.publish(staged, replace(job.draft, name=name), _icon())


def _icon() -> bytes:
    icon = resources.files("erpsite_mkdocs").joinpath("assets", "img", "favicon.svg")
    return icon.read_bytes() if icon.is_file() else b""


def _say(release: Release, began: float, tr: Translator) -> None:
    title, seconds = release_title(release, tr.language), f"{time.monotonic() - began:.1f}"
    click.echo(
        tr("Published {name}: {title}, after {seconds} s.", name=release.name, title=title, seconds=seconds)
    )
    for language in release.languages:
        prefix = f"{release.edition}/" if release.edition else ""
        click.echo(f"  {prefix}{language}/{release.name}/")
