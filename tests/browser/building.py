"""Build sites with the real command line, and list their pages."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.warm import python

LANGUAGES = ("zh", "en")
_FURTHER_ROWS = re.compile(r"[^/]-\d+\.html$")
"""Files beside a page, with the further rows of its long tables."""


def build_site(config: Path, folder: Path) -> None:
    """Run `erpsite build` as a user does."""
    command = [python(), "-m", "erpsite", "build", "--config", str(config), "--site-dir", str(folder)]
    done = subprocess.run(
        command, cwd=config.parent, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to ask for the name has built; the others wait for it.

    It is shared: who changes something in it takes a copy.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            build(folder)
            done.touch()
    return folder


def all_pages(site: Path, language: str) -> list[str]:
    """Return the address of every page of a language, relative to the site's root."""
    root = site / language
    found = []
    for file in sorted(root.rglob("*.html")):
        name = file.relative_to(root).as_posix()
        if name != "404.html" and not name.startswith("source/") and not _FURTHER_ROWS.search(name):
            found.append(f"{language}/{name.removesuffix('index.html')}")
    return found


def page_types(site: Path, language: str) -> list[str]:
    """Return one page of each type: of records with a page each, the fullest."""
    chosen: dict[str, str] = {}
    for page in all_pages(site, language):
        kind = page
        if page.count("/") > 3 or page.startswith(f"{language}/reviews/20"):
            kind = page.rstrip("/").rpartition("/")[0] + "/*"
        if kind not in chosen or _size(site, page) > _size(site, chosen[kind]):
            chosen[kind] = page
    return list(chosen.values())


def _size(site: Path, page: str) -> int:
    file = site / page
    return (file / "index.html" if page.endswith("/") else file).stat().st_size
