"""Rank the initiatives and draw the line where the money ends (FORMULAS.md, Prioritisation and portfolio)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative, RiceScore, WsjfScore
from erpsite.model.plan import Method, Prioritisation

__all__ = ["Priorities", "RankedInitiative", "priorities", "priority_score", "rice", "weighted", "wsjf"]


@dataclass(frozen=True)
class RankedInitiative:
    """Hold an initiative's place in the ranking."""

    initiative: Initiative
    rank: int
    score: float | NotAvailable
    """By the plan's method; a mandatory initiative needs none."""
    cumulative: Decimal
    """Cost of this initiative and all above it, in the plan's currency; the least of it unless `sure`."""
    funded: bool
    """Whether it stands above the cut line for sure."""
    waits_for: tuple[str, ...]
    """Initiatives it depends on that stand below the cut line or are not ranked."""
    sure: bool = True
    """Whether the budgets of this one and all above it are known."""
    below: bool = False
    """Whether it stands below the cut line for sure; where it is neither, a budget is missing to say so."""


@dataclass(frozen=True)
class Priorities:
    """Hold the ranking."""

    method: Method
    ranked: tuple[RankedInitiative, ...]
    unscored: tuple[Initiative, ...]
    """Initiatives that cannot be ranked for want of scores."""
    spendable: Decimal | None
    """The envelope less its contingency, in the plan's currency; None where nobody says it: no line falls."""

    @property
    def funded(self) -> tuple[RankedInitiative, ...]:
        """Return what stands above the cut line."""
        return tuple(one for one in self.ranked if one.funded)

    @property
    def below(self) -> tuple[RankedInitiative, ...]:
        """Return what stands below the cut line for sure."""
        return tuple(one for one in self.ranked if one.below)

    @property
    def unplaced(self) -> tuple[RankedInitiative, ...]:
        """Return what may stand above or below the line: a budget, or what may be spent, is not known."""
        return tuple(one for one in self.ranked if not one.funded and not one.below)

    @property
    def drafted(self) -> tuple[RankedInitiative, ...]:
        """Return what the draft asks the meeting for: what stands above the line; all, where none falls."""
        return self.ranked if self.spendable is None else self.funded

    @property
    def uncosted(self) -> tuple[Initiative, ...]:
        """Return the ranked initiatives whose budget is not known, in the order of the ranking."""
        return tuple(one.initiative for one in self.ranked if one.initiative.stated_cost is None)

    @property
    def asked_of(self) -> int:
        """Return how many initiatives, ranked or not, state what they ask for."""
        every = [*(one.initiative for one in self.ranked), *self.unscored]
        return sum(one.stated_cost is not None for one in every)

    @property
    def funded_cost(self) -> Decimal:
        """Return the cost of all above the cut line, in the plan's currency."""
        return sum((one.initiative.cost for one in self.funded), Decimal(0))

    @property
    def asked_cost(self) -> Decimal:
        """Return the stated cost of everything, ranked or not, in the plan's currency."""
        unscored = sum((one.cost for one in self.unscored), Decimal(0))
        return (self.ranked[-1].cumulative if self.ranked else Decimal(0)) + unscored


def wsjf(score: WsjfScore) -> float:
    """Return (business value + time criticality + risk reduction) / job size."""
    return (score.business_value + score.time_criticality + score.risk_reduction) / score.job_size


def rice(score: RiceScore) -> float:
    """Return reach × impact × confidence / effort in person-months."""
    return score.reach * score.impact * (score.confidence / 100) / score.effort


def weighted(scores: Mapping[str, float], weights: Mapping[str, float]) -> float | NotAvailable:
    """Return Σ weight × normalised score, 0 to 1; not available where a weighted criterion has no score."""
    if not weights or any(name not in scores for name in weights):
        return NotAvailable(Reason.NO_SCORES)
    return sum(weight * scores[name] for name, weight in weights.items())


def priority_score(initiative: Initiative, setting: Prioritisation) -> float | NotAvailable:
    """Return an initiative's score by the plan's method."""
    scores = initiative.scores
    if setting.method is Method.WSJF and scores.wsjf:
        return wsjf(scores.wsjf)
    if setting.method is Method.RICE and scores.rice:
        return rice(scores.rice)
    if setting.method is Method.WEIGHTED:
        return weighted(scores.weighted, setting.weights)
    return NotAvailable(Reason.NO_SCORES)


def priorities(handbook: Handbook) -> Priorities:
    """Return the initiatives in order of their score, with cumulative cost and the cut line.

    Mandatory ones stand first. The line falls before the first initiative whose cumulative cost is more
    than may be spent; nothing below it is picked because it happens to be small. Ties go to the more
    urgent declared priority, then to the cheaper. From the first unknown budget on nobody knows what stands
    above the line, and what stands below it only once the known budgets alone exceed the money. Where nobody
    says how much may be spent, there is an order and no line.
    """
    setting, spendable = handbook.plan.prioritisation, handbook.plan.spendable
    scored = [(priority_score(one, setting), one) for one in handbook.initiatives.values()]
    usable = [(score, one) for score, one in scored if one.mandatory or not isinstance(score, NotAvailable)]
    unscored = tuple(one for score, one in scored if isinstance(score, NotAvailable) and not one.mandatory)
    usable.sort(key=_order)
    funded = _above_line((one for _, one in usable), spendable)
    ranked, cumulative, sure = [], Decimal(0), True
    for rank, (score, one) in enumerate(usable, 1):
        cumulative += one.cost
        sure = sure and one.stated_cost is not None
        above = one.id in funded
        waits = tuple(name for name in one.depends_on if above and name not in funded)
        below = spendable is not None and cumulative > spendable
        ranked.append(RankedInitiative(one, rank, score, cumulative, above, waits, sure, below))
    return Priorities(setting.method, tuple(ranked), unscored, spendable)


def _order(usable: tuple[float | NotAvailable, Initiative]) -> tuple[bool, float, int, bool, Decimal, str]:
    score, one = usable
    number = 0.0 if isinstance(score, NotAvailable) else score
    return not one.mandatory, -number, one.priority, one.stated_cost is None, one.cost, one.id


def _above_line(ranked: Iterable[Initiative], spendable: Decimal | None) -> set[str]:
    funded: set[str] = set()
    if spendable is None:
        return funded
    total = Decimal(0)
    for one in ranked:
        total += one.cost
        if total > spendable or one.stated_cost is None:
            break
        funded.add(one.id)
    return funded
