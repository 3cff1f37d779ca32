"""An outage never ends before it begins, whatever the clocks did in between."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from erpsite.model.moment import instants

_BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("begin", "end", "minutes"),
    [
        # By the clock twenty minutes back; the clocks were put back in between.
        ("2025-10-26 02:30", "2025-10-26 02:10", 40),
        # Both readings can be: the first is taken.
        ("2025-10-26 02:10", "2025-10-26 02:30", 20),
        ("2025-10-26 01:30", "2025-10-26 02:30", 60),
        ("2025-10-26 01:30", "2025-10-26 03:30", 180),
        ("2025-10-26 02:30+01:00", "2025-10-26 02:40", 10),
        # No clock showed 02:30; it is 03:30.
        ("2026-03-29 01:30", "2026-03-29 03:30", 60),
        # What ends too early stays so, and is refused.
        ("2025-10-26 02:30", "2025-10-26 01:10", -80),
    ],
)
def test_minutes_over_the_changes_of_the_clock(begin: str, end: str, minutes: int) -> None:
    first, last = instants(dt.datetime.fromisoformat(begin), dt.datetime.fromisoformat(end), _BERLIN)
    assert last - first == dt.timedelta(minutes=minutes)
