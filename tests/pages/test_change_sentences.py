"""Prove that every kind of change has a word and a sentence in both languages, and lands in every report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest

from erpsite.analysis import state
from erpsite.analysis.kpi.attainment import KpiBand
from erpsite.analysis.reviews.changes import Change, ChangeKind
from erpsite.i18n import locale_of
from erpsite.issues import Source
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import change_record, change_sentence, change_word
from erpsite.pages.kit.changes.report import ChangeReport, json_changes, markdown_changes, text_changes
from tests.factory import small_handbook

K = ChangeKind
DAYS = {"before": dt.date(2026, 6, 30), "after": dt.date(2026, 8, 7)}
MONEY = {"before": Decimal(500_000), "after": Decimal(570_000)}
STONE = {"milestone": "go-live"}
PEOPLE = {"before": "li-qiang", "after": "wang-fang"}
DUE = {"owner": "wang-fang", "due": dt.date(2026, 4, 30)}
NAME = {"name": Text({"zh": "旧名", "en": "Old name"})}
ACTION, RISK, DECISION = "a-2026-03-1", "vendor-late", "d-2026-03-1"

EXAMPLES: Mapping[ChangeKind, tuple[str, str, Mapping[str, object], str]] = {
    K.ENVELOPE_CHANGED: ("plan", "budget", MONEY, "年度总预算由50万元改为57万元。"),
    K.INITIATIVE_ADDED: ("initiatives", "erp-crm", {}, "该项目列入计划。"),
    K.INITIATIVE_RESUMED: ("initiatives", "erp-crm", {"stage": "approved"}, "项目完成后又重新开工。"),
    K.INITIATIVE_DROPPED: ("initiatives", "gone", {"stage": "removed", **NAME}, "该项目已不在计划中。"),
    K.INITIATIVE_FINISHED: ("initiatives", "erp-crm", {"stage": "finished"}, "该项目已完成。"),
    K.REBASELINED: ("initiatives", "erp-crm", {"decision": DECISION}, "增派顾问"),
    K.OWNER_CHANGED: ("initiatives", "erp-crm", PEOPLE, "李强"),
    K.BUDGET_CHANGED: ("initiatives", "erp-crm", MONEY, "57万元"),
    K.COST_MOVED: ("initiatives", "erp-crm", {**MONEY, "share": 0.14}, "+14%"),
    K.PROGRESS_MOVED: ("initiatives", "erp-crm", {"before": 20.0, "after": 30.0}, "从20%升至30%"),
    K.SPEND_MOVED: ("initiatives", "erp-crm", MONEY, "增加7万元"),
    K.INITIATIVE_RENAMED: ("initiatives", "erp-crm", {"formerly": "crm", **NAME}, "原名“旧名”"),
    K.DECLARED_FLIPPED: ("initiatives", "erp-crm", {"before": Rag.GREEN, "after": Rag.RED}, "“正常”"),
    K.COMPUTED_FLIPPED: ("initiatives", "erp-crm", {"before": Rag.GREEN, "after": Rag.RED}, "“正常”"),
    K.MILESTONE_SLIPPED: ("initiatives", "erp-crm", {**STONE, **DAYS, "days": 28}, "延期28个工作日"),
    K.MILESTONE_EARLIER: ("initiatives", "erp-crm", {**STONE, **DAYS, "days": 28}, "28个工作日"),
    K.MILESTONE_DONE: ("initiatives", "erp-crm", {**STONE, "day": DAYS["after"], "slip": 28}, "28个工作日"),
    K.MILESTONE_REOPENED: ("initiatives", "erp-crm", {**STONE, "after": DAYS["after"]}, "重新打开"),
    K.MILESTONE_ADDED: ("initiatives", "erp-crm", {**STONE, "after": DAYS["after"]}, "新增里程碑“上线”"),
    K.MILESTONE_DROPPED: ("initiatives", "erp-crm", {"milestone": "x", **NAME, **DAYS}, "“旧名”已不在计划中"),
    K.FINISH_MOVED: ("initiatives", "erp-crm", {**DAYS, "days": 28}, "28个工作日"),
    K.KPI_CROSSED: (
        "kpis", "uptime", {"before": KpiBand.ON_TRACK, "after": KpiBand.OFF_TRACK, "value": 98.0}, "98",
    ),
    K.KPI_MET: ("kpis", "uptime", {"value": 99.6}, "99.6"),
    K.KPI_LOST: ("kpis", "uptime", {"value": 98.0}, "98"),
    K.KPI_NEW: ("kpis", "uptime", {}, "计划新增此指标。"),
    K.KPI_DROPPED: ("kpis", "gone", NAME, "此指标已不在计划中。"),
    K.TARGET_MOVED: ("kpis", "uptime", {"before": (99.5,), "after": (99.0, 99.9)}, "99.00%–99.90%"),
    K.RISK_NEW: ("risks", RISK, {"score": 12}, "12"),
    K.RISK_OCCURRED: ("risks", RISK, {"score": 12}, "风险已经发生，涉及项目“打通ERP与CRM”。"),
    K.RISK_CLOSED: ("risks", RISK, {"score": 12}, "关闭"),
    K.RISK_REOPENED: ("risks", RISK, {"score": 12}, "风险重新打开，评分12。"),
    K.RISK_MOVED: ("risks", RISK, {"before": 12, "after": 16}, "16"),
    K.RISK_REMOVED: ("risks", "gone", NAME, "此风险已不在计划中。"),
    K.ACTION_NEW: ("actions", ACTION, DUE, "王芳"),
    K.ACTION_DONE: ("actions", ACTION, DUE, "王芳"),
    K.ACTION_OVERDUE: ("actions", ACTION, DUE, "王芳"),
    K.ACTION_DROPPED: ("actions", ACTION, DUE, "取消"),
    K.ACTION_REOPENED: ("actions", ACTION, DUE, "重新打开"),
    K.ACTION_MOVED: ("actions", ACTION, {**DAYS, "owner": "wang-fang"}, "改到2026年8月7日"),
    K.ACTION_HANDED_ON: ("actions", ACTION, PEOPLE, "李强"),
    K.ACTION_REMOVED: ("actions", "gone", NAME, "此行动项已不在案。"),
    K.DECISION_NEW: ("decisions", DECISION, {"by": "zhao-min", "day": DAYS["after"]}, "赵敏于2026年8月7日"),
    K.DECISION_CHANGED: ("decisions", DECISION, {}, "不得改动"),
    K.DECISION_REMOVED: ("decisions", "gone", NAME, "此决议已不在案。"),
}  # fmt: skip


def _book(language: str) -> Book:
    return Book(state(small_handbook(), "2026-03"), locale_of(language, "CNY"))


def _change(kind: ChangeKind) -> Change:
    record, name, values, _ = EXAMPLES[kind]
    return Change(kind, record, name, values, Source("reviews/2026-03.yml", 3, 5), 1.0)


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(ChangeKind)


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_is_said_in_both_languages(kind: ChangeKind) -> None:
    change = _change(kind)
    zh, en = (change_sentence(_book(language), change) for language in ("zh", "en"))
    assert EXAMPLES[kind][3] in zh
    assert zh.endswith("。")
    assert en.endswith(".")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en)
    words = {change_word(_book(language), change).text for language in ("zh", "en")}
    assert len(words) == 2


@pytest.mark.parametrize("kind", ChangeKind)
def test_records_are_linked_and_those_that_left_are_named(kind: ChangeKind) -> None:
    record, name, _, _ = EXAMPLES[kind]
    shown = change_record(_book("en"), _change(kind))
    if name == "gone":
        assert shown == "Old name"
    else:
        assert isinstance(shown, b.Link)
        assert name in (shown.anchor, shown.path.rpartition("/")[2]) or record == "plan"


def test_every_kind_goes_into_every_report() -> None:
    found = [_change(kind) for kind in ChangeKind]
    report = ChangeReport(_book("zh"), found, "甲", "乙")
    assert text_changes(report).startswith(f"从甲到乙共有{len(found)}处变化。")
    assert text_changes(report).count("data/reviews/2026-03.yml:3:5") == len(found)
    assert markdown_changes(report).count("\n- **") == len(found)
    assert json_changes(report).count('"kind"') == len(found)


@pytest.mark.parametrize("kind", [K.DECLARED_FLIPPED, K.COMPUTED_FLIPPED])
def test_a_first_status_is_not_said_to_come_from_another(kind: ChangeKind) -> None:
    change = Change(kind, "initiatives", "erp-crm", {"before": Rag.GREY, "after": Rag.RED}, Source(""), 1.0)
    assert change_sentence(_book("en"), change).endswith("is “Off track”; there was none before.")
    assert "无数据" not in change_sentence(_book("zh"), change)


@pytest.mark.parametrize(
    ("kind", "held", "said"),
    [
        (K.DECLARED_FLIPPED, "in talks", "The declared status was “On track”; now it is withheld: in talks."),
        (K.DECLARED_FLIPPED, None, "No status is declared any more; it was “On track”."),
        (
            K.COMPUTED_FLIPPED,
            None,
            "No status can be computed from cost and slip any more; it was “On track”.",
        ),
    ],
)
def test_a_status_that_is_no_longer_said_goes_to_no_other(
    kind: ChangeKind, held: str | None, said: str
) -> None:
    values = {"before": Rag.GREEN, "after": Rag.GREY, "withheld": held}
    change = Change(kind, "initiatives", "erp-crm", values, Source(""), 1.0)
    assert change_sentence(_book("en"), change) == said
