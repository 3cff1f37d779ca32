"""Gather what a person has to look at before an edition is published."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import click

from erpsite.analysis.editions import (
    edition_of,
    hidden_texts,
    mentions_in_files,
    mentions_in_reason,
    mentions_of_hidden,
    veil_of,
)
from erpsite.cli.content_folder import content_folder
from erpsite.cli.report.text import text_report
from erpsite.i18n import Translator
from erpsite.issues import Issue, sort_issues
from erpsite.load.plan_files import survey_content
from erpsite.model import Handbook
from erpsite.model.plan import Edition, Topic

__all__ = ["cut_reason", "say_unseen", "unseen_in_reason", "unseen_in_records", "unseen_mentions"]


def unseen_mentions(
    whole: Handbook, name: str, data_dir: Path, config_file: Path | None = None
) -> tuple[Issue, ...]:
    """Return what an edition may still say of what it hides and nobody has cleared, with file and line.

    Written pages lie where `config_file` says, or one that is found for the data.
    """
    edition = _edition(whole, name)
    if not edition.hides:
        return ()
    veil, cleared = veil_of(whole, edition), _cleared(edition)
    content = content_folder(data_dir, config_file)
    place = os.path.relpath(os.path.realpath(content), os.path.realpath(data_dir)).replace(os.sep, "/")
    files = {path: (content / path).read_bytes() for path in survey_content(content, data_dir).files}
    return sort_issues([
        *mentions_of_hidden(edition_of(whole, name, placed=True), veil, cleared),
        *mentions_in_files(
            files, veil, edition, tuple(hidden_texts(whole, edition)), cleared, place=f"{place}/"
        ),
    ])  # fmt: skip


def unseen_in_records(whole: Handbook, name: str) -> tuple[Issue, ...]:
    """Return what the records of an edition may still say of what it hides and nobody has cleared."""
    edition = _edition(whole, name)
    if not edition.hides:
        return ()
    return mentions_of_hidden(
        edition_of(whole, name, placed=True), veil_of(whole, edition), _cleared(edition)
    )


def unseen_in_reason(whole: Handbook, name: str, reason: str) -> tuple[Issue, ...]:
    """Return what the reason of a release may say of what an edition hides."""
    edition = _edition(whole, name)
    return mentions_in_reason(reason, veil_of(whole, edition), edition, _cleared(edition))


def cut_reason(whole: Handbook, name: str, reason: str) -> str:
    """Return a reason without the names and amounts that an edition hides."""
    return veil_of(whole, _edition(whole, name)).cut(reason)


def say_unseen(
    found: Iterable[Issue], told: Iterable[Issue], data_dir: Path, refused: str, tr: Translator
) -> bool:
    """Say what a person has to look at, in the data and in a reason, and what therefore was not done.

    `refused` is that sentence. Return whether there was anything to say.
    """
    found, told = tuple(found), tuple(told)
    if found:
        click.echo(text_report(found, data_dir.as_posix(), tr), err=True, nl=False)
    for issue in told:
        click.echo(f"--reason: {tr(issue.message, **issue.values)}", err=True)
    if not found and not told:
        return False
    cure = tr(
        "A person has to look at this first. Mend it, or clear it under the edition in handbook.yml by the "
        "mark in brackets: {line}",
        line="seen: [{text: …, by: …, on: …}]",
    )
    click.echo(f"{refused}\n{cure}", err=True)
    return True


def _edition(whole: Handbook, name: str) -> Edition:
    """Return an edition of the plan; one that the plan has no longer hides everything."""
    known = {edition.id: edition for edition in whole.plan.editions}
    return known.get(name) or Edition.model_validate({
        "id": name, "name": name, "hides": list(get_args(Topic)),
    })  # fmt: skip


def _cleared(edition: Edition) -> tuple[str, ...]:
    return tuple(seen.text[:16] for seen in edition.seen)
