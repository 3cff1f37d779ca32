"""Gather what a person has to look at before an edition is published."""

from __future__ import annotations

from pathlib import Path

from erpsite.analysis.editions import (
    edition_of,
    hidden_texts,
    mentions_in_files,
    mentions_in_reason,
    mentions_of_hidden,
    veil_of,
)
from erpsite.issues import Issue, sort_issues
from erpsite.load.plan_files import survey_content
from erpsite.model import Handbook
from erpsite.model.plan import Edition

__all__ = ["unseen_in_reason", "unseen_mentions"]


def unseen_mentions(whole: Handbook, name: str, data_dir: Path) -> tuple[Issue, ...]:
    """Return what an edition may still say of what it hides and nobody has cleared, with file and line."""
    edition = _edition(whole, name)
    if not edition.hides:
        return ()
    veil, cleared = veil_of(whole, edition), _cleared(edition)
    content = data_dir.resolve().parent / "content"
    files = {path: (content / path).read_bytes() for path in survey_content(content, data_dir).files}
    return sort_issues([
        *mentions_of_hidden(edition_of(whole, name), veil, cleared),
        *mentions_in_files(files, veil, edition, tuple(hidden_texts(whole, edition)), cleared),
    ])  # fmt: skip


def unseen_in_reason(whole: Handbook, name: str, reason: str) -> tuple[Issue, ...]:
    """Return what the reason of a release may say of what an edition hides."""
    edition = _edition(whole, name)
    return mentions_in_reason(reason, veil_of(whole, edition), edition, _cleared(edition))


def _edition(whole: Handbook, name: str) -> Edition:
    return next(edition for edition in whole.plan.editions if edition.id == name)


def _cleared(edition: Edition) -> tuple[str, ...]:
    return tuple(seen.text[:16] for seen in edition.seen)
