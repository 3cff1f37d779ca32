"""The page of what was counted from logs: its account adds up, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from erpsite.analysis.state.freshness import source_freshness
from erpsite.issues import Source
from erpsite.model.organisation import Plant
from erpsite.model.rolled import (
    AheadFile,
    LogDoubt,
    RepeatedDay,
    Rolled,
    RolledFile,
    RolledMonth,
    RolledYear,
    RollupAccount,
)
from erpsite.model.text import Text
from erpsite.pages.data.rollups import draw_rollups
from erpsite.pages.kit import blocks as b
from tests.factory import small_handbook
from tests.pages.drawing import book_of, entries_of, lead_of, table_of

WHOLE = Rolled(
    count=90, errors=3, judged=90, timed=90, total_ms=9000, least_ms=100, most_ms=100, users=7,
    buckets={233: 90},
)  # fmt: skip


def _month(month: str, day: str) -> RolledMonth:
    path = f"rollup/web/{month}.json"
    return RolledMonth(
        "web", month, None, path, {}, WHOLE, f"{month}-01 08:00:00", f"{month}-{day} 09:00:00", 20
    )


FILE = RolledFile(
    "logs/a.csv", 100, 90, "ab", {"filtered": 6}, {"no-time": 4}, ("2026-01",), "", "2026-01-20 09:00:00"
)


def _account(*months: RolledMonth, metric: str = "availability") -> RollupAccount:
    feeds = (("health_metrics", metric, "p95"),)
    return RollupAccount(
        "web", "rollups/web.yml", "erp-log", (FILE,), months, {"engine": "DuckDB 2.0.1"}, feeds
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_account_adds_up_and_leads_to_the_files(language: str) -> None:
    account = _account(_month("2026-01", "20"), _month("2026-12", "20"))
    account = replace(account, files=(FILE, replace(FILE, path="logs/b.csv", months=("2026-12",))))
    book = book_of(small_handbook(rollups={"web": account}), language, "2026-03")
    page = draw_rollups(book)
    lead = lead_of(page)
    assert all(number in lead for number in ("100", "90", "6", "4"))
    months = table_of(page, "web-months")
    assert [row.source for row in months.rows] == [
        Source("rollup/web/2026-01.json")
    ]  # December is yet to come
    assert [cell.text for cell in months.rows[0].cells[1:7] if isinstance(cell, b.Number)] == [
        "90", "20", "3", "7", "100 ms", "100 ms",
    ]  # fmt: skip
    assert "lost" not in {column.key for column in months.columns}  # the log tells of no minutes
    assert len(table_of(page, "web-files").rows) == 1  # of December there is no file yet
    files = table_of(page, "web-files").rows[0].cells
    assert [cell.value for cell in files if isinstance(cell, b.Number)] == [100, 90, 6, 4]


def test_the_users_of_a_year_stand_by_module_and_plant_once_it_has_begun() -> None:
    plant = Plant.model_validate({"id": "east", "name": "East"})
    handbook = replace(small_handbook(), plants={"east": plant})
    module = next(iter(handbook.modules))
    years = (
        RolledYear("2026", None, "2026-01", "2026-03", 9, {module: 7}),
        RolledYear("2026", "east", "2026-01", "2026-03", 8),
    )
    account = replace(_account(_month("2026-01", "20"), _month("2026-03", "20")), years=years)
    handbook = replace(handbook, rollups={"web": account})
    rows = table_of(draw_rollups(book_of(handbook, "en", "2026-03")), "web-years").rows
    assert [cell.text for row in rows for cell in row.cells if isinstance(cell, b.Number)] == ["9", "7", "8"]
    assert [isinstance(row.cells[0], b.Link) for row in rows] == [False, True, True]
    assert {row.source for row in rows} == {Source("rollup/web/files.json")}
    later = replace(account, years=(RolledYear("2026", None, "2026-04", "2026-12", 9),))
    book = book_of(replace(handbook, rollups={"web": later}), "en", "2026-03")
    assert "web-years" not in {one.name for one in draw_rollups(book) if isinstance(one, b.Table)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_days_that_may_stand_twice_are_shown(language: str) -> None:
    day = RepeatedDay("2026-01-05", 80, 40, ("logs/a.csv", "logs/b.csv"))
    account = replace(_account(_month("2026-01", "20")), repeated=(day,))
    page = draw_rollups(book_of(small_handbook(rollups={"web": account}), language, "2026-03"))
    (row,) = table_of(page, "web-repeated").rows
    assert [cell.value for cell in row.cells if isinstance(cell, b.Number)] == [80, 40]
    assert row.cells[-1] == ("logs/a.csv、logs/b.csv" if language == "zh" else "logs/a.csv, logs/b.csv")
    assert row.source == Source("rollup/web/files.json")


def test_a_plan_without_roll_ups_has_no_such_page() -> None:
    shown = {one.path for one in entries_of(book_of(small_handbook(), "en", "2026-03"), "data")}
    assert "data/rollups" not in shown


def test_freshness_counts_from_the_newest_row() -> None:
    handbook = small_handbook()
    name, (month, *_) = next(
        (metric, sorted(values, reverse=True)) for (metric, _), values in handbook.health.items()
    )
    today = dt.date.fromisoformat(f"{month}-25")
    rolled = replace(handbook, rollups={"web": _account(_month(month, "10"), metric=name)})
    ages = [
        next(
            one.age
            for source in source_freshness(book, month, today)
            for one in source.series
            if one.id == name
        )
        for book in (handbook, rolled)
    ]
    assert ages == [0, 15]


@pytest.mark.parametrize(
    ("language", "shown"), [("zh", "两台服务器的请求"), ("en", "Requests of two servers")]
)
def test_the_page_shows_what_the_definition_says_of_the_log(language: str, shown: str) -> None:
    account = _account(_month("2026-01", "20"))
    about = Text({"zh": "两台服务器的请求", "en": "Requests of two servers"})
    book = book_of(small_handbook(rollups={"web": replace(account, about=about)}), language, "2026-03")
    assert b.Paragraph(shown) in draw_rollups(book)
    silent = book_of(small_handbook(rollups={"web": account}), language, "2026-03")
    assert b.Paragraph(shown) not in draw_rollups(silent)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_files_with_rows_later_than_themselves(language: str) -> None:
    ahead = AheadFile("logs/b.csv", "2026-01-20 18:00:00", "2026-01-20 10:00")
    account = replace(_account(_month("2026-01", "20")), ahead=(ahead,))
    page = draw_rollups(book_of(small_handbook(rollups={"web": account}), language, "2026-03"))
    row = table_of(page, "web-ahead").rows[0]
    assert row.source == Source("rollup/web/files.json")
    assert row.cells == (b.Code("logs/b.csv"), "2026-01-20 10:00", "2026-01-20 18:00:00")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_questioned_is_said_of_the_file_beside_it(language: str) -> None:
    doubts = (
        LogDoubt("unit", "a.csv", {"day": "2026-01-05", "found": "2000", "usual": "2"}, ("2026-01",)),
        LogDoubt(
            "unit", "a.csv", {"day": "2026-01-05", "found": "2000", "usual": "2", "share": "20"}, ("2026-01",)
        ),
        LogDoubt("column", "a.csv", {"rows": "40", "column": "user"}, ("2026-01",)),
        LogDoubt("clock", "a.csv", {"other": "b.csv, c.csv", "by": "+1 h", "seen": "hours"}, ("2026-01",)),
        LogDoubt("clock", "a.csv", {"other": "b.csv", "by": "+1 h", "seen": "files"}, ("2026-01",)),
    )
    account = replace(_account(_month("2026-01", "20")), doubts=doubts)
    page = draw_rollups(book_of(small_handbook(rollups={"web": account}), language, "2026-03"))
    rows = table_of(page, "web-doubts").rows
    assert [row.cells[0] for row in rows] == [b.Code("a.csv")] * 5
    asked = [str(row.cells[1]) for row in rows]
    assert not any("a.csv" in one or "2026-01-05" in one for one in asked)
    assert ("b.csv、c.csv" if language == "zh" else "b.csv, c.csv") in asked[3]
    if language == "en":
        assert all(one[0].isupper() and one.endswith("?") for one in asked)


def test_what_is_questioned_of_later_months_is_not_asked_before() -> None:
    values = {"day": "2026-04-03", "found": "496200", "usual": "642.2", "module": ""}
    later = LogDoubt("unit", "logs/b.csv", values, ("2026-04",))
    account = replace(
        _account(_month("2026-01", "20")),
        repeated=(RepeatedDay("2026-04-05", 80, 40, ("logs/b.csv",)),),
        ahead=(AheadFile("logs/b.csv", "2026-04-09 10:00:00", "2026-04-08 10:00"),),
        doubts=(later,),
    )
    handbook = small_handbook(rollups={"web": account})
    names = ("web-repeated", "web-ahead", "web-doubts")
    before = draw_rollups(book_of(handbook, "en", "2026-03"))
    assert not {one.name for one in before if isinstance(one, b.Table)} & set(names)
    after = draw_rollups(book_of(handbook, "en", "2026-04"))
    assert [len(table_of(after, name).rows) for name in names] == [1, 1, 1]
    (row,) = table_of(after, "web-doubts").rows
    assert "mean duration is 496,200 ms, and 642.2 ms" in str(row.cells[1])
