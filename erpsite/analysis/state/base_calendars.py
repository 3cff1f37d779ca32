"""Say which days a base calendar has off: mainland China, a country or a part of it, or weekends alone."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache

from erpsite.frozen import dataclass

__all__ = ["YearOff", "days_off"]

_FIRST_LUNAR, _LAST_LUNAR = 1901, 2099
"""Years whose lunar days and solar terms the packages know."""


@dataclass(frozen=True, slots=True)
class YearOff:
    """Hold one year of a base calendar."""

    off: frozenset[dt.date]
    """Days that are not worked, weekends included."""
    half: frozenset[dt.date] = frozenset()
    """Days of which the half is worked."""
    published: bool = True
    """Whether the year's notice is out; else `off` holds weekends and the days that the law fixes alone."""


@cache
def days_off(base: str, year: int) -> YearOff:
    """Return the days off of `base`: `china`, `weekdays`, or a country's code, such as `DE` or `DE-BY`."""
    if base == "weekdays":
        return YearOff(_weekend(year, frozenset({5, 6})))
    return _china(year) if base == "china" else _country(base, year)


def _days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1).toordinal()
    return [dt.date.fromordinal(first + step) for step in range(365 + calendar.isleap(year))]


def _weekend(year: int, weekend: frozenset[int]) -> frozenset[dt.date]:
    return frozenset(day for day in _days_of(year) if day.weekday() in weekend)


@cache
def _china_years() -> frozenset[int]:
    """Return the years whose holidays in mainland China are published."""
    import chinese_calendar  # noqa: PLC0415 - only plans with that calendar pay for it

    return frozenset(day.year for day in chinese_calendar.holidays)


def _china(year: int) -> YearOff:
    """Return a year in mainland China: by the notice, with make-up days, or by the law alone."""
    import chinese_calendar  # noqa: PLC0415 - only plans with that calendar pay for it

    if year not in _china_years():
        return YearOff(_weekend(year, frozenset({5, 6})) | _fixed_by_law(year), published=False)
    # The package's own `get_holidays` searches all years anew for each day of the span.
    off, worked = chinese_calendar.holidays, chinese_calendar.workdays
    return YearOff(
        frozenset(day for day in _days_of(year) if day not in worked and (day.weekday() > 4 or day in off))
    )


def _fixed_by_law(year: int) -> frozenset[dt.date]:
    """Return the days off that the law fixes, without the make-up days that only the notice tells.

    They are 1 January; lunar New Year's Eve to the third day; Qingming; 1 and 2 May; Dragon Boat;
    Mid-Autumn; 1 to 3 October. Lunar days are known from 1900 to 2099; another year has the solar ones.
    """
    from chinese_calendar import get_solar_terms  # noqa: PLC0415 - only plans with that calendar pay for it
    from lunardate import LunarDate  # noqa: PLC0415 - the same

    off = {dt.date(year, 1, 1), *(dt.date(year, 5, day) for day in (1, 2))}
    off |= {dt.date(year, 10, day) for day in (1, 2, 3)}
    if _FIRST_LUNAR <= year <= _LAST_LUNAR:
        new_year = LunarDate(year, 1, 1).to_solar_date()
        off |= {new_year + dt.timedelta(days=step) for step in range(-1, 3)}
        off |= {LunarDate(year, month, day).to_solar_date() for month, day in ((5, 5), (8, 15))}
        terms = get_solar_terms(dt.date(year, 4, 1), dt.date(year, 4, 8))
        off |= {day for day, name in terms if name == "清明"}
    return frozenset(off)


def _country(base: str, year: int) -> YearOff:
    import holidays  # noqa: PLC0415 - only plans with such a calendar pay for it

    code, _, part = base.partition("-")
    whole = holidays.country_holidays(code, subdiv=part or None, years=year)
    half = frozenset[dt.date]()
    if holidays.HALF_DAY in whole.supported_categories:
        halves = holidays.country_holidays(
            code, subdiv=part or None, years=year, categories=(holidays.HALF_DAY,)
        )
        half = frozenset(halves) - frozenset(whole)
    return YearOff(_weekend(year, frozenset(whole.weekend)) | frozenset(whole), half)
