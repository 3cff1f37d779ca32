"""Settle beforehand where months begin, as the times of a log are written; no engine is asked for a zone."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import importlib.resources
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from zoneinfo import ZoneInfo

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.load.rolled.definition import ClockKind, Rollup
from erpsite.model.moment import instant
from erpsite.model.quantity import months_between, next_month

__all__ = ["Calendar", "calendar_of", "tzdata_version", "zone_named"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return a time zone from the package tzdata, so that machines with other system data count alike."""
    place = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    try:
        with place.open("rb") as file:
            return ZoneInfo.from_file(file, name)
    except (OSError, ValueError) as error:
        raise RollupFault("there is no time zone {zone}; write it as Asia/Shanghai", zone=name) from error


def tzdata_version() -> str:
    """Return the version of the time-zone data."""
    return importlib.metadata.version("tzdata")


@dataclass(frozen=True)
class Calendar:
    """Hold months and maintenance as the log's own clock says them, without a zone."""

    zone: ZoneInfo
    local: bool
    """Whether the log's times are local; else they are in UTC."""
    months: tuple[str, ...]
    edges: tuple[dt.datetime, ...]
    """Beginning of each month, and the end of the last."""
    pauses: tuple[dt.datetime, ...]
    """Begin and end of each planned maintenance in turn, ascending."""

    def shown(self, moment: dt.datetime | str) -> str:
        """Return a time of the log as local time; one of no year from 1 to 9999, a text, as it is."""
        if isinstance(moment, str):
            return moment.partition(".")[0]
        if not self.local:
            with suppress(OverflowError):  # its local time is in no such year
                moment = moment.replace(tzinfo=dt.UTC).astimezone(self.zone)
        return moment.replace(tzinfo=None).isoformat(" ", timespec="seconds")


def calendar_of(found: Rollup, zone_name: str, since: str, until: str) -> Calendar:
    """Return the calendar of a definition for the months from `since` up to, not with, `until`."""
    zone = zone_named(zone_name)
    local = found.time.clock is ClockKind.LOCAL
    months = months_between(since, next_month(until, -1))
    days = [dt.datetime.fromisoformat(f"{month}-01") for month in (*months, until)]
    edges = tuple(_as_logged(day, zone, local=local) for day in days)
    pauses = [(one.start, one.end) for one in found.maintenance]
    pauses += _weekly(found, days[0], days[-1])
    written = (tuple(_as_logged(end, zone, local=local) for end in pair) for pair in pauses)
    return Calendar(zone, local, tuple(months), edges, _merged(written))


def _as_logged(moment: dt.datetime, zone: ZoneInfo, *, local: bool) -> dt.datetime:
    if local:
        return (moment.astimezone(zone) if moment.tzinfo else moment).replace(tzinfo=None)
    return instant(moment, zone).replace(tzinfo=None)


def _weekly(found: Rollup, first: dt.datetime, last: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    made = []
    for rule in found.weekly_maintenance:
        start, end = (dt.time.fromisoformat(clock) for clock in (rule.start, rule.end))
        day = first.date() - dt.timedelta(days=7)
        day += dt.timedelta(days=(_DAYS.index(rule.day) - day.weekday()) % 7)
        while day <= last.date():
            until = day if end > start else day + dt.timedelta(days=1)
            made.append((dt.datetime.combine(day, start), dt.datetime.combine(until, end)))
            day += dt.timedelta(days=7)
    return made


def _merged(pairs: Iterable[Sequence[dt.datetime]]) -> tuple[dt.datetime, ...]:
    """Return begin and end in turn, windows that overlap or touch as one."""
    flat: list[dt.datetime] = []
    for begin, end in sorted(tuple(pair) for pair in pairs):
        if end <= begin:
            continue
        if flat and begin <= flat[-1]:
            flat[-1] = max(flat[-1], end)
        else:
            flat += [begin, end]
    return tuple(flat)
