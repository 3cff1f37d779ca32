"""Read out of git the versions of the files that hold dates; nothing is written, and no clock is asked."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.pack.date_history import DateHistory, Revision, Version, date_history, tells_dates

__all__ = [
    "MOST_COMMITS", "Checkout", "CommittedDates", "checkout_of", "head_commit", "is_shallow",
    "read_committed_dates",
]  # fmt: skip

MOST_COMMITS = 5_000
"""Commits of the data's own files that are read; a longer history is not counted at all."""
_REGULAR = (b"100644", b"100755")
_LOG = (
    "-c", "log.showSignature=false", "log", "--first-parent", "-m", "--root", "--raw", "--no-abbrev",
    "--no-renames", "--no-notes", "-z", "--format=%x01%ct",
)  # fmt: skip
"""What each commit changed beside its first parent: a merged branch counts once, when it came in."""


@dataclass(frozen=True, slots=True)
class CommittedDates:
    """Hold what the commits of a checkout moved."""

    moves: DateHistory
    lacks: Literal["", "part", "bound"] = ""
    """Why a history that is there does not count: this clone holds a part of it, or it is longer than the
    bound. A part would give numbers that fall from one clone to the next, and a calendar program passes
    over an event whose number fell."""


def read_committed_dates(data_dir: Path) -> CommittedDates:
    """Return the moves of the events by the commits up to the one that is checked out.

    The same commit gives the same moves on every machine. Without git, outside a repository and for data
    that are not committed there are none.
    """
    folder = data_dir.resolve()
    checkout = checkout_of(folder)
    if checkout.shallow:
        return CommittedDates({}, "part")
    if not checkout.head:
        return CommittedDates({})
    listed = _git(folder, *_LOG, f"--max-count={MOST_COMMITS + 1}", "HEAD", "--", ".")
    commits = list(_commits(listed, checkout.prefix))
    if len(commits) > MOST_COMMITS:
        return CommittedDates({}, "bound")
    revisions = _revisions(folder, commits[::-1])
    return CommittedDates({}, "part") if revisions is None else CommittedDates(date_history(revisions))


@dataclass(frozen=True, slots=True)
class Checkout:
    """Hold where a folder stands among commits; nothing outside a repository and without git."""

    head: str = ""
    """Hash of the commit that is checked out; empty where there is none yet."""
    shallow: bool = False
    """Whether the clone holds only the newest commits."""
    prefix: bytes = b""
    """Path from the repository to the folder, with a slash at its end."""


def checkout_of(folder: Path) -> Checkout:
    """Ask git once where a folder stands."""
    if shutil.which("git") is None or not folder.is_dir():
        return Checkout()
    said = _git(folder, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
    shallow, _, rest = said.partition(b"\n")
    prefix, _, head = rest.rstrip(b"\n").rpartition(b"\n")
    # Before the first commit git says the word `HEAD` again.
    return Checkout("" if head == b"HEAD" else head.decode("ascii"), shallow == b"true", prefix)


def is_shallow(data_dir: Path) -> bool:
    """Say whether the folder is in a clone that holds only the newest commits."""
    return checkout_of(data_dir).shallow


def head_commit(data_dir: Path) -> str:
    """Return the hash of the commit that is checked out; empty outside a repository and without git."""
    return checkout_of(data_dir).head


@dataclass(frozen=True, slots=True)
class _Commit:
    at: int
    """Seconds since 1970."""
    changes: tuple[tuple[str, bytes, bytes], ...]
    """Path below the data folder, and the blob before and after; empty where there is none."""


def _commits(listed: bytes, prefix: bytes) -> Iterator[_Commit]:
    """Yield the commits of a log, newest first."""
    for part in listed.split(b"\x01")[1:]:
        head, *words = part.split(b"\0")
        found = []
        for row, path in zip(words[::2], words[1::2], strict=False):
            old_mode, new_mode, old, new, _ = row.strip().lstrip(b":").split(b" ")
            name = os.fsdecode(path.removeprefix(prefix))
            if tells_dates(name):
                found.append(
                    (name, old if old_mode in _REGULAR else b"", new if new_mode in _REGULAR else b"")
                )
        yield _Commit(int(head), tuple(found))


def _revisions(folder: Path, commits: Sequence[_Commit]) -> list[Revision] | None:
    """Return the commits with the contents of their files; None where a clone has left contents out."""
    wanted = {blob for one in commits for _, *blobs in one.changes for blob in blobs if blob}
    contents = dict(_blobs(folder, sorted(wanted)))
    if contents.keys() != wanted:
        return None
    return [
        Revision(
            dt.datetime.fromtimestamp(one.at, dt.UTC),
            tuple(Version(path, contents.get(old), contents.get(new)) for path, old, new in one.changes),
        )
        for one in commits
    ]


def _blobs(folder: Path, names: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the blobs that are here by their names, all from one process."""
    stream = _git(folder, "cat-file", "--batch", given=b"".join(name + b"\n" for name in names))
    at = 0
    while at < len(stream):
        end = stream.index(b"\n", at)
        name, kind, *size = stream[at:end].split(b" ")
        at = end + 1
        if kind == b"blob":
            yield name, stream[at : at + int(size[0])]
            at += int(size[0]) + 1


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """Return what git says, and nothing where it fails: then there is no history. Nothing is fetched."""
    command = ["git", "-C", str(folder), "--literal-pathspecs", *words]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    return subprocess.run(command, input=given, capture_output=True, env=environment, check=False).stdout  # noqa: S603 - git, with arguments of ours
