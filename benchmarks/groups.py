"""Measure `erpsite group build` of many plans beside the loads of those plans, one after the other."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import yaml

from benchmarks.generated_plan import write_plan
from benchmarks.measure import Run, run

__all__ = ["build_group", "load_plans", "print_builds", "print_groups"]

PLANS = 8
INITIATIVES = 120
_LOADS = """
import sys
from pathlib import Path
from erpsite.analysis import state
from erpsite.load import load_handbook
for folder in sorted(Path("plans").glob("[!.]*")):
    handbook = load_handbook(folder).handbook
    state(handbook, handbook.default_as_of)
"""


def _write_group(folder: Path, plans: int, initiatives: int) -> None:
    names = [f"plan-{number:02d}" for number in range(plans)]
    for number, name in enumerate(names):
        write_plan(folder / "plans" / name, initiatives + number)
    links = [
        {"before": f"{before}/initiative-00001/phase-2", "after": f"{after}/initiative-00001/phase-0"}
        for before, after in pairwise(names)
    ]
    members = [{"plan": name, "id": "consultant"} for name in names]
    group = {
        "name": "Many plans",
        "currency": "CNY",
        "languages": ["en", "zh"],
        "plans": [{"id": name, "folder": f"plans/{name}"} for name in names],
        "roles": [{"id": "consultant", "name": "Consultant", "members": members}],
        "links": links,
    }
    (folder / "group.yml").write_text(yaml.safe_dump(group), encoding="utf-8")


def build_group(folder: Path, cache: str) -> Run:
    """Build a group, with the compiled plans in a folder of their own."""
    command = [sys.executable, "-m", "erpsite", "group", "build"]
    return run(command, folder, {"ERPSITE_CACHE": cache}, together=True)


def load_plans(folder: Path, cache: str) -> Run:
    """Load each plan, one after the other, without the compiled ones."""
    return run([sys.executable, "-c", _LOADS], folder, {"ERPSITE_CACHE": cache}, together=True)


def print_builds(runs: Mapping[str, Run]) -> None:
    """Print what builds took, beside the first of them."""
    base = next(iter(runs.values()))
    print(f"  {'':12} {'CPU s':>8} {'wall s':>8} {'MB':>6} {'MB all':>7}   CPU and wall / loads")
    for title, one in runs.items():
        ratios = f"{one.cpu / base.cpu:.2f} {one.wall / base.wall:.2f}"
        print(f"  {title:12} {one.cpu:8.2f} {one.wall:8.2f} {one.memory:6.0f} {one.together:7.0f}   {ratios}")


def print_groups(plans: int = PLANS, initiatives: int = INITIATIVES) -> None:
    """Print CPU, wall and memory, cold and from what was kept; the aim stands for 40 plans of 500."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_group(folder, plans, initiatives)
        with tempfile.TemporaryDirectory() as cache:
            runs = {"their loads": load_plans(folder, cache), "cold": build_group(folder, cache)}
            shutil.rmtree(folder / ".erpsite", ignore_errors=True)
            runs["compiled"] = build_group(folder, cache)
            runs["as kept"] = build_group(folder, cache)
        largest = max(file.stat().st_size for file in (folder / "site").rglob("*.html"))
    print(f"\nA group of {plans} plans with {initiatives} initiatives and more, two languages")
    print("  (aims at 40 × 500: cold 1.3 × the loads; compiled 60 s and 800 MB)")
    print_builds(runs)
    print(f"  largest page {largest / 1000:.0f} kB   (aim: 500 kB)")


if __name__ == "__main__":
    print_groups(*map(int, sys.argv[1:]))
