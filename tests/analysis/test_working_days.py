"""Working days by table agree with counting day by day, in every calendar and over many years."""

from __future__ import annotations

import datetime as dt
import random

import chinese_calendar
import pytest

from erpsite.analysis.state.working_days import WorkingDays

ONE = dt.timedelta(days=1)
SPAN = [dt.date(2017, 1, 1) + ONE * step for step in range(365 * 12)]


def _own(seed: int, china: bool) -> WorkingDays:
    draw = random.Random(seed)
    return WorkingDays(china, frozenset(draw.sample(SPAN, 90)), frozenset(draw.sample(SPAN, 90)))


def test_the_mainland_calendar_is_the_packages_with_make_up_days() -> None:
    days = WorkingDays(china=True)
    published = [day for day in SPAN if days.is_published(day.year)]
    assert len({day.year for day in published}) >= 8
    assert all(days.is_worked(day) == chinese_calendar.is_workday(day) for day in published)
    assert days.is_worked(dt.date(2026, 2, 14))  # a Saturday that makes up for Spring Festival
    assert not days.is_worked(dt.date(2026, 2, 18))  # a Wednesday within it


def test_a_year_without_published_holidays_has_its_weekdays() -> None:
    days = WorkingDays(china=True)
    assert not days.is_published(2099)
    assert days.between(dt.date(2099, 1, 1), dt.date(2099, 12, 31)) == 261
    assert days.between(dt.date(2025, 12, 31), dt.date(2026, 1, 4)) == 2  # 31 December and Sunday the 4th


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
        assert days.add(start, step) == [day for day in worked if day > start][step - 1]
        assert days.add(start, -step) == [day for day in worked if day < start][-step]
        assert days.add(start, 0) == start


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
