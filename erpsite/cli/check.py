"""The command `erpsite check`."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from erpsite.analysis import state
from erpsite.analysis.reviews.next_review import uncommented
from erpsite.cli.content_folder import content_folder
from erpsite.cli.git_data import export_revision
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.options import as_of_option, data_option, environment_language, language_option
from erpsite.cli.reading import need_folder
from erpsite.cli.report import FORMATS
from erpsite.cli.rules import explain as explain_code
from erpsite.cli.rules import known_codes, list_rules
from erpsite.collector import paused_collector
from erpsite.i18n import Translator, translator
from erpsite.issues import Issue, Severity, sort_issues
from erpsite.load import load_handbook
from erpsite.load.plan_files import copies_of_conflicts, survey_content
from erpsite.nearest import find_nearest
from erpsite.plancheck import all_rules, check_plan, check_settings, judge_plan
from erpsite.plancheck.identity import check_identity

__all__ = ["command"]


@click.command("check")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to say it.",
)
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help="Put only this rule to the plan; repeatable."
)
@click.option(
    "--explain", default="", metavar="CODE", help="Say what a finding means and how to mend it, and leave."
)
@click.option("--list", "listing", is_flag=True, help="Name every rule, and leave.")
@click.option("--since", default="", metavar="REVISION", help="Only what is new against this git revision.")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of releases: its last one must show the same decisions.",
)
@click.option("--branch", default="", help="Branch of releases: the same.")
@click.option("--strict", is_flag=True, help="Let warnings fail the check, too.")
@as_of_option
@language_option
def command(  # noqa: PLR0917 - click hands them over by name
    data_dir: Path, form: str, rules: tuple[str, ...], explain: str, listing: bool, since: str,
    folder: Path | None, branch: str, strict: bool, as_of: str, language: str | None,
) -> int:  # fmt: skip
    """Check the data and the plan, and say what is wrong, and where.

    All problems of all files are reported in one run, sorted by place. Data without errors is judged as a
    plan, too: dates that contradict each other, the four pitfalls, the quality of the schedule, the
    preparation. With --as-of, that is done for that month, and findings in the reviews of later months are
    left out. Errors leave with 1; warnings do, too, with --strict.

    \b
    Examples:
      erpsite check
      erpsite check --language zh --data plans/2026
      erpsite check --rule P3-OVERLOAD --rule P3-P80
      erpsite check --explain P3-OVERLOAD     what a rule wants, and why
      erpsite check --explain unknown-key     what a finding means, and how to mend it
      erpsite check --since main --strict     only what a change adds
      erpsite check --in /srv/handbook        published decisions stand as they are
      erpsite check --format github           annotations on a pull request
      erpsite check --format sarif > findings.sarif
    """
    tr = translator(language or environment_language())
    _refuse_unknown(rules, explain, tr)
    if listing or explain:
        click.echo(explain_code(explain, tr) if explain else list_rules(tr), nl=False)
        return CLEAN
    need_folder(data_dir, tr)
    issues = _known_by(as_of, _findings(data_dir, as_of, rules))
    if since:
        known = _findings_before(since, data_dir, as_of, rules, tr)
        if known is None:
            where = f"{since}:{data_dir.as_posix()}"
            click.echo(
                tr("The data of {where} has errors, so nothing can be compared.", where=where), err=True
            )
            return CANNOT_RUN
        issues = _added(issues, known)
    if folder is not None or branch:
        issues = sort_issues([*issues, *_published(data_dir, folder, branch, tr)])
    click.echo(FORMATS[form](issues, data_dir.as_posix(), tr), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(issue.severity in failing for issue in issues) else CLEAN


def _refuse_unknown(rules: Iterable[str], code: str, tr: Translator) -> None:
    for name in rules:
        _refuse_name(name, tuple(all_rules()), tr)
    if code:
        _refuse_name(code, known_codes(), tr)


def _refuse_name(name: str, known: tuple[str, ...], tr: Translator) -> None:
    if name in known:
        return
    if nearest := find_nearest(name, known):
        words = tr("there is no rule '{name}'; did you mean {nearest}?", name=name, nearest=nearest)
        raise click.UsageError(words)
    raise click.UsageError(tr("there is no rule '{name}'; --list names them", name=name))


@paused_collector()
def _findings(data_dir: Path, month: str, rules: tuple[str, ...]) -> tuple[Issue, ...]:
    """Return what the loader finds and, where the data has no errors, what the plan's rules find in it.

    Where rules are named, only errors are told besides what they find.
    """
    result = load_handbook(data_dir)
    beside = _beside(data_dir)
    if result.handbook is None:
        return sort_issues([*result.issues, *beside])
    now = state(result.handbook, month or result.handbook.default_as_of)
    basic = [*result.issues, *beside, *uncommented(result.handbook)]
    if rules:
        basic = [one for one in (*basic, *check_plan(now)) if one.severity is Severity.ERROR]
    else:
        basic += [*check_identity(result.handbook), *check_settings(now)]
    judged = judge_plan(now, rules)
    return sort_issues([*basic, *(one.issue for one in (*judged.findings, *judged.not_judged))])


def _beside(data_dir: Path) -> tuple[Issue, ...]:
    """Return what is wrong with the files of written pages."""
    folder = content_folder(data_dir)
    survey = survey_content(folder, data_dir)
    prefix = os.path.relpath(os.path.realpath(folder), os.path.realpath(data_dir)).replace(os.sep, "/")
    return (*survey.refused.values(), *copies_of_conflicts(survey, f"{prefix}/"))


def _findings_before(
    revision: str, data_dir: Path, month: str, rules: tuple[str, ...], tr: Translator
) -> tuple[Issue, ...] | None:
    """Return the findings in a git revision; None where its data has errors."""
    with tempfile.TemporaryDirectory(prefix="erpsite-check-") as scratch:
        export_revision(revision, data_dir, Path(scratch), tr)
        if load_handbook(Path(scratch)).handbook is None:
            return None
        return _known_by(month, _findings(Path(scratch), month, rules))


def _published(data_dir: Path, folder: Path | None, branch: str, tr: Translator) -> tuple[Issue, ...]:
    """Return the decisions that the last release shows otherwise; nothing where the data has errors."""
    from erpsite.cli.releasing import open_target, said_plainly  # noqa: PLC0415 - only this asks for releases
    from erpsite.publish.decisions import changed_decisions  # noqa: PLC0415

    handbook = load_handbook(data_dir).handbook
    with said_plainly(tr):
        target = open_target(folder, branch, "", data_dir)
        return () if handbook is None else changed_decisions(target, handbook)


def _added(issues: tuple[Issue, ...], known: tuple[Issue, ...]) -> tuple[Issue, ...]:
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


def _known_by(month: str, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Return the findings without those in reviews after a month (`YYYY-MM`); all where it is empty."""
    if not month:
        return issues
    later = f"reviews/{month}.yml"
    return tuple(
        issue
        for issue in issues
        if not issue.source.path.startswith("reviews/") or issue.source.path <= later
    )
