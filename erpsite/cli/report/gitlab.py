"""Write findings as a GitLab code quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from erpsite.cli.report.words import words_of
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity

__all__ = ["gitlab_report"]

_LEVELS = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def gitlab_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return a list of objects with description, check_name, fingerprint, severity and location.

    A fingerprint stays the same where a finding moves to another line, and is the same in every language.
    """
    seen: Counter[str] = Counter()
    rows = []
    for issue in issues:
        key = f"{issue.code}\n{issue.source.path}\n{issue.message}\n{sorted(issue.values.items())!r}"
        seen[key] += 1
        rows.append(
            {
                "description": words_of(issue, tr),
                "check_name": issue.code,
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest(),
                "severity": _LEVELS[issue.severity],
                "location": {
                    "path": issue.source.under(folder).path,
                    "lines": {"begin": max(issue.source.line, 1)},
                },
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
