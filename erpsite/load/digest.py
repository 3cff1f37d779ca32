"""Hash a data folder, to see that two processes have read the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from erpsite.model import FILES

__all__ = ["data_digest"]


def data_digest(data_dir: Path) -> str:
    """Return the SHA-256 of the names and contents of every file that belongs to the plan.

    It covers what an edition hides, so it must not stand on a page.
    """
    whole = hashlib.sha256()
    for path in _files(data_dir):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        name = path.relative_to(data_dir).as_posix()
        whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(data_dir: Path) -> Iterator[Path]:
    for known in FILES:
        path = data_dir / known.path
        if known.shape == "folder":
            yield from sorted(path.glob("*.yml"))
        else:
            yield path
