"""See that 5,000 findings stay readable: grouped and counted, on the page and in the report."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.cli.report.json_report import json_report
from erpsite.cli.report.text import FEW, MOST, SAME, text_report
from erpsite.i18n import translator
from erpsite.issues import Issue, Severity, Source
from erpsite.model import Handbook
from erpsite.pages.data.plan_check import draw_plan_check, issues_table
from erpsite.pages.kit.book import PageEntry
from erpsite.plancheck import Judgement, judge_plan
from tests.pages.drawing import book_of, drawn
from tests.plancheck.many import plan_with_many_findings

MONTH = "2026-03"


@cache
def _plan() -> tuple[Handbook, Judgement]:
    book = plan_with_many_findings()
    return book, judge_plan(state(book, MONTH))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_counts_what_each_person_can_mend(language: str) -> None:
    handbook, judged = _plan()
    assert len(judged.findings) > 5000
    book = book_of(handbook, language, MONTH)
    entry = PageEntry("data/plan-check", "", "data", lambda: draw_plan_check(book), Source("handbook.yml"))
    html = drawn(entry, language)
    assert len(html.encode()) < 1_000_000
    # 2,500 of each kind among 60 people: forty people have 42 + 42, twenty have 41 + 41.
    counts = [int(n) for n in re.findall(r"<summary[^>]*>.*?(\d+)(?: findings|条)", html)]
    assert counts[:2] == [84, 84]
    # One row a rule, not one a finding.
    rows = re.search(r'findings-person-00".*?</table>', html, flags=re.DOTALL)
    assert rows is not None
    assert rows[0].count("<tr") == 3
    left = re.search(r"([\d,]+) more findings of other people|其他人另有([\d,]+)条问题", html)
    assert left is not None
    assert sum(counts) + int((left[1] or left[2]).replace(",", "")) == len(judged.findings)
    assert counts.count(84) == 40


def test_the_report_groups_by_rule_and_counts_the_rest() -> None:
    _, judged = _plan()
    issues = tuple(one.issue for one in (*judged.findings, *judged.not_judged))
    told = text_report(issues, "data", translator("en"))
    assert len(told.splitlines()) < FEW
    # One pain point of the small plan has no evidence either.
    assert "P2-EVIDENCE  Evidence for each pain point: 2501 warnings" in told
    assert f"  {2501 - MOST} more; see all with --rule P2-EVIDENCE" in told
    assert told.index("P2-EVIDENCE") < told.index("S-HIGH-DURATION")
    counted = [int(n) for n in re.findall(r": (\d+) (?:error|warning|note)s?$", told, flags=re.MULTILINE)]
    assert sum(counted) == len(judged.findings)
    alone = tuple(one.issue for one in judged.by_rule["P2-EVIDENCE"])
    assert (
        len(text_report(alone, "data", translator("en")).splitlines()) == 2501 + 2
    )  # how to learn more, and the count
    rows = json.loads(json_report(issues, "data", translator("en")))["issues"]
    assert len(rows) == len(issues)
    assert sum(not row["judged"] for row in rows) == len(judged.not_judged)


def test_what_many_records_of_a_small_report_lack_is_told_in_one_group() -> None:
    _, judged = _plan()
    many = judged.by_rule["P2-EVIDENCE"][: SAME + 20]
    some = judged.by_rule["S-HIGH-DURATION"][:2]
    assert len(some) == 2
    told = text_report(tuple(one.issue for one in (*many, *some)), "data", translator("en"))
    assert told.count("[S-HIGH-DURATION]") == 2
    assert told.index("S-HIGH-DURATION") < told.index(
        f"P2-EVIDENCE  Evidence for each pain point: {SAME + 20}"
    )
    assert told.count("nothing proves the pain point") == MOST
    assert f"  {SAME + 20 - MOST} more; see all with --rule P2-EVIDENCE" in told
    few = text_report(tuple(one.issue for one in (*many[:SAME], *some)), "data", translator("en"))
    assert few.count("[P2-EVIDENCE]") == SAME


def test_findings_in_the_files_beyond_a_hundred_are_counted_and_the_severe_are_shown() -> None:
    words = "The data check found nothing to mend."
    notes = [Issue("odd", words, Source("kpis.yml", line), Severity.INFO) for line in range(1, 5001)]
    late = Issue("late", words, Source("people.yml", 3), Severity.WARNING)
    handbook, _ = _plan()
    book = book_of(handbook, "en", MONTH)
    rows = issues_table(book, (*notes, late)).rows
    assert len(rows) == 100
    assert rows[-1].source == late.source
    book = replace(book, issues=(*notes, late))
    entry = PageEntry("data/plan-check", "", "data", lambda: draw_plan_check(book), Source("handbook.yml"))
    assert "× 4901" in drawn(entry)
