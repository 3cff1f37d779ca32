"""Compare everything in a target folder with its list and its manifests."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from erpsite.publish.folder_state import INSIDE, FolderState
from erpsite.publish.layout import PublicTree, lay_out, store_name
from erpsite.publish.manifest import MANIFEST, digest, parse_manifest
from erpsite.publish.problems import Finding, tr
from erpsite.publish.releases import Release, ReleaseList

__all__ = ["verify_files", "verify_folder", "verify_list"]


def verify_folder(state: FolderState) -> list[Finding]:
    """Return what differs: in the releases, in the public tree, and between the list and the store."""
    releases = state.read()
    found: list[Finding] = []
    for release in releases.releases:
        if not release.retracted:
            found += _release(state, release)
    found += verify_list(releases)
    found += _public(state, releases)
    found += _unlisted(state, releases)
    return found


def verify_list(releases: ReleaseList) -> Iterator[Finding]:
    """Yield what the list says twice."""
    for release in releases.doubled:
        yield Finding(tr("{path}: stands on the list of releases a second time"), path=store_name(release))


@dataclass
class _Seen:
    """Hold what one folder of the disk holds; paths are relative to it."""

    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 by path."""
    folders: list[str] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def _look(folder: Path, where: str, readers: int) -> _Seen:
    """Hash a folder; say what is no file, and what those who may read the target cannot read.

    `readers` holds the target's own bits for reading: 0o444 for everybody, 0o440 for its group alone.
    """
    seen = _Seen()
    for above, names, files in os.walk(folder):
        inner = Path(above).relative_to(folder)
        for name in sorted((*names, *files)):
            path, shown = Path(above, name), (inner / name).as_posix()
            place = f"{where}/{shown}" if where else shown
            status = path.lstat()
            if stat.S_ISDIR(status.st_mode):
                seen.folders.append(shown)
            elif not stat.S_ISREG(status.st_mode):
                seen.problems.append(Finding(tr("{path}: is neither a file nor a folder"), path=place))
                continue
            if status.st_mode & readers != readers:
                seen.problems.append(
                    Finding(
                        tr("{path}: cannot be read by all who may read the folder of releases"), path=place
                    )
                )
            if stat.S_ISREG(status.st_mode):
                _hash(path, shown, place, seen)
    return seen


def _hash(path: Path, shown: str, place: str, seen: _Seen) -> None:
    try:
        with path.open("rb") as file:
            seen.files[shown] = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        seen.files[shown] = ""
        why = error.strerror or str(error)
        seen.problems.append(Finding(tr("{path}: cannot be read: {why}"), path=place, why=why))


def _release(state: FolderState, release: Release) -> Iterator[Finding]:
    kept, store = state.store / store_name(release), store_name(release)
    if kept.is_symlink():
        yield Finding(tr("{path}: is neither a file nor a folder"), path=store)
        return
    readers = stat.S_IMODE(state.root.stat().st_mode) & 0o444
    for path in sorted(kept.iterdir()) if kept.is_dir() else ():
        if path.name not in release.languages:
            yield Finding(
                tr("{path}: is kept in the release but not on the list"), path=f"{store}/{path.name}"
            )
    for language in release.languages:
        where = f"{store}/{language}"
        seen = _look(kept / language, where, readers)
        yield from seen.problems
        manifest = kept / language / MANIFEST
        content = manifest.read_bytes() if seen.files.get(MANIFEST) else None
        yield from verify_files(release, language, content, seen.files)
        parsed = parse_manifest(content) if content is not None else None
        for folder in seen.folders:
            if parsed is not None and folder not in parsed.folders:
                yield Finding(tr("{path}: the folder is not in the manifest"), path=f"{where}/{folder}")


