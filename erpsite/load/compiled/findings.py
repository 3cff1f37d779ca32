"""Write findings as plain JSON values, and make them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from erpsite.issues import Issue, Severity, Source
from erpsite.load.compiled.records import UnkeepableError

__all__ = ["dump_issue", "load_issue"]

_SEVERITIES = {one.value: one for one in Severity}


def dump_issue(issue: Issue) -> list[Any]:
    """Return a finding as a list. Raises `UnkeepableError` where it tells a value that JSON does not hold."""
    at = issue.source
    values = {name: _dump(value) for name, value in issue.values.items()}
    return [
        issue.code,
        issue.message,
        at.path,
        at.line,
        at.column,
        issue.severity.value,
        values,
        issue.judged,
    ]


def load_issue(told: Sequence[Any]) -> Issue:
    """Return the finding. Raises `LookupError`, `TypeError` or `ValueError` where it is none."""
    code, message, path, line, column, severity, values, judged = told
    made = {name: _load(value) for name, value in values.items()}
    return Issue(code, message, Source(path, line, column), _SEVERITIES[severity], made, judged)


def _dump(value: object) -> Any:
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind is Decimal:
        return ["decimal", str(value)]
    if kind is dt.date:
        return ["day", str(value)]
    raise UnkeepableError(value)


_MADE: Mapping[str, Any] = {"decimal": Decimal, "day": dt.date.fromisoformat}


def _load(value: Any) -> object:
    if isinstance(value, list):
        kind, text = value
        return _MADE[kind](text)
    return value
