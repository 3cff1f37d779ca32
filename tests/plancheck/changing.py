"""Change a loaded plan in memory, record by record; places stay as they were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.initiative import Benefit, Estimate, Initiative, Milestone, Phase
from erpsite.model.review import MilestoneProgress, PhaseProgress, Progress, Review

__all__ = [
    "change", "change_benefit", "change_part", "change_plan", "far_initiative", "mapped", "proposed_copy",
    "put", "report", "without_reviews",
]  # fmt: skip

R = TypeVar("R", bound=Record)


def put(book: Handbook, kind: str, name: str, record: Record) -> Handbook:
    """Return the plan with one record added or replaced."""
    changed: dict[str, Any] = {kind: {**getattr(book, kind), name: record}}
    return replace(book, **changed)


def change(book: Handbook, kind: str, name: str, **fields: Any) -> Handbook:
    """Return the plan with some fields of one record changed."""
    return put(book, kind, name, getattr(book, kind)[name].model_copy(update=fields))


def change_plan(book: Handbook, **fields: Any) -> Handbook:
    """Return the plan with some fields of `handbook.yml` changed."""
    return replace(book, plan=book.plan.model_copy(update=fields))


def mapped(records: Iterable[R], name: str, change_one: Callable[[R], R]) -> tuple[R, ...]:
    """Return the records with the one of that id changed."""
    return tuple(change_one(one) if getattr(one, "id", None) == name else one for one in records)


def change_benefit(book: Handbook, name: str, **fields: Any) -> Handbook:
    """Return the plan with some fields of an initiative's benefit changed."""
    benefit = book.initiatives[name].benefit
    assert isinstance(benefit, Benefit)
    return change(book, "initiatives", name, benefit=benefit.model_copy(update=fields))


def change_part(book: Handbook, name: str, part: str, **fields: Any) -> Handbook:
    """Return the plan with some fields of a phase or a milestone changed."""
    one = book.initiatives[name]

    def changed(known: Any) -> Any:
        return known.model_copy(update=fields)

    phases, milestones = mapped(one.phases, part, changed), mapped(one.milestones, part, changed)
    return change(book, "initiatives", name, phases=phases, milestones=milestones)


def report(
    book: Handbook,
    month: str,
    name: str,
    phases: tuple[PhaseProgress, ...] = (),
    milestones: tuple[MilestoneProgress, ...] = (),
    **fields: Any,
) -> Handbook:
    """Return the plan with one more thing said of an initiative in a month's review."""
    review: Review = book.reviews[month]
    more: dict[str, Any] = dict(fields)
    progress, found = list[Progress](), False
    for one in review.progress:
        if one.initiative == name:
            found = True
            parts = {"phases": (*one.phases, *phases), "milestones": (*one.milestones, *milestones)}
            progress.append(one.model_copy(update={**parts, **more}))
        else:
            progress.append(one)
    if not found:
        progress.append(Progress(initiative=name, phases=phases, milestones=milestones, **more))
    return change(book, "reviews", month, progress=tuple(progress))


def without_reviews(book: Handbook) -> Handbook:
    """Return the plan as the meeting approved it."""
    return replace(book, reviews={})


def proposed_copy(book: Handbook, name: str, **fields: Any) -> Handbook:
    """Return the plan with a proposed initiative more, like a known one: it costs and binds nobody yet."""
    bare = {"stage": "proposed", "effort": (), "risks": (), "assumptions": ()}
    like = book.initiatives[name]
    made = like.model_copy(update={"id": "one-more", **bare, **fields})
    return put(book, "initiatives", "one-more", made)


def far_initiative(book: Handbook, like: Initiative, start: dt.date) -> Handbook:
    """Return the plan with an approved initiative of one month far off, linked to nothing."""
    finish = start + dt.timedelta(days=27)
    sure = Estimate(optimistic=5, likely=6, pessimistic=7)
    phase = Phase(id="work", name=like.name, start=start, finish=finish, smallest_viable=True, estimate=sure)
    stone = Milestone(id="end", name=like.name, date=finish, phase="work")
    fields = {"phases": (phase,), "milestones": (stone,), "stage": "approved", "third_parties": ()}
    return proposed_copy(book, like.id, **fields, carried_from=None)
