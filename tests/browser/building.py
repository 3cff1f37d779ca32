"""Build sites with the real command line, and list their pages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

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
