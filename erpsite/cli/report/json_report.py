"""Write findings as JSON."""

from __future__ import annotations

import json

from erpsite.i18n import Translator
from erpsite.issues import Issue
from erpsite.plancheck import rule_of

__all__ = ["json_report"]


def json_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return an object with `issues`, each with path, line, column, severity, code, rule and message.

    `rule` is the rule of the plan check, null for what the loader finds. Where `judged` is false, the data
    say too little for the rule: nothing was found wrong, or right.
    """
    rows = [
        {
            "path": issue.source.under(folder).path,
            "line": issue.source.line,
            "column": issue.source.column,
            "severity": issue.severity.value,
            "code": issue.code,
            "rule": rule.id if (rule := rule_of(issue.code)) else None,
            "judged": issue.judged,
            "message": tr(issue.message, **issue.values),
        }
        for issue in issues
    ]
    return json.dumps({"version": 1, "issues": rows}, ensure_ascii=False, indent=2) + "\n"
