"""Tables of public holidays become days of the plan's calendar: none is lost, none is guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from erpsite.i18n import translator
from erpsite.ingest.delimited import read_delimited
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.day_tables import read_day_table
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.load import load_handbook
from tests.ingest.plan_begun import begin, run


def _read(text: str) -> ForeignPlan:
    return read_day_table((read_delimited(text.encode(), "days.csv"),), "days.csv")


def _days(*texts: str) -> set[dt.date]:
    return {dt.date.fromisoformat(text) for text in texts}


@pytest.mark.parametrize(
    ("text", "off", "worked", "cells"),
    [
        (
            "日期,节日,休/班\n2026-10-01,国庆节,休\n2026-10-02,国庆节,休\n2026-10-10,国庆节,班\n",
            ("2026-10-01", "2026-10-02"),
            ("2026-10-10",),
            9,
        ),
        (
            "name,date,isOffDay\nNew Year,2026-01-01,true\nNew Year,2026-01-04,false\n",
            ("2026-01-01",),
            ("2026-01-04",),
            6,
        ),
        (
            (
                "Holiday;From;To;Type\nEaster;3 Apr 2026;6 Apr 2026;non-working day\n"
                "Labour;1 May 2026;;holiday\n"
                "Bridge;9 May 2026;;make-up\n"
            ),
            ("2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-05-01"),
            ("2026-05-09",),
            10,
        ),
        (
            "节日\t日期\n国庆节\t2026年10月1日至10月3日\n国庆节补班\t2026年10月10日\n",
            ("2026-10-01", "2026-10-02", "2026-10-03"),
            ("2026-10-10",),
            4,
        ),
        ("Day,Working\n31.12.2026,no\n19.12.2026,yes\n", ("2026-12-31",), ("2026-12-19",), 4),
    ],
)
def test_days_off_and_make_up_days_are_told_apart(
    text: str, off: tuple[str, ...], worked: tuple[str, ...], cells: int
) -> None:
    plan = _read(text)
    assert (plan.calendar.off, plan.calendar.worked) == (_days(*off), _days(*worked))
    assert sum(plan.counts.cells.values()) == cells
    assert all(n <= plan.counts.cells[name] for name, n in plan.counts.taken.items())


def test_cells_of_a_workbook_are_days_as_they_are() -> None:
    day = dt.datetime.fromisoformat("2026-01-01")
    rows: list[list[Value]] = [
        ["Holiday", "Day", "Note"],
        ["New Year", day, None],
        ["Spring", dt.date(2026, 2, 16), "shop closed"],
    ]
    plan = read_day_table((ForeignTable("a.xlsx", "Days", rows, (1, 2, 3)),), "a.xlsx")
    assert plan.calendar.off == _days("2026-01-01", "2026-02-16")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Day,Name\n01/02/2026,A\n03/04/2026,B\n", "several ways"),
        ("Day,Name\n2026-01-01,A\n2026-02-30,B\n2026-03-01,C\n", "days.csv:3:A: 2026-02-30 is no day"),
        ("Day,Name\n2026-01-01,A\n,Lunar new year\n2026-03-01,C\n", "days.csv:3: this row says no day"),
        ("From,To,Name\n2026-05-03,2026-05-01,A\n2026-06-01,2026-06-02,B\n", "days.csv:2: from 2026-05-03"),
        ("Name,Count\nA,1\nB,2\n", "no column of days"),
    ],
)
def test_what_is_no_day_stops_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceFault, match=message) as stopped:
        _read(text)
    assert stopped.value.say(translator("zh")) != str(stopped.value)


def test_the_command_adds_them_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = begin(tmp_path)
    (tmp_path / "days.csv").write_text("Day,Kind\n2026-03-10,off\n2026-03-14,working day\n", encoding="utf-8")
    assert run("days.csv", "--as", "holidays").return_value == 0
    assert "kind: plan" in (data / "imports/days.yml").read_text(encoding="utf-8")
    done = run("days.csv")
    assert done.return_value == 0, done.output
    assert "added to the calendar of the plan: 2" in done.output
    handbook = load_handbook(data).handbook
    assert handbook is not None
    assert dt.date(2026, 3, 10) in handbook.plan.calendar.holidays
    assert dt.date(2026, 3, 14) in handbook.plan.calendar.working_days
    again = run("days.csv", "--as", "holidays")
    assert again.return_value == 0, again.output
    assert "Nothing is to be changed." in again.output
