"""Give each publisher a folder of its own, and clear those whose owners died."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

__all__ = ["clear_abandoned", "hold", "staging_folder"]


@contextmanager
def hold(lock: Path) -> Iterator[None]:
    """Hold a lock file alone; wait for whoever holds it."""
    with FileLock(lock, poll_interval=0.02):
        yield


@contextmanager
def staging_folder(parent: Path, held: AbstractContextManager[None]) -> Iterator[Path]:
    """Give a folder in `parent` for one publisher; a lock of its own tells whether its owner is alive.

    `held` is the lock that is held while the folder is made and marked.
    """
    with ExitStack() as stack:
        with held:
            clear_abandoned(parent)
            folder = Path(tempfile.mkdtemp(prefix="s", dir=parent))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            stack.enter_context(FileLock(folder / "owner"))
        yield folder


def clear_abandoned(parent: Path) -> None:
    """Remove the folders of publishers that died; only with the lock held under which they are made."""
    for folder in parent.iterdir():
        if folder.is_dir() and _abandoned(folder):
            # Its owner may be removing it this moment, too.
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    """Tell whether nobody works in a staging folder any more."""
    owner = folder / "owner"
    if not owner.is_file():
        # It is marked with the lock held; so its publisher died before it could.
        return True
    try:
        with FileLock(owner, blocking=False):
            return True
    except Timeout:
        return False
