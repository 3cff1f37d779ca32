"""Find what a group's other companies leave of the roles that a plan shares with them."""

from __future__ import annotations

from pathlib import Path

import click

from erpsite.cli.group_plans import read_whole
from erpsite.group.definition import Group
from erpsite.group.sharing import quarters_apart, shared_roles
from erpsite.i18n import Translator
from erpsite.model import Handbook
from erpsite.model.levelling import SharedRole
from erpsite.nearest import find_nearest

__all__ = ["shared_of"]


def shared_of(
    group_file: Path, company: str, data_dir: Path, handbook: Handbook, tr: Translator
) -> tuple[SharedRole, ...]:
    """Return what the others have of each shared role and ask of it; say what is not counted, and why.

    Raises `click.UsageError` where the plan is none of the group's.
    """
    whole = read_whole(group_file, tr)
    plan = _plan_of(whole.group, group_file, company, data_dir, tr)
    offset = handbook.plan.fiscal_offset
    found = shared_roles(whole, plan, offset)
    apart = quarters_apart(whole, plan, offset)
    if apart:
        words = tr.plural(
            "{n} load of a shared role is of a quarter with other months, and is not counted.",
            "{n} loads of shared roles are of quarters with other months, and are not counted.", len(apart),
        )  # fmt: skip
        click.echo(words, err=True)
    if not found:
        click.echo(tr("The group shares no role of this plan that another company asks for."), err=True)
    return found


def _plan_of(group: Group, group_file: Path, company: str, data_dir: Path, tr: Translator) -> str:
    """Return the id of a plan in its group: the one that was named, or the one of the folder."""
    known = [plan.id for plan in group.plans]
    if company in known:
        return company
    if company:
        if nearest := find_nearest(company, known):
            refused = tr(
                "'{name}' is no plan of the group; did you mean {nearest}?", name=company, nearest=nearest
            )
        else:
            refused = tr(
                "'{name}' is no plan of the group; it has {plans}", name=company, plans=", ".join(known)
            )
        raise click.UsageError(refused)
    own = data_dir.resolve()
    for plan in group.plans:
        if plan.folder and (group_file.parent / plan.folder).resolve() == own:
            return plan.id
    raise click.UsageError(
        tr("no plan of the group has the folder {folder}; say which one it is: --company ID", folder=data_dir)
    )
