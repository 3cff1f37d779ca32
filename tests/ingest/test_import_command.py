"""`erpsite import`, end to end: propose, account, write, come again, undo."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.importing import command
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.widening import with_column
from erpsite.load import load_handbook

PLAN = Path(__file__).parents[1] / "golden/base_plan"
TICKETS = """编号,创建时间,解决时间,优先级,处理组,模块,原因,电话
INC001,2026-03-04 08:15:00,2026-03-05 10:00:00,P1,财务组,财务,数据错误,13812345678
INC002,2026-03-06 09:00:00,,高,财务组,财务,权限,13812345679
INC003,2026-03-07 09:00:00,2026-03-07 12:00:00,低,,财务,,13812345670
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PLAN, tmp_path / "data")
    (tmp_path / "data" / "tickets.csv").unlink()  # the first import makes it
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, language: str = "en") -> Result:
    result = CliRunner().invoke(command, [*words, "--language", language], standalone_mode=False)
    if result.exception and not isinstance(result.exception, SourceFault):
        raise result.exception
    return result


def tree(plan: Path) -> dict[str, bytes]:
    return {
        path.relative_to(plan).as_posix(): path.read_bytes()
        for path in sorted(plan.rglob("*"))
        if path.is_file() and ".erpsite" not in path.parts
    }


