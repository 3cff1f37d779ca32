"""Prove what traces from evidence to a business goal, and what each break is called, worked by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.editions import edition_of
from erpsite.analysis.goals.alignment import alignment
from erpsite.analysis.money.benefits import plan_benefits
from erpsite.analysis.trace import (
    BreakKind,
    Mark,
    Node,
    Step,
    Trace,
    links_of_plan,
    nodes_on_threads,
    objective_sums,
    thread_graph,
    trace,
)
from erpsite.analysis.trace.backlinks import backlinks
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.objective import Objective
from erpsite.model.opportunity import Opportunity
from erpsite.model.pain_point import PainPoint
from erpsite.model.plan import Edition
from tests.analysis.figures import values
from tests.factory import (
    INITIATIVES,
    OBJECTIVES,
    OPPORTUNITIES,
    PAIN_POINTS,
    bare_handbook,
    small_handbook,
)

CRM, ORDER = INITIATIVES[0], PAIN_POINTS[0]


def _traced(handbook: Handbook) -> Trace:
    return trace(state(handbook, "2026-03"))


def _one(initiative: dict[str, Any] | None = None, **changes: Any) -> Handbook:
    """Return a plan with only the first initiative and the first pain point, whose thread is whole."""
    row = Initiative.model_validate({**CRM, "third_parties": [], "budget": _BUDGET, **(initiative or {})})
    pain = PainPoint.model_validate(ORDER)
    base = {"initiatives": {row.id: row}, "pain_points": {pain.id: pain}, "opportunities": {}}
    return small_handbook(**{**base, "reviews": {}, "meeting_decisions": {}, **changes})


_BUDGET = [{"kind": "capex", "by_quarter": {"2026-Q1": 500_000}}]


def _pain(**changes: Any) -> dict[str, PainPoint]:
    return {"order-delay": PainPoint.model_validate({**ORDER, **changes})}


def _goals(**changes: Any) -> dict[str, Objective]:
    rows = [OBJECTIVES[0], {**OBJECTIVES[1], **changes}]
    return {row["id"]: Objective.model_validate(row) for row in rows}


def _chance(**changes: Any) -> dict[str, Opportunity]:
    return {"ai-forecast": Opportunity.model_validate({**OPPORTUNITIES[0], **changes})}


def test_the_small_plan_traces_for_two_thirds_of_its_budget() -> None:
    # erp-crm (500,000) goes through; report-auto (250,000) stands on an opportunity for a pain point without
    # evidence and cause, moves no KPI and promises nothing: 500,000 / 750,000.
    found = _traced(small_handbook())
    assert values(found.traced, found.total) == values(500_000, 750_000)
    assert found.share == pytest.approx(2 / 3)
    assert [one.id for one in found.whole] == ["erp-crm"]
    (broken,) = found.broken
    assert [one.kind for one in broken.breaks] == [
        BreakKind.PAIN_NO_EVIDENCE,
        BreakKind.PAIN_NO_CAUSE,
        BreakKind.INITIATIVE_NO_KPI,
        BreakKind.INITIATIVE_NO_BENEFIT,
    ]
    assert (found.traced_pain_points, found.pain_points) == (("order-delay",), ("order-delay", "stock-wrong"))
    assert (found.traced_kpis, found.kpis) == (("cycle-time",), ("cycle-time", "uptime"))


def test_every_break_says_on_which_record_how_much_money_hangs_and_who_can_mend_it() -> None:
    found = _traced(small_handbook())
    assert [(one.kind.value, one.record, one.owner, int(one.money)) for one in found.breaks] == [
        ("pain-no-evidence", "stock-wrong", "zhao-min", 250_000),
        ("pain-no-cause", "stock-wrong", "zhao-min", 250_000),
        ("initiative-no-kpi", "report-auto", "wang-fang", 250_000),
        ("initiative-no-benefit", "report-auto", "wang-fang", 250_000),
        ("kpi-not-moved", "uptime", "li-qiang", 0),
    ]
    # stock-wrong has an initiative through the opportunity that answers it.
    assert list(found.by_owner()) == ["zhao-min", "wang-fang", "li-qiang"]
    groups = found.by_kind()
    assert (groups[0].kind, groups[0].initiatives, len(groups)) == (
        BreakKind.PAIN_NO_EVIDENCE, ("report-auto",), 5,
    )  # fmt: skip


def test_one_initiative_with_everything_is_whole() -> None:
    found = _traced(_one())
    assert found.share == 1.0
    assert [one.kind for one in found.breaks] == [BreakKind.KPI_NOT_MOVED]  # uptime
    (thread,) = found.threads
    assert {thread.mark(step) for step in Step} == {Mark.LINKED}


Case = tuple[Callable[[], Handbook], list[BreakKind]]
CASES: dict[str, Case] = {
    "a pain point without evidence": (
        lambda: _one(pain_points=_pain(evidence=[])), [BreakKind.PAIN_NO_EVIDENCE],
    ),
    "a pain point without cause": (lambda: _one(pain_points=_pain(causes=[])), [BreakKind.PAIN_NO_CAUSE]),
    "a pain point without solution": (
        lambda: _one(pain_points=_pain(solution=None)), [BreakKind.PAIN_NO_SOLUTION],
    ),
    "an opportunity offers the solution": (
        lambda: _one(pain_points=_pain(solution=None),
                     opportunities=_chance(pain_points=["order-delay"])), [],
    ),
    "no pain point": (
        lambda: _one({"pain_points": []}, pain_points=_pain(initiatives=[])),
        [BreakKind.INITIATIVE_NO_REASON],
    ),
    "the pain point alone names the initiative": (lambda: _one({"pain_points": []}), []),
    "the initiative alone names the pain point": (lambda: _one(pain_points=_pain(initiatives=[])), []),
    "a pain point reported after the month": (
        lambda: _one(pain_points=_pain(reported_on="2026-04-01")), [BreakKind.INITIATIVE_NO_REASON],
    ),
    "an opportunity of its own right": (
        lambda: _one({"pain_points": [], "opportunities": ["ai-forecast"]}, pain_points={},
                     opportunities=_chance(pain_points=[])), [],
    ),
    "an opportunity that names the initiative": (
        lambda: _one({"pain_points": []}, pain_points={},
                     opportunities=_chance(pain_points=[], initiative="erp-crm")), [],
    ),
    "no milestone": (lambda: _one({"milestones": []}), [BreakKind.INITIATIVE_NO_MILESTONE]),
    "no KPI": (lambda: _one({"kpis": []}), [BreakKind.INITIATIVE_NO_KPI]),
    "no benefit": (lambda: _one({"benefit": None}), [BreakKind.INITIATIVE_NO_BENEFIT]),
    "a benefit of zero": (
        lambda: _one({"benefit": {**CRM["benefit"], "amount": 0}}), [BreakKind.INITIATIVE_NO_BENEFIT],
    ),
    "a benefit that nothing measures": (
        lambda: _one({"benefit": {"text": "x", "amount": 1}}), [BreakKind.BENEFIT_NO_KPI],
    ),
    "a benefit measured by a KPI that is not moved": (
        lambda: _one({"benefit": {**CRM["benefit"], "measured_by": "uptime"}}), [BreakKind.BENEFIT_OTHER_KPI],
    ),
    "no objective": (lambda: _one({"objectives": []}), [BreakKind.INITIATIVE_NO_OBJECTIVE]),
    "an objective that no moved KPI judges": (
        lambda: _one(objectives=_goals(kpis=["uptime"])), [BreakKind.INITIATIVE_OTHER_KPI],
    ),
    "an objective that leads to no business goal": (
        lambda: _one(objectives=_goals(serves=[])), [BreakKind.OBJECTIVE_NO_BUSINESS],
    ),
    "a duty needs neither pain point nor benefit": (
        lambda: _one({"mandatory": True, "pain_points": [], "benefit": None}, pain_points={}), [],
    ),
    "a duty with an unproven pain point": (
        lambda: _one({"mandatory": True}, pain_points=_pain(evidence=[])), [],
    ),
    "a duty needs a milestone, a KPI and an objective": (
        lambda: _one({"mandatory": True, "milestones": [], "kpis": [], "objectives": []}),
        [BreakKind.INITIATIVE_NO_MILESTONE, BreakKind.INITIATIVE_NO_KPI, BreakKind.INITIATIVE_NO_OBJECTIVE],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_break_has_its_name_and_the_graph_agrees(name: str) -> None:
    plan, kinds = CASES[name]
    found = _traced(plan())
    (thread,) = found.threads
    assert [one.kind for one in thread.breaks] == kinds
    assert found.share == (0.0 if kinds else 1.0)
    links = links_of_plan(state(plan(), "2026-03"))
    held = nodes_on_threads(links, thread_graph(links))
    assert (Node(Step.INITIATIVE, "initiatives", "erp-crm") in held) == thread.whole


def test_steps_that_need_not_be_there_are_not_called_linked() -> None:
    duty = _one({"mandatory": True, "pain_points": [], "benefit": None}, pain_points={})
    (thread,) = _traced(duty).threads
    assert thread.mark(Step.EVIDENCE, Step.PAIN_POINT) is Mark.NOT_NEEDED
    assert thread.mark(Step.BENEFIT) is Mark.NOT_NEEDED
    (bare,) = _traced(_one({"pain_points": []}, pain_points={})).threads
    assert bare.mark(Step.EVIDENCE, Step.PAIN_POINT) is Mark.BROKEN
    assert bare.mark(Step.CAUSE, Step.SOLUTION) is Mark.ABSENT


def test_a_duty_with_an_unmeasured_benefit_is_whole_and_still_told() -> None:
    found = _traced(_one({"mandatory": True, "benefit": {"text": "x", "amount": 1}}))
    assert found.share == 1.0
    assert [one.kind for one in found.breaks] == [BreakKind.KPI_NOT_MOVED, BreakKind.BENEFIT_NO_KPI][::-1]


def test_a_pain_point_that_nobody_solves_and_a_goal_that_nobody_serves_are_told() -> None:
    goals = {**_goals(), "lonely": Objective.model_validate({**OBJECTIVES[0], "id": "lonely"})}
    lone = PainPoint.model_validate({**ORDER, "id": "lone", "initiatives": []})
    found = _traced(_one(objectives=goals, pain_points={**_pain(), "lone": lone}))
    assert [(one.kind.value, one.record) for one in found.breaks] == [
        ("pain-no-initiative", "lone"),
        ("kpi-not-moved", "uptime"),
        ("objective-unserved", "lonely"),
    ]
    assert found.traced_pain_points == ("order-delay",)


def test_a_kpi_that_pays_for_nothing_and_judges_nothing_leads_nowhere() -> None:
    effects = [*CRM["kpis"], {"kpi": "uptime", "effect": "x"}]
    found = _traced(_one({"kpis": effects}))
    assert [(one.kind.value, one.record) for one in found.breaks] == [("kpi-no-end", "uptime")]
    assert found.traced_kpis == ("cycle-time",)
    judged = _traced(_one({"kpis": effects}, objectives=_goals(kpis=["cycle-time", "uptime"])))
    assert judged.traced_kpis == ("cycle-time", "uptime")


def test_what_is_not_funded_is_not_counted() -> None:
    found = _traced(_one({"stage": "rejected"}))
    assert (found.threads, found.share) == ((), None)
    assert BreakKind.PAIN_NO_INITIATIVE in {one.kind for one in found.breaks}


def test_an_empty_plan_traces_nothing_and_breaks_nowhere() -> None:
    found = _traced(bare_handbook())
    assert (found.threads, found.breaks, found.share, found.pain_points) == ((), (), None, ())


def test_an_edition_without_money_passes_from_kpi_to_objective() -> None:
    edition = Edition.model_validate({"id": "staff", "name": "x", "hides": ["money"]})
    plan = _one()
    whole = replace(plan, plan=plan.plan.model_copy(update={"editions": (edition,)}))
    found = _traced(edition_of(whole, "staff"))
    (thread,) = found.threads
    assert (thread.whole, found.share) == (True, None)
    assert thread.mark(Step.BENEFIT) is Mark.HIDDEN
    assert found.traced_pain_points == ("order-delay",)


def test_the_sums_of_an_objective_count_the_part_that_serves_it() -> None:
    # erp-crm serves fast-orders and `other`, each with half; `other` serves grow and `top`, so a quarter of
    # 500,000 and of the 300,000 a year reaches `top`. What fast-orders gets goes up to grow whole.
    top = Objective.model_validate({**OBJECTIVES[0], "id": "top"})
    other = Objective.model_validate({**OBJECTIVES[1], "id": "other", "serves": ["grow", "top"]})
    plan = _one({"objectives": ["fast-orders", "other"]}, objectives={**_goals(), "other": other, "top": top})
    now = state(plan, "2026-03")
    sums = objective_sums(plan, trace(now), plan_benefits(now))
    figures = {name: (int(one.asked), int(one.promised), int(one.realised)) for name, one in sums.items()}
    assert figures == {
        "fast-orders": (250_000, 150_000, 0),
        "other": (250_000, 150_000, 0),
        "grow": (375_000, 225_000, 0),
        "top": (125_000, 75_000, 0),
    }
    assert sums["grow"].traced == sums["grow"].asked
    aligned = alignment(now, backlinks(now)).objectives
    assert {one.objective.id: one.money for one in aligned} == {name: one.asked for name, one in sums.items()}


KPIS = ["cycle-time", "uptime"]


def _random_plan(draw: random.Random) -> Handbook:
    pains = {
        f"p{n}": PainPoint.model_validate({
            **ORDER, "id": f"p{n}", "initiatives": [f"i{draw.randrange(12)}"] if draw.random() < 0.6 else [],
            "evidence": draw.choice([[], ORDER["evidence"]]), "causes": draw.choice([[], ["x"], ["y"]]),
            "solution": draw.choice([None, "x", "y"]),
        }) for n in range(10)
    }  # fmt: skip
    chances = {
        f"o{n}": Opportunity.model_validate({
            **OPPORTUNITIES[0], "id": f"o{n}", "pain_points": draw.sample(sorted(pains), draw.randrange(3)),
            "initiative": draw.choice([None, f"i{draw.randrange(12)}"]),
        }) for n in range(4)
    }  # fmt: skip
    goals = {
        "a": Objective.model_validate({**OBJECTIVES[0], "id": "a", "kpis": ["uptime"]}),
        "b": Objective.model_validate({**OBJECTIVES[1], "id": "b", "serves": ["a"], "kpis": ["cycle-time"]}),
        "c": Objective.model_validate({**OBJECTIVES[1], "id": "c", "serves": [], "kpis": []}),
        "d": Objective.model_validate({**OBJECTIVES[1], "id": "d", "serves": ["c"], "kpis": ["cycle-time"]}),
    }
    rows = (
        {
            **CRM, "id": f"i{n}", "mandatory": draw.random() < 0.2, "third_parties": [], "budget": _BUDGET,
            "pain_points": draw.sample(sorted(pains), draw.randrange(3)), "risks": [], "assumptions": [],
            "opportunities": draw.sample(sorted(chances), draw.randrange(2)),
            "objectives": draw.sample(sorted(goals), draw.randrange(3)),
            "milestones": CRM["milestones"] if draw.random() < 0.9 else [],
            "kpis": [{"kpi": k, "effect": "x"} for k in draw.sample(KPIS, draw.randrange(3))],
            "benefit": draw.choice([None, CRM["benefit"], {**CRM["benefit"], "measured_by": "uptime"}]),
        }
        for n in range(12)
    )  # fmt: skip
    made = {row["id"]: Initiative.model_validate(row) for row in rows}
    return _one(initiatives=made, pain_points=pains, opportunities=chances, objectives=goals)


def test_the_graph_and_the_named_breaks_agree_on_any_plan() -> None:
    draw, whole = random.Random(8), 0
    for _ in range(60):
        now = state(_random_plan(draw), "2026-03")
        links = links_of_plan(now)
        held = nodes_on_threads(links, thread_graph(links))
        for thread in trace(now).threads:
            assert (Node(Step.INITIATIVE, "initiatives", thread.id) in held) == thread.whole, thread
            whole += thread.whole
    assert 20 < whole < 400
