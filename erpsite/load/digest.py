"""Hash a data folder, to see that two processes have read the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from erpsite.load.reading import Gathered, gather

__all__ = ["data_digest", "digest_of_gathered"]


def data_digest(data_dir: Path) -> str:
    """Return the SHA-256 of the names and contents of every file that belongs to the plan.

    It covers what an edition hides, so it must not stand on a page.
    """
    return digest_of_gathered(gather(data_dir))


def digest_of_gathered(gathered: Gathered) -> str:
    """Return the same of files that are gathered already; those that cannot be read are left out."""
    whole = hashlib.sha256()
    for name, content in _contents(gathered):
        whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _contents(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    yield from ((file.path, file.data) for file in gathered.files if not file.made)
    for name in gathered.others:
        try:
            yield name, (gathered.root / name).read_bytes()
        except OSError:
            continue
