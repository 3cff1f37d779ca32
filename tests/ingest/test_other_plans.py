# ruff: noqa: E501, ISC004 - the files are as wide as programs write them
"""Plans of GanttProject and Primavera, and calendars of holidays, are read as their programs mean them."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from erpsite.ingest.plans.calendars import with_days
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.plans.gantt_project import read_gan
from erpsite.ingest.plans.icalendar_days import read_holidays
from erpsite.ingest.plans.primavera import read_xer

GAN = b"""<?xml version="1.0" encoding="UTF-8"?>
<project name="ERP year" version="3.2"><calendars base-id="none">
<day-types><default-week id="1" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/></day-types>
<date year="2026" month="1" date="7" type="HOLIDAY"/><date year="" month="12" date="24" type="HOLIDAY"/>
<date year="2026" month="1" date="10" type="WORKING_DAY"/></calendars>
<tasks empty-milestones="true"><task id="0" name="WMS" start="2026-01-05" duration="20" complete="10">
<task id="1" name="Design" meeting="false" start="2026-01-05" duration="5" complete="50" cost-manual-value="1200.5" cost-calculated="false">
<depend id="2" type="2" difference="2" hardness="Strong"/></task>
<task id="2" name="Live" meeting="true" start="2026-01-14" duration="0" complete="0"/></task></tasks>
<resources><resource id="7" name="Jo Smith" contacts="jo@example.org"/></resources>
<allocations><allocation task-id="1" resource-id="7" responsible="true" load="100.0"/></allocations></project>"""
_XER_LINES = [
    "ERMHDR\t19.12\t2026-01-01\tProject\tadmin",
    "%T\tCURRTYPE", "%F\tcurr_id\tcurr_short_name", "%R\t1\tEUR",
    "%T\tCALENDAR", "%F\tclndr_id\tdefault_flag\tday_hr_cnt\tclndr_data",
    "%R\t1\tY\t8\t(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|16:00)())))"
    "(0||3()((0||0(s|08:00|f|16:00)())))(0||4()((0||0(s|08:00|f|16:00)())))(0||5()((0||0(s|08:00|f|16:00)())))"
    "(0||6()((0||0(s|08:00|f|16:00)())))(0||7()())))(0||Exceptions()((0||0(d|46029)())"
    "(0||1(d|46032)((0||0(s|08:00|f|16:00)())))))))",
    "%T\tPROJECT", "%F\tproj_id\tclndr_id", "%R\t1\t1",
    "%T\tPROJWBS", "%F\twbs_id\tparent_wbs_id\tproj_node_flag\twbs_name",
    "%R\t10\t\tY\tERP year", "%R\t11\t10\tN\tWMS",
    "%T\tTASK",
    "%F\ttask_id\twbs_id\tclndr_id\ttask_code\ttask_name\ttask_type\tcomplete_pct_type\tphys_complete_pct"
    "\ttarget_drtn_hr_cnt\tremain_drtn_hr_cnt\ttarget_start_date\ttarget_end_date",
    "%R\t1\t11\t1\tA10\tDesign\tTT_Task\tCP_Phys\t30\t40\t20\t2026-01-05 08:00\t2026-01-09 16:00",
    "%R\t2\t11\t1\tA20\tBuild\tTT_Task\tCP_Drtn\t0\t80\t20\t2026-01-14 08:00\t2026-01-27 16:00",
    "%R\t3\t11\t1\tA30\tLive\tTT_FinMile\tCP_Drtn\t0\t0\t0\t\t2026-01-27 16:00",
    "%T\tTASKPRED", "%F\ttask_pred_id\ttask_id\tpred_task_id\tpred_type\tlag_hr_cnt",
    "%R\t1\t2\t1\tPR_SS\t16", "%R\t2\t3\t2\tPR_FF\t0", "%E",
]  # fmt: skip
XER = "\r\n".join(_XER_LINES).encode()
ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261001
DTEND;VALUE=DATE:20261004
SUMMARY:国庆节 休
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261010
SUMMARY:国庆节 补班
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
RRULE:FREQ=YEARLY
SUMMARY:Christmas
  Eve
END:VEVENT
BEGIN:VEVENT
DTSTART:20261010T090000Z
SUMMARY:Meeting
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def _accounted(plan: ForeignPlan) -> None:
    assert all(plan.counts.taken.get(name, 0) <= n for name, n in plan.counts.cells.items())


def test_a_plan_of_gantt_project() -> None:
    plan = read_gan(GAN, "plan.gan")
    wms, design, live = plan.tasks
    assert (wms.level, design.level, design.parent) == (1, 2, "0")
    assert design.finish == dt.date(2026, 1, 10)  # the 7th is off, Saturday the 10th is worked
    assert (design.cost, design.people, design.complete) == (1200.5, ["Jo Smith"], 50)
    assert [(link.to, link.type, link.lag) for link in live.links] == [("1", "FS", 2)]
    assert live.zero
    assert plan.calendar.yearly == {"12-24"}
    assert plan.counts.cells["resource/contacts"] == 1
    _accounted(plan)


def test_an_export_of_primavera() -> None:
    plan = read_xer(XER, "plan.xer")
    wms, design, build, live = plan.tasks
    assert (plan.title, plan.currency) == ("ERP year", "EUR")
    assert (wms.name, wms.level, design.level, design.parent) == ("WMS", 1, 2, wms.uid)
    assert (design.complete, build.complete) == (30, 75)  # physical, and by duration: each its own kind
    assert (design.days, build.days, live.zero) == (5, 10, True)
    assert [(link.type, link.lag) for link in build.links] == [("SS", 2)]
    assert (plan.calendar.off, plan.calendar.worked) == ({dt.date(2026, 1, 7)}, {dt.date(2026, 1, 10)})
    assert plan.calendar.weekdays == frozenset(range(5))
    _accounted(plan)


def test_holidays_of_a_calendar() -> None:
    plan = read_holidays(ICS, "holidays.ics")
    assert plan.calendar.off == {dt.date(2026, 10, day) for day in (1, 2, 3)}
    assert plan.calendar.worked == {dt.date(2026, 10, 10)}
    assert plan.calendar.yearly == {"12-24"}
    assert plan.notices[0][1]["n"] == 1


def test_a_holiday_that_moves_with_the_weekday_is_found_in_the_years_of_the_plan() -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20101125\nDTEND;VALUE=DATE:20101127\n"
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nSUMMARY:Thanksgiving\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    plan = read_holidays(text.encode(), "us.ics")
    assert plan.calendar.off == set()
    handbook = "plan: x\n"
    new, count = with_days(handbook, plan, lambda day: day.weekday() < 5, 2026)
    assert re.findall(r"\d{4}-\d\d-\d\d", new) == ["2026-11-26", "2026-11-27", "2027-11-25", "2027-11-26"]
    assert count == 4


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYDAY=9XX"])
def test_a_rule_that_cannot_be_meant_is_told(rule: str) -> None:
    text = f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nRRULE:{rule}\nSUMMARY:Day\nEND:VEVENT\n"
    plan = read_holidays(text.encode(), "days.ics")
    assert plan.calendar.off == {dt.date(2026, 5, 1)}
    assert plan.notices[0][1]["rule"] == rule
