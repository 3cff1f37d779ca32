"""Describe a release file by file, and compare a tree with its description."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path, PurePosixPath

from erpsite.frozen import dataclass
from erpsite.publish.problems import Finding, PublishError, tr
from erpsite.publish.releases import Draft, Release

__all__ = ["MANIFEST", "Manifest", "digest", "hash_tree", "make_manifest", "parse_manifest"]

MANIFEST = "manifest.json"
"""Its name in the root of each language of a release; it lists every other file there."""


@dataclass(frozen=True)
class Manifest:
    """Hold the hashes of a manifest."""

    files: Mapping[str, str]
    """SHA-256 by path."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What it says of the release itself."""

    @property
    def folders(self) -> frozenset[str]:
        """Return every folder that a file of it lies in."""
        return frozenset(str(above) for path in self.files for above in PurePosixPath(path).parents)

    def differences(self, where: str, actual: Mapping[str, str]) -> Iterator[Finding]:
        """Yield each file that is missing, added or different; `actual` holds SHA-256 by path."""
        for path, known in self.files.items():
            if path not in actual:
                yield Finding(tr("{path}: the file is missing"), path=f"{where}/{path}")
            elif actual[path] != known:
                yield Finding(tr("{path}: the content differs from the manifest"), path=f"{where}/{path}")
        for path in sorted(actual.keys() - self.files.keys() - {MANIFEST}):
            yield Finding(tr("{path}: the file is not in the manifest"), path=f"{where}/{path}")

    def disagreements(self, where: str, release: Release, language: str) -> Iterator[Finding]:
        """Yield each fact that the list tells otherwise than the manifest, which came with the pages."""
        listed = {
            "release": release.name,
            "as_of": release.month,
            "edition": release.edition,
            "language": language,
            "plan_year": release.plan_year,
            "reason": release.reason,
            "commit": release.commit,
        }
        for name, said in listed.items():
            if name in self.facts and self.facts[name] != said:
                yield Finding(
                    tr("{path}: the list says '{name}' is '{said}', its manifest '{known}'"),
                    path=where, name=name, said=said, known=self.facts[name],
                )  # fmt: skip


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def hash_tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file by its path, sorted. Raises `PublishError` for anything but files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise PublishError(tr("'{path}' is neither a file nor a folder."), path=path)
        if path.is_file():
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def make_manifest(draft: Draft, name: str, language: str, files: Mapping[str, str]) -> bytes:
    """Return the manifest of one language of a release as JSON."""
    whole = {
        "release": name,
        "as_of": draft.month,
        "edition": draft.edition,
        "language": language,
        "plan_year": draft.plan_year,
        "reason": draft.reason,
        "commit": draft.commit,
        "why_no_commit": draft.why_no_commit,
        "dirty": draft.dirty,
        "tools": dict(draft.tools),
        "files": dict(sorted(files.items())),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def parse_manifest(content: bytes) -> Manifest | None:
    """Read a manifest; None where it is none, or names a file outside its own folder."""
    try:
        whole = json.loads(content)
        files = {str(path): str(known) for path, known in whole["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not all(_is_inside(path) for path in files):
        return None
    return Manifest(files, {name: value for name, value in whole.items() if name != "files"})


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not {"", ".", ".."} & set(parts) and "\\" not in path and "\0" not in path
