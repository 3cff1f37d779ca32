"""Links across plans: what cannot hold, by how many working days, and how far a delay travels."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from erpsite.group.company import Company, Tie
from erpsite.group.definition import CrossLink
from erpsite.group.links import Awaited, awaited
from tests.group.companies import company, day, weekends, work


def link(before: str, after: str, kind: str = "FS", lag: int = 0, unit: str = "working") -> CrossLink:
    held = {"before": before, "after": after, "type": kind, "lag": lag, "lag_unit": unit}
    return CrossLink.model_validate(held)


def told(links: list[CrossLink], *companies: Company) -> dict[str, Awaited]:
    found = awaited(links, {one.id: one for one in companies})
    return {f"{one.link.before} {one.link.after}": one for one in found}


@pytest.mark.parametrize(
    ("kind", "lag", "late", "earliest"),
    [
        # The other works from Monday 1 June to Friday 12 June; this one from Monday 8 June to Friday 12 June.
        ("FS", 0, 5, "06-15"),
        ("FS", 2, 7, "06-17"),
        ("FS", -6, -1, "06-05"),
        ("SS", 0, -5, "06-01"),
        ("SS", 6, 1, "06-09"),
        ("FF", 0, 0, "06-12"),
        ("FF", 3, 3, "06-17"),
        ("SF", 11, 1, "06-15"),
    ],
)
def test_each_type_of_link_by_hand(kind: str, lag: int, late: int, earliest: str) -> None:
    one = company("a", work("i/x", "06-01", "06-12"))
    two = company("b", work("i/y", "06-08", "06-12"))
    found = told([link("a/i/x", "b/i/y", kind, lag)], one, two)["a/i/x b/i/y"]
    assert (found.late, found.earliest) == (late, day(earliest))


@pytest.mark.parametrize(
    ("kind", "lag", "unit", "late", "earliest"),
    [
        # Ten days of work until Friday 12 June: half of them are five, a quarter 2.5 and thus three.
        ("FS", 50, "percent", 10, "06-22"),
        ("FS", 25, "percent", 8, "06-18"),
        ("FS", -50, "percent", 0, "06-08"),
        ("SS", 50, "percent", 0, "06-08"),
        # A week after Friday is Friday 19 June, and work begins on the Monday; three days
        # after it is a Monday, done when it ends.
        ("FS", 7, "elapsed", 10, "06-22"),
        ("FS", 3, "elapsed", 6, "06-16"),
        ("FS", 1, "elapsed", 5, "06-15"),
        ("SS", 7, "elapsed", 0, "06-08"),
    ],
)
def test_lags_count_what_their_unit_says(kind: str, lag: int, unit: str, late: int, earliest: str) -> None:
    one = company("a", work("i/x", "06-01", "06-12", days=10))
    two = company("b", work("i/y", "06-08", "06-12"))
    found = told([link("a/i/x", "b/i/y", kind, lag, unit)], one, two)["a/i/x b/i/y"]
    assert (found.late, found.earliest) == (late, day(earliest))


def test_a_delay_travels_along_the_own_links_as_far_as_no_time_is_left() -> None:
    one = company("a", work("i/x", "06-01", "06-12"))
    tasks = (
        work("i/y", "06-08", "06-12"), work("i/close", "06-15", "06-19"), work("i/roomy", "06-18", "06-19"),
    )  # fmt: skip
    ties = (Tie("i/y", "i/close", "FS", 0), Tie("i/y", "i/roomy", "FS", 0))
    two = company("b", *tasks, ties=ties)
    three = company("c", work("k/z", "06-22", "06-26"), work("k/w", "06-22", "06-26"))
    found = told(
        [link("a/i/x", "b/i/y"), link("b/i/close", "c/k/z"), link("b/i/roomy", "c/k/w")], one, two, three
    )
    assert found["a/i/x b/i/y"].late == 5
    assert found["a/i/x b/i/y"].end == day("06-26")
    assert found["b/i/close c/k/z"].late == 5
    assert found["b/i/close c/k/z"].ready == day("06-26")
    # Three working days were left before the roomy one: two of the five days arrive.
    assert found["b/i/roomy c/k/w"].late == 2


def test_days_travel_as_dates_between_calendars() -> None:
    one = company("a", work("i/x", "06-01", "06-12"))
    # In the second company the whole week from 15 June is off.
    off = weekends("06-15", "06-16", "06-17", "06-18", "06-19")
    two = company("b", work("i/y", "06-12", "06-12"), days_off=off)
    three = company("c", work("k/z", "06-15", "06-16"))
    found = told([link("a/i/x", "b/i/y"), link("b/i/y", "c/k/z")], one, two, three)
    assert (found["a/i/x b/i/y"].late, found["a/i/x b/i/y"].earliest) == (1, day("06-22"))
    # It is ready on 22 June, so this one begins on the 23rd: six working days of its own calendar.
    assert (found["b/i/y c/k/z"].late, found["b/i/y c/k/z"].earliest) == (6, day("06-23"))


def test_what_is_done_or_has_begun_does_not_move() -> None:
    one = company("a", work("i/x", "06-01", "06-12"))
    two = company(
        "b", work("i/done", "06-08", "06-09", done=True), work("i/begun", "06-08", "06-12", started=True)
    )
    found = told([link("a/i/x", "b/i/done"), link("a/i/x", "b/i/begun")], one, two)
    assert [found[name].late for name in sorted(found)] == [0, 0]
    # Its end may still move.
    found = told([link("a/i/x", "b/i/begun", "FF", 2)], one, two)
    assert found["a/i/x b/i/begun"].late == 2


def test_what_cannot_be_told_says_why() -> None:
    one = company("a", work("i/x", "06-01", "06-12"), work("i/z", "06-01", "06-12"))
    two = company("b", work("i/y", "06-08", "06-12"))
    circle = [
        link("a/i/x", "b/i/y"),
        link("b/i/y", "a/i/x"),
        link("a/i/x", "b/i/none"),
        link("c/i/x", "b/i/y"),
    ]
    found = told(circle, one, two)
    assert {name: one.trouble for name, one in found.items()} == {
        "a/i/x b/i/y": "circle",
        "b/i/y a/i/x": "circle",
        "a/i/x b/i/none": "unknown",
        "c/i/x b/i/y": "unknown",
    }


def test_what_waits_for_a_circle_does_not_stand_in_it() -> None:
    one, two = company("a", work("i/x", "06-01", "06-12")), company("b", work("i/y", "06-08", "06-12"))
    three = company("c", work("i/z", "06-15", "06-19"), work("i/w", "06-15", "06-19"))
    links = [
        link("a/i/x", "b/i/y"), link("b/i/y", "a/i/x"), link("b/i/y", "c/i/z"), link("c/i/w", "c/i/w"),
    ]  # fmt: skip
    found = told(links, one, two, three)
    assert {name: one.trouble for name, one in found.items()} == {
        "a/i/x b/i/y": "circle", "b/i/y a/i/x": "circle", "b/i/y c/i/z": "behind", "c/i/w c/i/w": "circle",
    }  # fmt: skip


@given(
    lengths=st.lists(st.integers(1, 15), min_size=2, max_size=6),
    starts=st.lists(st.integers(0, 40), min_size=6, max_size=6),
    lags=st.lists(st.integers(-5, 10), min_size=5, max_size=5),
)
def test_a_chain_of_companies_ends_where_numpy_says(
    lengths: list[int], starts: list[int], lags: list[int]
) -> None:
    base = np.datetime64("2026-02-02")
    spans = [
        (np.busday_offset(base, start), np.busday_offset(base, start + length - 1))
        for start, length in zip(starts, lengths, strict=False)
    ]
    companies = [
        company(f"c{n}", work("i/t", str(start)[5:], str(finish)[5:]))
        for n, (start, finish) in enumerate(spans)
    ]
    links = [link(f"c{n}/i/t", f"c{n + 1}/i/t", lag=lags[n]) for n in range(len(lengths) - 1)]
    found = {one.link.after: one for one in awaited(links, {one.id: one for one in companies})}
    finish = spans[0][1]
    for n, (_, (start, last)) in enumerate(pairwise(spans)):
        least = np.busday_offset(finish, 1 + lags[n], roll="forward")
        moved = max(start, least)
        finish = np.busday_offset(last, np.busday_count(start, moved))
        one = found[f"c{n + 1}/i/t"]
        assert one.late == np.busday_count(start, least)
        assert one.end == finish.astype(dt.date)
