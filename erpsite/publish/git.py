"""Run git's plumbing for publishing; no working tree is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from erpsite.publish.problems import PublishError, tr

__all__ = ["Git", "Node", "reason"]

Node = bytes | str | dict[str, "Node"]
"""A file's content, the id of a tree that is there, or a folder of nodes."""


def reason(stderr: bytes) -> str:
    """Return what git or a remote's hook says went wrong, on one line and without git's advice."""
    kept = []
    for line in stderr.decode("utf-8", "replace").splitlines():
        words = line.strip()
        for mark in _MARKS:
            words = words.removeprefix(mark).strip()
        if words and not words.startswith(_ADVICE):
            kept.append(words.rstrip(" ."))
    return "; ".join(dict.fromkeys(kept))


_MARKS = ("remote:", "fatal:", "error:")
_ADVICE = (
    "To ",
    "hint:",
    "Please make sure you have the correct access rights",
    "and the repository exists",
    "failed to push some refs to",
)


class Git:
    """Hold one repository."""

    def __init__(self, repository: Path) -> None:
        self.repository = repository

    def check(self) -> None:
        """Raise `PublishError` where git or the repository is missing."""
        if shutil.which("git") is None:
            raise PublishError(tr("git is not installed, so nothing can be published to a branch."))
        found = self.attempt("rev-parse", "--git-dir")
        if found.returncode:
            why = found.stderr.decode("utf-8", "replace").strip()
            if "dubious ownership" in why:
                raise PublishError(tr("git refused: {why}"), why=why)
            raise PublishError(tr("'{folder}' is not in a git repository."), folder=self.repository)

    def attempt(
        self, *words: str, given: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run git and return what happened."""
        command = ["git", "-C", str(self.repository), "-c", "gc.auto=0", "-c", "core.autocrlf=false", *words]
        environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(extra or {})}
        return subprocess.run(command, input=given, capture_output=True, env=environment, check=False)  # noqa: S603 - git, with arguments that cannot be taken for options

    def run(self, *words: str, given: bytes = b"", extra: Mapping[str, str] | None = None) -> bytes:
        """Run git and return its output. Raises `PublishError` with its words where it fails."""
        done = self.attempt(*words, given=given, extra=extra)
        if done.returncode:
            why = reason(done.stderr) or f"git {words[0]}"
            raise PublishError(tr("git refused: {why}"), why=why)
        return done.stdout

    def line(self, *words: str, given: bytes = b"", extra: Mapping[str, str] | None = None) -> str:
        """Run git and return the line that it says."""
        return self.run(*words, given=given, extra=extra).decode("utf-8").strip()

    def tip(self, ref: str) -> str:
        """Return the commit of a full ref name, or nothing where there is none."""
        found = self.attempt("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        return found.stdout.decode("ascii").strip() if not found.returncode else ""

    def blob(self, commit: str, path: str) -> bytes | None:
        """Return a file of a commit, or None where it is not there."""
        found = self.attempt("cat-file", "blob", f"{commit}:{path}")
        return None if found.returncode else found.stdout

    def entries(self, commit: str, path: str = "") -> dict[str, str]:
        """Return the object of each name in a folder of a commit."""
        found = self.attempt("ls-tree", "-z", f"{commit}:{path}")
        rows = [row.partition(b"\t") for row in found.stdout.split(b"\0") if row]
        # A name that is no text was not written by erpsite.
        return {
            name.decode("utf-8", "backslashreplace"): head.split()[2].decode("ascii")
            for head, _, name in rows
        }

    def files(self, tree: str) -> dict[str, str]:
        """Return the blob of each file below a tree, by path."""
        found = self.run("ls-tree", "-r", "-z", tree)
        rows = [row.partition(b"\t") for row in found.split(b"\0") if row]
        # A name that is no text was not written by erpsite; a submodule has no content here.
        return {
            name.decode("utf-8", "backslashreplace"): head.split()[2].decode("ascii")
            for head, _, name in rows
            if head.split()[1] == b"blob"
        }

    def strange(self, tree: str) -> list[str]:
        """Return the paths below a tree that are no plain files: links and submodules."""
        found = self.run("ls-tree", "-r", "-z", tree)
        rows = [row.partition(b"\t") for row in found.split(b"\0") if row]
        return [
            name.decode("utf-8", "backslashreplace") for head, _, name in rows if not head.startswith(b"100")
        ]

    def add_folder(self, folder: Path, paths: Sequence[str]) -> str:
        """Write the files of a folder as objects and return the tree."""
        names = "".join(f"{folder.resolve() / path}\n" for path in paths).encode("utf-8")
        blobs = self.line("hash-object", "-w", "--no-filters", "--stdin-paths", given=names).split()
        lines = (f"100644 {blob}\t{path}\0" for blob, path in zip(blobs, paths, strict=True))
        with tempfile.TemporaryDirectory(prefix="erpsite-index-") as name:
            index = {"GIT_INDEX_FILE": str(Path(name, "index"))}
            self.run("update-index", "-z", "--index-info", given="".join(lines).encode("utf-8"), extra=index)
            return self.line("write-tree", extra=index)

    def add_tree(self, node: dict[str, Node]) -> str:
        """Write a folder of nodes and return its tree."""
        rows = []
        for name, what in sorted(node.items()):
            if isinstance(what, bytes):
                rows.append(f"100644 blob {self.line('hash-object', '-w', '--stdin', given=what)}\t{name}\0")
            else:
                tree = what if isinstance(what, str) else self.add_tree(what)
                rows.append(f"040000 tree {tree}\t{name}\0")
        return self.line("mktree", "-z", given="".join(rows).encode("utf-8"))

    def commit(self, tree: str, parent: str, message: str) -> str:
        """Return a commit of a tree; a machine without a name commits as erpsite."""
        who: dict[str, str] = {}
        if self.attempt("var", "GIT_COMMITTER_IDENT").returncode:
            for role in ("AUTHOR", "COMMITTER"):
                who |= {f"GIT_{role}_NAME": "erpsite", f"GIT_{role}_EMAIL": "erpsite@localhost"}
        parents = ["-p", parent] if parent else []
        return self.line("commit-tree", tree, *parents, given=message.encode("utf-8"), extra=who)
