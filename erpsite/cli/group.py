"""The commands `erpsite group …`: one handbook of many plans."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.group_plans import read_whole
from erpsite.cli.group_site import build_group_site, handed_over, refused_folder
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import (
    as_of_option,
    chosen_edition,
    edition_option,
    environment_language,
    language_option,
)
from erpsite.cli.reading import read_plan
from erpsite.group.extracting import company_of
from erpsite.group.summaries import dump_company
from erpsite.group.whole import LostMember, Whole
from erpsite.i18n import Translator, known_languages, translator

__all__ = ["command"]

_file_option = click.option(
    "--group",
    "group_file",
    default="group.yml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The file that names the plans of the group.",
)


@click.group("group")
def command() -> None:
    """Bring the handbooks of several companies together.

    A group is told in `group.yml`: which plans, where they are, what their currencies are worth, and what
    they have in common. Each plan is read by itself: one that cannot be read is told, and hides no other.

    \b
    Examples:
      erpsite group build                       the group's handbook into site/
      erpsite group check                       can every plan be read, and do the links between them hold?
      erpsite group share --edition partners    what another group may read of this plan, as one file
    """


@command.command("build")
@_file_option
@click.option(
    "--site-dir",
    "-d",
    default="site",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where it goes.",
)
@click.option("--strict", is_flag=True, help="Build nothing where a plan cannot be read.")
@language_option
def build(*, group_file: Path, site_dir: Path, strict: bool, language: str | None) -> int:
    """Build the group's handbook in every language of the group.

    What was read of a plan is kept in `.erpsite/group/` beside `group.yml`, and read again only when the
    plan's data, the month or the edition is another. A build that fails leaves the site as it was.

    \b
    Examples:
      erpsite group build
      erpsite group build --group holding/group.yml --site-dir holding/site
    """
    tr = translator(language or environment_language())
    if refused := refused_folder(site_dir, tr):
        raise click.UsageError(refused)
    whole = read_whole(group_file, tr)
    if (strict and whole.failed) or not whole.companies:
        click.echo(tr("Nothing was built; {site} is as it was.", site=site_dir), err=True)
        return PROBLEMS
    _tell_troubles(whole, group_file, tr, err=True)
    with handed_over(whole) as handed:
        del whole  # the engine has it now, and takes as much memory
        return build_group_site(handed, site_dir, tr)


@command.command("check")
@_file_option
@language_option
def check(*, group_file: Path, language: str | None) -> int:
    """Read every plan of the group, and say what cannot be read and which links cannot hold.

    \b
    Example:
      erpsite group check --group holding/group.yml
    """
    tr = translator(language or environment_language())
    whole = read_whole(group_file, tr)
    late, troubled = _tell_troubles(whole, group_file, tr, err=False)
    click.echo(
        tr(
            "{n} of {all} plans read; {late} links cannot hold.",
            n=len(whole.companies),
            all=len(whole.group.plans),
            late=late,
        )
    )
    return PROBLEMS if whole.failed or troubled else CLEAN


@command.command("share")
@click.option("--data", "data_dir", default="data", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--out", "-o", "out", default="company.json", show_default=True, type=click.Path(path_type=Path),
    help="The file to write.",
)  # fmt: skip
@click.option("--handbook", default="", help="Address of this plan's handbook.")
@as_of_option
@edition_option
@language_option
def share(*, data_dir: Path, out: Path, handbook: str, as_of: str, edition: str, language: str | None) -> int:
    """Write what a group may read of this plan: one file, from which nothing hidden can be read.

    The group names it as `summary:` in its `group.yml`.

    \b
    Example:
      erpsite group share --edition partners --out ../holding/east.json
    """
    tr = translator(language or environment_language())
    seen = chosen_edition(read_plan(data_dir, tr), edition)
    company = company_of(seen, "company", known_languages(), as_of=as_of, address=handbook)
    partial = out.with_name(f".{out.name}.partial")
    try:
        partial.write_bytes(dump_company(company))
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise click.ClickException(
            tr("'{path}' cannot be written: {why}.", path=out, why=error.strerror)
        ) from error
    click.echo(tr("Written: {file}, as of {month}.", file=out, month=company.as_of))
    return CLEAN


def _tell_troubles(whole: Whole, group_file: Path, tr: Translator, *, err: bool) -> tuple[int, int]:
    """Say what is wrong between the plans; return the links that cannot hold, and all that is wrong."""
    late = [one for one in whole.awaited if one.late > 0]
    for one in late:
        words = tr(
            "{after} cannot keep its day: it waits for {before}, and would be {n} working days late.",
            after=one.link.after, before=one.link.before, n=one.late,
        )  # fmt: skip
        click.echo(f"{one.link.where}  {words}", err=err)
    lost = [one for one in whole.awaited if one.trouble]
    for one in lost:
        why = {
            "unknown": tr(
                "{name} is no phase or milestone of a schedule that was read",
                name=one.link.before if one.before is None else one.link.after,
            ),
            "no-date": tr("one of them has no dates"),
            "circle": tr("they wait for one another in a circle"),
            "behind": tr("what it waits for stands in a circle"),
        }[one.trouble]
        click.echo(f"{one.link.where}  {one.link.before} → {one.link.after}: {why}", err=err)
    for first, second in whole.doubled:
        words = tr("{first} and {second} are the same plan", first=first.id, second=second.id)
        click.echo(f"{_place(whole, second.id)}  {words}", err=err)
    for company in whole.without_rate:
        words = tr("no rate is stated for {currency}", currency=company.currency)
        click.echo(f"{_place(whole, company.id)}  {company.id}: {words}", err=err)
    for apart in whole.lost:
        click.echo(f"{apart.member.where}  {_why_apart(apart, tr)}", err=err)
    wrong = sum(apart.kind in ("kpi", "unit") for apart in whole.lost)
    return len(late), len(late) + len(lost) + len(whole.doubled) + len(whole.without_rate) + wrong


def _why_apart(one: LostMember, tr: Translator) -> str:
    """Say why a member of what plans share is not one with the others."""
    unit = one.unit.get(tr.language) or next(iter(one.unit.values()), "")
    words = {"name": f"{one.member.plan}/{one.member.id}", "unit": unit, "stated": one.stated}
    return {
        "kpi": tr("the plan has no KPI {name}", **words),
        "unit": tr("{name} is measured in {unit}, not in {stated}, and stands apart", **words),
        "role": tr("the plan neither asks for the role {name} nor states people of it", **words),
        "supplier": tr("the plan has no contract with {name} in the months shown", **words),
    }[one.kind]


def _place(whole: Whole, plan: str) -> str:
    """Return where `group.yml` names a plan."""
    return str(next(one.where for one in whole.group.plans if one.id == plan))
