"""Say one finding in words, for every report that has no field of its own for what was not judged."""

from __future__ import annotations

from erpsite.i18n import Translator
from erpsite.issues import Issue

__all__ = ["words_of"]


def words_of(issue: Issue, tr: Translator) -> str:
    """Return the message; where the data say too little to judge, it says so first."""
    words = tr(issue.message, **issue.values)
    return words if issue.judged else tr("Not judged: {text}", text=words)
