"""Move a branch from one commit to the next, here or on a remote, only if nobody else has."""

from __future__ import annotations

import time
from pathlib import Path

from erpsite.publish.git import Git, reason
from erpsite.publish.problems import PublishError, tr

__all__ = ["move_local", "push"]

_BUSY = (
    "cannot lock ref",
    "failed to update ref",
    "File exists",
    "fetch first",
    "non-fast-forward",
    "stale info",
)
_STALE = 5.0
"""Seconds after which the lock of a ref is taken for one left by a git that was killed; git holds it for less
than a hundredth of one."""


def move_local(git: Git, ref: str, commit: str, base: str) -> bool:
    """Move a branch of this repository, and say whether it was where it was expected."""
    before = base or "0" * len(commit)
    for _ in range(int(_STALE / 0.05) + 20):
        done = git.attempt("update-ref", "-m", "erpsite publish", ref, commit, before)
        if not done.returncode:
            return True
        why = done.stderr.decode("utf-8", "replace")
        if "but expected" in why or "reference already exists" in why:
            return False
        if git.tip(ref) != base:
            return False
        if "File exists" not in why:
            raise PublishError(tr("git refused: {why}"), why=why.strip())
        _drop_stale_lock(git, ref)
        time.sleep(0.05)
    raise PublishError(tr("The branch is locked by another git and stays so: {why}"), why=ref)


def _drop_stale_lock(git: Git, ref: str) -> None:
    common = git.line("rev-parse", "--path-format=absolute", "--git-common-dir")
    lock = Path(common, f"{ref}.lock")
    try:
        age = time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return
    if age > _STALE:
        lock.unlink(missing_ok=True)


def push(git: Git, remote: str, ref: str, commit: str, base: str) -> bool:
    """Push a commit onto a remote's branch without force, and say whether it was where it was expected.

    Raises `PublishError` where the remote refuses it for another reason, such as a protected branch.
    """
    done = git.attempt("push", "--quiet", "--no-verify", "--", remote, f"{commit}:{ref}")
    if not done.returncode:
        return True
    why = done.stderr.decode("utf-8", "replace").strip()
    if any(word in why for word in _BUSY):
        time.sleep(0.02)
        return False
    asked = git.attempt("ls-remote", "--", remote, ref)
    if not asked.returncode and asked.stdout.decode("ascii").partition("\t")[0] != base:
        return False
    if asked.returncode:
        raise PublishError(
            tr("The remote '{remote}' cannot be reached: {why}. Nothing was published."),
            remote=remote,
            why=reason(asked.stderr),
        )
    raise PublishError(
        tr("The remote '{remote}' refused the branch; it may be protected, or you may not write it: {why}. "
           "Nothing was published."),
        remote=remote, why=reason(done.stderr),
    )  # fmt: skip
