"""Measure everything side by side in one run: `make bench` (or `python -m benchmarks --sizes 50 500`)."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.anchor import measure_large_plan, print_pairs
from benchmarks.changes import print_changes
from benchmarks.charts import print_charts
from benchmarks.commands import measure_check, measure_help, measure_serve_edit
from benchmarks.forms import print_forms
from benchmarks.groups import print_groups
from benchmarks.imports import print_imports
from benchmarks.levelling import print_levelling
from benchmarks.levelling_peer import print_beside_peer
from benchmarks.months import print_months
from benchmarks.plancheck import print_plan_check
from benchmarks.portfolio import print_portfolios
from benchmarks.reading import print_reading
from benchmarks.releases import print_releases
from benchmarks.roadmap import print_roadmap
from benchmarks.rollups import print_rollups
from benchmarks.schedule import print_schedules
from benchmarks.search import print_search
from benchmarks.site_builds import SiteBuilds, measure_site_builds
from benchmarks.trace import print_traces

ROOT = Path(__file__).resolve().parents[1]


def _print_builds(count: int, pages: int, runs: SiteBuilds) -> None:
    print(f"\n{count} initiatives, {pages} pages, one language, cold")
    print(f"  {'':12} {'CPU s':>8} {'wall s':>8} {'MB':>6}   erpsite / it (CPU)")
    for name, one in runs.items():
        ratio = runs["erpsite"].cpu / one.cpu
        print(f"  {name:12} {one.cpu:8.2f} {one.wall:8.2f} {one.memory:6.0f}   {ratio:.2f}")


def main() -> None:
    """Print the tables; the aims stand beside the figures they belong to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=[50, 500, 2000], help="numbers of initiatives"
    )
    parser.add_argument("--pairs", type=int, default=5, help="runs beside the earlier commit")
    parser.add_argument("--only-pairs", action="store_true", help="nothing but those runs")
    parser.add_argument("--only-reading", action="store_true", help="nothing but what a reader waits for")
    parser.add_argument(
        "--sets", type=Path, help="folder of public problems (j30, j60 …); only these are levelled then"
    )
    options = parser.parse_args()
    if options.sets:
        print_levelling(options.sets)
        return
    with tempfile.TemporaryDirectory() as name:
        if options.only_reading:
            print_reading(ROOT, Path(name), options.pairs)
            return
        _print_pairs(Path(name), options.pairs)
    if not options.only_pairs:
        _print_all(options.sizes)


def _print_pairs(scratch: Path, pairs: int) -> None:
    print_pairs(ROOT, scratch, pairs)
    large = measure_large_plan(ROOT, scratch)
    print(f"  check, 18,000 initiatives of one line: {large.cpu:.1f} s, {large.memory:.0f} MB", end="")
    print("   (aims: 20 s, 700 MB)")


def _print_all(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        print(f"erpsite --help              {measure_help(ROOT).wall:.2f} s   (aim: 0.25)")
        print(f"erpsite check, the sample   {measure_check(ROOT).wall:.2f} s   (aim: 1.5)")
        print(f"serve, one cell edited      {measure_serve_edit(ROOT, scratch):.2f} s   (aim: 0.3)")
        print_charts(ROOT, scratch)
        print_levelling()
        print_beside_peer(scratch)
        print_imports(scratch)
        print_rollups()
        print_changes(ROOT, scratch)
        print_roadmap(ROOT, scratch)
        print_reading(ROOT, scratch)
        print_search(ROOT, scratch)
        print_forms(ROOT, scratch)
        print_schedules(ROOT, scratch)
        print_plan_check(scratch)
        print_traces(scratch)
        print_portfolios()
        print_groups()
        print_releases(ROOT, scratch)
        print_months(ROOT, scratch)
        builds: dict[int, SiteBuilds] = {}
        for count in sizes:
            builds[count], pages, (largest, size) = measure_site_builds(ROOT, scratch, count)
            _print_builds(count, pages, builds[count])
            print(f"  largest page {size / 1000:.0f} kB: {largest}   (aim: 500 kB)")
    if {500, 2000} <= builds.keys():
        growth = builds[2000]["erpsite"].cpu / builds[500]["erpsite"].cpu
        print(f"\ngrowth of erpsite from 500 to 2,000: {growth:.2f} x   (aim: 4.2)")
        print("aims at 2,000: 0.6 of mkdocs, 0.7 of zensical, 400 MB")


if __name__ == "__main__":
    main()
