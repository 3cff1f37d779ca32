"""Check the outages: their local times name one moment, and small ones say how much was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.moment import Doubt, doubt_of, instant

__all__ = ["check_degraded", "check_moments", "check_order_of_moments", "zone_of"]

_SLIGHT = 4
"""Severity from which an outage is no full one unless somebody says so."""


def zone_of(draft: Draft) -> ZoneInfo | None:
    """Return the plan's time zone; None where there is none, which `check_timezone` tells."""
    try:
        return ZoneInfo(draft.plan.timezone) if draft.plan else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def check_moments(draft: Draft) -> Iterator[Issue]:
    """Question a local time that the change of the clocks left out or made twice."""
    zone = zone_of(draft)
    for incident in draft.incidents if zone else ():
        for name in ("started", "ended"):
            moment: dt.datetime = getattr(incident, name)
            doubt = doubt_of(moment, zone) if zone else None
            if doubt and zone:
                yield _doubtful(incident.where_of(name), name, moment, doubt, zone)


def _doubtful(source: Source, name: str, moment: dt.datetime, doubt: Doubt, zone: ZoneInfo) -> Issue:
    first, second = (moment.replace(tzinfo=zone, fold=fold).isoformat(" ", "minutes") for fold in (0, 1))
    if doubt is Doubt.TWICE:
        message = (
            "{where} is {found}, a time that {zone} had twice when the clocks were put back: the first is "
            "taken; write {first} or {second}"
        )
    else:
        message = (
            "{where} is {found}, a time that {zone} never had: the clocks were put forward over it; "
            "{later} is taken; write the time with its offset, such as {first} or {second}"
        )
    later = instant(moment, zone).astimezone(zone)
    values = {
        "where": name, "found": f"{moment:%Y-%m-%d %H:%M}", "zone": zone.key, "first": first,
        "second": second, "later": f"{later:%H:%M}",
    }  # fmt: skip
    return Issue("doubtful-time", message, source, Severity.WARNING, values)


def check_order_of_moments(draft: Draft) -> Iterator[Issue]:
    """Refuse an outage that ends before it starts, by elapsed time."""
    zone = zone_of(draft)
    for one in draft.incidents if zone else ():
        if zone and instant(one.ended, zone) < instant(one.started, zone):
            message = "{where} {found} is before {start} {begin}"
            values = {
                "where": "ended", "found": str(one.ended)[:16], "start": "started",
                "begin": str(one.started)[:16],
            }  # fmt: skip
            yield Issue("end-before-start", message, one.where_of("ended"), values=values)


def check_degraded(draft: Draft) -> Iterator[Issue]:
    """Refuse a slight outage that does not say how much of the service was lost.

    Left out, it would count as a full outage, and 890 nuisances would be weeks without a system.
    """
    for incident in draft.incidents:
        if incident.severity >= _SLIGHT and not incident.planned and incident.degraded is None:
            message = (
                "an outage of severity {found} must say how much of the service was lost: give degraded, "
                "0 to 1; what was no outage belongs to {file}"
            )
            values = {"found": incident.severity, "file": "tickets.csv"}
            yield Issue("degraded-missing", message, incident.where_of("severity"), values=values)
