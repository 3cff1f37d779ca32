"""Hold what the commands about releases share: the target's options, its errors, a build's origin."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import click

import erpsite
from erpsite.cli.options import speaker
from erpsite.i18n import Translator
from erpsite.job import docs_folder
from erpsite.load.plan_files import names_leftover
from erpsite.publish import BranchTarget, FolderTarget, PublishError

__all__ = ["Target", "open_target", "provenance", "said_plainly", "target_options", "tool_versions"]

F = TypeVar("F", bound=Callable[..., Any])
Target = FolderTarget | BranchTarget


def target_options(command: F) -> F:
    """Add the options that name where releases are: `--to`, `--branch`, `--push`."""
    for option in (
        click.option(
            "--push", "remote", metavar="REMOTE", default="", help="Remote that holds the branch, too."
        ),
        click.option("--branch", default="", help="Branch of this repository that holds the releases."),
        click.option(
            "--to", "--in", "folder", type=click.Path(path_type=Path), help="Folder that holds the releases."
        ),
    ):
        command = option(command)
    return command


def open_target(folder: Path | None, branch: str, remote: str, repository: Path = Path()) -> Target:
    """Return the target that the options name. Raises `UsageError` for none or two."""
    tr = speaker()
    if (folder is None) == (not branch):
        raise click.UsageError(tr("name either a folder with --to or a branch with --branch"))
    if folder is not None:
        if remote:
            raise click.UsageError(tr("--push goes with --branch; a folder has no remote"))
        return FolderTarget(folder)
    return BranchTarget(repository, branch, remote)


@contextmanager
def said_plainly(tr: Translator) -> Iterator[None]:
    """Say a problem of publishing in the reader's language and leave with `CANNOT_RUN`."""
    try:
        yield
    except PublishError as error:
        raise click.ClickException(error.say(tr)) from error


def provenance(config_file: Path, data_dir: Path, tr: Translator) -> tuple[str | None, str, bool]:
    """Return the commit of the data, why there is none, and whether something is not committed.

    Changed files anywhere in the repository count, and new ones beside the data and the pages.
    """
    try:
        head = _git(data_dir, "rev-parse", "--verify", "HEAD^{commit}")
    except FileNotFoundError:
        return None, tr("git is not installed"), False
    if head.returncode:
        return None, tr("the data are in no git repository, or nothing is committed yet"), False
    changed = _git(data_dir, "status", "--porcelain", "--untracked-files=no").stdout.strip()
    # What editors leave beside the files is no part of the plan, and no reason to refuse it.
    beside = [data_dir, config_file, docs_folder(config_file)]
    places = [str(path.resolve()) for path in beside if path.exists()]
    listed = _git(data_dir, "status", "--porcelain", "-z", "--untracked-files=all", "--", *places).stdout
    new = [row for row in listed.split("\0") if row.startswith("?? ") and not names_leftover(row[3:])]
    return head.stdout.strip(), "", bool(changed or new)


def tool_versions() -> dict[str, str]:
    """Return the versions of what makes the pages."""
    tools = {name: version(name) for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2", "babel")}
    return {"erpsite": erpsite.__version__, "python": platform.python_version(), **tools}


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - git, with words of our own
