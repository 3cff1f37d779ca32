"""Write findings as lines that a person reads and an editor can jump from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from erpsite.cli.report.words import words_of
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity

if TYPE_CHECKING:
    from erpsite.plancheck import Rule

__all__ = ["FEW", "MOST", "SAME", "summary", "text_report"]

FEW = 200
"""Findings that are told one by one; more, of several kinds, are grouped."""
SAME = 10
"""Findings of one rule that are told one by one; more are grouped, such as what many initiatives lack."""
MOST = 5
"""Findings of one kind that are told in a group."""


def text_report(issues: tuple[Issue, ...], folder: str, tr: Translator) -> str:
    """Return a line a finding, `path:line:column  severity  message [code]`, and a summary.

    More than `FEW` findings of several kinds are grouped by kind, the severe and the frequent first: of each
    the first `MOST` are told and the others counted; and so, after the others, is a rule that finds the same
    more than `SAME` times. What could not be judged follows, one line a rule.
    """
    found = [issue for issue in issues if issue.judged]
    alone, together = _parted(found)
    lines = [*(_line(one, folder, tr) for one in alone), *_groups(together, folder, tr)]
    unknown = [issue for issue in issues if not issue.judged]
    return (
        "\n".join([*lines, *_not_judged(unknown, folder, tr), *_hint(found, tr), summary(issues, tr)]) + "\n"
    )


def _rule_of(code: str) -> Rule | None:
    from erpsite.plancheck import rule_of  # noqa: PLC0415 - where nothing is found, no rule is read

    return rule_of(code)


def _parted(found: list[Issue]) -> tuple[list[Issue], list[Issue]]:
    """Return what is told one by one, and what in groups."""
    count = Counter((one.severity, one.code) for one in found)
    if len({code for _, code in count}) == 1:
        return found, []
    if len(found) > FEW:
        return [], found
    many = {kind for kind, n in count.items() if n > SAME and _rule_of(kind[1])}
    return (
        [one for one in found if (one.severity, one.code) not in many],
        [one for one in found if (one.severity, one.code) in many],
    )


def _line(issue: Issue, folder: str, tr: Translator) -> str:
    words = tr(issue.message, **issue.values)
    return f"{issue.source.under(folder)}  {_level(issue.severity, tr)}  {words}{_code(issue)}"


def _groups(found: Iterable[Issue], folder: str, tr: Translator) -> list[str]:
    by_kind: dict[tuple[Severity, str], list[Issue]] = {}
    for issue in found:
        by_kind.setdefault((issue.severity, issue.code), []).append(issue)
    lines = []
    for (severity, code), group in sorted(
        by_kind.items(), key=lambda pair: (pair[0][0].rank, -len(pair[1]), pair[0][1])
    ):
        rule = _rule_of(code)
        title = f"{rule.id}  {tr(rule.title)}" if rule else code
        lines += [f"{title}: {_count(severity, len(group), tr)}"]
        lines += [f"  {one.source.under(folder)}  {tr(one.message, **one.values)}" for one in group[:MOST]]
        if len(group) > MOST:
            more, all_of_them = len(group) - MOST, f"--rule {rule.id}" if rule else "--format json"
            lines.append("  " + tr("{n} more; see all with {option}", n=more, option=all_of_them))
    return lines


def _not_judged(unknown: Sequence[Issue], folder: str, tr: Translator) -> list[str]:
    """Return a line a reason: the rules that could not judge for it, and how many records it concerns."""
    by_rule: dict[str, list[Issue]] = {}
    for issue in unknown:
        by_rule.setdefault(issue.code, []).append(issue)
    by_reason: dict[tuple[str, str], list[str]] = {}
    for code, group in by_rule.items():
        words = words_of(group[0], tr)
        if len(group) > 1:
            words = tr("{text} (the first of {n})", text=words, n=len(group))
        by_reason.setdefault((str(group[0].source.under(folder)), words), []).append(code)
    return [f"{place}  {words} [{', '.join(codes)}]" for (place, words), codes in by_reason.items()]


def _code(issue: Issue) -> str:
    """Return the code in brackets by which a finding can be explained; a rule's id, by which it is waived."""
    rule = _rule_of(issue.code)
    return f" [{rule.id if rule else issue.code}]"


def _hint(found: Sequence[Issue], tr: Translator) -> list[str]:
    """Return the line that says how to learn more, where there is something to mend."""
    if not any(issue.severity is not Severity.INFO for issue in found):
        return []
    return [tr("What a finding means, and how to mend it: {command}", command="erpsite check --explain CODE")]


def summary(issues: Sequence[Issue], tr: Translator) -> str:
    """Return the counts in a sentence; what could not be judged is counted apart."""
    count = Counter(issue.severity for issue in issues if issue.judged)
    told = {
        "errors": _count(Severity.ERROR, count[Severity.ERROR], tr),
        "warnings": _count(Severity.WARNING, count[Severity.WARNING], tr),
        "notes": _count(Severity.INFO, count[Severity.INFO], tr),
    }
    unknown = sum(not issue.judged for issue in issues)
    if unknown:
        return tr("{errors}, {warnings}, {notes}; not judged: {n}.", **told, n=unknown)
    return tr("{errors}, {warnings}, {notes}.", **told)


def _count(severity: Severity, n: int, tr: Translator) -> str:
    if severity is Severity.ERROR:
        return tr.plural("{n} error", "{n} errors", n)
    if severity is Severity.WARNING:
        return tr.plural("{n} warning", "{n} warnings", n)
    return tr.plural("{n} note", "{n} notes", n)


def _level(severity: Severity, tr: Translator) -> str:
    return {
        Severity.ERROR: tr("error"),
        Severity.WARNING: tr("warning"),
        Severity.INFO: tr("note"),
    }[severity]
