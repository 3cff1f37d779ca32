"""Judge numbers in texts that no figure of the data bears out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from erpsite.analysis.kpi.periods import period_value
from erpsite.i18n import known_languages
from erpsite.model import Handbook
from erpsite.model.kpi import Kpi, RollUp
from erpsite.model.text import Text
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.quoting_texts import quoting_texts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_claims", "known_figures", "numbers_in"]

_SCALES = {
    "万": 1e4,
    "万元": 1e4,
    "亿": 1e8,
    "亿元": 1e8,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
}
_NUMBER = re.compile(
    # A Han character may stand right before a number, so \w would hide most numbers of Chinese texts.
    r"(?<![A-Za-z0-9_.,/-])(\d[\d,]*(?:\.\d+)?)\s*"
    r"(%|％|万元|亿元|万|亿|元|个工作日|天|小时|分钟|人天|"
    r"(?:percent|thousand|million|billion|person-days?|working days|days|hours|minutes|k|m)\b)"
)
_ANY = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers_in(text: str) -> list[tuple[str, float]]:
    """Return each number with a unit in a text, as it is written and as a value."""
    found = []
    for match in _NUMBER.finditer(text):
        value = float(match[1].replace(",", ""))
        found.append((match[0], value * _SCALES.get(match[2], 1)))
    return found


def known_figures(book: Handbook, as_of: str) -> list[float]:
    """Return every figure of the data, ascending, without repetition; of series, those up to a month."""
    plan = book.plan
    found: set[float] = {100 * (plan.budget.contingency or 0), plan.availability_target}
    if plan.budget.envelope is not None:
        found.add(float(plan.budget.envelope))
    for values in book.health.values():
        found |= {one.value for month, one in values.items() if one.value is not None and month <= as_of}
    for kpi in book.kpis.values():
        found |= _of_series(book, kpi, as_of)
    for metric in book.health_metrics.values():
        found |= {one for one in (metric.target, metric.limit) if one is not None}
    for kpi in book.kpis.values():
        levels = [one for one in (kpi.baseline, kpi.target, kpi.low, kpi.high) if one is not None]
        found |= {*levels, float(kpi.value_of_unit or 0)}
        found |= {abs(left - right) for left in levels for right in levels}
        found |= {100 * abs(one / kpi.baseline - 1) for one in levels if kpi.baseline}
    for point in book.pain_points.values():
        amount = point.benefit.amount if point.benefit else None
        found |= {point.hours_lost or 0.0, float(point.direct_loss or 0), float(amount or 0)}
        found |= {12 * (point.hours_lost or 0.0), 12 * float(point.direct_loss or 0)}
        for evidence in point.evidence:
            found |= _all_numbers(evidence.text)
    found |= _of_initiatives(book)
    return sorted(found)


def _of_series(book: Handbook, kpi: Kpi, as_of: str) -> set[float]:
    """Return a KPI's values by month, and what it came to in the plan year up to each."""
    rows = {month: one for month, one in book.actuals[kpi.id].items() if month <= as_of}
    found = {one.actual for one in rows.values() if one.actual is not None}
    found |= {
        one.actual for one in book.kpi_actuals if one.kpi == kpi.id and one.month <= as_of and one.actual
    }
    if kpi.roll_up is not RollUp.LAST:
        months = [month for month in sorted(rows) if month >= book.plan.first_month]
        ends = (period_value(kpi, rows, months[: count + 1]).value for count in range(len(months)))
        found |= {value for value in ends if value is not None}
    return found


def _of_initiatives(book: Handbook) -> set[float]:
    found: set[float] = set()
    for one in book.initiatives.values():
        found |= {float(one.cost), *(float(line.total) for line in one.budget)}
        found |= {float(third.amount or 0) for third in one.third_parties}
        found |= {abs(effect.change) for effect in one.kpis if effect.change is not None}
        found |= {float(phase.duration or 0) for phase in one.phases}
        if one.benefit:
            found |= {float(one.benefit.amount or 0), float(one.benefit.rate or 0)}
            found.add(float(one.benefit.realised or 0))
    for done in book.completed.values():
        for side in (done.promised, done.delivered):
            found |= {float(side.cost or 0), side.measure or 0.0}
    return found


def _all_numbers(text: Text) -> set[float]:
    words = " ".join(text.versions)
    return {value for _, value in (*_plain_numbers(words), *numbers_in(words))}


@rule("P2-CLAIM", Pitfall.P2, limits={"tolerance": 0.01}, scope="texts", place=5)
def judge_claims(facts: Facts, limits: Limits) -> Iterator[Hit]:
    """Numbers in texts that the data know.

    Why: A number in a text convinces; where nobody can trace it, it convinces wrongly.
    Passes: Each number with a unit lies within the tolerance of a figure in the data.
    Fails: No figure in the data is near it.
    Mend: Correct the text, or add the figure to the data with its source.
    """
    # Every language of the plan is read; a number that two of them say is found once.
    figures, languages = known_figures(facts.handbook, facts.state.as_of), facts.handbook.plan.languages
    for kind, record, owner, text, source in quoting_texts(facts.handbook, facts.planned):
        for language, written, value in _said_anywhere(text, languages):
            if not _near(figures, value, limits["tolerance"]):
                yield Hit(
                    kind,
                    record,
                    "the text of {record} says {written}, but no figure in the data is near it",
                    source,
                    {"record": record, "written": _said(text, language, written, value)},
                    owner,
                )


def _said_anywhere(text: Text, languages: Sequence[str]) -> list[tuple[str, str, float]]:
    """Return each number with a unit once, with the first language that says it."""
    found: list[tuple[str, str, float]] = []
    for language in languages:
        for written, value in numbers_in(text.in_(language)):
            if not any(other != language and _same(known, value) for other, _, known in found):
                found.append((language, written, value))
    return found


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.001 * other


def _said(text: Text, language: str, written: str, value: float) -> Text:
    """Return the number as each language of the text writes it, with or without its unit."""
    others = {
        other: found
        for other in known_languages()
        for found, same in [*_plain_numbers(text.in_(other)), *numbers_in(text.in_(other))]
        if other != language and _same(same, value)
    }
    return Text({language: written, **others})


def _plain_numbers(text: str) -> list[tuple[str, float]]:
    return [(found, float(found.replace(",", ""))) for found in _ANY.findall(text)]


def _near(figures: list[float], value: float, tolerance: float) -> bool:
    at = bisect_left(figures, value * (1 - tolerance))
    return at < len(figures) and figures[at] <= value * (1 + tolerance)
