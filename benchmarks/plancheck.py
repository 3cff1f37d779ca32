"""Put every rule of the plan check to generated plans of growing size."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated_plan import write_plan
from erpsite.analysis.state.plan_state import state
from erpsite.cli.report.text import text_report
from erpsite.i18n import locale_of, translator
from erpsite.load import load_handbook
from erpsite.pages.data.plan_check import draw_plan_check
from erpsite.pages.kit.book import Book
from erpsite.pages.render.html import HtmlRenderer
from erpsite.plancheck import judge_plan

__all__ = [
    "SIZES", "ManyFindings", "PlanCheckRun", "measure_many_findings", "measure_plan_check",
    "print_plan_check",
]  # fmt: skip

SIZES = (500, 5000)


@dataclass(frozen=True)
class PlanCheckRun:
    """Hold what judging one plan took, in CPU seconds, and how much it found."""

    seconds: float
    findings: int


def measure_plan_check(scratch: Path, count: int) -> PlanCheckRun:
    """Return the time of all rules on a loaded plan of `count` initiatives, the best of three."""
    folder = scratch / f"plan-check-{count}"
    write_plan(folder, count)
    handbook = load_handbook(folder).handbook
    if handbook is None:
        raise ValueError("the generated plan has errors")
    now = state(handbook, handbook.default_as_of)
    times, found = [], 0
    for _ in range(3):
        began = time.process_time()
        found = len(judge_plan(now).findings)
        times.append(time.process_time() - began)
    return PlanCheckRun(min(times), found)


@dataclass(frozen=True)
class ManyFindings:
    """Hold what a plan with thousands of findings takes to be told."""

    findings: int
    seconds: float
    """CPU seconds to load the plan, judge it and write the report."""
    lines: int
    """Lines of the report as text."""
    page: int
    """Bytes of the page of the plan check."""


def measure_many_findings(scratch: Path, count: int = 500) -> ManyFindings:
    """Return how a generated plan with at least 5,000 findings is told, as a report and on its page."""
    folder = scratch / f"plan-check-{count}"
    if not folder.exists():
        write_plan(folder, count)
    began = time.process_time()
    handbook = load_handbook(folder).handbook
    if handbook is None:
        raise ValueError("the generated plan has errors")
    now = state(handbook, handbook.default_as_of)
    judged = judge_plan(now)
    issues = tuple(one.issue for one in (*judged.findings, *judged.not_judged))
    told = text_report(issues, "data", translator("en"))
    seconds = time.process_time() - began
    book = Book(now, locale_of("en"))
    page = HtmlRenderer(book.locale, "data/plan-check").render(draw_plan_check(book)).html
    return ManyFindings(len(judged.findings), seconds, len(told.splitlines()), len(page.encode()))


def print_plan_check(scratch: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print the time of each size with the aims."""
    print("\nplan check, all rules   (aims: 1 s at 500 initiatives, 8 s at 5,000, linear)")
    runs = {count: measure_plan_check(scratch, count) for count in sizes}
    for count, one in runs.items():
        print(f"  {count:6} initiatives {one.seconds:6.2f} s, {one.findings} findings")
    if {500, 5000} <= runs.keys():
        print(f"  growth from 500 to 5,000: {runs[5000].seconds / runs[500].seconds:.1f} x   (linear: 10)")
    many = measure_many_findings(scratch)
    print(
        f"  {many.findings} findings told in {many.seconds:.2f} s, {many.lines} lines, "
        f"a page of {many.page / 1000:.0f} kB   (aims: 5,000 findings, 300 lines, 1,000 kB)"
    )
