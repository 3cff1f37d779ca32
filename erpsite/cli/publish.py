"""The command `erpsite publish`."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib import resources
from pathlib import Path

import click

from erpsite.cli.building import SiteBuild, build_site, make_job
from erpsite.cli.building_with_pack import build_site_and_pack
from erpsite.cli.edition_guard import say_unseen, unseen_in_reason, unseen_mentions
from erpsite.cli.engine import engine_option
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
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
from erpsite.cli.releasing import (
    Target,
    open_target,
    provenance,
    said_plainly,
    target_options,
    tool_versions,
)
from erpsite.cli.report.text import text_report
from erpsite.frozen import dataclass
from erpsite.i18n import Translator, known_languages, translator
from erpsite.load.digest import data_digest
from erpsite.model import Handbook
from erpsite.publish import Draft, Release, ReleaseTakenError, release_title
from erpsite.publish.decisions import changed_decisions

__all__ = ["command"]

_BUILDS = 5
"""How often a build is made again because another publisher took its name meanwhile."""


@click.command("publish")
@config_option
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), help="Folder of the data. [default: data]"
)
@target_options
@click.option("--reason", default="", help="Why a month is issued again, or a published decision changes.")
@click.option("--allow-dirty", is_flag=True, help="Publish although something is not committed.")
@click.option(
    "--pack", "with_pack", is_flag=True, help="Make the pack, too; the release offers it as downloads."
)
@engine_option
@as_of_option
@edition_option
@language_option
def command(
    *,
    config_file: Path,
    data_dir: Path | None,
    folder: Path | None,
    branch: str,
    remote: str,
    reason: str,
    allow_dirty: bool,
    with_pack: bool,
    engine: str,
    as_of: str,
    edition: str,
    language: str | None,
) -> int:
    """Build the handbook and add it as a release that never changes.

    A release is named by its month: /zh/2026-10/, and 2026-10.1 when the month is issued again.
    `latest` and the plan's year lead to the newest. A publish that fails or dies changes nothing.
    Decisions of the last release that now read otherwise stop it, unless --reason says why they change.
    An edition is refused while `erpsite editions NAME` lists something that nobody has cleared.

    \b
    Examples:
      erpsite publish --to /srv/handbook
      erpsite publish --branch gh-pages --push origin
      erpsite publish --to /srv/handbook --pack      with PDF, workbook and calendar
      erpsite publish --to /srv/handbook --as-of 2026-03 --reason "Budget corrected"
    """
    tr = translator(language or environment_language())
    if not config_file.is_file():
        raise no_configuration(config_file, tr)
    target = open_target(folder, branch, remote, config_file.parent)
    data = data_dir or config_file.parent / "data"
    digest = data_digest(data)
    plan = read_plan(data, tr)
    if edition in known_languages():
        raise click.UsageError(
            tr("the edition '{edition}' is named like a language; give it another id", edition=edition)
        )
    handbook = chosen_edition(plan, edition)
    if edition and not _edition_stands(plan, edition, (data, config_file), reason, tr):
        return PROBLEMS
    reason = handbook.cut(reason) if handbook.cut else reason
    draft = _with_provenance(_draft(handbook, as_of, edition, reason), config_file, data, allow_dirty, tr)
    with said_plainly(tr):
        target.check()
        asked = make_job(handbook, data, digest, as_of=as_of, engine=engine)
        job = _Job(target, draft, data, SiteBuild(asked, handbook, config_file), with_pack)
        return _publish(job, tr) if _decisions_stand(job, handbook, tr) else PROBLEMS


def _with_provenance(draft: Draft, config_file: Path, data: Path, allow_dirty: bool, tr: Translator) -> Draft:
    """Return the draft with the commit that it is built from; refuse what no commit holds."""
    commit, why, dirty = provenance(config_file, data, tr)
    if dirty and not allow_dirty:
        raise click.ClickException(
            tr(
                "Something is not committed, so the release could not be built again. "
                "Commit it, or add --allow-dirty."
            )
        )
    if why:
        click.echo(tr("Note: the release will name no commit: {why}.", why=why), err=True)
    return replace(draft, commit=commit, why_no_commit=why, dirty=dirty)


def _edition_stands(
    whole: Handbook, name: str, places: tuple[Path, Path], reason: str, tr: Translator
) -> bool:
    """Say whether nothing is left that an edition may say of what it hides; name what there is.

    `places` are the folder of the data and the configuration.
    """
    data, config_file = places
    found, told = unseen_mentions(whole, name, data, config_file), unseen_in_reason(whole, name, reason)
    refused = tr("The edition {edition} was not published.", edition=name)
    return not say_unseen(found, told, data, refused, tr)


@dataclass(frozen=True)
class _Job:
    """Hold what is published, and where to."""

    target: Target
    draft: Draft
    data_dir: Path
    build: SiteBuild
    with_pack: bool


def _decisions_stand(job: _Job, handbook: Handbook, tr: Translator) -> bool:
    """Say whether nothing speaks against publishing; name the decisions that no longer read as published."""
    changed = changed_decisions(job.target, handbook, job.draft.edition)
    if changed:
        click.echo(text_report(changed, job.data_dir.as_posix(), tr), err=True, nl=False)
    if changed and not job.draft.reason:
        words = tr("A published decision stands. Mend the data, or say with --reason why it changes.")
        click.echo(words, err=True)
        return False
    return True


def _draft(handbook: Handbook, as_of: str, edition: str, reason: str) -> Draft:
    plan, month = handbook.plan, as_of or handbook.default_as_of
    titles: dict[str, str] = {language: plan.organisation.in_(language) for language in plan.languages}
    approved = not any(reviewed <= month for reviewed in handbook.reviews)
    languages = tuple(plan.languages)
    return Draft(
        month, plan.plan_year, languages, titles, edition, approved, reason.strip(), tools=tool_versions()
    )


def _publish(job: _Job, tr: Translator) -> int:
    """Build and add the release, again where another publisher was quicker; return the exit code."""
    began = time.monotonic()
    for _ in range(_BUILDS):
        draft = job.draft
        name = job.target.read().next_name(draft.month, draft.edition, draft.reason)
        try:
            with job.target.staging() as staged:
                if not _build(job, staged / "site", name, tr):
                    click.echo(tr("The build failed; nothing was published."), err=True)
                    return CANNOT_RUN
                click.echo(tr("Checking and adding the release {name} …", name=name))
                release = job.target.publish(staged, replace(draft, name=name), _icon())
        except ReleaseTakenError as taken:
            click.echo(taken.say(tr))
            continue
        _say(release, f"{time.monotonic() - began:.1f}", tr)
        return CLEAN
    click.echo(tr("Other publishers were quicker each time; nothing was published."), err=True)
    return CANNOT_RUN


def _build(job: _Job, site: Path, name: str, tr: Translator) -> bool:
    """Run the strict build for a release of that name, and say whether it is what was asked for."""
    build = replace(job.build, job=replace(job.build.job, release=name))
    return not (build_site_and_pack if job.with_pack else build_site)(build, site, tr)


def _icon() -> bytes:
    icon = resources.files("erpsite_mkdocs").joinpath("assets", "img", "favicon.svg")
    return icon.read_bytes() if icon.is_file() else b""


def _say(release: Release, seconds: str, tr: Translator) -> None:
    title = release_title(release, tr.language)
    click.echo(
        tr("Published {name}: {title}, after {seconds} s.", name=release.name, title=title, seconds=seconds)
    )
    for language in release.languages:
        prefix = f"{release.edition}/" if release.edition else ""
        click.echo(f"  {prefix}{language}/{release.name}/")
