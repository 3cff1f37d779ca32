"""Measure what one more release costs: seconds and bytes on disk, the sixtieth beside the first."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.measure import run
from erpsite.publish import BranchTarget, Draft, FolderTarget

__all__ = ["print_releases"]

_COUNT, _FEW = 60, 5
_LANGUAGES = ("zh", "en")


def print_releases(root: Path, scratch: Path) -> None:
    """Print the cost of releases in a folder and on a branch. Every page of every release differs."""
    site = scratch / "release-site"
    run([sys.executable, "-m", "erpsite", "build", "--site-dir", str(site)], root, {"ERPSITE_RELEASE": "x"})
    folder, repository = scratch / "release-folder", scratch / "release-repository"
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    print(
        f"\nreleases of the sample, every page changed: first and last {_FEW} of {_COUNT}, medians, no build"
    )
    for name, target, place in (
        ("folder", FolderTarget(folder), folder),
        ("branch", BranchTarget(repository, "gh-pages"), repository),
    ):
        costs = _publish_all(target, place, site)
        (seconds, size), (last_seconds, last_size) = _typical(costs[:_FEW]), _typical(costs[-_FEW:])
        first, last = (
            f"{seconds:5.2f} s {size / 1e6:6.2f} MB",
            f"{last_seconds:5.2f} s {last_size / 1e6:6.2f} MB",
        )
        ratios = f"{last_seconds / seconds:.2f} x time, {last_size / size:.2f} x bytes"
        print(f"  {name:7} {first}    {last}    {ratios}   (aim: 1.2)")
        shutil.rmtree(place)
    shutil.rmtree(site)


def _typical(costs: list[tuple[float, int]]) -> tuple[float, float]:
    """Return the medians; one publish of a tenth of a second says more of the machine than of us."""
    seconds, sizes = zip(*costs, strict=True)
    return median(seconds), median(sizes)


def _publish_all(target: FolderTarget | BranchTarget, place: Path, site: Path) -> list[tuple[float, int]]:
    """Return seconds and bytes of each release."""
    costs, before = [], _bytes(place)
    for number in range(_COUNT):
        month = f"{2021 + number // 12}-{number % 12 + 1:02}"
        draft = Draft(month, int(month[:4]), _LANGUAGES, {"zh": "厂", "en": "Plant"})
        with target.staging() as staged:
            _copy_of_month(site, staged / "site", month)
            began = time.monotonic()
            target.publish(staged, draft)
            seconds = time.monotonic() - began
        after = _bytes(place)
        costs.append((seconds, after - before))
        before = after
    return costs


def _copy_of_month(site: Path, copy: Path, month: str) -> None:
    shutil.copytree(site, copy)
    for page in copy.rglob("*.html"):
        page.write_bytes(page.read_bytes() + f"<!-- {month} -->".encode())


def _bytes(place: Path) -> int:
    """Return the bytes that a folder takes on disk; a file with several names counts once."""
    blocks = {}
    for path in place.rglob("*") if place.exists() else ():
        facts = path.lstat()
        blocks[facts.st_ino] = facts.st_blocks * 512
    return sum(blocks.values())
