"""The command `erpsite apply`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from erpsite.cli.git_commit import Author, commit_files, refuse_uncommitted
from erpsite.cli.git_data import GitError, commit_of
from erpsite.cli.import_journal import Journal
from erpsite.cli.main import CLEAN, PROBLEMS
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.cli.plan_trial import plan_texts, say_refused, told_issues, try_files
from erpsite.frozen import dataclass
from erpsite.i18n import Translator, translator
from erpsite.ingest.changes.applying import Applied, Step, apply_changes
from erpsite.ingest.changes.change_file import ChangeFile, read_change_file
from erpsite.ingest.changes.outcome import Fate
from erpsite.ingest.changes.telling import applied_data, applied_lines, base_words, commit_message, plan_words
from erpsite.ingest.faults import SourceFault
from erpsite.issues import Issue
from erpsite.patch.nodes import plain, read

__all__ = ["command"]

_STDIN = "-"


@click.command("apply")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True)
)
@data_option
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option(
    "--commit", "committing", is_flag=True,
    help="Commit what each file changes under its author's name, with the sentences as message.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How to report.",
)  # fmt: skip
@language_option
def command(
    files: tuple[Path, ...], data_dir: Path, dry_run: bool, committing: bool, form: str, language: str | None
) -> int:
    """Apply change files: what people edited, or asked, in pages of the handbook.

    Each value is compared three ways: as it was when somebody edited it, as the plan has it today, and as it
    is to be. What still is as it was becomes one changed line; what is as wanted stays; anything else is a
    conflict, told with file, line and all three values, and stays. Nothing is written where a change file
    is damaged or of another plan, or where the plan would have errors that it has not now. Applying the same
    file again changes nothing. `-` reads one change file from standard input.

    \b
    Examples:
      erpsite apply li-wei.erpsite-change.json --dry-run
      erpsite apply *.erpsite-change.json
      erpsite apply *.erpsite-change.json --commit
      erpsite import --undo                     as it was before the last file written

    Exit code 0: everything is as wanted; 1: a conflict, or something was refused; 2: it could not run.
    """
    tr = translator(language or environment_language())
    if not data_dir.is_dir():
        raise SourceFault(
            "there is no data folder {path}; erpsite new begins a plan", path=data_dir.as_posix()
        )
    journal = Journal(data_dir)
    with journal.lock():
        if recovered := journal.recover():
            message = "An import of {name} was cut off; the plan is as it was before."
            click.echo(tr(message, name=recovered.name), err=True)
        run = _Apply(data_dir, journal, tr, form, dry_run, committing)
        return run.run(files)


@dataclass(frozen=True)
class _Apply:
    """Run one application from the bytes of the change files to the files of the plan."""

    data_dir: Path
    journal: Journal
    tr: Translator
    form: str
    dry_run: bool
    committing: bool

    def run(self, files: Sequence[Path]) -> int:
        """Read, compare, report and write; return the exit code."""
        read_files, issues = _read_all(files)
        texts = plan_texts(self.data_dir)
        plan = plain(read(texts.get("handbook.yml", b"").decode("utf-8", "replace")))
        own = str(plan.get("id") or "") if isinstance(plan, dict) else ""
        issues += _strangers(read_files, own)
        if issues:
            click.echo(told_issues(issues, ".", self.tr), err=True, nl=False)
            click.echo(self.tr("Nothing was changed."), err=True)
            return PROBLEMS
        commit = commit_of(self.data_dir)
        for name, author in read_files:
            for words in (
                *plan_words(name, author, own, self.tr),
                *base_words(name, author, commit, self.tr),
            ):
                click.echo(words, err=True)
        applied = apply_changes(read_files, texts)
        if wrong := self._new_errors(applied):
            self._report(applied.held())
            say_refused(wrong, self.data_dir, self.tr)
            return PROBLEMS
        self._check_commit(applied)
        self._report(applied)
        if self.dry_run:
            click.echo(self.tr("Nothing was changed: this was a dry run."), err=True)
        else:
            self._write(applied)
        open_ones = applied.with_fate(Fate.CONFLICT) + applied.with_fate(Fate.REFUSED)
        return PROBLEMS if open_ones else CLEAN

    def _new_errors(self, applied: Applied) -> Sequence[Issue]:
        """Return the errors that the plan would have and has not now."""
        changed = {
            path: None if data is None else data.decode("utf-8") for path, data in applied.files.items()
        }
        return try_files(self.data_dir, changed).new_errors if changed else ()

    def _check_commit(self, applied: Applied) -> None:
        """Refuse what git would not commit before anything is promised, in a dry run, too."""
        if not self.committing or not applied.files:
            return
        try:
            refuse_uncommitted(self.journal.root, self._names(applied), self.tr)
        except GitError:
            self._report(applied.held())
            raise

    def _names(self, applied: Applied) -> list[str]:
        folder = self.data_dir.resolve().relative_to(self.journal.root).as_posix()
        return [f"{folder}/{path}" for path in sorted(applied.files)]

    def _report(self, applied: Applied) -> None:
        if self.form == "json":
            click.echo(json.dumps(applied_data(applied, self.tr), ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(applied_lines(applied, self.data_dir.as_posix(), self.tr)))

    def _write(self, applied: Applied) -> None:
        if not applied.files:
            click.echo(self.tr("Nothing is to be changed."), err=self.form == "json")
            return
        folder = self.data_dir.resolve().relative_to(self.journal.root).as_posix()
        names = self._names(applied)
        if self.committing:
            for step in applied.steps:
                self._commit(step, applied, folder)
            told = self.tr("Written and committed: {files}", files=", ".join(names))
        else:
            files = {f"{folder}/{path}": data for path, data in applied.files.items()}
            self.journal.write(applied.steps[0].name, files)
            told = self.tr("Written: {files}. erpsite import --undo puts it back.", files=", ".join(names))
        click.echo(told, err=self.form == "json")

    def _commit(self, step: Step, applied: Applied, folder: str) -> None:
        """Write what one change file changes and commit it; put it back where git refuses."""
        if not step.files:
            return
        files = {f"{folder}/{path}": data for path, data in step.files.items()}
        became = [one for one in applied.became if one.author is step.author]
        message = commit_message(became, step.author, self.tr)
        person = step.author.who.person
        author = Author(step.author.who.name, self._mail(person))
        self.journal.write(step.name, files)
        try:
            commit_files(self.journal.root, sorted(files), author, message)
        except click.ClickException:
            self.journal.undo()
            raise

    def _mail(self, person: str) -> str:
        """Return the address of the person in the plan, else one that leads nowhere."""
        path = self.data_dir / "people.yml"
        people = plain(read(path.read_text(encoding="utf-8"))) if person and path.is_file() else None
        for one in people if isinstance(people, list) else ():
            if isinstance(one, dict) and one.get("id") == person and one.get("email"):
                return str(one["email"])
        return f"{person or 'page'}@erpsite.invalid"


def _read_all(files: Sequence[Path]) -> tuple[list[tuple[str, ChangeFile]], list[Issue]]:
    """Return the change files that can be read, and what is wrong with the others."""
    found: list[tuple[str, ChangeFile]] = []
    issues: list[Issue] = []
    for path in files:
        if str(path) == _STDIN:
            data = sys.stdin.buffer.read()
        elif path.is_file():
            data = path.read_bytes()
        else:
            raise SourceFault("there is no file {path}", path=path.as_posix())
        one, faults = read_change_file(data, path.as_posix())
        issues += faults
        if one is not None:
            found.append((path.name, one))
    return found, issues


def _strangers(files: Sequence[tuple[str, ChangeFile]], plan: str) -> list[Issue]:
    """Return a finding for each change file of another plan."""
    message = "the change file is of the plan {other}, and this one is {plan}; apply it there"
    return [
        Issue("other-plan", message, one.where_of("plan"), values={"other": one.plan, "plan": plan})
        for _, one in files
        if one.plan and plan and one.plan != plan
    ]
