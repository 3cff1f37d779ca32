"""Read the plans of other programs."""

from __future__ import annotations

from erpsite.ingest.importers import importer
from erpsite.ingest.plans.by_mpxj import as_mspdi
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.plans.gantt_project import looks_like_gan, read_gan
from erpsite.ingest.plans.icalendar_days import read_holidays
from erpsite.ingest.plans.mspdi import looks_like_mspdi, read_mspdi
from erpsite.ingest.plans.primavera import looks_like_xer, read_xer

__all__ = ["gantt_project", "holidays", "mpp", "ms_project", "primavera"]


@importer(
    "ms-project",
    about="Plans of MS Project and Project Online, saved as XML",
    endings=(".xml",),
    knows=looks_like_mspdi,
    place=40,
)
def ms_project(data: bytes, path: str) -> ForeignPlan:
    """Return the plan of a file."""
    return read_mspdi(data, path)


@importer("gantt-project", about="Plans of GanttProject", endings=(".gan",), knows=looks_like_gan, place=41)
def gantt_project(data: bytes, path: str) -> ForeignPlan:
    """Return the plan of a file."""
    return read_gan(data, path)


@importer(
    "primavera",
    about="Plans of Primavera P6, exported as text",
    endings=(".xer",),
    knows=looks_like_xer,
    place=42,
)
def primavera(data: bytes, path: str) -> ForeignPlan:
    """Return the plan of a file."""
    return read_xer(data, path)


def _is_mpp(_data: bytes, name: str) -> bool:
    return name.lower().endswith((".mpp", ".mpt"))


@importer(
    "mpp",
    about="Files of MS Project itself, by MPXJ (needs Java and erpsite[import-mpp])",
    endings=(".mpp", ".mpt"),
    knows=_is_mpp,
    place=43,
)
def mpp(data: bytes, path: str) -> ForeignPlan:
    """Return the plan of a file, by way of MS Project's own XML."""
    return read_mspdi(as_mspdi(data, path), path)


def _is_calendar(data: bytes, name: str) -> bool:
    return name.lower().endswith((".ics", ".ical")) or data.lstrip(b"\xef\xbb\xbf").startswith(
        b"BEGIN:VCALENDAR"
    )


@importer(
    "holidays",
    about="Calendars of public holidays (iCalendar)",
    endings=(".ics",),
    knows=_is_calendar,
    place=44,
)
def holidays(data: bytes, path: str) -> ForeignPlan:
    """Return a plan without tasks whose calendar holds the days of a file."""
    return read_holidays(data, path)
