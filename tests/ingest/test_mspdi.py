"""Plans of MS Project come in with dates, links, calendar and money; every element is accounted for."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from erpsite.analysis import state
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import FileCalendar
from erpsite.ingest.plans.mspdi import read_mspdi
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.plancheck import check_plan
from tests.ingest.plan_begun import begin, run

HEAD = '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Title>ERP year</Title>'
WEEK = "".join(
    f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(n not in (1, 7))}</DayWorking></WeekDay>"
    for n in range(1, 8)
)


def _task(uid: int, name: str, level: int, *, days: tuple[str, str] = ("", ""), more: str = "") -> str:
    start, finish = days
    dates = f"<Start>{start}T08:00:00</Start><Finish>{finish}T17:00:00</Finish>" if start else ""
    return (
        f"<Task><UID>{uid}</UID><Name>{name}</Name><IsNull>0</IsNull><OutlineLevel>{level}</OutlineLevel>"
        f"{dates}{more}</Task>"
    )


def _after(uid: int, kind: int = 1, lag: int = 0, form: int = 7) -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def _hours(n: int) -> str:
    return f"<Duration>PT{n}H0M0S</Duration><DurationFormat>7</DurationFormat>"


TASKS = (
    _task(0, "Plan", 0, days=("2026-01-05", "2026-12-31"), more=_hours(100))
    + _task(1, "WMS", 1, days=("2026-01-05", "2026-03-13"), more="<Cost>12345678</Cost>")
    + _task(
        2,
        "Design",
        2,
        days=("2026-01-05", "2026-01-16"),
        more=_hours(80) + "<PercentComplete>100</PercentComplete>",
    )
    + _task(
        3, "Build &amp; test", 2, days=("2026-01-21", "2026-02-13"), more=_hours(144) + _after(2, lag=4800)
    )
    + _task(4, "Approved", 2, days=("2026-02-13", "2026-02-13"), more=_hours(0) + _after(3))
    + _task(5, "Roll-out", 2, days=("2026-02-27", "2026-03-13"), more=_hours(88) + _after(3, lag=50, form=19))
    + _task(6, "CRM", 1)
    + _task(
        7,
        "Interfaces",
        2,
        days=("2026-03-16", "2026-03-31"),
        more=_hours(96) + _after(1) + _after(2, 3, 302_400, 8),
    )
    + _task(8, "Unknown length", 2, more="<Deadline>2026-09-30T17:00:00</Deadline>")
    + _task(9, "Off", 2, more="<Active>0</Active>")
)
CALENDAR = (
    f"<Calendars><Calendar><UID>1</UID><WeekDays>{WEEK}<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking>"
    "<TimePeriod><FromDate>2026-01-19T00:00:00</FromDate><ToDate>2026-01-19T23:59:00</ToDate></TimePeriod></WeekDay>"
    "</WeekDays><Exceptions><Exception><TimePeriod><FromDate>2026-02-28T00:00:00</FromDate>"
    "<ToDate>2026-02-28T23:59:00</ToDate></TimePeriod><Occurrences>1</Occurrences><Type>1</Type>"
    "<DayWorking>1</DayWorking></Exception><Exception><TimePeriod><FromDate>2026-06-24T00:00:00</FromDate>"
    "<ToDate>2036-06-24T23:59:00</ToDate></TimePeriod><Occurrences>10</Occurrences><Type>2</Type><Month>5</Month>"
    "<MonthDay>24</MonthDay><DayWorking>0</DayWorking></Exception></Exceptions></Calendar></Calendars>"
)
PEOPLE = (
    "<Resources><Resource><UID>1</UID><Name>Jo Smith</Name><Type>1</Type></Resource><Resource><UID>2</UID>"
    "<Name>Cement</Name><Type>0</Type></Resource></Resources><Assignments><Assignment><TaskUID>2</TaskUID>"
    "<ResourceUID>1</ResourceUID></Assignment></Assignments>"
)
PLAN = (
    f"{HEAD}<CurrencyCode>GBP</CurrencyCode><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>"
    f"<StatusDate>2026-02-06T17:00:00</StatusDate>{CALENDAR}<Tasks>{TASKS}</Tasks>{PEOPLE}</Project>"
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin(tmp_path, "weekdays")
    (tmp_path / "plan.xml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def _held(data: Path) -> Handbook:
    result = load_handbook(data)
    assert result.handbook is not None, result.issues
    return result.handbook


def test_a_plan_comes_in_without_a_line_of_map(data: Path) -> None:
    assert run("plan.xml").return_value == 0
    report = json.loads(run("plan.xml", "--format", "json").stdout)
    for one in report["columns"]:
        assert one["cells"] == one["taken"] + one["unused"], one
    named = {one["name"]: one for one in report["columns"]}
    assert named["Task/PredecessorLink/LinkLag"]["taken"] == 5
    assert named["Task/Deadline"]["unused"] == 1
    assert [one["place"] for one in report["left_out"]] == ["plan.xml UID 9"]
    wms, crm = (_held(data).initiatives[name] for name in ("wms", "crm"))
    design, build, roll_out = wms.phases
    assert (design.start, design.finish) == (dt.date(2026, 1, 5), dt.date(2026, 1, 16))
    assert [(link.to, link.lag) for link in build.after] == [("t-2", 1)]
    assert [(link.to, link.lag, link.lag_unit) for link in roll_out.after] == [("t-3", 50, "percent")]
    assert [one.date for one in wms.milestones] == [dt.date(2026, 2, 13)]
    assert float(wms.budget_total or 0) == 123_456.78
    assert wms.owner == "jo-smith"
    after = {link.to: (str(link.type), link.lag, str(link.lag_unit)) for link in crm.phases[0].after}
    assert after == {"wms/t-5": ("FS", 0, "working"), "wms/t-2": ("SS", 21, "elapsed")}  # three weeks on
    assert (crm.phases[1].start, crm.phases[1].duration) == (None, None)


def test_the_calendar_and_the_schedule_agree_with_the_file(data: Path) -> None:
    run("plan.xml")
    report = json.loads(run("plan.xml", "--format", "json").stdout)
    calendar = _held(data).plan.calendar
    assert (calendar.holidays, calendar.working_days) == ((dt.date(2026, 1, 19),), (dt.date(2026, 2, 28),))
    assert calendar.yearly == ("06-24",)
    assert [one["says"] for one in report["suspicions"] if "by its links" in one["says"]] == []


@pytest.mark.usefixtures("data")
def test_a_difference_is_told_task_by_task() -> None:
    late = PLAN.replace("2026-02-27T08", "2026-02-16T08").replace(
        "2026-03-13T17:00:00</Finish><Duration>", "2026-03-02T17:00:00</Finish><Duration>"
    )
    Path("plan.xml").write_text(late, encoding="utf-8")
    run("plan.xml")
    report = json.loads(run("plan.xml", "--format", "json").stdout)
    told = [one for one in report["suspicions"] if "by its links" in one["says"]]
    assert [one["place"] for one in told] == ["plan.xml UID 5"]
    assert "2026-03-02" in told[0]["says"]
    assert "2026-03-13" in told[0]["says"]
    text = Path("data/handbook.yml").read_text(encoding="utf-8")
    assert "S-LINK-DATES" in text
    held = _held(Path("data"))
    found = check_plan(state(held, held.default_as_of))
    assert [one for one in found if one.severity is Severity.ERROR] == [], "the handbook can be built"


def test_a_newer_file_changes_what_changed_and_nothing_twice(data: Path) -> None:
    run("plan.xml")
    run("plan.xml")
    before = (data / "initiatives/wms.yml").read_text(encoding="utf-8")
    assert "0 new, values changed: 0" in run("plan.xml").output
    Path("plan.xml").write_text(PLAN.replace("2026-01-16T17", "2026-01-15T17"), encoding="utf-8")
    assert "0 new, values changed: 1" in run("plan.xml").output
    after = (data / "initiatives/wms.yml").read_text(encoding="utf-8")
    changed = [
        pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) == 1


def test_progress_begins_a_review_where_the_map_says_so(data: Path) -> None:
    run("plan.xml")
    path = data / "imports/plan.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("# review: 2026-02", "review: 2026-02"), encoding="utf-8"
    )
    run("plan.xml")
    (entry,) = _held(data).reviews["2026-02"].progress
    assert [(one.phase, one.complete) for one in entry.phases] == [("t-2", 100)]


def test_what_is_broken_or_grows_is_refused_with_the_cure() -> None:
    with pytest.raises(SourceFault, match="export"):
        read_mspdi(PLAN[:-40].encode(), "plan.xml")
    with pytest.raises(SourceFault, match="holds no task"):
        read_mspdi(f"{HEAD}</Project>".encode(), "plan.xml")
    with pytest.raises(SourceFault, match="document type"):
        read_mspdi(b"<!DOCTYPE Project []><Project/>", "plan.xml")


def test_asked_for_holidays_a_plan_gives_its_calendar_alone(data: Path) -> None:
    before = {path: path.read_bytes() for path in (data / "initiatives").glob("*.yml")}
    assert run("plan.xml", "--as", "holidays").return_value == 0
    report = json.loads(run("plan.xml", "--as", "holidays", "--format", "json").stdout)
    assert (report["records"], report["files"]) == (0, ["handbook.yml"])
    taken = {one["name"].partition("/")[0] for one in report["columns"] if one["taken"]}
    assert taken == {"Calendars", "CalendarUID"}
    for one in report["columns"]:
        assert one["cells"] == one["taken"] + one["unused"], one
    assert _held(data).plan.calendar.holidays
    # The map says it, so that a plain import leaves the tasks, too; a map of tasks stays its own.
    assert "Nothing is to be changed" in run("plan.xml").output
    assert {path: path.read_bytes() for path in (data / "initiatives").glob("*.yml")} == before
    (data / "imports/plan.yml").unlink()
    run("plan.xml")
    run("plan.xml", "--as", "holidays")
    assert sorted(path.name for path in (data / "imports").glob("*.yml")) == ["plan.holidays.yml", "plan.yml"]


def _exception(first: str, last: str, more: str, works: int = 0) -> str:
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate>"
        f"</TimePeriod>{more}<DayWorking>{works}</DayWorking></Exception>"
    )


def _with_exceptions(*exceptions: str, weeks: str = "") -> FileCalendar:
    calendar = (
        f"<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><WeekDays>{WEEK}</WeekDays>"
        f"<Exceptions>{''.join(exceptions)}</Exceptions>{weeks}</Calendar></Calendars>"
    )
    tasks = _task(1, "WMS", 1, days=("2026-01-05", "2027-03-13"))
    plan = read_mspdi(f"{HEAD}{calendar}<Tasks>{tasks}</Tasks></Project>".encode(), "plan.xml")
    counts = plan.counts
    named = [one for one in counts.cells if one.startswith("Calendars") and not one.endswith("/UID")]
    assert {one: counts.taken.get(one) for one in named} == {one: counts.cells[one] for one in named}
    assert plan.notices == []
    return plan.calendar


@pytest.mark.parametrize(
    ("first", "last", "more", "days"),
    [
        # The shapes, and the days, that MS Project itself wrote into public test files; Occurrences confirms.
        ("2001-01-01", "2001-02-13", (6, 4, "<Period>2</Period><DaysOfWeek>4</DaysOfWeek>"), "2001-01-16"),
        ("2001-01-01", "2002-03-17", (6, 9, "<Period>7</Period><DaysOfWeek>1</DaysOfWeek>"), "2001-04-08"),
        ("2000-02-01", "2000-02-10", (7, 4, "<Period>3</Period>"), "2000-02-04"),
        ("2003-01-01", "2005-02-04", (4, 6, "<Period>5</Period><MonthDay>4</MonthDay>"), "2003-06-04"),
        (
            "2002-01-01", "2005-01-28",
            (5, 7, "<Period>6</Period><MonthItem>8</MonthItem><MonthPosition>4</MonthPosition>"),
            "2002-07-26",
        ),
        (
            "2004-01-01", "2009-05-21",
            (3, 6, "<Month>4</Month><MonthItem>7</MonthItem><MonthPosition>2</MonthPosition>"), "2005-05-19",
        ),
        ("2005-01-01", "2009-04-03", (2, 5, "<Month>3</Month><MonthDay>3</MonthDay>"), "2006-04-03"),
    ],
)  # fmt: skip
def test_each_way_of_recurring_is_the_days_that_ms_project_counts(
    first: str, last: str, more: tuple[int, int, str], days: str
) -> None:
    kind, count, rest = more
    text = f"<Occurrences>{count}</Occurrences><Type>{kind}</Type>{rest}"
    off = _with_exceptions(_exception(first, last, text)).off
    assert (len(off), max(off).isoformat(), sorted(off)[1].isoformat()) == (count, last, days)


def test_a_yearly_day_that_ends_before_the_plan_does_is_no_day_of_every_year() -> None:
    yearly = "<Type>2</Type><Month>3</Month><MonthDay>3</MonthDay>"
    ended = _with_exceptions(_exception("2020-01-01", "2026-04-03", yearly))
    assert (ended.yearly, dt.date(2026, 4, 3) in ended.off) == (set(), True)
    assert _with_exceptions(_exception("2020-01-01", "2030-04-03", yearly)).yearly == {"04-03"}


def test_weeks_that_differ_are_days_off_and_make_up_days() -> None:
    weeks = (
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-10-05T00:00:00</FromDate><ToDate>2026-10-11T23:59:00"
        "</ToDate></TimePeriod><WeekDays><WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
        "<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay></WeekDays></WorkWeek></WorkWeeks>"
    )
    calendar = _with_exceptions(weeks=weeks)
    assert (calendar.off, calendar.worked) == ({dt.date(2026, 10, 9)}, {dt.date(2026, 10, 10)})
