"""Judge what proves the scores of maturity."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_maturity"]


@rule("P2-MATURITY-EVIDENCE", Pitfall.P2, scope="criteria", place=6)
def judge_maturity(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Evidence for each maturity score.

    Why: A score without evidence is a feeling.
    Passes: The criterion says why its current level is what it is.
    Fails: It does not.
    Mend: Fill `evidence` with what was seen, and where.
    """
    for dimension in facts.handbook.maturity.values():
        for one in dimension.criteria:
            if one.evidence is None:
                yield Hit(
                    "maturity",
                    one.id,
                    "the score {score} of the criterion {record} has no evidence, so it does not count",
                    one.where_of("evidence"),
                    {"record": one.id, "score": f"{one.current:g}"},
                )
