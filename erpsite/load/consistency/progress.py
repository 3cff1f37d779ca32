"""Check the reviews against the initiatives they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erpsite.issues import Issue
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.initiative import Initiative
from erpsite.model.review import Progress
from erpsite.nearest import say_nearest

__all__ = ["check_progress_parts", "check_progress_twice"]


def check_progress_parts(draft: Draft) -> Iterator[Issue]:
    """Refuse progress on phases and milestones that the initiative does not have."""
    initiatives = {initiative.id: initiative for initiative in draft.initiatives}
    for review in draft.reviews:
        for progress in review.progress:
            initiative = initiatives.get(progress.initiative)
            if initiative is not None:
                yield from _check_parts(progress, initiative)


def _check_parts(progress: Progress, initiative: Initiative) -> Iterator[Issue]:
    phases = [phase.id for phase in initiative.phases]
    milestones = [milestone.id for milestone in initiative.milestones]
    for phase in progress.phases:
        if phase.phase not in phases:
            message, values = say_nearest(
                "the initiative {initiative} has no phase {found}",
                "the initiative {initiative} has no phase {found}; did you mean {nearest}?",
                phase.phase,
                phases,
                initiative=initiative.id,
                found=phase.phase,
            )
            yield Issue("unknown-part", message, phase.where_of("phase"), values=values)
    for step in progress.milestones:
        if step.milestone not in milestones:
            message, values = say_nearest(
                "the initiative {initiative} has no milestone {found}",
                "the initiative {initiative} has no milestone {found}; did you mean {nearest}?",
                step.milestone,
                milestones,
                initiative=initiative.id,
                found=step.milestone,
            )
            yield Issue("unknown-part", message, step.where_of("milestone"), values=values)


def check_progress_twice(draft: Draft) -> Iterator[Issue]:
    """Refuse two reports on one initiative, risk, KPI or action in one review."""
    for review in draft.reviews:
        yield from _twice(review.progress, "initiative")
        yield from _twice(review.risks, "risk")
        yield from _twice(review.kpi_comments, "kpi")
        yield from _twice(review.action_updates, "action")


def _twice(records: Sequence[Record], field: str) -> Iterator[Issue]:
    first: dict[str, int] = {}
    for record in records:
        name = getattr(record, field)
        if name in first:
            message = "this review already speaks of {found} in line {line}"
            values = {"found": name, "line": first[name]}
            yield Issue("reported-twice", message, record.where_of(field), values=values)
        first.setdefault(name, record.where.line)
