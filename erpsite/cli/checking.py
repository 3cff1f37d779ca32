"""Find what is wrong with a plan, for the command `erpsite check`."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from erpsite.analysis import state
from erpsite.analysis.reviews.next_review import uncommented
from erpsite.cli.beside import beside_pages
from erpsite.cli.git_data import export_revision
from erpsite.collector import paused_collector
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.issues import Issue, Severity, sort_issues
from erpsite.kept import KeptFolder, kept_folder
from erpsite.load import load_handbook
from erpsite.load.handbook import load_gathered
from erpsite.load.reading import Gathered, gather
from erpsite.plancheck import check_plan, check_settings, judge_plan
from erpsite.plancheck.identity import check_identity

__all__ = ["Asked", "added", "find", "find_before", "known_by", "published"]


@dataclass(frozen=True)
class Asked:
    """Hold what a check is asked of a plan."""

    month: str
    """`YYYY-MM`; empty for the month of the last review."""
    rules: tuple[str, ...]
    """Those put to the plan; none named, all."""
    shelf: KeptFolder | None = None
    """Where what is made of files is kept."""


@paused_collector()
def find(gathered: Gathered, beside: Sequence[Issue], asked: Asked) -> tuple[Issue, ...]:
    """Return what the loader finds and, where the data has no errors, what the plan's rules find in it.

    `beside` are findings in the written pages. Where rules are named, only errors are told besides what they
    find.
    """
    result = load_gathered(gathered, asked.shelf)
    told, handbook = [*result.issues, *beside], result.handbook
    if handbook is None:
        return sort_issues(told)
    now = state(handbook, asked.month or handbook.default_as_of)
    basic = [*told, *uncommented(handbook)]
    if asked.rules:
        basic = [one for one in (*basic, *check_plan(now)) if one.severity is Severity.ERROR]
    else:
        basic += [*check_identity(handbook), *check_settings(now)]
    judged = judge_plan(now, asked.rules)
    return sort_issues([*basic, *(one.issue for one in (*judged.findings, *judged.not_judged))])


def find_before(revision: str, data_dir: Path, asked: Asked, tr: Translator) -> tuple[Issue, ...] | None:
    """Return the findings in a git revision; None where its data has errors."""
    with tempfile.TemporaryDirectory(prefix="erpsite-check-") as scratch:
        export_revision(revision, data_dir, Path(scratch), tr)
        if load_handbook(Path(scratch)).handbook is None:
            return None
        asked = Asked(asked.month, asked.rules)
        gathered = gather(Path(scratch))
        return known_by(asked.month, find(gathered, beside_pages(Path(scratch)), asked))


def published(data_dir: Path, folder: Path | None, branch: str, tr: Translator) -> tuple[Issue, ...]:
    """Return the decisions that the last release shows otherwise; nothing where the data has errors."""
    from erpsite.cli.releasing import open_target, said_plainly  # noqa: PLC0415 - only this asks for releases
    from erpsite.publish.decisions import changed_decisions  # noqa: PLC0415

    handbook = load_handbook(data_dir, kept_folder()).handbook
    with said_plainly(tr):
        target = open_target(folder, branch, "", data_dir)
        return () if handbook is None else changed_decisions(target, handbook)


def added(issues: tuple[Issue, ...], known: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Return the findings that were not there before; a finding that only moved to another line was."""
    before = Counter(_identity(issue) for issue in known)
    added = []
    for issue in issues:
        if before[_identity(issue)]:
            before[_identity(issue)] -= 1
        else:
            added.append(issue)
    return tuple(added)


def _identity(issue: Issue) -> tuple[str, str, str]:
    """Return what a finding is about: its rule, its file and the record it names, not its figures."""
    named = [str(issue.values[key]) for key in ("record", "task", "found", "period") if key in issue.values]
    return issue.code, issue.source.path, " ".join(named) or repr(sorted(issue.values.items()))


def known_by(month: str, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Return the findings without those in reviews after a month (`YYYY-MM`); all where it is empty."""
    if not month:
        return issues
    later = f"reviews/{month}.yml"
    return tuple(
        issue
        for issue in issues
        if not issue.source.path.startswith("reviews/") or issue.source.path <= later
    )