def imported(plan: Path, text: str = TICKETS, name: str = "tickets.csv") -> Result:
    (plan / name).write_text(text, encoding="utf-8")
    first = run(name)
    assert first.exception is None
    return run(name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_first_map_is_proposed_and_nothing_else_written(plan: Path, language: str) -> None:
    (plan / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    before = tree(plan)
    assert run("tickets.csv", language=language).return_value == 0
    new = tree(plan).keys() - before.keys()
    assert new == {"data/imports/tickets.yml"}
    text = (plan / "data/imports/tickets.yml").read_text(encoding="utf-8")
    assert 'values: {P1: 1, "高": 2, "低": 4}' in text
    assert 'unused: "' in text.split("电话")[1]
    assert {path: data for path, data in tree(plan).items() if path in before} == before


def test_every_cell_is_taken_or_named_and_the_plan_stays_whole(plan: Path) -> None:
    (plan / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    run("tickets.csv")
    done = run("tickets.csv", "--format", "json")
    report = json.loads(done.stdout)
    for column in report["columns"]:
        parts = ("taken", "refused", "unused", "in_rows_left_out")
        assert column["cells"] == sum(column[part] for part in parts)
    assert done.return_value == 0
    result = load_handbook(plan / "data")
    assert result.handbook is not None
    assert [ticket.priority for ticket in result.handbook.tickets] == [1, 2, 4]
    assert "13812345678" not in (plan / "data/tickets.csv").read_text(encoding="utf-8")


def test_the_report_is_a_page_that_opens_offline_in_every_language(plan: Path) -> None:
    text = TICKETS.replace("2026-03-06 09:00:00", "<b>no day</b>")
    assert imported(plan).exception is None
    (plan / "tickets.csv").write_text(text, encoding="utf-8")
    before = tree(plan)
    done = run("tickets.csv", "--dry-run", "--report", "report.html", language="zh")
    assert done.exception is None
    page = (plan / "report.html").read_text(encoding="utf-8")
    (plan / "report.html").unlink()
    assert tree(plan) == before
    assert page.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert re.findall('<section id="(..)"', page) == ["zh", "en"]
    assert "&lt;b&gt;no day&lt;/b&gt;" in page
    assert "<b>" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|<script", page)
    told = json.loads(run("tickets.csv", "--dry-run", "--format", "json").stdout)
    assert len(told["refused"]) == 1
    assert page.count(f"<td>{told['refused'][0]['place']}</td>") == 2
    for heading in ("被拒单元格 · 1", "Cells refused · 1", "Cells by column · 8"):
        assert f"<h2>{heading}</h2>" in page
    lost = run("tickets.csv", "--dry-run", "--report", "nowhere/report.html")
    assert "the report is not written to nowhere/report.html" in str(lost.exception)


def test_a_dry_run_writes_nothing(plan: Path) -> None:
    (plan / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    run("tickets.csv")
    before = tree(plan)
    assert "3 new" in run("tickets.csv", "--dry-run").output
    assert tree(plan) == before


def test_a_second_import_changes_one_line_and_keeps_hand_edits(plan: Path) -> None:
    imported(plan)
    file = plan / "data/tickets.csv"
    hand = file.read_text(encoding="utf-8").replace(
        "INC002,2026-03-06 09:00,,2", "INC002,2026-03-06 09:00,,5"
    )
    file.write_text(hand, encoding="utf-8")
    newer = TICKETS.replace(",P1,", ",高,").replace(",高,财务组,财务,权限", ",低,财务组,财务,权限")
    newer = newer[: newer.index("INC003")] + "INC004,2026-03-08 09:00:00,,低,,,,\n"
    (plan / "tickets.csv").write_text(newer, encoding="utf-8")
    done = run("tickets.csv")
    assert 'INC002 priority: plan "5", source "4"' in done.output
    assert "no longer in the source, kept in the plan: 1" in done.output
    assert done.return_value == 1
    lines, before = file.read_text(encoding="utf-8").splitlines(), hand.splitlines()
    assert [line for line in lines if line not in before] == [
        "INC001,2026-03-04 08:15,2026-03-05 10:00,2,财务组,finance,数据错误",
        "INC004,2026-03-08 09:00,,4,,,",
    ]
    assert len(lines) == len(before) + 1
    assert 'plan "5", source "4"' in run("tickets.csv").output  # told again until somebody settles it
    assert run("tickets.csv", "--take-source").return_value == 0
    assert "INC002,2026-03-06 09:00,,4" in file.read_text(encoding="utf-8")


def test_an_unchanged_source_changes_nothing(plan: Path) -> None:
    imported(plan)
    before = tree(plan)
    assert "Nothing is to be changed" in run("tickets.csv").output
    assert tree(plan) == before


def test_undo_puts_back_and_refuses_where_a_file_changed(plan: Path) -> None:
    (plan / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    run("tickets.csv")
    before = tree(plan)
    run("tickets.csv")
    file = plan / "data/tickets.csv"
    kept = file.read_bytes()
    file.write_bytes(kept + b"INC9,2026-03-08 09:00,,,,,\n")
    refused = run("--undo")
    assert isinstance(refused.exception, SourceFault)
    assert "data/tickets.csv" in str(refused.exception)
    file.write_bytes(kept)
    assert run("--undo").return_value == 0
    assert tree(plan) == before
    assert isinstance(run("--undo").exception, SourceFault)


def test_what_is_cut_off_in_the_middle_is_undone(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plan / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    run("tickets.csv")
    before = tree(plan)
    replace = Path.replace

    def fail(self: Path, target: str | os.PathLike[str]) -> Path:
        if Path(target).name == "tickets.base.json.gz":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        CliRunner().invoke(command, ["tickets.csv"], standalone_mode=False)
    assert tree(plan) != before
    assert "was cut off" in run("tickets.csv", "--dry-run").output
    assert tree(plan) == before


AMBIGUOUS = "Number,Opened,Priority\nINC1,03/04/2026 08:00,1\nINC2,05/06/2026 09:00,2\n"


def test_a_date_with_two_readings_stops_with_both(plan: Path) -> None:
    done = imported(plan, AMBIGUOUS)
    assert done.return_value == 1
    assert "2026-04-03 (DD/MM/YYYY) or 2026-03-04 (MM/DD/YYYY)" in done.output
    assert not (plan / "data/tickets.csv").exists()
    file = plan / "data/imports/tickets.yml"
    text = file.read_text(encoding="utf-8")
    assert "# OPEN: 03/04/2026 08:00 can be read as DD/MM/YYYY, MM/DD/YYYY" in text
    file.write_text(text.replace("to: opened\n", "to: opened\n    date: MM/DD/YYYY\n"), encoding="utf-8")
    assert run("tickets.csv").return_value == 0
    assert "INC1,2026-03-04 08:00" in (plan / "data/tickets.csv").read_text(encoding="utf-8")


def test_refused_cells_are_listed_with_their_place_and_doubles_stop(plan: Path) -> None:
    text = "Number,Opened,Priority,Module\nINC1,2026-03-04 08:00,7,Nowhere\nINC1,46083,1,\n"
    done = imported(plan, text)
    assert "tickets.csv:3:B" in done.output
    assert "day number of a spreadsheet" in done.output
    assert 'tickets.csv:2:C  "7" does not fit the field priority' in done.output
    assert "no record of modules is called" in done.output
    (plan / "tickets.csv").write_text(text.replace("46083", "2026-03-05 08:00"), encoding="utf-8")
    done = run("tickets.csv")
    assert "doubles: first or last" in done.output
    assert done.return_value == 1


def test_faults_of_a_map_have_line_and_column(plan: Path) -> None:
    (plan / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    run("tickets.csv")
    file = plan / "data/imports/tickets.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("to: opened", "to: opend"), encoding="utf-8")
    done = run("tickets.csv")
    assert "data/imports/tickets.yml:12:9" in done.output
    assert "did you mean opened?" in done.output


def test_people_get_ids_that_stay_and_comments_are_kept(plan: Path) -> None:
    people = "姓名,职位,部门,归属\n赵六,财务经理,,财务\nLee Ann,Buyer,,业务\n"
    done = imported(plan, people, "people.csv")
    assert done.return_value == 0
    ids = (plan / "data/imports/people.ids.csv").read_text(encoding="utf-8")
    assert ids == "source,id\n赵六,people-1\nLee Ann,lee-ann\n" or "Lee Ann,lee-ann" in ids
    text = (plan / "data/people.yml").read_text(encoding="utf-8")
    assert text.startswith((PLAN / "people.yml").read_text(encoding="utf-8").rstrip("\n"))
    assert "# people.csv:2\n" in text
    before = text
    (plan / "people.csv").write_text(people.replace("Buyer", "Head buyer"), encoding="utf-8")
    assert run("people.csv").return_value == 0
    new = (plan / "data/people.yml").read_text(encoding="utf-8")
    changed = [pair for pair in zip(before.splitlines(), new.splitlines(), strict=True) if pair[0] != pair[1]]
    assert changed == [('  title: "Buyer"', '  title: "Head buyer"')]


def test_an_initiative_gets_budget_and_dates(plan: Path) -> None:
    rows = "项目名称,项目类型,项目描述,模块,负责人,预算（万元）,开始日期,结束日期\n"
    owner = next(iter(load_handbook(plan / "data").handbook.people))  # type: ignore[union-attr]
    rows += f"Night close,优化,Close at night,财务,{owner},12.5,2026-03-02,2026-06-30\n"
    done = imported(plan, rows, "projects.csv")
    assert done.return_value == 0, done.output
    handbook = load_handbook(plan / "data").handbook
    assert handbook is not None
    made = handbook.initiatives["night-close"]
    assert made.budget_total == 125_000
    assert (str(made.baseline_start), str(made.baseline_finish)) == ("2026-03-02", "2026-06-30")


def test_months_that_stand_as_columns_become_a_series(plan: Path) -> None:
    kpi = next(iter(load_handbook(plan / "data").handbook.kpis))  # type: ignore[union-attr]
    rows = f"KPI,2027-01,2027-02\n{kpi},91.5,92\n"
    done = imported(plan, rows, "series.csv")
    assert done.return_value == 0, done.output
    text = (plan / "data/kpis.csv").read_text(encoding="utf-8")
    assert f"{kpi},2027-01,91.5" in text
    assert f"{kpi},2027-02,92" in text


def test_a_plan_that_would_break_is_not_written(plan: Path) -> None:
    rows = "编号,开始时间,结束时间,级别,原因,描述\nout-1,2026-03-05 10:00,2026-03-05 09:00,2,网络,断网\n"
    (plan / "data/incidents.csv").unlink()
    before = tree(plan)
    done = imported(plan, rows, "outages.csv")
    assert done.return_value == 1
    assert "The plan would have errors that it has not now" in done.output
    assert {path: data for path, data in tree(plan).items() if path in before} == before


@pytest.mark.usefixtures("plan")
def test_the_list_names_importers_and_kinds() -> None:
    done = run("--list")
    assert "servicenow" in done.output
    assert "initiatives" in done.output


def test_presets_of_help_desks(plan: Path) -> None:
    text = "number,opened_at,resolved_at,closed_at,priority,assignment_group,made_sla,caller_id\n"
    text += "INC0010001,2026-03-04 08:15:00,,2026-03-05 09:00:00,1 - Critical,ERP,true,A Person\n"
    assert imported(plan, text, "snow.csv").return_value == 0
    assert (
        "INC0010001,2026-03-04 08:15,2026-03-05 09:00,1,ERP,true" in (plan / "data/tickets.csv").read_text()
    )
    jira = (
        "Issue key,Issue Type,Created,Resolved,Priority,Labels,Labels\nIT-1,Bug,12/Mar/26 4:05 PM,,High,a,b\n"
    )
    assert imported(plan, jira, "jira.csv").return_value == 0
    assert "IT-1,2026-03-12 16:05,,2" in (plan / "data/tickets.csv").read_text()


def test_the_mark_by_which_excel_knows_utf8_stays(plan: Path) -> None:
    imported(plan)
    table = plan / "data" / "tickets.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes())
    before = table.read_bytes().splitlines()
    assert imported(plan, TICKETS.replace("2026-03-05 10:00:00", "2026-03-05 11:00:00")).return_value == 0
    after = table.read_bytes().splitlines()
    assert after[0] == before[0]
    assert [one != other for one, other in zip(before, after, strict=True)] == [False, True, False, False]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_column_stands_in_its_place_in_short_rows_too(end: str) -> None:
    rows = ["a,b,c", "1,2", '"3,3",4,5', "", "6"]
    wide = ["a,b,c,d", "1,2,,", '"3,3",4,5,', "", "6,,,"]
    assert with_column(end.join(rows) + end, "d") == end.join(wide) + end
