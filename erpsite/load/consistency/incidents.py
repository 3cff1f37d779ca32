"""Check outages and tickets: their local times name one moment, and small outages say how much was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.incident import Incident
from erpsite.model.moment import Doubt, doubt_of, instant, instants
from erpsite.model.ticket import Ticket

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
    if zone is None:
        return
    for record, names in _timed(draft):
        for name in names:
            moment: dt.datetime | None = getattr(record, name)
            doubt = doubt_of(moment, zone) if moment else None
            if moment and doubt is Doubt.TWICE and (only := _only(record, names, name, zone)):
                yield _settled(record.where_of(name), name, moment, only, zone)
            elif moment and doubt:
                yield _doubtful(record.where_of(name), name, moment, doubt, zone)


def _timed(draft: Draft) -> Iterator[tuple[Incident | Ticket, tuple[str, str]]]:
    """Give each record that says when something began and ended, with the names of both fields."""
    for incident in draft.incidents:
        yield incident, ("started", "ended")
    for ticket in draft.tickets:
        yield ticket, ("opened", "resolved")


def _readings(moment: dt.datetime, zone: ZoneInfo) -> list[dt.datetime]:
    """Return the moments that a local time may be, the first of them first; one where it says its offset."""
    if moment.tzinfo:
        return [moment]
    return [moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]


def _only(record: Incident | Ticket, names: tuple[str, str], name: str, zone: ZoneInfo) -> dt.datetime | None:
    """Return the one reading that does not end before it begins; None where both or neither can be."""
    begin, end = (getattr(record, one) for one in names)
    if end is None:
        return None
    pairs = [(one, two) for one in _readings(begin, zone) for two in _readings(end, zone)]
    found = {pair[names.index(name)].astimezone(dt.UTC) for pair in pairs if _in_order(*pair)}
    return found.pop().astimezone(zone) if len(found) == 1 else None


def _in_order(begin: dt.datetime, end: dt.datetime) -> bool:
    return begin.astimezone(dt.UTC) <= end.astimezone(dt.UTC)


def _settled(source: Source, name: str, moment: dt.datetime, only: dt.datetime, zone: ZoneInfo) -> Issue:
    message = (
        "{where} is {found}, a time that {zone} had twice when the clocks were put back; nothing ends before "
        "it begins, so write {fix}"
    )
    values = {
        "where": name, "found": f"{moment:%Y-%m-%d %H:%M}", "zone": zone.key,
        "fix": only.isoformat(" ", "minutes"),
    }  # fmt: skip
    return Issue("doubtful-time", message, source, Severity.WARNING, values)


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
    """Refuse what ends before it starts, by elapsed time."""
    zone = zone_of(draft)
    if zone is None:
        return
    for record, (first, last) in _timed(draft):
        begin, end = getattr(record, first), getattr(record, last)
        first_moment, last_moment = instants(begin, end or begin, zone)
        if last_moment < first_moment:
            message = "{where} {found} is before {start} {begin}"
            values = {"where": last, "found": str(end)[:16], "start": first, "begin": str(begin)[:16]}
            yield Issue("end-before-start", message, record.where_of(last), values=values)


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
