"""Judge what proves the pain points."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_evidence"]


@rule("P2-EVIDENCE", Pitfall.P2, scope="pain_points", place=3)
def judge_evidence(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Evidence for each pain point.

    Why: The loudest complaint is not the costliest one.
    Passes: At least one piece of evidence stands with the pain point.
    Fails: Not one piece does.
    Mend: Add evidence with a figure, its month and its source.
    """
    for name, point in facts.handbook.pain_points.items():
        if not point.evidence:
            yield Hit(
                "pain_points",
                name,
                "nothing proves the pain point {record}: add evidence with a figure",
                point.where_of("evidence"),
                {"record": name},
                point.owner,
            )
