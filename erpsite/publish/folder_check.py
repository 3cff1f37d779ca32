"""Compare everything in a target folder with its list and its manifests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from erpsite.publish.folder_state import FolderState
from erpsite.publish.layout import lay_out, store_name
from erpsite.publish.manifest import MANIFEST, digest, hash_tree, parse_manifest
from erpsite.publish.problems import Finding, tr
from erpsite.publish.releases import Release, ReleaseList

__all__ = ["verify_files", "verify_folder"]


def verify_folder(state: FolderState) -> list[Finding]:
    """Return what differs: in the releases, in the public tree, and between the list and the store."""
    releases = state.read()
    found: list[Finding] = []
    for release in releases.releases:
        if not release.retracted:
            found += _release(state, release)
    found += _public(state, releases)
    found += _unlisted(state, releases)
    return found


def _release(state: FolderState, release: Release) -> Iterator[Finding]:
    for language, known in release.manifests.items():
        folder = state.store / store_name(release) / language
        where = f"{store_name(release)}/{language}"
        manifest = folder / MANIFEST
        content = manifest.read_bytes() if manifest.is_file() else None
        actual = hash_tree(folder) if folder.is_dir() else {}
        yield from verify_files(where, content, known, actual)


def verify_files(where: str, manifest: bytes | None, known: str, actual: dict[str, str]) -> Iterator[Finding]:
    """Yield how one language of a release differs from its manifest, and the manifest from the list."""
    if manifest is None:
        yield Finding(tr("{path}: the release on the list is not there"), path=where)
        return
    if digest(manifest) != known:
        yield Finding(tr("{path}: the manifest differs from the list"), path=where)
    parsed = parse_manifest(manifest)
    if parsed is not None:
        yield from parsed.differences(where, actual)


def _public(state: FolderState, releases: ReleaseList) -> Iterator[Finding]:
    """Yield what readers see that the list does not say, and the other way round."""
    icon = state.current / "favicon.svg"
    tree = lay_out(releases, icon.read_bytes() if icon.is_file() else b"") if releases.releases else None
    if tree is None:
        return
    for path, content in tree.files.items():
        shown = state.root / path
        if not shown.is_file() or shown.read_bytes() != content:
            yield Finding(tr("{path}: differs from the list of releases"), path=path)
    for path, place in tree.places.items():
        shown, kept = state.root / path, state.store / place.store / place.language
        if not shown.is_dir() or not kept.is_dir() or not shown.samefile(kept):
            yield Finding(tr("{path}: leads elsewhere than the list of releases says"), path=path)
    for path in _shown(state):
        if path not in tree.files and path not in tree.places:
            yield Finding(tr("{path}: is shown but not on the list"), path=path)


def _shown(state: FolderState) -> Iterator[str]:
    """Yield the files and links of the generation that is shown."""
    generation = state.current.resolve()
    for folder, names, files in os.walk(generation):
        links = [name for name in names if Path(folder, name).is_symlink()]
        for name in sorted((*files, *links)):
            yield Path(folder, name).relative_to(generation).as_posix()


def _unlisted(state: FolderState, releases: ReleaseList) -> Iterator[Finding]:
    """Yield releases that are kept but on no list; one that is just being published is in the journal."""
    known = {store_name(release) for release in releases.releases}
    if state.pending.is_file():
        known.add(state.pending.read_text(encoding="utf-8"))
    for folder in sorted(state.store.iterdir()) if state.store.is_dir() else ():
        if folder.name not in known:
            yield Finding(tr("{path}: the release is there but not on the list"), path=folder.name)
