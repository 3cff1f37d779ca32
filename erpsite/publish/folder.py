"""Publish into a folder that a web server shows."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from erpsite.job import Stamp, read_stamp
from erpsite.publish.folder_state import FolderState
from erpsite.publish.layout import lay_out, store_name
from erpsite.publish.manifest import MANIFEST, digest, hash_tree, make_manifest, parse_manifest
from erpsite.publish.problems import Finding, PublishError, plain_errors, tr
from erpsite.publish.releases import Draft, Release, ReleaseList

__all__ = ["FolderTarget", "check_site"]


def check_site(site: Path, draft: Draft) -> dict[str, dict[str, str]]:
    """Return the hashes of a built site by language. Raises `PublishError` where it is not whole."""
    hashes = {}
    for language in draft.languages:
        hashes[language] = hash_tree(site / language)
        if "index.html" not in hashes[language]:
            raise PublishError(tr("The built site has no home page in '{language}'."), language=language)
        if MANIFEST in hashes[language]:
            raise PublishError(tr("A page or file of the site may not be named '{name}'."), name=MANIFEST)
        _check_stamp(read_stamp(site / language), draft, language)
    return hashes


def _check_stamp(stamp: Stamp | None, draft: Draft, language: str) -> None:
    """Raise `PublishError` where a site is not the one that is to be released."""
    if stamp is None or not stamp.job:
        raise PublishError(
            tr("The site in '{language}' was built without a job; only `erpsite publish` builds a release."),
            language=language,
        )
    built = (stamp.month, stamp.edition, stamp.release, stamp.language)
    asked = (draft.month, draft.edition, draft.name, language)
    if built != asked:
        raise PublishError(
            tr("The built site is {built}, not {asked}."),
            built=" / ".join(part or "–" for part in built),
            asked=" / ".join(part or "–" for part in asked),
        )


class FolderTarget:
    """Hold the releases in one folder; every public change is one rename."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = FolderState(root)

    def check(self) -> None:
        """Raise `PublishError` where nothing can be published here; change nothing."""
        with plain_errors(self.root):
            self.state.check()
            self.read()

    def read(self) -> ReleaseList:
        """Return the list of releases; a folder that is not there yet has none."""
        with plain_errors(self.root):
            self.state.check()
            return self.state.read()

    def published(self) -> ReleaseList:
        """Return the list of releases. Raises `PublishError` where the folder is not there or holds none."""
        if not self.root.exists():
            raise PublishError(tr("There is no folder '{path}'."), path=self.root)
        releases = self.read()
        if not releases.releases and not self.state.inside.is_dir():
            raise PublishError(tr("'{path}' holds no releases."), path=self.root)
        return releases

    def file(self, release: Release, language: str, path: str) -> bytes | None:
        """Return a file of a release, or None where the release has no such file."""
        found = self.state.store / store_name(release) / language / path
        with plain_errors(self.root):
            return found.read_bytes() if found.is_file() else None

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a folder to build in, on the target's own disk."""
        with plain_errors(self.root):
            self.state.prepare()
            with self.state.staging() as folder:
                yield folder

    def publish(self, staged: Path, draft: Draft, icon: bytes = b"") -> Release:
        """Add a release from a built site in a staging folder of this target, and return it.

        Raises `PublishError`; then readers see what they saw before.
        """
        with plain_errors(self.root):
            hashes = check_site(staged / "site", draft)
            with self.state.locked():
                releases = self.state.read()
                name = releases.check_name(draft)
                manifests = self._fill(staged / "site", draft, name, hashes, releases)
                changed = releases.added(draft, name, manifests)
                release = changed.find(name, draft.edition)
                self._put(staged, draft, store_name(release))
                self.state.show(lay_out(changed, icon or self._icon()))
        return release

    def change(self, edit: Callable[[ReleaseList], ReleaseList], message: str = "") -> ReleaseList:  # noqa: ARG002 - a branch's commit needs it
        """Replace the list by an edited one: for `retract` and `rollback`; a folder keeps no message."""
        with plain_errors(self.root):
            if not self.read().releases:
                raise PublishError(tr("'{path}' holds no releases."), path=self.root)
            with self.state.locked():
                changed = edit(self.state.read())
                self.state.show(lay_out(changed, self._icon()))
        return changed

    def _icon(self) -> bytes:
        return self.state.icon(self.state.read())

    def _fill(
        self, site: Path, draft: Draft, name: str, hashes: Mapping[str, Mapping[str, str]], known: ReleaseList
    ) -> dict[str, str]:
        """Share files with earlier releases and write the manifests; return their hashes by language."""
        shared = self._known_files(known)
        manifests = {}
        for language, files in hashes.items():
            folder = site / language
            for path, content_hash in files.items():
                _share(folder / path, shared, content_hash)
            content = make_manifest(draft, name, language, files)
            (folder / MANIFEST).write_bytes(content)
            manifests[language] = digest(content)
        return manifests

    def _known_files(self, releases: ReleaseList) -> dict[str, Path]:
        """Return a file of the newest releases for each content, by its hash."""
        found: dict[str, Path] = {}
        standing = [release for release in releases.releases if not release.retracted]
        for release in standing[-3:]:
            for language in release.languages:
                folder = self.state.store / store_name(release) / language
                manifest = (
                    parse_manifest((folder / MANIFEST).read_bytes())
                    if (folder / MANIFEST).is_file()
                    else None
                )
                found |= {
                    known: folder / path for path, known in (manifest.files if manifest else {}).items()
                }
        return found

    def _put(self, staged: Path, draft: Draft, store: str) -> None:
        """Move the languages of a release into the store as one folder."""
        if (self.state.store / store).exists():
            raise PublishError(
                tr("'{name}' is there but not on the list; run `erpsite verify`, it may be a lost entry."),
                name=store,
            )
        whole = staged / "release"
        whole.mkdir()
        for language in draft.languages:
            (staged / "site" / language).rename(whole / language)
        self.state.open_to_readers(whole)
        self.state.announce(store)
        whole.rename(self.state.store / store)

    def verify(self) -> list[Finding]:
        """Hash every file again and compare the list with what is there; return what differs."""
        from erpsite.publish.folder_check import verify_folder  # noqa: PLC0415 - it knows this class's state

        self.published()
        with plain_errors(self.root):
            return verify_folder(self.state)


def _share(path: Path, shared: dict[str, Path], content_hash: str) -> None:
    """Make a file a hard link to one of the same content, where there is one; never trust the hash alone."""
    twin = shared.get(content_hash)
    if twin is None or not twin.is_file() or not filecmp.cmp(path, twin, shallow=False):
        shared[content_hash] = path
        return
    link = path.with_name(path.name + ".link")
    try:
        os.link(twin, link)
    except OSError:
        # The disk knows no hard links, or the file has as many as it can: the release keeps its own copy.
        return
    link.replace(path)
