"""Check the base of the plan's working calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from erpsite.issues import Issue
from erpsite.load.consistency.draft import Draft
from erpsite.nearest import say_nearest

__all__ = ["check_calendar"]

_BUILT_IN = ("china", "weekdays")


@cache
def _countries() -> Mapping[str, list[str]]:
    import holidays  # noqa: PLC0415 - only a plan with such a calendar pays for it

    return holidays.list_supported_countries(include_aliases=False)


@cache
def _names() -> Mapping[str, str]:
    """Return codes of countries by the names that people may write, such as `germany`."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - only a wrong name pays for it

    return {name.replace("_", " "): codes[1] for name, codes in COUNTRIES.items()}


def check_calendar(draft: Draft) -> Iterator[Issue]:
    """Refuse a base calendar that nobody knows: no day off of it would count."""
    base = draft.plan.calendar.base if draft.plan else None
    if draft.plan is None or base is None or base in _BUILT_IN:
        return
    code, dash, part = base.partition("-")
    known = _countries().get(code)
    if known is not None and (not dash or part in known):
        return
    source, values = draft.plan.calendar.where_of("base"), {"found": base}
    if known is not None:
        message = "{country} has no part {found} with holidays of its own; it has {allowed}"
        values |= {"country": code, "found": part, "allowed": ", ".join(known) or "–"}
        yield Issue("unknown-calendar", message, source, values=dict(values))
        return
    named = _names().get(base.casefold().replace("_", " "))
    if named:
        message = "there is no base calendar {found}; did you mean {nearest}?"
        yield Issue("unknown-calendar", message, source, values={"found": base, "nearest": named})
        return
    choices = [*_BUILT_IN, *_countries(), *(f"{c}-{p}" for c, parts in _countries().items() for p in parts)]
    message, found = say_nearest(
        "there is no base calendar {found}; write china, weekdays, or a country's code, such as DE or DE-BY",
        "there is no base calendar {found}; did you mean {nearest}?",
        base,
        choices,
        found=base,
    )
    yield Issue("unknown-calendar", message, source, values=found)
