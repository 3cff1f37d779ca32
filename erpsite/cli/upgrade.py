"""The command `erpsite upgrade`."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from erpsite.cli.main import CANNOT_RUN, CLEAN, PROBLEMS
from erpsite.cli.options import data_option, environment_language, language_option
from erpsite.cli.report.text import text_report
from erpsite.i18n import Translator, translator
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.load.plan_files import read_paths, rolled_paths, survey_data
from erpsite.load.upgrade import upgraded
from erpsite.model import FILES, Handbook
from erpsite.patch import PatchError

__all__ = ["command"]


@click.command("upgrade")
@data_option
@click.option("--dry-run", is_flag=True, help="Show the changed lines and write nothing.")
@language_option
def command(data_dir: Path, dry_run: bool, language: str | None) -> int:
    """Rewrite the plan to the present format.

    Comments, order, quoting and line ends stay; only the lines change that must. The plan says the same
    afterwards: it is read again before a file is replaced.

    \b
    Examples:
      erpsite upgrade --dry-run        what would change?
      erpsite upgrade
      erpsite upgrade --data plans/2026
    """
    tr = translator(language or environment_language())
    result = load_handbook(data_dir)
    if result.handbook is None:
        errors = tuple(issue for issue in result.issues if issue.severity is Severity.ERROR)
        click.echo(text_report(errors, data_dir.as_posix(), tr), err=True, nl=False)
        return PROBLEMS
    texts = _texts(data_dir)
    try:
        changed, done = upgraded(texts)
    except PatchError as error:
        click.echo(tr(error.message, **error.values), err=True)
        return CANNOT_RUN
    if not changed:
        click.echo(tr("The plan is in the present format; nothing is to be done."))
        return CLEAN
    if not _says_the_same(result.handbook, {**texts, **_rolled(data_dir), **changed}):
        click.echo(tr("The plan would say something else afterwards; nothing was written."), err=True)
        return CANNOT_RUN
    _tell(texts, changed, done, tr, dry_run=dry_run)
    if not dry_run:
        for path, text in changed.items():
            _replace(data_dir / path, text)
    return CLEAN


def _texts(data_dir: Path) -> dict[str, str]:
    """Return the text of each file of the plan with its line ends; YAML that was loaded is UTF-8."""
    survey = survey_data(data_dir)
    paths = [path for kind in FILES for path in read_paths(survey, kind) if path in survey.files]
    return {
        path: (data_dir / path).read_bytes().decode("utf-8", "surrogateescape")
        for path in paths
    }  # fmt: skip


def _rolled(data_dir: Path) -> dict[str, str]:
    """Return what roll-ups say of the plan, which no upgrade rewrites."""
    return {path: (data_dir / path).read_text("utf-8") for path in rolled_paths(survey_data(data_dir))}


def _says_the_same(before: Handbook, texts: Mapping[str, str]) -> bool:
    """Say whether the files are read as the same plan, but for its format."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in texts.items():
            _write(Path(folder) / path, text)
        after = load_handbook(Path(folder)).handbook
    return after is not None and _bare(after) == _bare(before)


def _bare(handbook: Handbook) -> dict[str, object]:
    held = {kind.field: getattr(handbook, kind.field) for kind in FILES}
    return {**held, "plan": handbook.plan.model_copy(update={"format": 1})}


def _tell(
    before: Mapping[str, str],
    changed: Mapping[str, str],
    done: tuple[str, ...],
    tr: Translator,
    *,
    dry_run: bool,
) -> None:
    if dry_run:
        for path, text in changed.items():
            lines = difflib.unified_diff(
                before.get(path, "").splitlines(), text.splitlines(), path, path, lineterm="", n=1
            )
            click.echo("\n".join(lines))
        click.echo(tr("Nothing was written; leave out --dry-run to do it."))
        return
    for what in done:
        click.echo(f"- {tr(what)}")
    click.echo(
        tr.plural("{n} file was rewritten: {files}.", "{n} files were rewritten: {files}.",
                  len(changed), files=", ".join(changed))
    )  # fmt: skip


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _replace(path: Path, text: str) -> None:
    """Replace a file in one step, with the rights it had."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(text.encode("utf-8", "surrogateescape"))
    Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    Path(name).replace(path)
