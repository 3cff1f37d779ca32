"""Judge baselines and targets of KPIs."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.model.kpi import Comparator, tolerates_nothing
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_target"]


@rule("P2-TARGET", Pitfall.P2, scope="kpis", place=1)
def judge_target(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """A baseline and a target for each KPI.

    Why: Without where from and where to, a number is not a measure of success.
    Passes: The KPI ends elsewhere than it starts, stays between two bounds, or stays at a cap of zero.
    Fails: It starts where it should end.
    Mend: Measure the baseline, and set a `target` that asks for something.
    """
    for name, kpi in facts.handbook.kpis.items():
        if kpi.target is None or kpi.comparator is Comparator.BETWEEN or tolerates_nothing(kpi):
            continue
        if kpi.target == kpi.baseline:
            yield Hit(
                "kpis",
                name,
                "the KPI {record} starts at its target of {target}: its baseline says nothing",
                kpi.where_of("baseline"),
                {"record": name, "target": f"{kpi.target:g}"},
                kpi.owner,
            )
