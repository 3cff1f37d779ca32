"""Write findings as text for people, and as JSON, annotations, SARIF or a GitLab report for machines."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from erpsite.i18n import Translator
from erpsite.issues import Issue

__all__ = ["FORMATS", "report_in"]

_WRITERS = {
    "text": "text.text_report",
    "json": "json_report.json_report",
    "github": "github.github_report",
    "sarif": "sarif.sarif_report",
    "gitlab": "gitlab.gitlab_report",
}
"""The function of each form; some ask every rule, so that a form is imported when it is asked for."""

FORMATS = tuple(_WRITERS)


def report_in(form: str, issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return findings in one of `FORMATS`; `folder` is that of the data, as it is to be shown."""
    module, _, name = _WRITERS[form].partition(".")
    write: Callable[[tuple[Issue, ...], str, Translator], str]
    write = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    return write(issues, folder, tr)
