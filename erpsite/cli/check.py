"""The command `erpsite check`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from erpsite.cli.beside import beside_pages
from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.options import (
    as_of_option,
    data_option,
    environment_language,
    fresh_option,
    language_option,
)
from erpsite.cli.reading import need_folder
from erpsite.cli.report import FORMATS, report_in
from erpsite.cli.told_before import Told, ToldBefore
from erpsite.frozen import dataclass
from erpsite.i18n import Translator, translator
from erpsite.issues import Issue, Severity, sort_issues
from erpsite.kept import kept_folder
from erpsite.load.reading import gather
from erpsite.nearest import find_nearest

__all__ = ["command"]


@click.command("check")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
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
@fresh_option
@as_of_option
@language_option
def command(  # noqa: PLR0917 - click hands them over by name
    data_dir: Path, form: str, rules: tuple[str, ...], explain: str, listing: bool, since: str,
    folder: Path | None, branch: str, strict: bool, fresh: bool, as_of: str, language: str | None,
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
      erpsite check --fresh                   take nothing over from the last time
    """
    tr = translator(language or environment_language())
    if rules or explain or listing:
        from erpsite.cli.rules import explain as explain_code  # noqa: PLC0415 - most calls name no rule
        from erpsite.cli.rules import list_rules  # noqa: PLC0415

        _refuse_unknown(rules, explain, tr)
        if listing or explain:
            click.echo(explain_code(explain, tr) if explain else list_rules(tr), nl=False)
            return CLEAN
    need_folder(data_dir, tr)
    wanted = _Wanted(data_dir, form, rules, as_of, since, folder, branch, strict, fresh)
    told = _told(wanted, tr)
    click.echo(told.text, nl=False, err=told.code == CANNOT_RUN)
    return told.code


@dataclass(frozen=True)
class _Wanted:
    """Hold what is asked of the command."""

    data_dir: Path
    form: str
    rules: tuple[str, ...]
    month: str
    since: str
    folder: Path | None
    branch: str
    strict: bool
    fresh: bool


def _told(wanted: _Wanted, tr: Translator) -> Told:
    """Return what is said of the plan: what was said before, where it still holds."""
    shelf = None if wanted.fresh else kept_folder()
    gathered, beside = gather(wanted.data_dir), beside_pages(wanted.data_dir)
    before = None
    if not (wanted.since or wanted.folder or wanted.branch):
        asked = (tr.language, repr(replace(wanted, fresh=False)), *map(repr, beside))
        before = ToldBefore.of(shelf, gathered, asked)
    if before and (known := before.read()):
        return known
    from erpsite.cli import checking  # noqa: PLC0415 - rules and analyses, where there is something to judge

    asking = checking.Asked(wanted.month, wanted.rules, shelf)
    issues = checking.known_by(wanted.month, checking.find(gathered, beside, asking))
    if wanted.since:
        earlier = checking.find_before(wanted.since, wanted.data_dir, asking, tr)
        if earlier is None:
            where = f"{wanted.since}:{wanted.data_dir.as_posix()}"
            words = tr("The data of {where} has errors, so nothing can be compared.", where=where)
            return Told(f"{words}\n", CANNOT_RUN)
        issues = checking.added(issues, earlier)
    if wanted.folder is not None or wanted.branch:
        found = checking.published(wanted.data_dir, wanted.folder, wanted.branch, tr)
        issues = sort_issues([*issues, *found])
    told = _report(issues, wanted, tr)
    if before:
        before.keep(told)
    return told


def _report(issues: tuple[Issue, ...], wanted: _Wanted, tr: Translator) -> Told:
    """Return what is said of the findings, and the exit code."""
    failing = {Severity.ERROR, Severity.WARNING} if wanted.strict else {Severity.ERROR}
    code = PROBLEMS if any(issue.severity in failing for issue in issues) else CLEAN
    return Told(report_in(wanted.form, issues, wanted.data_dir.as_posix(), tr), code)


def _refuse_unknown(rules: Iterable[str], code: str, tr: Translator) -> None:
    from erpsite.cli.rules import known_codes  # noqa: PLC0415 - as above
    from erpsite.plancheck import all_rules  # noqa: PLC0415

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
