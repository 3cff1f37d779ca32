"""Show the data's errors while a person edits, so that the browser says what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.escaping import escape
from erpsite.i18n import DEFAULT, translator
from erpsite.issues import Issue

__all__ = ["problem_entry"]


def problem_entry(issues: Sequence[Issue]) -> str:
    """Return the body of the page that stands in for the handbook while the data has errors.

    Which languages the plan has may be among what is wrong, so all that erpsite ships are said.
    """
    speakers = [translator(language) for language in DEFAULT]
    rows = "".join(
        f"<li><code>{escape(str(issue.source.under('data')))}</code> "
        f"{' / '.join(escape(say(issue.message, **issue.values)) for say in speakers)}</li>"
        for issue in issues
        if issue.severity == "error"
    )
    title = " / ".join(escape(tr("The data has errors")) for tr in speakers)
    return f"<h1>{title}</h1><ul>{rows}</ul>"
