"""Show the data's errors while a person edits, so that the browser says what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.escaping import escape
from erpsite.i18n import translator
from erpsite.issues import Issue

__all__ = ["problem_entry"]


def problem_entry(issues: Sequence[Issue]) -> str:
    """Return the body of the page that stands in for the handbook while the data has errors."""
    zh, en = translator("zh"), translator("en")
    rows = "".join(
        f"<li><code>{escape(str(issue.source.under('data')))}</code> "
        f"{escape(zh(issue.message, **issue.values))} / {escape(en(issue.message, **issue.values))}</li>"
        for issue in issues
        if issue.severity == "error"
    )
    title = f"{escape(zh('The data has errors'))} / {escape(en('The data has errors'))}"
    return f"<h1>{title}</h1><ul>{rows}</ul>"
