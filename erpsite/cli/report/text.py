"""Write findings as lines that a person reads and an editor can jump from."""

from __future__ import annotations

from collections import Counter

from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity

__all__ = ["MOST", "summary", "text_report"]

MOST = 25
"""Warnings or notes of one kind that are told."""


def text_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return a line a finding, `path:line:column  severity  message`, and a summary.

    Of one kind of warning or note the first `MOST` are told and the others counted; errors are all told.
    """
    lines, told = [], Counter[str]()
    for issue in issues:
        told[issue.code] += 1
        if issue.severity is Severity.ERROR or told[issue.code] <= MOST:
            words = tr(issue.message, **issue.values)
            lines.append(f"{folder}/{issue.source}  {_level(issue.severity, tr)}  {words}{_rule(issue)}")
    cut = Counter(issue.code for issue in issues if issue.severity is not Severity.ERROR)
    for code, count in cut.items():
        if count > MOST:
            lines.append(tr("{n} more of {code}; see all with --format json", n=count - MOST, code=code))
    return "\n".join([*lines, summary(issues, tr)]) + "\n"


def _rule(issue: Issue) -> str:
    """Return the id of a rule of the plan check in brackets, by which it can be explained or waived."""
    return f" [{issue.code}]" if issue.code.isupper() else ""


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
