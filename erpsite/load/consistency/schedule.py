"""Check the links, leads and estimates of initiatives."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.initiative import Initiative, LagUnit, Link, Milestone, Phase
from erpsite.nearest import say_nearest

__all__ = ["check_estimates", "check_leads", "check_lengths", "check_links", "check_parts"]

_LONGEST = 2600
"""Working days of ten years: what is longer is a slip of the keyboard, or a date in the wrong place."""


def check_links(draft: Draft) -> Iterator[Issue]:
    """Refuse a link to a phase, milestone or initiative that does not exist."""
    parts = {initiative.id: _parts(initiative) for initiative in draft.initiatives}
    for initiative in draft.initiatives:
        for _, link in _links(initiative):
            yield from _check_link(link, initiative.id, parts, draft)


def _check_link(link: Link, home: str, parts: dict[str, list[str]], draft: Draft) -> Iterator[Issue]:
    target, slash, part = link.to.partition("/")
    if not slash and (target in parts[home] or draft.ids.has("initiatives", target)):
        return
    if slash and (part in parts[target] if target in parts else draft.ids.has("initiatives", target)):
        return
    if slash:
        choices = [f"{target}/{name}" for name in parts.get(target, ())] or list(parts)
    else:
        choices = [*parts[home], *parts]
    message, values = say_nearest(
        "there is no phase, milestone or initiative {found} to wait for",
        "there is no phase, milestone or initiative {found} to wait for; did you mean {nearest}?",
        link.to,
        choices,
        found=link.to,
    )
    yield Issue("unknown-link", message, link.where_of("to"), values=values)


def _parts(initiative: Initiative) -> list[str]:
    phases = [phase.id for phase in initiative.phases]
    return phases + [milestone.id for milestone in initiative.milestones]


def _links(initiative: Initiative) -> Iterator[tuple[str, Link]]:
    parts: tuple[Phase | Milestone, ...] = (*initiative.phases, *initiative.milestones)
    for part in parts:
        for link in part.after:
            yield part.id, link


def check_parts(draft: Draft) -> Iterator[Issue]:
    """Refuse names, inside one initiative, of phases and third parties it does not have."""
    for initiative in draft.initiatives:
        yield from _check_phases(initiative)
        yield from _check_parties(initiative)
        yield from _check_effort(initiative)


def _check_phases(initiative: Initiative) -> Iterator[Issue]:
    phases = [phase.id for phase in initiative.phases]
    for milestone in initiative.milestones:
        if milestone.id in phases:
            twice = "{found} is a phase and a milestone; links could not tell them apart"
            source = milestone.where_of("id")
            yield Issue("phase-and-milestone", twice, source, values={"found": milestone.id})
        if milestone.phase is not None and milestone.phase not in phases:
            message, values = say_nearest(
                "the initiative has no phase {found}",
                "the initiative has no phase {found}; did you mean {nearest}?",
                milestone.phase,
                phases,
                found=milestone.phase,
            )
            yield Issue("unknown-part", message, milestone.where_of("phase"), values=values)


def _check_parties(initiative: Initiative) -> Iterator[Issue]:
    parties = [party.id for party in initiative.third_parties]
    for line in initiative.budget:
        if line.third_party is not None and line.third_party not in parties:
            message, values = say_nearest(
                "the initiative has no third party {found}",
                "the initiative has no third party {found}; did you mean {nearest}?",
                line.third_party,
                parties,
                found=line.third_party,
            )
            yield Issue("unknown-part", message, line.where_of("third_party"), values=values)


def _check_effort(initiative: Initiative) -> Iterator[Issue]:
    phases = [phase.id for phase in initiative.phases]
    for line in initiative.effort:
        if line.phase is not None and line.phase not in phases:
            message, values = say_nearest(
                "the initiative has no phase {found}",
                "the initiative has no phase {found}; did you mean {nearest}?",
                line.phase,
                phases,
                found=line.phase,
            )
            yield Issue("unknown-part", message, line.where_of("phase"), values=values)


_LEADS = {
    LagUnit.WORKING: "a lag of {found} working days lets work start before what it waits for",
    LagUnit.ELAPSED: "a lag of {found} elapsed days lets work start before what it waits for",
    LagUnit.PERCENT: "a lag of {found}% lets work start before what it waits for",
}
_MOST_PERCENT = 1000


def check_leads(draft: Draft) -> Iterator[Issue]:
    """Warn of negative lags (DCMA-14: none)."""
    for initiative in draft.initiatives:
        for _, link in _links(initiative):
            if link.lag < 0:
                message = _LEADS[link.lag_unit]
                source, values = link.where_of("lag"), {"found": link.lag}
                yield Issue("negative-lag", message, source, Severity.WARNING, values)


def check_lengths(draft: Draft) -> Iterator[Issue]:
    """Refuse a duration, an estimate or a lag of more than ten years of working days."""
    for initiative in draft.initiatives:
        for phase in initiative.phases:
            if phase.duration is not None:
                yield from _check_length(phase.duration, phase.where_of("duration"))
            if phase.estimate is not None:
                for name in ("optimistic", "likely", "pessimistic"):
                    yield from _check_length(getattr(phase.estimate, name), phase.estimate.where_of(name))
        for _, link in _links(initiative):
            if link.lag_unit is not LagUnit.PERCENT:
                yield from _check_length(abs(link.lag), link.where_of("lag"))
            elif abs(link.lag) > _MOST_PERCENT:
                message = "{found}% of what the other task takes is more than {most}%"
                values = {"found": link.lag, "most": _MOST_PERCENT}
                yield Issue("too-many-days", message, link.where_of("lag"), values=values)


def _check_length(days: float, source: Source) -> Iterator[Issue]:
    if days > _LONGEST:
        message = "{found} working days are more than ten years; at most {most} are allowed"
        yield Issue("too-many-days", message, source, values={"found": f"{days:.10g}", "most": _LONGEST})


def check_estimates(draft: Draft) -> Iterator[Issue]:
    """Refuse a three-point estimate that is out of order."""
    for initiative in draft.initiatives:
        for phase in initiative.phases:
            estimate = phase.estimate
            if estimate and not estimate.optimistic <= estimate.likely <= estimate.pessimistic:
                message = (
                    "the estimate {found} is out of order: it must rise from optimistic over likely to "
                    "pessimistic"
                )
                days = (estimate.optimistic, estimate.likely, estimate.pessimistic)
                values = {"found": " → ".join(f"{one:g}" for one in days)}
                yield Issue("estimate-order", message, estimate.where, values=values)
