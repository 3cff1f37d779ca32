"""Write findings as lines that a person reads and an editor can jump from."""

from __future__ import annotations

from collections import Counter

from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity

__all__ = ["summary", "text_report"]


def text_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return a line a finding, `path:line:column  severity  message`, and a summary."""
    lines = [
        f"{folder}/{issue.source}  {_level(issue.severity, tr)}  {tr(issue.message, **issue.values)}"
        for issue in issues
    ]
    return "\n".join([*lines, summary(issues, tr)]) + "\n"


def summary(issues: tuple[Issue, ...], tr: Translator) -> str:
    """Return the counts in a sentence."""
    count = Counter(issue.severity for issue in issues)
    errors = tr.plural("{n} error", "{n} errors", count[Severity.ERROR])
    warnings = tr.plural("{n} warning", "{n} warnings", count[Severity.WARNING])
    notes = tr.plural("{n} note", "{n} notes", count[Severity.INFO])
    return tr("{errors}, {warnings}, {notes}.", errors=errors, warnings=warnings, notes=notes)


def _level(severity: Severity, tr: Translator) -> str:
    return {
        Severity.ERROR: tr("error"),
        Severity.WARNING: tr("warning"),
        Severity.INFO: tr("note"),
    }[severity]
