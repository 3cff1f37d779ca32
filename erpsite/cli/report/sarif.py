"""Write findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import erpsite
from erpsite.explained import EXPLAINED
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity
from erpsite.plancheck import Rule, rule_of

__all__ = ["sarif_report"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return a SARIF log with one run; every kind of finding is a rule of it.

    What could not be judged is of the kind `open`: the rule was evaluated, and the data say too little.
    """
    codes = sorted({issue.code for issue in issues})
    numbers = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "erpsite",
        "version": erpsite.__version__,
        "language": tr.language,
        "rules": [_rule(code, rule_of(code), tr) for code in codes],
    }
    results = [_result(issue, numbers[issue.code], folder, tr) for issue in issues]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": tr.language,
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, rule: Rule | None, tr: Translator) -> dict[str, Any]:
    """Return what a reader of the log is told of a rule, or of a kind of finding of the loader."""
    if rule is None:
        return {"id": code, **_explained(code, tr)}
    parts = (
        tr(rule.why),
        tr("Passes: {text}", text=tr(rule.passes)),
        tr("Fails: {text}", text=tr(rule.fails)),
        tr("Mend it: {text}", text=tr(rule.mend)),
    )
    return {
        "id": code,
        "shortDescription": {"text": tr(rule.title)},
        "fullDescription": {"text": tr(rule.why)},
        "help": {"text": "\n".join(parts), "markdown": _list(parts)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.pitfall.value], "rule": rule.id},
    }


def _explained(code: str, tr: Translator) -> dict[str, Any]:
    meaning = EXPLAINED.get(code)
    if meaning is None:
        return {}
    parts = (tr(meaning.cause), tr("Mend it: {text}", text=tr(meaning.cure)))
    return {
        "fullDescription": {"text": parts[0]},
        "help": {"text": "\n".join(parts), "markdown": _list(parts)},
    }


def _list(parts: Iterable[str]) -> str:
    first, *others = parts
    return "\n".join([first, "", *(f"- {part}" for part in others)])


def _result(issue: Issue, rule: int, folder: str, tr: Translator) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(issue.source.under(folder).path)}}
    if issue.source.line:
        place["region"] = {"startLine": issue.source.line}
        if issue.source.column:
            place["region"]["startColumn"] = issue.source.column
    judged = {"level": _LEVELS[issue.severity]} if issue.judged else {"kind": "open", "level": "none"}
    return {
        "ruleId": issue.code,
        "ruleIndex": rule,
        **judged,
        "message": {"text": tr(issue.message, **issue.values)},
        "locations": [{"physicalLocation": place}],
    }
