"""Commit files of the plan under the name of whoever edited them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from erpsite.cli.git_data import GitError, try_git
from erpsite.frozen import dataclass
from erpsite.i18n import Translator

__all__ = ["Author", "commit_files", "refuse_committed", "refuse_uncommitted"]


@dataclass(frozen=True, slots=True)
class Author:
    """Name who edited."""

    name: str
    mail: str

    def __str__(self) -> str:
        name, mail = (
            "".join(
                letter for letter in " ".join(text.split()) if letter not in '<>"' and letter.isprintable()
            )
            for text in (self.name, self.mail)
        )
        return f"{name or 'page'} <{mail.replace(' ', '')}>"


def refuse_uncommitted(root: Path, paths: Sequence[str], tr: Translator) -> None:
    """Raise `GitError` where there is no repository, or the files hold changes that are not committed."""
    if shutil.which("git") is None or try_git(root, "rev-parse", "--git-dir").returncode:
        raise GitError(tr("'{folder}' is not in a git repository.", folder=root.as_posix()))
    found = try_git(root, "status", "--porcelain", "-z", "--", *paths).stdout.decode("utf-8", "replace")
    changed = [entry[3:] for entry in found.split("\0") if entry]
    if changed:
        message = "These files hold changes that are not committed; commit them first: {files}"
        raise GitError(tr(message, files=", ".join(changed)))


def refuse_committed(root: Path, paths: Sequence[str], tr: Translator) -> None:
    """Raise `GitError` where what an import left in these files is committed: git takes that back better.

    Putting the files back would leave the commit and make a second, unnamed change of it.
    """
    if not paths or shutil.which("git") is None or try_git(root, "rev-parse", "--git-dir").returncode:
        return
    known = try_git(root, "ls-files", "-z", "--", *paths).stdout
    if not known or try_git(root, "status", "--porcelain", "--", *paths).stdout.strip():
        return
    told = try_git(root, "log", "-1", "--format=%h %s", "--", *paths).stdout.decode("utf-8", "replace")
    commit, _, subject = told.strip().partition(" ")
    if commit:
        message = (
            "What was written is committed, as {commit} ({subject}), and stays; this takes it back: {command}"
        )
        raise GitError(tr(message, commit=commit, subject=subject, command=f"git revert {commit}"))


def commit_files(root: Path, paths: Sequence[str], author: Author, message: str) -> None:
    """Commit these files as they stand, and no other; raise `GitError` with git's words where it refuses."""
    for words in (
        ("add", "--all", "--", *paths),
        (
            "commit",
            "--quiet",
            "--only",
            f"--author={author}",
            "--file=-",
            "--cleanup=whitespace",
            "--",
            *paths,
        ),
    ):
        done = try_git(root, *words, given=message.encode("utf-8"))
        if done.returncode:
            try_git(root, "reset", "--quiet", "--", *paths)
            why = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
            raise GitError(why or f"git {words[0]} failed")
