"""Publish onto a branch, by compare-and-swap; a remote takes the release before this clone does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from erpsite.publish.branch_move import move_local, push
from erpsite.publish.folder import check_site
from erpsite.publish.git import Git, Node, reason
from erpsite.publish.layout import LIST, icon_paths, lay_out, store_name
from erpsite.publish.manifest import MANIFEST, digest, make_manifest
from erpsite.publish.problems import Finding, PublishError, plain_errors, tr
from erpsite.publish.releases import Draft, Release, ReleaseList, join_lists, parse_list
from erpsite.publish.staging import hold, staging_folder

__all__ = ["BranchTarget"]

_TRIES = 200
"""A branch that moves under us this often is not being published to, but is broken."""

Trees = dict[tuple[str, str], str]
"""Tree of each release by its store name and language."""


class BranchTarget:
    """Hold the releases on one branch; a change is one commit, and a remote's branch moves before ours."""

    def __init__(self, repository: Path, branch: str, remote: str = "") -> None:
        self.git = Git(repository)
        self.branch, self.remote = branch, remote
        self.ref = f"refs/heads/{branch}"

    def check(self) -> None:
        """Raise `PublishError` where nothing can be published here; change nothing."""
        self.git.check()
        if self.git.attempt("check-ref-format", self.ref).returncode or self.branch.startswith("-"):
            raise PublishError(tr("'{branch}' is no name for a branch."), branch=self.branch)
        listed = self.git.run("worktree", "list", "--porcelain").decode("utf-8", "replace")
        if f"branch {self.ref}\n" in listed:
            raise PublishError(
                tr(
                    "The branch '{branch}' is checked out; its files would go stale. Check out another first."
                ),
                branch=self.branch,
            )
        self.read()

    def read(self) -> ReleaseList:
        """Return the list of releases, the remote's where there is one."""
        self.git.check()
        return self._list(self._base())

    def published(self) -> ReleaseList:
        """Return the list of releases. Raises `PublishError` where the branch is not there."""
        self.git.check()
        return self._list(self._there())

    def _there(self) -> str:
        """Return the commit of the branch. Raises `PublishError` where there is none."""
        base = self._base()
        if not base:
            raise PublishError(tr("There is no branch '{branch}'."), branch=self.branch)
        return base

    def file(self, release: Release, language: str, path: str) -> bytes | None:
        """Return a file of a release, or None where the release has no such file."""
        prefix = f"{release.edition}/" if release.edition else ""
        return self.git.blob(self._base(), f"{prefix}{language}/{release.name}/{path}")

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a folder to build in, beside git's own; the next publisher clears what killed ones left."""
        self.git.check()
        with plain_errors(self.git.repository):
            inside = Path(self.git.line("rev-parse", "--path-format=absolute", "--git-common-dir"), "erpsite")
            (inside / "staging").mkdir(parents=True, exist_ok=True)
            with staging_folder(inside / "staging", hold(inside / "lock")) as folder:
                yield folder

    def publish(self, staged: Path, draft: Draft, icon: bytes = b"") -> Release:
        """Add a release from a built site in a folder, and return it.

        Raises `PublishError`; then neither the branch nor the remote has moved.
        """
        with plain_errors(staged):
            self.git.check()
            site = staged / "site"
            hashes = check_site(site, draft)
            plain = {lang: self.git.add_folder(site / lang, tuple(files)) for lang, files in hashes.items()}

            def add(releases: ReleaseList) -> tuple[ReleaseList, Trees, str]:
                name = releases.check_name(draft)
                trees, manifests = self._with_manifests(draft, name, hashes, plain)
                changed = releases.added(draft, name, manifests)
                store = store_name(changed.find(name, draft.edition))
                named = {(store, language): tree for language, tree in trees.items()}
                return changed, named, f"Publish {store}"

            changed = self._commit(add, icon)
        return changed.releases[-1]

    def change(self, edit: Callable[[ReleaseList], ReleaseList], message: str = "") -> ReleaseList:
        """Replace the list by an edited one: for `retract` and `rollback`; the message is the commit's."""
        self.git.check()

        def apply(releases: ReleaseList) -> tuple[ReleaseList, Trees, str]:
            if not releases.releases:
                raise PublishError(tr("'{path}' holds no releases."), path=self.branch)
            return edit(releases), {}, message or "Change the list of releases"

        return self._commit(apply, b"")

    def _with_manifests(
        self, draft: Draft, name: str, hashes: Mapping[str, Mapping[str, str]], plain: Mapping[str, str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        trees, manifests = {}, {}
        for language, files in hashes.items():
            content = make_manifest(draft, name, language, files)
            rows = self.git.run("ls-tree", "-z", plain[language])
            blob = self.git.line("hash-object", "-w", "--stdin", given=content)
            row = f"100644 blob {blob}\t{MANIFEST}\0".encode()
            trees[language] = self.git.line("mktree", "-z", given=rows + row)
            manifests[language] = digest(content)
        return trees, manifests

    def _commit(
        self, edit: Callable[[ReleaseList], tuple[ReleaseList, Trees, str]], icon: bytes
    ) -> ReleaseList:
        """Make a commit on top of the newest state and swap it in, again where the branch has moved."""
        for _ in range(_TRIES):
            base = self._base()
            releases, trees, message = edit(self._list(base))
            tree = self._tree(base, releases, trees, icon or self._icon(base, releases))
            commit = self.git.commit(tree, base, message)
            if self._swap(commit, base):
                return releases
        raise PublishError(
            tr("The branch '{branch}' moves all the time. Nothing was published."), branch=self.branch
        )

    def _icon(self, base: str, releases: ReleaseList) -> bytes:
        icons = (self.git.blob(base, path) for path in icon_paths(releases)) if base else ()
        return next((icon for icon in icons if icon), b"")

    def _swap(self, commit: str, base: str) -> bool:
        if not self.remote:
            return move_local(self.git, self.ref, commit, base)
        if not push(self.git, self.remote, self.ref, commit, base):
            return False
        self._follow(commit)
        return True

    def _follow(self, commit: str) -> None:
        """Let the local branch follow what the remote has taken, where it is behind it or not there."""
        here = self.git.tip(self.ref)
        if here and self.git.attempt("merge-base", "--is-ancestor", here, commit).returncode:
            return
        self.git.attempt("update-ref", "-m", "erpsite publish", self.ref, commit, here or "0" * len(commit))

    def _base(self) -> str:
        """Return the commit to build on, or nothing for a new branch."""
        here = self.git.tip(self.ref)
        if not self.remote:
            return here or self._new_branch()
        there = self._fetched()
        if not there:
            return here
        if here and here != there and not self._within(here, there):
            if self._within(there, here):
                return here
            raise PublishError(
                tr("'{branch}' here and on '{remote}' have different releases. Move the one here out of "
                   "the way first, for instance with `git branch -m {branch} {branch}-old`."),
                branch=self.branch, remote=self.remote,
            )  # fmt: skip
        return there

    def _within(self, older: str, newer: str) -> bool:
        return not self.git.attempt("merge-base", "--is-ancestor", older, newer).returncode

    def _new_branch(self) -> str:
        """Return nothing, which begins the branch. Raises where it may exist elsewhere already."""
        known = self.git.run("for-each-ref", "--format=%(refname)", f"refs/remotes/*/{self.branch}").strip()
        shallow = self.git.line("rev-parse", "--is-shallow-repository") == "true"
        if known or shallow:
            raise PublishError(
                tr("The branch '{branch}' is not in this clone, but may be on its remote. Publish with "
                   "`--push REMOTE`, or fetch it first: `git fetch origin {branch}:{branch}`."),
                branch=self.branch,
            )  # fmt: skip
        return ""

    def _fetched(self) -> str:
        """Fetch the remote's branch and return its commit, or nothing where the remote has none."""
        asked = self.git.attempt("ls-remote", "--", self.remote, self.ref)
        if asked.returncode:
            raise PublishError(
                tr("The remote '{remote}' cannot be reached: {why}. Nothing was published."),
                remote=self.remote, why=reason(asked.stderr),
            )  # fmt: skip
        if not asked.stdout.strip():
            return ""
        kept = f"refs/erpsite/fetched/{uuid4().hex}"
        self.git.run(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self.remote, f"+{self.ref}:{kept}"
        )
        commit = self.git.tip(kept)
        self.git.run("update-ref", "-d", kept)
        return commit

    def _list(self, commit: str) -> ReleaseList:
        if not commit:
            return ReleaseList()
        names = (name for name in self.git.entries(commit) if "." not in name)
        found = {name: self.git.blob(commit, f"{name}/{LIST}") for name in names}
        lists = {"": self.git.blob(commit, LIST), **found}
        read = {name: parse_list(one, self.branch) for name, one in lists.items() if one is not None}
        if not read:
            raise PublishError(
                tr("The branch '{branch}' holds something that is not releases; choose another."),
                branch=self.branch,
            )
        return join_lists(read)

    def _tree(self, base: str, releases: ReleaseList, trees: Trees, icon: bytes) -> str:
        """Return the tree of the public tree; folders of releases are taken over as they are."""
        shown = lay_out(releases, icon)
        root: dict[str, Node] = {".nojekyll": b""}
        folders: dict[str, dict[str, str]] = {}
        for path, place in shown.places.items():
            parent, _, name = path.rpartition("/")
            if parent not in folders:
                folders[parent] = self.git.entries(base, parent) if base else {}
            kept = place.store.partition("@")[0]
            tree = trees.get((place.store, place.language)) or folders[parent].get(kept)
            if tree is None:
                raise PublishError(
                    tr("'{name}' is on the list but not there; run `erpsite verify`."), name=place.store
                )
            _insert(root, parent, name, tree)
        for path, content in shown.files.items():
            _insert(root, path.rpartition("/")[0], path.rpartition("/")[2], content)
        return self.git.add_tree(root)

    def verify(self) -> list[Finding]:
        """Hash every file again and compare the list with what is there; return what differs."""
        from erpsite.publish.branch_check import verify_branch  # noqa: PLC0415 - it stands on this module

        self.git.check()
        base = self._there()
        return verify_branch(self.git, base, self._list(base))


def _insert(root: dict[str, Node], parent: str, name: str, what: Node) -> None:
    node = root
    for part in parent.split("/") if parent else ():
        inner = node.setdefault(part, {})
        if not isinstance(inner, dict):
            raise PublishError(tr("'{path}' is in the way; move it elsewhere."), path=parent)
        node = inner
    node[name] = what
