"""Check the links, leads and estimates of initiatives."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Issue
from erpsite.load.consistency.declared import DECLARED
from erpsite.load.consistency.draft import Draft
from erpsite.load.consistency.judging import judge, of_each, say
from erpsite.model.initiative import Initiative, Link, Milestone, Phase
from erpsite.nearest import find_nearest

__all__ = ["check_estimates", "check_leads", "check_lengths", "check_links", "check_parts"]


def check_links(draft: Draft) -> Iterator[Issue]:
    """Refuse a link to a phase, milestone or initiative that does not exist."""
    parts: dict[str, list[str]] = {}
    for initiative in draft.initiatives:
        for link in initiative.once(_leading_out, None):
            parts = parts or {one.id: _parts(one) for one in draft.initiatives}
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
    yield say("link", link.where_of("to"), found=link.to, nearest=find_nearest(link.to, choices))


def _parts(initiative: Initiative) -> list[str]:
    phases = [phase.id for phase in initiative.phases]
    return phases + [milestone.id for milestone in initiative.milestones]


def _leading_out(initiative: Initiative, _: None) -> tuple[Link, ...]:
    """Return the links to what is no part of the initiative."""
    own = _parts(initiative)
    parts: tuple[Phase | Milestone, ...] = (*initiative.phases, *initiative.milestones)
    return tuple(link for part in parts for link in part.after if link.to not in own)


@of_each("initiatives")
def check_parts(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Refuse names, inside one initiative, of phases and third parties it does not have."""
    return judge(initiative, "phase-twice", "phase-of-milestone", "party-of-line", "phase-of-effort")


_LEADS = tuple(name for name in DECLARED if name.startswith("lead."))
_LENGTHS = tuple(name for name in DECLARED if name.startswith("long."))


@of_each("initiatives")
def check_leads(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Warn of negative lags (DCMA-14: none)."""
    return judge(initiative, *_LEADS)


@of_each("initiatives")
def check_lengths(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Refuse a duration, an estimate or a lag of more than ten years of working days."""
    return judge(initiative, *_LENGTHS)


@of_each("initiatives")
def check_estimates(initiative: Initiative, _: None) -> Iterator[Issue]:
    """Refuse a three-point estimate that is out of order."""
    return judge(initiative, "estimate")
