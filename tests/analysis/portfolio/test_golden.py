"""Cases worked by hand: the frontier, the best choice, the swaps that lead to it, and what clashes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.analysis.portfolio import Breach, Candidate, Cell, Problem, breaches, conflicts, solve, swaps

CASES = sorted((Path(__file__).parents[2] / "golden" / "portfolio").glob("*.yml"))


def _days(rows: list[dict[str, Any]]) -> dict[Cell, Decimal]:
    return {(row["role"], row["quarter"]): Decimal(str(row["days"])) for row in rows}


def _problem(case: dict[str, Any]) -> Problem:
    candidates = tuple(
        Candidate(
            row["id"], Decimal(str(row["value"])), Decimal(str(row["cost"])), _days(row.get("effort", [])),
            tuple(row.get("needs", ())), row.get("group", ""), row.get("mandatory", False),
        )
        for row in case["candidates"]
    )  # fmt: skip
    return Problem(candidates, _days(case.get("capacity", [])), Decimal(case["budget"]))


def _said(found: tuple[Breach, ...]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "members": list(one.members), "over": one.over} for one in found]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_comes_out_as_worked_by_hand(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    problem = _problem(case)
    solution = solve(problem)
    frontier = [
        {
            "cost": problem.cost_of(point.chosen),
            "value": problem.value_of(point.chosen),
            "chosen": list(problem.ids_of(point.chosen)),
        }
        for point in solution.frontier.points
    ]
    assert frontier == case["frontier"]
    assert _said(conflicts(problem, problem.budget)) == case.get("clashes", [])
    if "best" not in case:
        assert solution.best is None
        return
    assert solution.best
    best, people = solution.best.point.chosen, problem.places_of(case["people"])
    assert list(problem.ids_of(best)) == case["best"]
    assert _said(breaches(problem, people, problem.budget)) == case.get("broken", [])
    found = [
        {"out": one.out, "into": one.into, "value": one.value, "cost": one.cost}
        for one in swaps(problem, people, best)
    ]
    assert found == case["swaps"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 3
