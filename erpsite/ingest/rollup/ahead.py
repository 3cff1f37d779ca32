"""Find files whose rows are later than the file itself: a clock that is wrong, or another zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.counting import FileCount
from erpsite.ingest.rollup.listing import LogFile
from erpsite.model.rolled import AheadFile

__all__ = ["ahead_of"]

_LATE = 3600
"""Seconds by which two clocks may differ without a word."""


def ahead_of(
    files: Iterable[LogFile], counts: Mapping[str, FileCount], calendar: Calendar
) -> Iterator[AheadFile]:
    """Yield the files, of those that were counted, with a row more than an hour later than the file."""
    zone = calendar.zone if calendar.local else UTC
    for file in files:
        count = counts.get(file.name)
        if count is None or count.last is None:
            continue
        seen = (file.seen_ns or file.mtime_ns) / 1e9
        if count.last.replace(tzinfo=zone).timestamp() - seen > _LATE:
            written = f"{datetime.fromtimestamp(seen, calendar.zone):%Y-%m-%d %H:%M}"
            yield AheadFile(file.name, calendar.shown(count.last), written)
