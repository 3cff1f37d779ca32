"""Working days by table agree with counting day by day, in every calendar and over many years."""

from __future__ import annotations

import datetime as dt
import random

import chinese_calendar
import holidays
import numpy as np
import pytest

from erpsite.analysis.state.working_days import WorkingDays

ONE = dt.timedelta(days=1)
SPAN = [dt.date(2017, 1, 1) + ONE * step for step in range(365 * 12)]


def _own(seed: int, china: bool) -> WorkingDays:
    draw = random.Random(seed)
    return WorkingDays(
        "china" if china else "weekdays", frozenset(draw.sample(SPAN, 90)), frozenset(draw.sample(SPAN, 90))
    )


def test_the_mainland_calendar_is_the_packages_with_make_up_days() -> None:
    days = WorkingDays("china")
    published = [day for day in SPAN if days.is_published(day.year)]
    assert len({day.year for day in published}) >= 8
    assert all(days.is_worked(day) == chinese_calendar.is_workday(day) for day in published)
    assert days.is_worked(dt.date(2026, 2, 14))  # a Saturday that makes up for Spring Festival
    assert not days.is_worked(dt.date(2026, 2, 18))  # a Wednesday within it


def test_a_year_that_is_not_published_has_the_days_off_of_the_law_and_no_make_up_days() -> None:
    days = WorkingDays("china")
    assert not days.is_published(2099)
    off = {
        day
        for step in range(365)
        if (day := dt.date(2027, 1, 1) + ONE * step).weekday() < 5 and not days.is_worked(day)
    }
    # Worked by hand from the law: New Year; lunar New Year's Eve (5 Feb) to the third day (8 Feb); Qingming;
    # 1 and 2 May are a weekend; Dragon Boat; Mid-Autumn; 1 October, whose second and third are a weekend.
    assert {f"{day:%m-%d}" for day in off} == {
        "01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01",
    }  # fmt: skip
    assert not any(days.is_worked(day) for day in SPAN if day.year == 2027 and day.weekday() > 4)
    assert days.between(dt.date(2025, 12, 31), dt.date(2026, 1, 4)) == 2  # 31 December and Sunday the 4th


def test_the_days_off_of_the_law_are_those_of_the_holidays_package() -> None:
    days = WorkingDays("china")
    for year in range(2027, 2100):
        if days.is_published(year):
            continue
        law = holidays.country_holidays("CN", years=year, observed=False, language="en_US")
        off = {day for day, name in law.items() if "substituted" not in name}
        span = (dt.date(year, 1, 1) + ONE * step for step in range(366))
        counted = {day for day in span if day.year == year and not days.is_worked(day)}
        assert counted == off | {day for day in counted if day.weekday() > 4}, year


def test_countries_and_their_parts_come_from_the_holidays_package() -> None:
    germany, bavaria = WorkingDays("DE"), WorkingDays("DE-BY")
    assert not germany.is_worked(dt.date(2026, 10, 3))
    assert not germany.is_worked(dt.date(2026, 4, 3))
    assert germany.is_worked(dt.date(2026, 1, 6))
    assert not bavaria.is_worked(dt.date(2026, 1, 6))
    # A weekend of Friday and Saturday.
    saudi = WorkingDays("SA")
    assert saudi.is_worked(dt.date(2026, 3, 1))
    assert not saudi.is_worked(dt.date(2026, 3, 6))


def test_yearly_days_are_off_every_year_and_half_days_count_half_in_capacity() -> None:
    days = WorkingDays(yearly=frozenset({"12-24"}), half=frozenset({dt.date(2026, 12, 31)}))
    assert not days.is_worked(dt.date(2026, 12, 24))
    assert not days.is_worked(dt.date(2029, 12, 24))
    assert days.is_worked(dt.date(2026, 12, 31))
    week = (dt.date(2026, 12, 28), dt.date(2026, 12, 31))
    assert days.between(*week) == 4
    assert days.worth(*week) == 3.5


def test_stepping_agrees_with_numpy_on_ten_thousand_cases() -> None:
    """Forward for 0 and more, backward below; the days off are those of the `holidays` package."""
    draw = random.Random(20261129)
    for base, weekmask in (("DE-BY", "1111100"), ("SA", "1111001"), ("US", "1111100"), ("JP", "1111100")):
        code, _, part = base.partition("-")
        off = holidays.country_holidays(code, subdiv=part or None, years=range(2015, 2036))
        calendar = np.busdaycalendar(weekmask, [np.datetime64(day) for day in off])
        days = WorkingDays(base)
        for _ in range(2500):
            day, count = draw.choice(SPAN), draw.randint(-250, 250)
            expected = np.busday_offset(
                np.datetime64(day), count, roll="forward" if count >= 0 else "backward", busdaycal=calendar
            )
            assert days.add(day, count) == expected.astype(dt.date)
            length = draw.randint(1, 60)
            finish = np.busday_offset(np.datetime64(day), length - 1, roll="forward", busdaycal=calendar)
            assert days.finish_of(day, length) == finish.astype(dt.date)
            # A task is never shorter than asked, from whichever end it is counted.
            assert days.between(day, days.finish_of(day, length)) == length
            assert days.between(days.start_of(day, length), day) == length


def test_a_step_never_turns_back() -> None:
    days, draw = _own(9, True), random.Random(11)
    for _ in range(2000):
        day, count = draw.choice(SPAN[400:-400]), draw.randint(-60, 60)
        assert days.add(day, count) <= days.add(day, count + 1)
        assert days.add(day, count) <= days.add(day + ONE, count)


@pytest.mark.parametrize("china", [True, False])
def test_tables_agree_with_counting(china: bool) -> None:
    days, draw = _own(3, china), random.Random(5)
    worked = [day for day in SPAN if days.is_worked(day)]
    for _ in range(400):
        start = draw.choice(SPAN[500:-500])
        finish = start + ONE * draw.randint(-200, 200)
        counted = sum(start <= day <= finish for day in worked)
        assert days.between(start, finish) == counted
        later = sum(start < day <= finish for day in worked) - sum(finish < day <= start for day in worked)
        assert days.slip(start, finish) == later
        step = draw.randint(1, 120)
        ahead, behind = [day for day in worked if day >= start], [day for day in worked if day <= start]
        assert days.add(start, step) == ahead[step]
        assert days.add(start, -step) == behind[-step - 1]
        assert days.add(start, 0) == ahead[0]


@pytest.mark.parametrize("china", [True, False])
def test_number_and_day_are_each_others_inverse(china: bool) -> None:
    days = _own(4, china)
    numbers = [days.number(day) for day in SPAN if days.is_worked(day)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert [days.day(number) for number in numbers] == [day for day in SPAN if days.is_worked(day)]
    # A day off has the number of the next working day.
    assert all(days.day(days.number(day)) >= day for day in SPAN[:-30])
    # The order in which years are asked for changes nothing.
    assert _own(4, china).number(SPAN[-1]) == days.number(SPAN[-1])


def test_the_calendar_ends_two_centuries_away() -> None:
    assert WorkingDays().day(3_000_000) == dt.date(2220, 12, 29)
    assert WorkingDays().day(-3_000_000) == dt.date(1820, 1, 3)
