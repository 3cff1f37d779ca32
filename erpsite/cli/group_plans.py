"""Read a group's plans for a command, and say on the error stream what is wrong with them."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path

import click

from erpsite.cli.main import PROBLEMS
from erpsite.cli.report.text import text_report
from erpsite.collector import collect_seldom
from erpsite.group.definition import Group, GroupPlan, read_group
from erpsite.group.reading import read_companies
from erpsite.group.whole import Whole, whole_of
from erpsite.i18n import Translator
from erpsite.issues import Severity
from erpsite.kept import kept_folder

__all__ = ["read_whole"]

_MOST_WORKERS = 4
"""Processes that read plans; each takes the memory of a plan."""


def read_whole(group_file: Path, tr: Translator) -> Whole:
    """Return the group; where `group.yml` has errors, tell them and end the command with code 1."""
    group, issues = read_group(group_file)
    if issues:
        click.echo(text_report(issues, group_file.parent.as_posix(), tr), err=True, nl=False)
    if group is None or any(issue.severity is Severity.ERROR for issue in issues):
        click.get_current_context().exit(PROBLEMS)
    return _read_plans(group, group_file, tr)


def _read_plans(group: Group, group_file: Path, tr: Translator) -> Whole:
    collect_seldom()
    shelf = group_file.resolve().parent / ".erpsite" / "group"
    told = iter(range(1, len(group.plans) + 1))

    def say(plan: GroupPlan, known: bool) -> None:
        words = tr("as it was") if known else tr("read")
        click.echo(f"[{next(told)}/{len(group.plans)}] {plan.id}: {words}", err=True)

    companies, failed = read_companies(
        group, group_file.parent, tr, kept=partial(_kept, shelf), keep=partial(_keep, shelf), say=say,
        workers=min(os.cpu_count() or 1, _MOST_WORKERS), shelf=kept_folder(),
    )  # fmt: skip
    for one in failed:
        click.echo(
            tr("The plan '{plan}' cannot be read: {why}", plan=one.id, why=one.why(tr.language)), err=True
        )
    return whole_of(group, companies, failed)


def _kept(shelf: Path, id_: str) -> bytes | None:
    """Return what was kept of a plan; None where there is nothing, or not what was kept."""
    try:
        digest, _, data = (shelf / f"{id_}.json").read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if digest == _digest(data) else None


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _keep(shelf: Path, id_: str, data: bytes) -> None:
    """Keep what was read; a folder that cannot be written costs time next time, and nothing else."""
    partial = shelf / f"{id_}.partial"
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / ".gitignore").write_text("*\n", encoding="utf-8")
        partial.write_bytes(_digest(data) + b"\n" + data)
        partial.replace(shelf / f"{id_}.json")
    except OSError:
        return
