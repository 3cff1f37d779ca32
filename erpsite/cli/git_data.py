"""Read the data folder of another revision out of git, without touching the working tree."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from erpsite.i18n import Translator
from erpsite.load.plan_files import DATA_ENDINGS, ROLL_UPS, names_leftover

__all__ = ["GitError", "commit_of", "export_revision", "try_git"]

_REGULAR = ("100644", "100755")


class GitError(click.ClickException):
    """Say why a revision cannot be read; the command leaves with `CANNOT_RUN`."""


def commit_of(data_dir: Path) -> str:
    """Return the commit that a data folder stands at, `+` behind it where its files were changed since.

    Empty where there is no repository, no commit, or no git.
    """
    here = data_dir.resolve()
    if shutil.which("git") is None or not here.is_dir():
        return ""
    found = try_git(here, "rev-parse", "--short=12", "HEAD")
    if found.returncode:
        return ""
    changed = try_git(here, "status", "--porcelain", "--", ".").stdout.strip()
    return found.stdout.decode("ascii", "replace").strip() + ("+" if changed else "")


def export_revision(revision: str, data_dir: Path, target: Path, tr: Translator) -> None:
    """Write the data folder as it stood in a revision into `target`.

    Works in a shallow clone and on a detached head, for whatever is there. Raises `GitError` where git is
    missing, the folder is in no repository, the revision is unknown, or holds no data folder.
    """
    if shutil.which("git") is None:
        raise GitError(tr("git is not installed, so revisions cannot be compared; months can."))
    root, folder = _repository(data_dir, tr)
    commit = _commit(root, revision, tr)
    listing = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", folder or ".")
    entries = [_entry(line) for line in listing.decode("utf-8", "replace").split("\0") if line]
    here = [
        entry for entry in entries if entry[0] in _REGULAR and not names_leftover(_below(entry[2], folder))
    ]
    wanted = [(sha, path) for _, sha, path in here if _is_read(_below(path, folder))]
    if not wanted:
        raise GitError(
            tr("The revision '{revision}' has no data folder '{folder}'.", revision=revision, folder=folder)
        )
    for path, content in zip(
        [path for _, path in wanted], _contents(root, [sha for sha, _ in wanted]), strict=True
    ):
        _write(target / _below(path, folder), content)
    for _, _, path in here:
        if not _is_read(
            _below(path, folder)
        ):  # never read: the name alone says that it is not part of the plan
            _write(target / _below(path, folder), b"")


def _is_read(path: str) -> bool:
    """Say whether the loader may open a file of the data folder."""
    return path.endswith(DATA_ENDINGS) or (path.startswith(f"{ROLL_UPS[1]}/") and path.endswith(".json"))


def _below(path: str, folder: str) -> str:
    return PurePosixPath(path).relative_to(folder).as_posix()


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _repository(data_dir: Path, tr: Translator) -> tuple[Path, str]:
    """Return the root of the repository and the data folder's path in it."""
    absolute = data_dir.resolve()
    here = next(folder for folder in (absolute, *absolute.parents) if folder.is_dir())
    found = try_git(here, "rev-parse", "--show-toplevel")
    if found.returncode:
        why = found.stderr.decode("utf-8", "replace").strip().splitlines()
        if why and "dubious ownership" in why[0]:
            raise GitError(why[0])
        raise GitError(tr("'{folder}' is not in a git repository.", folder=here.as_posix()))
    root = Path(os.fsdecode(found.stdout).rstrip("\n")).resolve()
    folder = absolute.relative_to(root).as_posix()
    return root, "" if folder == "." else folder


def _commit(root: Path, revision: str, tr: Translator) -> str:
    found = try_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found.returncode:
        return found.stdout.decode("ascii").strip()
    if try_git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise GitError(
            tr(
                "The revision '{revision}' is not here: this clone is shallow. Fetch it first, for instance "
                "with `git fetch --unshallow`.",
                revision=revision,
            )
        )
    raise GitError(
        tr(
            "'{revision}' is neither a month such as 2026-03, nor `baseline`, nor a revision of this "
            "repository.",
            revision=revision,
        )
    )


def _entry(line: str) -> tuple[str, str, str]:
    head, _, path = line.partition("\t")
    mode, _, sha = head.split(" ")
    return mode, sha, path


def _contents(root: Path, shas: Sequence[str]) -> list[bytes]:
    """Return the contents of some blobs, all from one process."""
    stream = _git(root, "cat-file", "--batch", given="".join(f"{sha}\n" for sha in shas).encode("ascii"))
    found, at = [], 0
    for _ in shas:
        end = stream.index(b"\n", at)
        size = int(stream[at:end].rsplit(b" ", 1)[1])
        found.append(stream[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    done = try_git(root, *words, given=given)
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {words[0]} failed")
    return done.stdout


def try_git(root: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with paths taken as they are written, and return how it went."""
    command = ["git", "-C", str(root), "--literal-pathspecs", *words]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    return subprocess.run(command, input=given, capture_output=True, env=environment, check=False)  # noqa: S603 - git, with arguments that cannot be taken for options
