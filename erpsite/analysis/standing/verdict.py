"""Judge the whole plan by four questions: when does it end, what will it cost, is it worth it, who must act.

The limits are those of an initiative's status (FORMULAS.md, RAG): the plan's late days over its promised
length, its overrun over the approved budget, and the part of the promised benefits that was measured and
is missing, over what was promised. No end is on track while milestones are past the day expected for them and
nobody says that they are reached, no cost while the contingency is drawn on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from erpsite.analysis.figures import Figures
from erpsite.analysis.money.benefits import Proof
from erpsite.analysis.schedule.optimism import FinishChance
from erpsite.analysis.state.rag import band, worse
from erpsite.analysis.state.registers import ActionState
from erpsite.frozen import dataclass
from erpsite.model.plan import Rag

__all__ = ["Cost", "End", "Owed", "Verdict", "Worth", "verdict"]


@dataclass(frozen=True)
class End:
    """Hold when the plan ends."""

    promised: dt.date | None
    """The last baseline finish."""
    expected: dt.date | None
    """The finish of the schedule; None where nothing has a date."""
    late: int | None
    """Expected − promised in working days; negative where it is early, None where one of them is missing."""
    p50: dt.date | None
    """The day by which half of the simulated runs are finished; None where nothing can be simulated."""
    p80: dt.date | None
    rag: Rag
    """By late days ÷ promised length, as an initiative's slip; at least amber where P80 is later, or where a
    milestone is past its expected day and not reported as reached.

    Grey where nothing is late and no review has said anything yet.
    """
    finished: bool
    """Whether nothing that is approved is still running."""
    withheld: int = 0
    """Of how many funded initiatives the end may not be said; they are not in the days above."""
    every: int = 0
    """How many funded initiatives there are."""
    unconfirmed: int = 0
    """Milestones whose expected day has passed and that no review says are reached."""


@dataclass(frozen=True)
class Cost:
    """Hold what the plan will cost, in the plan's currency."""

    approved: Decimal
    expected: Decimal
    """Forecast at completion; the budget stands in for an initiative without a forecast."""
    forecast: bool
    """Whether any review has forecast a cost."""
    known: int
    """Funded initiatives whose budget is stated, of `every`."""
    every: int
    share: float | None
    """`Figures.overrun_share`; None before anybody has forecast."""
    rag: Rag
    """By the share; at least amber where the expected cost draws on the contingency, red where it breaks the
    envelope or more is approved than may be given out.
    """


@dataclass(frozen=True)
class Worth:
    """Hold how far the promised benefits are kept."""

    promising: int
    """Funded initiatives that promise an amount."""
    measured: int
    kept: int
    """Those measured that bring at least what was promised."""
    share: float | None
    """Measured ÷ promised, of those that were measured; None before the first is."""
    rag: Rag


@dataclass(frozen=True)
class Owed:
    """Hold what a person owes first."""

    person: str
    by: dt.date
    overdue: int
    """How many of the person's actions are overdue."""


@dataclass(frozen=True)
class Verdict:
    """Hold the answers to the four questions."""

    end: End
    cost: Cost
    worth: Worth
    owed: tuple[Owed, ...]
    """Who has an open action with a day, what is due first leading."""
    reported: int
    """Running initiatives on which a review has reported."""
    silent: int
    """Running initiatives whose work has begun by the plan, and on which no review has reported."""

    @property
    def rag(self) -> Rag:
        """Return the worst of end, cost and worth; grey where none can be judged."""
        return worse(self.end.rag, self.cost.rag, self.worth.rag)

    @property
    def rag_of_dates(self) -> Rag:
        """Return the status that an edition without money may show."""
        return self.end.rag


def verdict(figures: Figures) -> Verdict:
    """Return where the plan stands at the end of the month that the figures are of."""
    silent = [now for now in figures.running if now.reported is None]
    return Verdict(
        _end(figures),
        _cost(figures),
        _worth(figures),
        _owed(figures.state.actions.values()),
        len(figures.running) - len(silent),
        sum(not now.waits(figures.state.today) for now in silent),
    )


