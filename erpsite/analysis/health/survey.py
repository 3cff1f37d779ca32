"""Compute satisfaction from the survey's answers (FORMULAS.md, Service levels and surveys)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from erpsite.analysis.health.suppression import hidden_in_partitions
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.frozen import dataclass
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
    plants: tuple[SurveyGroup, ...]
    """By plant; empty where no answer names one. The group "" holds those that name none."""
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
    """Return the survey as published on the day `today`: its last round by group.

    A round is published once, when it is closed: were it shown while answers come in, the difference of two
    months would tell what the people between them answered. Rounds hold different answers, so that nothing
    can be taken from one by another. One with too few answers leaves the last figures standing.
    """
    setting = handbook.plan.survey
    known = _rounds((answer for answer in handbook.survey if answer.answered_on <= today), setting.closed_on)
    if not known:
        return NotAvailable(Reason.NO_VALUES)
    closed = [answers for answers in known if _is_closed(answers, setting.closed_on, today)]
    rounds = [answers for answers in closed if len(answers) >= setting.minimum_n] or closed[-1:]
    if not rounds:
        return NotAvailable(Reason.ROUND_OPEN)
    last = rounds[-1]
    response: float | NotAvailable = NotAvailable(Reason.NOT_ASKED)
    if setting.asked and len(last) >= setting.minimum_n:
        response = len(last) / setting.asked
    departments, modules, themes, plants = _tables(last, handbook, setting.minimum_n)
    summaries = tuple(_round(answers, setting.minimum_n) for answers in rounds)
    return SurveyResult(
        summaries[-1],
        summaries[:-1],
        departments,
        modules,
        themes,
        plants,
        setting.minimum_n,
        response,
        setting.target,
    )


def _rounds(answers: Iterable[SurveyAnswer], closed_on: Sequence[dt.date]) -> list[list[SurveyAnswer]]:
    """Return the answers by round: a new one begins after a long gap, and after a day of closing."""
    rounds: list[list[SurveyAnswer]] = []
    for answer in sorted(answers, key=lambda answer: answer.answered_on):
        day = answer.answered_on
        before = rounds[-1][-1].answered_on if rounds else None
        if (
            before is None
            or (day - before).days > _ROUND_GAP
            or any(before <= end < day for end in closed_on)
        ):
            rounds.append([])
        rounds[-1].append(answer)
    return rounds


def _is_closed(answers: Sequence[SurveyAnswer], closed_on: Sequence[dt.date], today: dt.date) -> bool:
    """Say whether no more answers can come: its day of closing, or the gap after its last answer, is over."""
    last = answers[-1].answered_on
    return (today - last).days > _ROUND_GAP or any(last <= end <= today for end in closed_on)


def _round(answers: Sequence[SurveyAnswer], minimum: int) -> SurveyRound:
    return SurveyRound(answers[0].answered_on, answers[-1].answered_on, satisfaction(answers, minimum))


def _tables(
    answers: Sequence[SurveyAnswer], handbook: Handbook, minimum: int
) -> tuple[tuple[SurveyGroup, ...], ...]:
    """Return the groups that have answers, by department, module, theme and plant.

    NPS is hidden by its own counts, so that it cannot be derived, and so is what one table tells of another.
    """
    parts = [
        _parts(answers, lambda answer: answer.department),
        _parts(answers, lambda answer: answer.module),
        _parts(answers, lambda answer: answer.theme or ""),
        _parts(answers, lambda answer: answer.plant or "") if any(one.plant for one in answers) else {},
    ]
    hidden = hidden_in_partitions([_ids(groups) for groups in parts], minimum)
    no_nps = hidden_in_partitions([_ids(groups, asked=True) for groups in parts], minimum, hidden)
    names = (handbook.departments, handbook.modules, (*handbook.themes, ""), (*handbook.plants, ""))
    return tuple(
        tuple(
            SurveyGroup(name, _figures(groups[name], minimum, name in secret, name in secret_nps))
            for name in order
            if name in groups
        )
        for order, groups, secret, secret_nps in zip(names, parts, hidden, no_nps, strict=True)
    )


def _parts(
    answers: Iterable[SurveyAnswer], key: Callable[[SurveyAnswer], str]
) -> dict[str, list[SurveyAnswer]]:
    parts: dict[str, list[SurveyAnswer]] = {}
    for answer in answers:
        parts.setdefault(key(answer), []).append(answer)
    return parts


def _ids(groups: Mapping[str, Sequence[SurveyAnswer]], *, asked: bool = False) -> dict[str, frozenset[str]]:
    """Return the ids of each group's answers, or of those alone that say whether they recommend."""
    return {
        name: frozenset(answer.id for answer in part if answer.recommend is not None or not asked)
        for name, part in groups.items()
    }


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
