"""Describe a release file by file, and compare a tree with its description."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from erpsite.publish.problems import Finding, PublishError, tr
from erpsite.publish.releases import Draft

__all__ = ["MANIFEST", "Manifest", "digest", "hash_tree", "make_manifest", "parse_manifest"]

MANIFEST = "manifest.json"
"""Its name in the root of each language of a release; it lists every other file there."""


@dataclass(frozen=True)
class Manifest:
    """Hold the hashes of a manifest."""

    files: Mapping[str, str]
    """SHA-256 by path."""

    def differences(self, where: str, actual: Mapping[str, str]) -> Iterator[Finding]:
        """Yield each file that is missing, added or different; `actual` holds SHA-256 by path."""
        for path, known in self.files.items():
            if path not in actual:
                yield Finding(tr("{path}: the file is missing"), path=f"{where}/{path}")
            elif actual[path] != known:
                yield Finding(tr("{path}: the content differs from the manifest"), path=f"{where}/{path}")
        for path in sorted(actual.keys() - self.files.keys() - {MANIFEST}):
            yield Finding(tr("{path}: the file is not in the manifest"), path=f"{where}/{path}")


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
    """Read a manifest; None where it is none."""
    try:
        files = json.loads(content)["files"]
        return Manifest({str(path): str(known) for path, known in files.items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