def _end(figures: Figures) -> End:
    """Return the end of the plan; where some ends may not be said, of the others, without a chance."""
    found, chance = figures.schedule, figures.optimism.plan
    held = [now for now in figures.funded if now.finish_withheld is not None]
    finished = bool(figures.funded) and not figures.running and not held
    promised, expected = _told_ends(figures) if held else (found.baseline_finish, found.finish)
    p50, p80 = None, None
    if isinstance(chance, FinishChance) and not finished and not held:
        p50, p80 = chance.p50, chance.p80
    late, rag, unconfirmed = None, Rag.GREY, figures.milestones_overdue.value
    if promised is not None and expected is not None:
        late = figures.state.days.slip(promised, expected)
        rag = _rag(figures, promised, late)
        doubtful = (p80 is not None and p80 > promised) or (unconfirmed and rag is not Rag.GREY)
        rag = worse(rag, Rag.AMBER if doubtful else Rag.GREY)
    return End(promised, expected, late, p50, p80, rag, finished, len(held), len(figures.funded), unconfirmed)


def _told_ends(figures: Figures) -> tuple[dt.date | None, dt.date | None]:
    """Return the last promised and expected end of the initiatives whose ends may be said."""
    told = [now for now in figures.funded if now.finish_withheld is None]
    promised = [now.baseline_finish for now in told]
    expected = [figures.schedule.finish_of(now.initiative.id) for now in told]
    return max(filter(None, promised), default=None), max(filter(None, expected), default=None)


def _rag(figures: Figures, promised: dt.date, late: int) -> Rag:
    limits = figures.handbook.plan.thresholds
    reported = any(now.reported is not None for now in figures.funded)
    rag = band(late / _length(figures, promised), limits.slip_amber, limits.slip_red)
    return Rag.GREY if rag is Rag.GREEN and not reported else rag


def _length(figures: Figures, promised: dt.date) -> int:
    """Return the working days from the first promised start to the promised end, at least one."""
    starts = (task.baseline_start for now in figures.funded for task in now.phases)
    begins = min((day for day in starts if day), default=promised)
    return max(figures.state.days.between(begins, promised), 1)


def _cost(figures: Figures) -> Cost:
    money, limits = figures.budget, figures.handbook.plan.thresholds
    share = figures.overrun_share.value if figures.cost_forecast else None
    rag = Rag.GREY if share is None else band(share, limits.cost_amber, limits.cost_red)
    rag = worse(rag, _line(figures)) if money.approved else rag
    return Cost(money.approved, money.forecast, figures.cost_forecast, money.stated, money.count, share, rag)


def _line(figures: Figures) -> Rag:
    """Return how the money stands to the envelope; grey where it keeps out of the contingency or has none."""
    money = figures.budget
    if money.envelope_broken or money.overgiven:
        return Rag.RED
    return Rag.AMBER if money.contingency_used else Rag.GREY


def _worth(figures: Figures) -> Worth:
    found, limits = figures.benefits, figures.handbook.plan.thresholds
    share = float(found.realised / found.promised_of_measured) if found.promised_of_measured else None
    rag = Rag.GREY if share is None else band(1 - share, limits.cost_amber, limits.cost_red)
    return Worth(found.promising, found.measured, len(found.proven(Proof.KEPT)), share, rag)


def _owed(actions: Iterable[ActionState]) -> tuple[Owed, ...]:
    due: dict[str, list[ActionState]] = {}
    for one in actions:
        if one.status == "open" and one.due is not None:
            due.setdefault(one.action.owner, []).append(one)
    found = [
        Owed(person, min(one.by for one in theirs), sum(one.overdue for one in theirs))
        for person, theirs in due.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.by, one.person)))
