"""The command `erpsite publish`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from erpsite.cli.building import SiteBuild, make_job
from erpsite.cli.edition_guard import say_unseen, unseen_in_reason, unseen_mentions
from erpsite.cli.engine import engine_option
from erpsite.cli.main import PROBLEMS
from erpsite.cli.options import (
    as_of_option,
    asked_months,
    chosen_edition,
    config_option,
    edition_option,
    environment_language,
    language_option,
)
from erpsite.cli.publishing import PublishJob, decisions_stand, publish, publish_months
from erpsite.cli.reading import read_plan
from erpsite.cli.refusing import no_configuration
from erpsite.cli.releasing import open_target, provenance, said_plainly, target_options, tool_versions
from erpsite.i18n import Translator, known_languages, translator
from erpsite.load.digest import data_digest
from erpsite.model import Handbook
from erpsite.publish import Draft

__all__ = ["command"]


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
@click.option(
    "--months",
    default="",
    callback=asked_months,
    metavar="FROM..TO",
    help="Months to publish one after the other, the earliest first, such as 2026-01..2026-12; "
    "what they share is done once.",
)
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
    months: tuple[str, ...],
    edition: str,
    language: str | None,
) -> int:
    """Build the handbook and add it as a release that never changes.

    A release is named by its month: /zh/2026-10/, and 2026-10.1 when the month is issued again.
    `latest` and the plan's year lead to the newest. A publish that fails or dies changes nothing.
    Decisions of the last release that now read otherwise stop it, unless --reason says why they change.
    Each of several --months is a release as if it had been published alone; the first that fails is the last.
    An edition is refused while `erpsite editions NAME` lists something that nobody has cleared.

    \b
    Examples:
      erpsite publish --to /srv/handbook
      erpsite publish --branch gh-pages --push origin
      erpsite publish --to /srv/handbook --pack      with PDF, workbook and calendar
      erpsite publish --to /srv/handbook --as-of 2026-03 --reason "Budget corrected"
      erpsite publish --to /srv/new-server --months 2026-01..2026-12
    """
    tr = translator(language or environment_language())
    _refuse_odd(config_file, as_of, months, edition, tr)
    target = open_target(folder, branch, remote, config_file.parent)
    data = data_dir or config_file.parent / "data"
    digest = data_digest(data)
    plan = read_plan(data, tr)
    handbook = chosen_edition(plan, edition)
    if edition and not _edition_stands(plan, edition, (data, config_file), reason, tr):
        return PROBLEMS
    reason = handbook.cut(reason) if handbook.cut else reason
    draft = _with_provenance(_draft(handbook, as_of, edition, reason), config_file, data, allow_dirty, tr)
    asked = SiteBuild(
        make_job(handbook, data, digest, as_of=draft.month, engine=engine), handbook, config_file
    )
    with said_plainly(tr):
        target.check()
        return _publish(PublishJob(target, draft, data, asked, with_pack), months, tr)


def _refuse_odd(config_file: Path, as_of: str, months: Sequence[str], edition: str, tr: Translator) -> None:
    """Raise `UsageError` for what cannot be asked for, before anything is read."""
    if as_of and months:
        raise click.UsageError(tr("name either one month with --as-of or several with --months"))
    if not config_file.is_file():
        raise no_configuration(config_file, tr)
    if edition in known_languages():
        raise click.UsageError(
            tr("the edition '{edition}' is named like a language; give it another id", edition=edition)
        )


def _publish(job: PublishJob, months: Sequence[str], tr: Translator) -> int:
    """Publish the job's month, or several months in its place; return the exit code."""
    jobs = [_of_month(job, month) for month in months]
    if not decisions_stand(job, tr):
        return PROBLEMS
    return publish_months(jobs, tr) if jobs else publish(job, tr)


def _of_month(job: PublishJob, month: str) -> PublishJob:
    """Return the job as it is for another month."""
    draft = replace(job.draft, month=month, approved=_is_approved(job.build.handbook, month))
    build = replace(job.build, job=replace(job.build.job, month=month))
    return replace(job, draft=draft, build=build)


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


def _draft(handbook: Handbook, as_of: str, edition: str, reason: str) -> Draft:
    plan, month = handbook.plan, as_of or handbook.default_as_of
    titles: dict[str, str] = {language: plan.organisation.in_(language) for language in plan.languages}
    approved = _is_approved(handbook, month)
    languages = tuple(plan.languages)
    return Draft(
        month, plan.plan_year, languages, titles, edition, approved, reason.strip(), tools=tool_versions()
    )


def _is_approved(handbook: Handbook, month: str) -> bool:
    """Say whether a month shows the plan as approved, because no review is in it yet."""
    return not any(reviewed <= month for reviewed in handbook.reviews)
