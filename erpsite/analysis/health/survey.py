"""Compute satisfaction from the survey's answers (FORMULAS.md, Service levels and surveys)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from erpsite.analysis.health.suppression import hidden_groups
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from erpsite.model.survey import SurveyAnswer

__all__ = ["Satisfaction", "SurveyGroup", "SurveyResult", "SurveyRound", "satisfaction", "survey_result"]

_ROUND_GAP = 45
"""Days without an answer after which a new round of the survey begins."""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Hold the figures of some answers."""

    n: int
    mean: float
    """CSAT: mean of 1 to 5."""
    top_two: float
    """Share of 4 and 5, 0 to 1."""
    nps: float | NotAvailable
    """Percent of 9–10 less percent of 0–6, −100 to 100, over those who were asked."""
    nps_n: int | NotAvailable


@dataclass(frozen=True, slots=True)
class SurveyGroup:
    """Hold one group's figures; a hidden group shows neither figures nor size."""

    id: str
    """Id of the department, module or theme; empty where no theme was named."""
    figures: Satisfaction | NotAvailable


@dataclass(frozen=True, slots=True)
class SurveyRound:
    """Hold one round: answers that lie close together in time."""

    first: dt.date
    last: dt.date
    total: Satisfaction | NotAvailable


@dataclass(frozen=True)
class SurveyResult:
    """Hold the latest round in detail, and the rounds before it as totals."""

    latest: SurveyRound
    earlier: tuple[SurveyRound, ...]
    departments: tuple[SurveyGroup, ...]
    modules: tuple[SurveyGroup, ...]
    themes: tuple[SurveyGroup, ...]
    minimum: int
    response: float | NotAvailable
    """Answers of the latest round over people asked, 0 to 1."""
    target: float | None

    @property
    def rag(self) -> Rag:
        """Return green from the target, amber within half a point below it, else red; grey without data."""
        total = self.latest.total
        if isinstance(total, NotAvailable) or self.target is None:
            return Rag.GREY
        if total.mean >= self.target:
            return Rag.GREEN
        return Rag.AMBER if total.mean >= self.target - 0.5 else Rag.RED


def satisfaction(answers: Sequence[SurveyAnswer], minimum: int) -> Satisfaction | NotAvailable:
    """Return the figures of some answers; not available below `minimum` answers.

    NPS has its own count, since not everybody was asked; below the minimum it alone is missing.
    """
    n = len(answers)
    if n < max(minimum, 1):
        return NotAvailable(Reason.TOO_FEW_ANSWERS)
    scores = [answer.score for answer in answers]
    asked = [answer.recommend for answer in answers if answer.recommend is not None]
    none = NotAvailable(Reason.TOO_FEW_ANSWERS if asked else Reason.NOT_ASKED)
    nps: float | NotAvailable = none
    nps_n: int | NotAvailable = none
    if asked and len(asked) >= minimum:
        promoters = sum(score >= 9 for score in asked)
        detractors = sum(score <= 6 for score in asked)
        nps, nps_n = 100 * (promoters - detractors) / len(asked), len(asked)
    return Satisfaction(n, sum(scores) / n, sum(score >= 4 for score in scores) / n, nps, nps_n)


def survey_result(handbook: Handbook, today: dt.date) -> SurveyResult | NotAvailable:
    """Return the survey as known on the day `today`: the latest round by department, module and theme."""
    rounds = _rounds(answer for answer in handbook.survey if answer.answered_on <= today)
    if not rounds:
        return NotAvailable(Reason.NO_VALUES)
    setting = handbook.plan.survey
    last = rounds[-1]
    response: float | NotAvailable = NotAvailable(Reason.NOT_ASKED)
    if setting.asked and len(last) >= setting.minimum_n:
        response = len(last) / setting.asked
    summaries = tuple(_round(answers, setting.minimum_n) for answers in rounds)
    return SurveyResult(
        summaries[-1],
        summaries[:-1],
        _groups(last, lambda answer: answer.department, handbook.departments, setting.minimum_n),
        _groups(last, lambda answer: answer.module, handbook.modules, setting.minimum_n),
        _groups(last, lambda answer: answer.theme or "", (*handbook.themes, ""), setting.minimum_n),
        setting.minimum_n,
        response,
        setting.target,
    )


def _rounds(answers: Iterable[SurveyAnswer]) -> list[list[SurveyAnswer]]:
    rounds: list[list[SurveyAnswer]] = []
    for answer in sorted(answers, key=lambda answer: answer.answered_on):
        if not rounds or (answer.answered_on - rounds[-1][-1].answered_on).days > _ROUND_GAP:
            rounds.append([])
        rounds[-1].append(answer)
    return rounds


def _round(answers: Sequence[SurveyAnswer], minimum: int) -> SurveyRound:
    return SurveyRound(answers[0].answered_on, answers[-1].answered_on, satisfaction(answers, minimum))


def _groups(
    answers: Sequence[SurveyAnswer],
    key: Callable[[SurveyAnswer], str],
    names: Iterable[str],
    minimum: int,
) -> tuple[SurveyGroup, ...]:
    """Return the groups that have answers; NPS is hidden by its own counts, so that it cannot be derived."""
    parts: dict[str, list[SurveyAnswer]] = {}
    for answer in answers:
        parts.setdefault(key(answer), []).append(answer)
    asked = {name: sum(answer.recommend is not None for answer in part) for name, part in parts.items()}
    hidden = hidden_groups({name: len(part) for name, part in parts.items()}, minimum)
    no_nps = hidden_groups(asked, minimum, hidden)
    return tuple(
        SurveyGroup(name, _figures(parts[name], minimum, name in hidden, name in no_nps))
        for name in names
        if name in parts
    )


def _figures(
    answers: Sequence[SurveyAnswer], minimum: int, hidden: bool, no_nps: bool
) -> Satisfaction | NotAvailable:
    if hidden:
        return NotAvailable(Reason.ANONYMITY)
    figures = satisfaction(answers, minimum)
    if isinstance(figures, NotAvailable) or not no_nps:
        return figures
    secret = NotAvailable(Reason.ANONYMITY)
    return Satisfaction(figures.n, figures.mean, figures.top_two, secret, secret)
