"""Compare everything on a branch with its list and its manifests."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.publish.folder_check import verify_files, verify_list
from erpsite.publish.git import Git
from erpsite.publish.layout import icon_paths, lay_out
from erpsite.publish.manifest import MANIFEST, digest
from erpsite.publish.problems import Finding, tr
from erpsite.publish.releases import ReleaseList

__all__ = ["verify_branch"]


def verify_branch(git: Git, commit: str, releases: ReleaseList) -> list[Finding]:
    """Return what differs on a commit of the branch."""
    files = git.files(commit)
    hashes = _hashes(git, set(files.values()))
    actual = {path: hashes[blob] for path, blob in files.items()}
    found: list[Finding] = []
    for release in releases.releases:
        if release.retracted:
            continue
        prefix = f"{release.edition}/" if release.edition else ""
        for language in release.languages:
            path = f"{prefix}{language}/{release.name}"
            manifest = git.blob(commit, f"{path}/{MANIFEST}")
            found += verify_files(release, language, manifest, _below(actual, path))
    found += verify_list(releases)
    found += _public(git, commit, releases, actual)
    found += [
        Finding(tr("{path}: is neither a file nor a folder"), path=path) for path in git.strange(commit)
    ]
    return found


def _below(files: dict[str, str], folder: str) -> dict[str, str]:
    return {path[len(folder) + 1 :]: known for path, known in files.items() if path.startswith(f"{folder}/")}


def _public(git: Git, commit: str, releases: ReleaseList, actual: dict[str, str]) -> Iterator[Finding]:
    """Yield what readers see that the list does not say, and the other way round."""
    icons = (git.blob(commit, path) for path in icon_paths(releases))
    tree = lay_out(releases, next((icon for icon in icons if icon), b""))
    for path, content in tree.files.items():
        if actual.get(path) != digest(content):
            yield Finding(tr("{path}: differs from the list of releases"), path=path)
    for path, place in tree.places.items():
        parent = path.rpartition("/")[0]
        same = f"{parent}/{place.store.partition('@')[0]}"
        if _below(actual, path) != _below(actual, same):
            yield Finding(tr("{path}: leads elsewhere than the list of releases says"), path=path)
    known = tuple(f"{path}/" for path in tree.places)
    for path in actual:
        if path not in tree.files and not path.startswith(known) and path != ".nojekyll":
            yield Finding(tr("{path}: is shown but not on the list"), path=path)


def _hashes(git: Git, blobs: set[str]) -> dict[str, str]:
    """Return the SHA-256 of the content of each blob, all from one process."""
    order = sorted(blobs)
    stream = git.run("cat-file", "--batch", given="".join(f"{blob}\n" for blob in order).encode("ascii"))
    found, at = {}, 0
    for blob in order:
        end = stream.index(b"\n", at)
        size = int(stream[at:end].rsplit(b" ", 1)[1])
        found[blob] = digest(stream[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found
