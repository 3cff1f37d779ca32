"""Break a small plan in each way, and see exactly that rule find one thing more."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import translator
from erpsite.model import Handbook
from erpsite.plancheck import PITFALLS, Judgement, all_rules, check_plan, judge_plan
from tests.factory import bare_handbook, small_handbook

MONTH = "2026-03"
WITH_EVIDENCE = next(name for name, one in small_handbook().pain_points.items() if one.evidence)


def _judged(book: Handbook, month: str = MONTH) -> Judgement:
    return judge_plan(state(book, month))


def _changed(kind: str, name: str, **fields: Any) -> Handbook:
    book = small_handbook()
    records = dict(getattr(book, kind))
    records[name] = records[name].model_copy(update=fields)
    return small_handbook(**{kind: records})


def _planned(**fields: Any) -> Handbook:
    return small_handbook(plan=small_handbook().plan.model_copy(update=fields))


def _budget(**fields: Any) -> Handbook:
    return _planned(budget=small_handbook().plan.budget.model_copy(update=fields))


def _charter_late() -> Handbook:
    charter = small_handbook().charter
    assert charter is not None
    return small_handbook(charter=charter.model_copy(update={"issued_on": dt.date(2026, 1, 12)}))


def _group(**fields: Any) -> Handbook:
    group = small_handbook().working_group
    assert group is not None
    return small_handbook(working_group=group.model_copy(update=fields))


def _sessions(**fields: Any) -> Handbook:
    agenda = small_handbook().agenda
    assert agenda is not None
    first, *others = agenda.sessions
    sessions = (first.model_copy(update=fields), *others)
    return small_handbook(agenda=agenda.model_copy(update={"sessions": sessions}))


def _benefit(**fields: Any) -> Handbook:
    benefit = small_handbook().initiatives["erp-crm"].benefit
    assert benefit is not None
    return _changed("initiatives", "erp-crm", benefit=benefit.model_copy(update=fields))


MUTATIONS: dict[str, Callable[[], Handbook]] = {
    "P1-OBJECTIVE": lambda: _changed("initiatives", "erp-crm", objectives=()),
    "P2-EVIDENCE": lambda: _changed("pain_points", WITH_EVIDENCE, evidence=()),
    "P2-BENEFIT": lambda: _benefit(measure_on=None),
    "P3-CONTINGENCY": lambda: _budget(contingency=0.01),
    "P3-SMALLEST": lambda: _changed(
        "initiatives", "erp-crm",
        phases=tuple(
            phase.model_copy(update={"smallest_viable": False})
            for phase in small_handbook().initiatives["erp-crm"].phases
        ),
    ),
    "P4-OWNER": lambda: _changed("people", "li-qiang", left_on=dt.date(2026, 3, 1)),
    "R-CHARTER": _charter_late,
    "R-PACK": lambda: _planned(preread_sent_on=dt.date(2026, 1, 12)),
    "R-GROUP": lambda: _group(formed_on=dt.date(2026, 1, 5)),
    "R-OUTPUT": lambda: _sessions(output=None),
}  # fmt: skip


def _counts(judged: Judgement) -> Counter[str]:
    return Counter(one.rule.id for one in judged.findings)


@pytest.mark.parametrize("rule", MUTATIONS)
def test_a_broken_plan_makes_exactly_that_rule_find_more(rule: str) -> None:
    before, after = _counts(_judged(small_handbook())), _counts(_judged(MUTATIONS[rule]()))
    assert set(after - before) == {rule}


def test_every_rule_is_told_in_both_languages_and_has_its_place() -> None:
    zh = translator("zh")
    for name, rule in all_rules().items():
        assert name == rule.id
        assert rule.scope in _judged(small_handbook()).scopes
        for text in (rule.title, rule.why, rule.passes, rule.fails, rule.mend):
            assert any("\u4e00" <= char <= "\u9fff" for char in zh(text))


@pytest.mark.parametrize("month", ["2025-12", "2026-03", "2027-06"])
def test_every_finding_is_told_in_both_languages(month: str) -> None:
    for book in (small_handbook(), bare_handbook()):
        judged = _judged(book, month)
        for one in (*judged.findings, *judged.not_judged):
            assert translator("zh")(one.issue.message, **one.issue.values)
            assert one.issue.source.path or book.plan.where == one.issue.source


def test_incomplete_data_are_told_and_never_pass() -> None:
    judged = _judged(bare_handbook())
    told = {one.rule.id for one in judged.not_judged}
    assert {"P1-CASE", "P1-SESSION", "P4-PMO", "R-CHARTER", "R-GROUP", "S-CPLI"} <= told
    for name in told & {"P1-CASE", "P1-SESSION", "P4-PMO"}:
        assert judged.share(all_rules()[name]) is None


def _waived(**fields: Any) -> Handbook:
    from erpsite.model.plan import Waiver

    row = {
        "rule": "P2-EVIDENCE", "record": "stock-wrong", "by": "zhao-min", "reason": "Counted in June",
        "until": "2026-06-30", **fields,
    }  # fmt: skip
    return _planned(waivers=(Waiver.model_validate(row),))


def test_a_waiver_excuses_one_record_from_one_rule_until_its_day() -> None:
    assert _counts(_judged(small_handbook()))["P2-EVIDENCE"] == 1
    judged = _judged(_waived())
    assert [one.finding.record for one in judged.waived] == ["stock-wrong"]
    assert not judged.by_rule["P2-EVIDENCE"]
    assert not judged.by_rule["W-UNUSED"]


def test_an_expired_or_unused_waiver_is_a_finding() -> None:
    expired = _judged(_waived(until="2026-03-30"))
    assert len(expired.by_rule["W-EXPIRED"]) == len(expired.by_rule["P2-EVIDENCE"]) == 1
    unused = _judged(_waived(record=WITH_EVIDENCE))
    assert [one.record for one in unused.by_rule["W-UNUSED"]] == [WITH_EVIDENCE]


def test_a_waiver_or_a_setting_for_an_unknown_rule_or_limit_is_an_error() -> None:
    found = check_plan(state(_waived(rule="P2-EVIDENSE"), MONTH))
    (issue,) = [one for one in found if one.code == "unknown-rule"]
    assert (issue.code, issue.severity, issue.values["nearest"]) == ("unknown-rule", "error", "P2-EVIDENCE")
    from erpsite.model.plan import RuleSetting

    settings = {"P3-OVERLOAD": RuleSetting(limits={"shares": 2.0}), "X": RuleSetting()}
    codes = [one.code for one in check_plan(state(_planned(rules=settings), MONTH))]
    assert {"unknown-limit", "unknown-rule"} <= set(codes)


def test_settings_change_severity_and_limits_and_switch_off() -> None:
    from erpsite.model.plan import RuleSetting

    off = _planned(rules={"P2-EVIDENCE": RuleSetting(severity="off")})
    assert "P2-EVIDENCE" not in _judged(off).by_rule
    hard = _planned(rules={"P2-EVIDENCE": RuleSetting(severity="error")})
    assert [one.issue.severity for one in _judged(hard).by_rule["P2-EVIDENCE"]] == ["error"]
    strict = _planned(rules={"P3-CONTINGENCY": RuleSetting(limits={"share": 0.2})})
    assert len(_judged(strict).by_rule["P3-CONTINGENCY"]) == 1


def test_the_age_of_a_review_is_limited_by_the_plan_and_before_it_by_the_setting_of_the_rule() -> None:
    from erpsite.model.plan import RuleSetting, Thresholds

    def told(**fields: Any) -> int:
        # The review of March was held on 2 April: on 31 May that is 59 days ago.
        return len(_judged(_planned(**fields), "2026-05").by_rule["P4-REVIEW-AGE"])

    strict = {"P4-REVIEW-AGE": RuleSetting(limits={"days": 58})}
    assert told() == 1
    assert told(thresholds=Thresholds(review_age_days=59)) == 0
    assert told(thresholds=Thresholds(review_age_days=59), rules=strict) == 1


def test_a_waiver_for_an_unknown_record_is_an_error() -> None:
    found = check_plan(state(_waived(record="stock-wrongs"), MONTH))
    (issue,) = [one for one in found if one.code == "unknown-record"]
    assert (issue.severity, issue.values["nearest"]) == ("error", "stock-wrong")
    assert "unknown-record" not in {one.code for one in check_plan(state(_waived(), MONTH))}


def test_a_waiver_holds_for_the_build_too_and_a_rule_on_dates_can_be_switched_off() -> None:
    from erpsite.model.plan import RuleSetting

    loose = "missing-logic"
    assert [one.code for one in check_plan(state(small_handbook(), MONTH))] == [loose]
    (record,) = {one.record for one in _judged(small_handbook()).by_rule["S-LOGIC"]}
    assert record in small_handbook().initiatives
    assert not check_plan(state(_waived(rule="S-LOGIC", record=record), MONTH))
    assert not check_plan(state(_planned(rules={"S-LOGIC": RuleSetting(severity="off")}), MONTH))
    harder = _planned(rules={"S-LOGIC": RuleSetting(severity="error")})
    assert [one.severity for one in check_plan(state(harder, MONTH))] == ["error"]


def test_the_score_is_the_mean_share_of_passing_records() -> None:
    judged = _judged(small_handbook())
    for pitfall in PITFALLS:
        shares = [judged.share(rule) for rule in judged.rules if rule.pitfall is pitfall]
        known = [share for share in shares if share is not None]
        assert judged.score(pitfall) == pytest.approx(100 * sum(known) / len(known))
    # One of the two pain points has evidence.
    assert judged.share(all_rules()["P2-EVIDENCE"]) == 0.5
