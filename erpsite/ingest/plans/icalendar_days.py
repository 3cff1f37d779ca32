"""Read calendars of public holidays (`.ics`): events of whole days are days off, or make-up days."""

from __future__ import annotations

import datetime as dt
import re

from dateutil import rrule

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import ForeignPlan

__all__ = ["MOST_DAYS", "is_made_up", "read_holidays"]

_MADE_UP = re.compile(
    r"补班|(?<!不)上班|(?<!不上)班[)）]?$|(?<!非)工作日"
    r"|(?<!non)(?<!non[- ])(?<!not a )work(?:ing)?[- ]?day|make-?up",
    re.IGNORECASE,
)
_FIELD = re.compile(r"([A-Z-]+)((?:;[^:]*)?):(.*)", re.DOTALL)
_RULE = re.compile(r"FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY)\b")
_NO_STEP = re.compile(r"INTERVAL=0*(?:;|$)")
MOST_DAYS = 60
"""Days of one event; a longer one is no holiday."""


def read_holidays(data: bytes, path: str) -> ForeignPlan:
    """Return a plan without tasks, whose calendar holds the days; events with a time are counted and told."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    plan = ForeignPlan(path, "iCalendar")
    event: dict[str, str] | None = None
    left = 0
    for line in re.sub(r"\n[ \t]", "", text).split("\n"):
        if line.strip() == "BEGIN:VEVENT":
            event = {}
        elif line.strip() == "END:VEVENT" and event is not None:
            left += not _add(event, plan)
            event = None
        elif event is not None and (found := _FIELD.fullmatch(line)):
            event[found[1]] = found[3].strip()
            plan.counts.see(f"VEVENT/{found[1]}")
    calendar = plan.calendar
    if not (calendar.off or calendar.worked or calendar.yearly or calendar.moving):
        message = "{path} holds no event that lasts whole days; export the calendar of public holidays"
        raise SourceFault(message, path=path)
    if left:
        message = (
            "events with a time of day, or of more than {most} days, are no holidays and are left out: {n}"
        )
        plan.notices.append((message, {"n": left, "most": MOST_DAYS}))
    return plan


def _add(event: dict[str, str], plan: ForeignPlan) -> bool:
    """Add the days of an event, the last one excluded as the format says; False for what is no holiday."""
    first, last = _day(event.get("DTSTART", "")), _day(event.get("DTEND", ""))
    count = 1 if first is None or last is None else max(1, (last - first).days)
    if first is None or count > MOST_DAYS:
        return False
    days = {first + dt.timedelta(days=n) for n in range(count)}
    plan.counts.take(f"VEVENT/{name}" for name in ("DTSTART", "DTEND", "SUMMARY", "RRULE") if name in event)
    if is_made_up(event.get("SUMMARY", "")):
        plan.calendar.worked |= days
    elif "RRULE" in event:
        _add_rule(event["RRULE"], sorted(days), plan)
    else:
        plan.calendar.off |= days
    return True


def _add_rule(text: str, days: list[dt.date], plan: ForeignPlan) -> None:
    """Add the days of a rule: those of every year by their date, or by a rule that is asked for a year's."""
    if "FREQ=YEARLY" in text and "BYDAY" not in text and "UNTIL" not in text and "COUNT" not in text:
        plan.calendar.yearly |= {f"{day:%m-%d}" for day in days}
        return
    try:
        if not _RULE.search(text) or _NO_STEP.search(text):
            raise ValueError
        begin = dt.datetime.combine(days[0], dt.time())
        plan.calendar.moving.append((rrule.rrulestr(text, dtstart=begin, ignoretz=True), len(days)))
    except ValueError:
        plan.calendar.off |= set(days)
        message = "the rule {rule} of an event is not understood; its first day alone is taken"
        plan.notices.append((message, {"rule": text}))


def is_made_up(text: str) -> bool:
    """Say whether words call a day a working day that makes up for one off."""
    return bool(_MADE_UP.search(text))


def _day(text: str) -> dt.date | None:
    """Return a whole day; None for a moment, which holds a T."""
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{8}", text) else None
    except ValueError:
        return None