def verify_files(
    release: Release, language: str, manifest: bytes | None, actual: dict[str, str]
) -> Iterator[Finding]:
    """Yield how one language of a release differs from its manifest, and the manifest from the list."""
    where = f"{store_name(release)}/{language}"
    if manifest is None:
        yield Finding(tr("{path}: the release on the list is not there"), path=where)
        return
    if digest(manifest) != release.manifests[language]:
        yield Finding(tr("{path}: the manifest differs from the list"), path=where)
    parsed = parse_manifest(manifest)
    if parsed is None:
        yield Finding(tr("{path}: the manifest cannot be read"), path=where)
        return
    if digest(manifest) == release.manifests[language]:
        yield from parsed.disagreements(where, release, language)
    yield from parsed.differences(where, actual)


def _public(state: FolderState, releases: ReleaseList) -> Iterator[Finding]:
    """Yield what readers see that the list does not say, and the other way round."""
    if not releases.releases:
        yield from _strangers(state, PublicTree())
        return
    tree = lay_out(releases, state.icon(releases))
    for path, content in tree.files.items():
        shown = state.root / path
        if not shown.is_file() or shown.read_bytes() != content:
            yield Finding(tr("{path}: differs from the list of releases"), path=path)
    for path, place in tree.places.items():
        shown, kept = state.root / path, state.store / place.store / place.language
        if not shown.is_dir() or not kept.is_dir() or not shown.samefile(kept):
            yield Finding(tr("{path}: leads elsewhere than the list of releases says"), path=path)
    yield from _strangers(state, tree)
    yield from _unreadable(state, tree)


def _strangers(state: FolderState, tree: PublicTree) -> Iterator[Finding]:
    """Yield what stands at the root or in the generation that is shown, and is not of this list."""
    for path in sorted(state.root.iterdir()):
        if path.name == state.inside.name:
            continue
        if path.name not in tree.tops:
            yield Finding(tr("{path}: is shown but not on the list"), path=path.name)
        elif not path.is_symlink() or str(path.readlink()) != f"{state.inside.name}/current/{path.name}":
            yield Finding(tr("{path}: leads elsewhere than the list of releases says"), path=path.name)
    for path in sorted(state.inside.iterdir()) if state.inside.is_dir() else ():
        if path.name not in INSIDE:
            where = f"{state.inside.name}/{path.name}"
            yield Finding(tr("{path}: is no part of what was published"), path=where)
    folders = {str(above) for path in (*tree.files, *tree.places) for above in PurePosixPath(path).parents}
    for shown, is_folder in _shown(state):
        if shown not in (folders if is_folder else {*tree.files, *tree.places}):
            yield Finding(tr("{path}: is shown but not on the list"), path=shown)


def _shown(state: FolderState) -> Iterator[tuple[str, bool]]:
    """Yield what is in the generation that is shown, and whether it is a folder of it."""
    generation = state.current.resolve()
    for folder, names, files in os.walk(generation):
        for name in sorted((*names, *files)):
            path = Path(folder, name)
            yield path.relative_to(generation).as_posix(), path.is_dir() and not path.is_symlink()


def _unreadable(state: FolderState, tree: PublicTree) -> Iterator[Finding]:
    """Yield the lists and pages of the public tree that those who may read the target cannot read."""
    readers = stat.S_IMODE(state.root.stat().st_mode) & 0o444
    for path in tree.files:
        shown = state.root / path
        if shown.is_file() and shown.stat().st_mode & readers != readers:
            yield Finding(tr("{path}: cannot be read by all who may read the folder of releases"), path=path)


def _unlisted(state: FolderState, releases: ReleaseList) -> Iterator[Finding]:
    """Yield releases that are kept but on no list; one that is just being published is in the journal."""
    known = {store_name(release) for release in releases.releases}
    if state.pending.is_file():
        known.add(state.pending.read_text(encoding="utf-8", errors="replace"))
    for folder in sorted(state.store.iterdir()) if state.store.is_dir() else ():
        if folder.name not in known:
            yield Finding(tr("{path}: the release is there but not on the list"), path=folder.name)
