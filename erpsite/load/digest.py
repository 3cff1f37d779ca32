"""Hash a data folder, to see that two processes have read the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from erpsite.load.plan_files import imported_paths, read_paths, rolled_paths, survey_data
from erpsite.model import FILES

__all__ = ["data_digest"]


def data_digest(data_dir: Path) -> str:
    """Return the SHA-256 of the names and contents of every file that belongs to the plan.

    It covers what an edition hides, so it must not stand on a page.
    """
    whole = hashlib.sha256()
    for name in _files(data_dir):
        try:
            content = (data_dir / name).read_bytes()
        except OSError:
            continue
        whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(data_dir: Path) -> Iterator[str]:
    survey = survey_data(data_dir)
    for kind in FILES:
        yield from (path for path in read_paths(survey, kind) if path not in survey.refused)
    yield from rolled_paths(survey)
    yield from imported_paths(survey)
