"""Run this tree beside an earlier commit, in pairs: how much CPU the same work takes now, as a ratio.

Both run on this interpreter with the packages that are installed, so that only our own code differs. The
runs alternate, and the median of the pairs' ratios counts: what else the machine does weighs on both.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from benchmarks.generated_plan import write_one_line_plan, write_plan
from benchmarks.measure import Run, run

__all__ = ["ANCHOR", "Work", "export_anchor", "measure_large_plan", "measure_pairs", "print_pairs"]

ANCHOR = "277fce5"
"""The commit that the aims are ratios to."""


@dataclass(frozen=True)
class Work:
    """Hold one piece of work that both trees do."""

    name: str
    command: tuple[str, ...]
    """Arguments of Python; `{site}` stands for a folder of the run's own."""
    aim: float
    """The most that the ratio may be."""
    plan: int = 0
    """Initiatives of the generated plan that it works on; 0 for the sample of each tree."""


_CHECK, _BUILD = ("-m", "erpsite", "check"), ("-m", "mkdocs", "build", "-q", "--site-dir", "{site}")
WORKS = (
    Work("check, the sample", _CHECK, 1.0),
    Work("check, 2,000 initiatives", _CHECK, 1.0, 2000),
    Work("build, the sample", ("-m", "erpsite", "build", "--site-dir", "{site}"), 1.05),
    Work("build, 500 initiatives", _BUILD, 1.05, 500),
)


_STAND_IN = """
def setLogLevel(level): pass
def add_word(word): pass
def cut(text, *rest, **more): return [text]
"""
"""For the cutter of Chinese words that the commit needs and this tree no longer installs.

The commit's builds are the faster for it, so that a ratio is never too good; no page shows its work.
"""


def export_anchor(root: Path, scratch: Path) -> Path | None:
    """Return a folder with the files of the commit; None where the clone does not reach back to it."""
    packed = subprocess.run(["git", "archive", ANCHOR], cwd=root, check=False, capture_output=True)
    if packed.returncode:
        return None
    tree = scratch / "anchor"
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(tree, filter="data")
    if find_spec("jieba") is None:
        (tree / "jieba.py").write_text(_STAND_IN, encoding="utf-8")
    return tree


def _folder(tree: Path, scratch: Path, count: int) -> Path:
    """Return where the work is done: the tree, or a folder with a generated plan and the tree's settings."""
    if not count:
        return tree
    folder = scratch / f"{tree.name}-{count}"
    if not folder.exists():
        write_plan(folder / "data", count)
        (folder / "content").mkdir()
        shutil.copy(tree / "mkdocs.yml", folder)
    return folder


def _run(work: Work, tree: Path, folder: Path, scratch: Path) -> Run:
    site = scratch / "site"
    command = [sys.executable, *(part.format(site=site) for part in work.command)]
    environment: Mapping[str, str] = {
        "PYTHONPATH": os.pathsep.join((str(tree), str(tree / "plugins"))),
        "NO_MKDOCS_2_WARNING": "1",
        "ERPSITE_LANGUAGE": "en",
    }
    try:
        return run(command, folder, environment)
    finally:
        shutil.rmtree(site, ignore_errors=True)


def measure_pairs(trees: tuple[Path, Path], scratch: Path, work: Work, count: int) -> list[tuple[Run, Run]]:
    """Return the runs of both trees, pair by pair; a first pair, which fills the caches, is left out."""
    folders = [_folder(tree, scratch, work.plan) for tree in trees]
    pairs = []
    for _ in range(count + 1):
        first, second = (
            _run(work, tree, folder, scratch) for tree, folder in zip(trees, folders, strict=True)
        )
        pairs.append((first, second))
    return pairs[1:]


def print_pairs(root: Path, scratch: Path, count: int = 5, works: Sequence[Work] = WORKS) -> None:
    """Print the ratios with their aims."""
    anchor = export_anchor(root, scratch)
    print(f"\nCPU beside commit {ANCHOR}, median of {count} pairs")
    if anchor is None:
        print("  this clone does not reach back to it; fetch it whole: git fetch --unshallow")
        return
    print(f"  {'':26} {'then s':>7} {'now s':>7} {'then MB':>8} {'now MB':>7} {'ratio':>6}   aim")
    for work in works:
        pairs = measure_pairs((anchor, root), scratch, work, count)
        then, now = (statistics.median(pair[side].cpu for pair in pairs) for side in (0, 1))
        before, after = (statistics.median(pair[side].memory for pair in pairs) for side in (0, 1))
        ratio = statistics.median(new.cpu / old.cpu for old, new in pairs)
        memory = f"{before:8.0f} {after:7.0f}"
        print(f"  {work.name:26} {then:7.2f} {now:7.2f} {memory} {ratio:6.2f}   {work.aim:.2f}")


def measure_large_plan(root: Path, scratch: Path, count: int = 18_000) -> Run:
    """Return what `erpsite check` takes on a plan of one-line initiatives: id, name, type and a budget."""
    folder = scratch / f"one-line-{count}"
    write_one_line_plan(folder, count)
    return run([sys.executable, "-m", "erpsite", "check", "--data", str(folder)], root)
