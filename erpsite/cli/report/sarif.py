"""Write findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import erpsite
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity

__all__ = ["sarif_report"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return a SARIF log with one run; every kind of finding is a rule of it."""
    codes = sorted({issue.code for issue in issues})
    driver = {"name": "erpsite", "version": erpsite.__version__, "rules": [{"id": code} for code in codes]}
    results = [_result(issue, codes.index(issue.code), folder, tr) for issue in issues]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(issue: Issue, rule: int, folder: str, tr: Translator) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(f"{folder}/{issue.source.path}")}}
    if issue.source.line:
        place["region"] = {"startLine": issue.source.line}
        if issue.source.column:
            place["region"]["startColumn"] = issue.source.column
    return {
        "ruleId": issue.code,
        "ruleIndex": rule,
        "level": _LEVELS[issue.severity],
        "message": {"text": tr(issue.message, **issue.values)},
        "locations": [{"physicalLocation": place}],
    }
