"""Share the plan check's judgement among pages, at the month shown and at every review before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.figures import Figure, Figures
from erpsite.model.initiative import Milestone, Phase, ThirdParty
from erpsite.model.quantity import is_day, is_month, is_quarter
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once
from erpsite.plancheck import PITFALLS, Finding, Judgement, judge_plan

__all__ = ["judgement_of", "say", "score_tone", "scores_over_reviews", "shows_judgement"]


def shows_judgement(book: Book) -> bool:
    """Say whether this edition holds all that the rules look at; else they would mislead."""
    edition = book.handbook.edition
    return edition is None or not edition.hides


def judgement_of(book: Book) -> Judgement:
    """Return what the rules say of the plan at the month shown, computed once a build."""
    return book.figures.of(_judged)


def _judged(figures: Figures) -> Judgement:
    return judge_plan(figures)


def scores_over_reviews(book: Book) -> tuple[tuple[str, tuple[float | None, ...]], ...]:
    """Return each review's month with the score of each pitfall at its end, the last 12, earliest first."""
    return book.figures.of(_scores_of_all)


def _scores_of_all(figures: Figures) -> tuple[tuple[str, tuple[float | None, ...]], ...]:
    return tuple(_scores(figures.at(one.month)) for one in figures.state.reviews[-12:])


def _scores(figures: Figures) -> tuple[str, tuple[float | None, ...]]:
    judged = figures.of(_judged)
    return figures.state.as_of, tuple(judged.score(pitfall) for pitfall in PITFALLS)


_NAMED = ("initiatives", "kpis", "pain_points", "objectives", "people", "health_metrics", "risks", "modules")


def say(book: Book, one: Finding) -> str:
    """Return a finding in words, with the names of the records it speaks of in place of their ids."""
    values = {key: _named(book, one, key, value) for key, value in one.issue.values.items()}
    parts = _names_of_parts(book)
    for key in _PARTS & values.keys():
        values[key] = parts.get(f"{one.record}/{one.issue.values[key]}", values[key])
    return book.tr(one.issue.message, **values)


_PARTS = {"milestone", "phase", "third"}
"""Values that are ids within the initiative that the finding is about."""


@once
def _names_of_parts(book: Book) -> dict[str, str]:
    """Return the names of phases, milestones and third parties by `initiative/part`."""
    names: dict[str, str] = {}
    for one in book.handbook.initiatives.values():
        parts: tuple[Phase | Milestone | ThirdParty, ...] = (*one.phases, *one.milestones, *one.third_parties)
        names |= {f"{one.id}/{part.id}": book.text(part.name) for part in parts}
    return names


def _named(book: Book, one: Finding, key: str, value: object) -> object:
    """Return a value of a finding as it is said: a number as the figure it is, a record by its name."""
    if isinstance(value, str):
        return _name(book, value)
    if not isinstance(value, int | float | Decimal):
        return value
    figure = Figure(f"{one.rule.id}.{key}", float(value), one.record)
    return replace(book.figure(figure), text=str(value))


def _name(book: Book, value: str) -> str:
    if is_day(value):
        return book.locale.day(dt.date.fromisoformat(value))
    if is_month(value):
        return book.locale.month(value)
    if is_quarter(value):
        return book.locale.quarter(value)
    known = _names(book)
    return book.locale.facts.list_separator.join(known.get(word, word) for word in value.split(", "))


@once
def _names(book: Book) -> dict[str, str]:
    names = {role.id: book.text(role.name) for role in book.handbook.plan.roles}
    names["charter"] = book.tr("the charter")
    for kind in reversed(_NAMED):
        names |= {name: book.name(kind, name) for name in getattr(book.handbook, kind)}
    for one in book.handbook.initiatives.values():
        parts: tuple[Phase | Milestone, ...] = (*one.phases, *one.milestones)
        for part in parts:
            names[f"{one.id}/{part.id}"] = f"{book.text(one.name)} / {book.text(part.name)}"
    for dimension in book.handbook.maturity.values():
        names |= {known.id: book.text(known.name) for known in dimension.criteria}
    for one in book.handbook.initiatives.values():
        names |= {held.id: book.tr("“{text}”", text=book.text(held.text)) for held in one.assumptions}
    return names


def score_tone(score: float | None) -> b.Tone:
    """Return the colour of a score: green from 95, amber from 80, red below, grey where there is none."""
    if score is None:
        return "grey"
    return "green" if score >= 95 else "amber" if score >= 80 else "red"
