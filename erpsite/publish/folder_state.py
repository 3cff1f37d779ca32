"""Keep the inside of a target folder: its lock, its journal, its generations; one rename commits.

All of it stands in `.erpsite/`: `store/` holds the releases, each generation the public tree of one list
(with links into the store), and `current` leads to the generation that is shown. What readers see are links
at the root that lead through `current`; so the whole site, in all languages, changes when `current` does.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from erpsite.publish.layout import LIST, PublicTree, icon_paths, store_name
from erpsite.publish.problems import PublishError, tr
from erpsite.publish.releases import ReleaseList, join_lists, parse_list
from erpsite.publish.staging import clear_abandoned, hold, staging_folder

__all__ = ["INSIDE", "FolderState"]


INSIDE = frozenset(
    {"store", "generations", "staging", "current", "current.new", "pending", "pending.new", "lock"}
)
"""Names in `.erpsite/`, those that are there for a moment included."""
_CURRENT = re.compile(r"generations/g[A-Za-z0-9_]+")
_STORE = re.compile(r"\d{4}-\d{2}(?:\.\d+)?(?:@[a-z0-9_-]+)?")


class FolderState:
    """Know where the parts of a target folder are, and move it from one state to the next."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inside = root / ".erpsite"
        self.store = self.inside / "store"
        self.current = self.inside / "current"
        self.pending = self.inside / "pending"
        """Journal: the name of the release that is being put into the store."""

    def prepare(self) -> None:
        """Make the inside of a new target. Raises `PublishError` where the folder holds something else."""
        self.check()
        self.root.mkdir(parents=True, exist_ok=True)
        for folder in (self.inside, self.store, self.inside / "generations", self.inside / "staging"):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                folder.chmod(self._folder_mode)

    @property
    def _folder_mode(self) -> int:
        return stat.S_IMODE(self.root.stat().st_mode) & 0o2777 | 0o700

    def open_to_readers(self, folder: Path) -> None:
        """Let everybody read a folder who may read the target itself, whatever the publisher's umask.

        So it is the target's mode that decides: 755 for a web server, 750 for its group alone.
        """
        mode = self._folder_mode
        for inner, _, files in os.walk(folder):
            Path(inner).chmod(mode)
            for name in files:
                path = Path(inner, name)
                if not path.is_symlink():
                    path.chmod(mode & 0o444)

    def check(self) -> None:
        """Raise `PublishError` where the folder is none, or holds something else; change nothing."""
        if self.root.exists() and not self.root.is_dir():
            raise PublishError(tr("'{path}' is a file; choose a folder."), path=self.root)
        if self.root.is_dir() and any(self.root.iterdir()) and not self.inside.is_dir():
            raise PublishError(
                tr("'{path}' holds something that is not a release folder; choose another or empty it."),
                path=self.root,
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder alone, cleared of what cut-off publishers left; wait for whoever holds it."""
        with hold(self.inside / "lock"):
            self.clear()
            try:
                yield
            finally:
                self.clear()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a folder for one publisher, on the target's own disk."""
        with staging_folder(self.inside / "staging", self.locked()) as folder:
            yield folder

    def _shown(self) -> str:
        return self.current.readlink().as_posix() if self.current.is_symlink() else ""

    def read(self) -> ReleaseList:
        """Return the list. Raises `PublishError` where it cannot be read; only a new target is empty."""
        path = self.current / LIST
        if not os.path.lexists(self.current):
            if self.store.is_dir() and any(self.store.iterdir()) and not self.pending.exists():
                raise PublishError(
                    tr("'{path}' holds releases but no list of them. Nothing was changed; restore it first."),
                    path=self.root,
                )
            return ReleaseList()
        if not _CURRENT.fullmatch(self._shown()):
            raise PublishError(
                tr(
                    "'{path}' leads elsewhere than to what was published. "
                    "Nothing was changed; restore it first."
                ),
                path=self.current,
            )
        found = {above.parent.name: above for above in sorted(self.current.glob(f"*/{LIST}"))}
        if not found or os.path.lexists(path):
            found = {"": path, **found}
        try:
            return join_lists({name: parse_list(one.read_bytes(), self.root) for name, one in found.items()})
        except OSError as error:
            raise PublishError(
                tr("The list of releases in '{place}' cannot be read ({why}). "
                   "Nothing was changed; restore it first."),
                place=self.root, why=error.strerror,
            ) from error  # fmt: skip

    def icon(self, releases: ReleaseList) -> bytes:
        """Return the icon that is shown, or nothing."""
        found = (self.current / path for path in icon_paths(releases))
        return next((path.read_bytes() for path in found if path.is_file()), b"")

    def announce(self, store: str) -> None:
        """Write into the journal which release is coming, so that a half publish can be told from a loss."""
        fresh = self.pending.with_suffix(".new")
        _write(fresh, store.encode())
        fresh.replace(self.pending)
        _settle_folder(self.inside)

    def show(self, tree: PublicTree) -> None:
        """Commit: make the generation of a public tree and lead `current` to it with one rename."""
        generation = Path(tempfile.mkdtemp(prefix="g", dir=self.inside / "generations"))
        for path, content in tree.files.items():
            (generation / path).parent.mkdir(parents=True, exist_ok=True)
            _write(generation / path, content)
        for path, place in tree.places.items():
            (generation / path).parent.mkdir(parents=True, exist_ok=True)
            up = "../" * (len(PurePosixPath(path).parts) + 1)
            (generation / path).symlink_to(f"{up}store/{place.store}/{place.language}")
        self.open_to_readers(generation)
        self._link_tops(tree)
        fresh = self.inside / "current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(f"generations/{generation.name}")
        os.sync()
        fresh.replace(self.current)
        _settle_folder(self.inside)

    def _link_tops(self, tree: PublicTree) -> None:
        for top in tree.tops:
            link, target = self.root / top, f".erpsite/current/{top}"
            if link.is_symlink() and str(link.readlink()) == target:
                continue
            if os.path.lexists(link):
                raise PublishError(tr("'{path}' is in the way; move it elsewhere."), path=link)
            try:
                link.symlink_to(target)
            except (OSError, NotImplementedError) as error:
                if isinstance(error, FileExistsError):
                    continue
                raise PublishError(
                    tr("'{path}' takes no symbolic links ({why}); "
                        "publish to a branch and copy it from there."),
                    path=self.root, why=error,
                ) from error  # fmt: skip

    def clear(self) -> None:
        """Remove what publishers that were cut off have left; only with the lock held."""
        releases = self.read()
        kept = {store_name(release) for release in releases.releases if not release.retracted}
        if self.pending.is_file():
            name = self.pending.read_text(encoding="utf-8", errors="replace")
            # The journal is written by the publisher alone; a name that is none is never taken for a path.
            if _STORE.fullmatch(name) and name not in kept:
                remove(self.store / name)
            self.pending.unlink()
        for release in releases.releases:
            if release.retracted:
                remove(self.store / store_name(release))
        self._clear_generations()
        clear_abandoned(self.inside / "staging")

    def _clear_generations(self) -> None:
        """Keep the generation that is shown and the one before it, which a reader may be in the middle of."""
        shown = self.current.readlink().name if self.current.is_symlink() else ""
        others = [g for g in (self.inside / "generations").iterdir() if g.name != shown]
        others.sort(key=lambda folder: folder.stat().st_mtime_ns)
        for folder in others[:-1]:
            remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder where it is there."""
    if folder.is_dir():
        shutil.rmtree(folder)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
