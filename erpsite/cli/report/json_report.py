"""Write findings as JSON."""

from __future__ import annotations

import json

from erpsite.explained import EXPLAINED
from erpsite.i18n import Translator
from erpsite.issues import Issue
from erpsite.plancheck import rule_of

__all__ = ["json_report"]


def json_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return an object with `issues`, each with path, line, column, severity, code, rule and message.

    `rule` is the rule of the plan check, null for what the loader finds. Where `judged` is false, the data
    say too little for the rule: nothing was found wrong, or right. `codes` says of each code of the loader
    that occurs what causes it and how to mend it.
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
    codes = {
        code: {"cause": tr(EXPLAINED[code].cause), "cure": tr(EXPLAINED[code].cure)}
        for code in sorted({issue.code for issue in issues} & EXPLAINED.keys())
    }
    return json.dumps({"version": 1, "issues": rows, "codes": codes}, ensure_ascii=False, indent=2) + "\n"
