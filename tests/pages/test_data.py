"""Prove what the pages on data and method say, from the small plan and from one that is almost empty."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.issues import Issue, Severity, Source
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.kinds import KINDS
from erpsite.pages.data.changes import draw_changes
from erpsite.pages.data.downloads import draw_downloads, table_names
from erpsite.pages.data.exports import book_exports, exports
from erpsite.pages.data.formula_anchors import FORMULA_ANCHORS
from erpsite.pages.data.formulas import draw_formulas
from erpsite.pages.data.freshness import draw_freshness
from erpsite.pages.data.glossary import draw_glossary
from erpsite.pages.data.measures import measure_groups
from erpsite.pages.data.plan_check import draw_plan_check
from erpsite.pages.data.plan_rule import draw_rule
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.judgement import judgement_of, say
from erpsite.plancheck import all_rules
from tests.factory import INITIATIVES, bare_handbook, small_handbook
from tests.pages.drawing import book_of, drawn, entries_of, lead_of, table_of, words_of


def _book(language: str = "en", as_of: str = "2026-03", **changes: object) -> Book:
    return book_of(small_handbook(**changes), language, as_of)


@pytest.mark.parametrize("handbook", [small_handbook(), bare_handbook()], ids=["small", "bare"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_draws(handbook: Handbook, language: str) -> None:
    for entry in entries_of(book_of(handbook, language), "data"):
        assert "es-lead" in drawn(entry, language)


def test_every_anchor_of_a_formula_stands_on_the_page_once() -> None:
    anchors = [measure.anchor for group in measure_groups(_book()) for measure in group.measures]
    assert sorted(anchors) == sorted(FORMULA_ANCHORS)
    html = drawn(entries_of(_book(), "data")[2])
    assert all(html.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_formulas_print_what_this_plan_sets() -> None:
    html = drawn(entries_of(_book(), "data")[2])
    assert "green below 5%, amber below 10%, else red" in html
    assert "at least 0.95; at risk from 0.60" in html
    assert "Fewer than 5 answers are not shown" in html
    assert lead_of(draw_formulas(_book("zh"))).startswith(
        f"本手册的每个数字都出自{len(FORMULA_ANCHORS)}项度量之一"
    )


def test_freshness_leads_with_what_is_stale() -> None:
    # At the end of June 2026 every series ends in March: 91 days, 45 are allowed.
    blocks = draw_freshness(_book(as_of="2026-06"))
    assert lead_of(blocks) == (
        "On 30\u00a0Jun\u00a02026 5 of 5 series are stale; the oldest, Order cycle time, ends in March 2026."
    )
    (row,) = table_of(blocks, "sources").rows
    assert (row.anchor, words_of(row)[4:7]) == ("erp-log", ["March 2026", "91 days", "5 of 5 stale"])


def test_freshness_says_when_all_is_fresh() -> None:
    assert lead_of(draw_freshness(_book())).startswith("On 31\u00a0Mar\u00a02026 all 5 series are as fresh")


def test_the_plan_check_groups_findings_by_file() -> None:
    issues = (
        Issue("late", "The data check found nothing to mend.", Source("kpis.yml", 4, 2), Severity.WARNING),
        Issue("odd", "The data check found nothing to mend.", Source("kpis.yml", 9, 1), Severity.INFO),
        Issue("late", "The data check found nothing to mend.", Source("agenda.yml", 2, 1), Severity.WARNING),
    )
    book = replace(_book(), issues=issues)
    rows = table_of(draw_plan_check(book), "findings").rows
    assert [row.group for row in rows] == ["data/agenda.yml", "data/kpis.yml", "data/kpis.yml"]
    assert rows[1].cells[0] == b.Place(Source("kpis.yml", 4, 2))


def test_the_glossary_has_modules_under_their_ids() -> None:
    rows = {row.anchor: words_of(row) for row in table_of(draw_glossary(_book()), "modules").rows}
    assert rows["finance"][1] == "FI/CO"
    assert rows["finance"][6:] == ["40\u00a0users", "Report automation"]
    terms = table_of(draw_glossary(_book("zh")), "terms").rows
    assert "痛点" in {words_of(row)[0] for row in terms}


def test_changes_compare_with_the_review_before_and_with_the_approved_plan() -> None:
    blocks = draw_changes(_book())
    # Since February, worked from the two reviews: status, slip, cost, decision, target, new risk, overdue
    # action, new action, progress 20 to 30, spending 120k to 230k. Since approval also: vendor-late 12 to 16.
    assert lead_of(blocks) == (
        "The review of March 2026 brought 10 changes, and the plan now differs from the approved one "
        "in 11 points."
    )
    rows = [words_of(row) for row in table_of(blocks, "changes-last-review").rows]
    assert rows[1][:3] == [
        "Join ERP and CRM", "Slip",
        "The milestone “Go-live” slips from 30\u00a0Jun\u00a02026 to 7\u00a0Aug\u00a02026, 28 working days.",
    ]  # fmt: skip


def _table(book: Book, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports(book)[name].decode("utf-8-sig"), newline="")))


def test_downloads_hold_every_record_in_the_reader_s_language() -> None:
    assert exports(_book())["kpis.csv"].startswith(b"\xef\xbb\xbfid,name,")
    assert [row["name"] for row in _table(_book("zh"), "kpis.csv")] == ["订单处理时间", "系统可用率"]
    assert [row["name"] for row in _table(_book(), "kpis.csv")] == ["Order cycle time", "Uptime"]
    (benefit,) = {row["benefit_amount"] for row in _table(_book(), "initiatives.csv")} - {""}
    assert benefit == "300000"


def test_downloads_flatten_what_stands_inside_records() -> None:
    phases = _table(_book(), "phases.csv")
    assert [(row["initiative"], row["id"], row["start"]) for row in phases][:2] == [
        ("erp-crm", "pilot", "2026-02-02"),
        ("erp-crm", "roll-out", "2026-04-01"),
    ]
    budget = _table(_book(), "budget.csv")
    assert sum(int(row["amount"]) for row in budget if row["initiative"] == "erp-crm") == 500_000


def test_downloads_give_no_single_answer_to_the_survey_away() -> None:
    files = exports(_book("en"))
    assert "survey.csv" not in files
    assert not any(b"Reports are slow" in content for content in files.values())


def test_downloads_know_nothing_of_later_months() -> None:
    assert {row["month"] for row in _table(_book(as_of="2026-02"), "actions.csv")} == {"2026-02"}
    assert [row["id"] for row in _table(_book(as_of="2026-02"), "decisions.csv")] == ["d-2026-01"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_text_that_looks_like_a_formula_is_disarmed(start: str) -> None:
    name = f"{start}1+cmd|' /C calc'!A0"
    risky = Initiative.model_validate({**INITIATIVES[1], "depends_on": [], "summary": "x"})
    risky = risky.model_copy(update={"carried_from": name})
    rows = _table(_book(initiatives={"report-auto": risky}, reviews={}), "initiatives.csv")
    assert rows[0]["carried_from"] == f"'{name}"


def test_a_negative_number_stays_a_number() -> None:
    assert [row["change"] for row in _table(_book(), "kpi_effects.csv")] == ["-9"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dictionary_explains_every_column_of_the_record_tables(language: str) -> None:
    book = _book(language)
    known = {(row["table"], row["column"]) for row in _table(book, "dictionary.csv")}
    columns = {column for table, column in known if table == "kpis"}
    header = exports(book)["kpis.csv"].decode("utf-8-sig").splitlines()[0].split(",")
    assert set(header) == columns
    owner = next(row for row in _table(book, "dictionary.csv") if row["column"] == "it_owner")
    assert owner["refers_to"] == "people"


def test_every_table_that_a_plan_may_export_has_a_title(repo_root: Path) -> None:
    """The base plan holds a record of every kind; a kind without a title would stop a build."""
    handbook = load_handbook(repo_root / "tests/golden/base_plan").handbook
    assert handbook is not None
    book = book_of(handbook)
    exported = {export.name for export in book_exports(book)}
    assert exported - table_names(book).keys() == set()
    assert {"levelling", "effort"} <= exported


def test_every_download_is_listed_with_its_rows_and_a_link() -> None:
    book = _book()
    blocks = draw_downloads(book)
    rows = {words_of(row)[1]: words_of(row)[2] for row in table_of(blocks, "downloads").rows}
    assert set(rows) == set(exports(book))
    assert rows["kpis.csv"] == "2"
    html = drawn(entries_of(book, "data")[3])
    assert re.search(r'href="\.\./\.\./downloads/kpis\.csv"', html)


def test_every_table_has_a_title_and_a_new_kind_of_record_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = table_names(_book("zh"))
    tables = {Path(name).stem for name in exports(_book())} - {"dictionary"}
    assert tables <= set(titles)
    assert [name for name in tables if titles[name].isascii()] == ["kpis"]
    monkeypatch.setitem(KINDS, "spare_parts", KINDS["kpis"])
    assert table_names(_book())["spare_parts"] == "Spare parts"


def test_every_word_of_the_model_in_the_dictionary_is_translated() -> None:
    documented = [row for row in _table(_book("en"), "dictionary.csv") if row["meaning"]]
    chinese = {(row["table"], row["column"]): row["meaning"] for row in _table(_book("zh"), "dictionary.csv")}
    assert len(documented) > 100
    assert not [row for row in documented if not chinese[row["table"], row["column"]]]


def test_a_finding_says_months_and_quarters_as_its_language_does() -> None:
    overload = {language: _book(language) for language in ("zh", "en")}
    said = {
        language: say(book, judgement_of(book).by_rule["P3-OVERLOAD"][0])
        for language, book in overload.items()
    }
    assert said["en"].startswith("Consultant is asked for 60 person-days in Q2 2026, 40 are there")
    assert said["zh"].startswith("顾问在2026年二季度需投入60人天")


def test_a_finding_names_the_milestone_it_speaks_of() -> None:
    book = _book()
    (finding,) = judgement_of(book).by_rule["P3-FIRST-MILESTONE"]
    # From 2 February to 30 June are 148 days.
    assert say(book, finding) == (
        "the first milestone of Join ERP and CRM, Go-live, comes 148 days after its start; the limit is 90"
    )


@pytest.mark.parametrize(
    ("rule", "month", "words"),
    [
        ("P2-EVIDENCE", "2026-03", "This rule finds 1 thing to mend in this plan."),
        ("P1-OBJECTIVE", "2026-03", "This plan keeps this rule."),
        (
            "P3-P80",
            "2026-03",
            "This rule finds nothing to mend, but the data say too little to judge all of the plan.",
        ),
    ],
)
def test_the_page_of_a_rule_leads_with_what_it_finds_and_says_why_it_matters(
    rule: str, month: str, words: str
) -> None:
    book = _book(as_of=month)
    blocks = draw_rule(book, all_rules()[rule])
    assert lead_of(blocks) == words
    facts = next(block for block in blocks if isinstance(block, b.Facts))
    assert [name for name, _ in facts.pairs][:4] == ["Why it matters", "Passes", "Fails", "How to mend it"]
    headings = [block.anchor for block in blocks if isinstance(block, b.Heading)]
    assert headings == {"P2-EVIDENCE": ["findings"], "P3-P80": ["not-judged"]}.get(rule, [])
