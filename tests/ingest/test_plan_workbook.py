"""`erpsite workbook` and its way back: three ways compared, by cell, and nothing lost."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from erpsite.cli.importing import command as import_command
from erpsite.cli.workbook import command as workbook_command
from erpsite.ingest.faults import SourceFault
from erpsite.load import load_handbook
from tests.ingest.edited_workbook import Edited
from tests.ingest.plan_begun import begin

PLAN = Path(__file__).parents[1] / "golden/base_plan"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PLAN, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(*words: str) -> Edited:
    """Write the workbook and open it."""
    result = CliRunner().invoke(workbook_command, ["--language", "en", *words], standalone_mode=False)
    if result.exception:
        raise result.exception
    return Edited(Path("plan.xlsx"))


def sent_back(*words: str, language: str = "en", name: str = "plan.xlsx") -> Result:
    """Give the command that brings the workbook back."""
    result = CliRunner().invoke(import_command, [name, "--language", language, *words], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result


def told(*words: str) -> dict[str, list[dict[str, str]]]:
    """Bring the workbook back and return the report as data."""
    found: dict[str, list[dict[str, str]]] = json.loads(sent_back("--format", "json", *words).stdout)
    return found


def files(plan: Path) -> dict[str, str]:
    return {
        path.relative_to(plan / "data").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((plan / "data").rglob("*"))
        if path.is_file()
    }


def changed_lines(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """Return by file the lines that differ, `-` and `+` before them."""
    return {
        path: [
            line
            for line in difflib.ndiff(before[path].splitlines(), after[path].splitlines())
            if line[0] in "-+"
        ]
        for path in before
        if path in after and after[path] != before[path]
    }


def test_an_untouched_workbook_changes_nothing(plan: Path) -> None:
    before = files(plan)
    workbook = written()
    assert sent_back().return_value == 0
    workbook.save()  # another program writes it anew
    result = sent_back()
    assert (result.return_value, files(plan)) == (0, before)
    assert "Nothing is to be changed." in result.stdout


@pytest.mark.usefixtures("plan")
def test_a_second_writing_does_not_bury_edits() -> None:
    written()
    with pytest.raises(SourceFault, match="may hold edits"):
        written()
    written("--force")


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_save_by_libreoffice_changes_nothing_either(plan: Path, ending: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    workbook = written()
    workbook.put("people", ["li-qiang"], "left_on", dt.date(2026, 12, 31))
    workbook.save()
    profile = f"-env:UserInstallation={(plan / 'profile').as_uri()}"
    folder = plan / "saved"
    words = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), "plan.xlsx"]
    subprocess.run(words, check=True, capture_output=True)
    before = files(plan)
    assert sent_back(name=f"saved/plan.{ending}").return_value == 0
    assert changed_lines(before, files(plan)) == {"people.yml": ["+   left_on: 2026-12-31"]}


def test_changed_cells_are_changed_lines_and_can_be_undone(plan: Path) -> None:
    before = files(plan)
    workbook = written()
    workbook.put("initiatives.phases", ["erp-crm", "pilot"], "finish", dt.datetime(2026, 4, 10))  # noqa: DTZ001
    workbook.put("initiatives", ["erp-crm"], "owner", "王芳")  # by name
    workbook.put("initiatives", ["erp-crm"], "name_en", "Join ERP, CRM")
    workbook.put("initiatives.budget", ["erp-crm", "vendor"], "by_quarter.2026-Q2", 210000)
    workbook.put("kpi_actuals", ["cycle-time||2026-02"], "actual", 24.75)
    workbook.put("reviews.progress", ["2026-03", "erp-crm"], "status", "Amber")
    workbook.put("people", ["wang-fang"], "title_en", None)
    workbook.save()
    result = sent_back()
    assert result.return_value == 0, result.stdout
    assert changed_lines(before, files(plan)) == {
        "initiatives/erp-crm.yml": [
            "-   en: Join ERP and CRM",
            '+   en: "Join ERP, CRM"',
            "- owner: li-qiang",
            "+ owner: wang-fang",
            "-   finish: 2026-03-31",
            "+   finish: 2026-04-10",
            "-     2026-Q2: 200000",
            "+     2026-Q2: 210000",
        ],
        "kpis.csv": ["- cycle-time,2026-02,24.8", "+ cycle-time,2026-02,24.75"],
        "people.yml": ["-     en: Finance manager"],
        "reviews/2026-03.yml": ["-   status: green", "+   status: amber"],
    }
    assert told()["changed"] == []  # the same workbook a second time
    CliRunner().invoke(import_command, ["--undo"], standalone_mode=False)
    assert files(plan) == before


def test_new_rows_become_records_with_what_stands_in_them(plan: Path) -> None:
    workbook = written()
    workbook.add("initiatives", id="new-portal", name_zh="新门户", type="technology", owner="li-qiang")
    workbook.add(
        "initiatives.phases",
        of_initiative="new-portal",
        id="build",
        name_zh="建设",
        start="2026-05-04",
        finish="2026/6/30",
    )
    workbook.add(
        "initiatives.phases.after", of_initiative="erp-crm", of_phase="pilot", to="new-portal/build", lag=5
    )
    workbook.add("reviews", month="2026-04", held_on=dt.date(2026, 5, 6), chair="li-qiang")
    workbook.add("reviews.progress", of_month="2026-04", initiative="erp-crm", complete=40, status="green")
    workbook.add("kpi_actuals", kpi="uptime", month="2026-04", actual=99.6)
    workbook.add("reviews.actions", of_month="2026-03", id="a-new", text_en="Ask again", owner="wang-fang")
    workbook.save()
    result = sent_back()
    assert result.return_value == 0, result.stdout + result.stderr
    handbook = load_handbook(plan / "data").handbook
    assert handbook is not None
    assert [phase.id for phase in handbook.initiatives["new-portal"].phases] == ["build"]
    assert handbook.initiatives["erp-crm"].phases[0].after[0].lag == 5
    assert handbook.reviews["2026-04"].progress[0].complete == 40
    assert handbook.kpi_actuals[-1].actual == 99.6
    assert "a-new" in handbook.actions


def test_the_unit_of_a_lag_goes_out_and_comes_back(plan: Path) -> None:
    before = files(plan)
    workbook, link = written(), ("erp-crm", "roll-out", "pilot")
    workbook.put("initiatives.phases.after", link, "lag", 50)
    workbook.put("initiatives.phases.after", link, "lag_unit", "percent")
    workbook.save()
    assert sent_back().return_value == 0
    changed = changed_lines(before, files(plan))
    assert changed == {"initiatives/erp-crm.yml": ["+     lag: 50", "+     lag_unit: percent"]}
    again = written("--force")
    assert again.at("initiatives.phases.after", link, "lag_unit").value == "percent"
    again.put("initiatives.phases.after", link, "lag_unit", "elapsed")
    again.save()
    between = files(plan)
    assert sent_back().return_value == 0
    lines = changed_lines(between, files(plan))["initiatives/erp-crm.yml"]
    assert lines == ["-     lag_unit: percent", "+     lag_unit: elapsed"]
    assert "Nothing is to be changed." in sent_back().stdout


@pytest.fixture
def cleared(plan: Path) -> Path:
    """Give a plan from whose workbook some rows were deleted."""
    text = (plan / "data/initiatives/erp-crm.yml").read_text(encoding="utf-8")
    own = {"id": "extra", "type": "technology", "owner": "li-qiang"}
    lines = [f"{name}: {value}" for name, value in own.items()]
    lines += ["name: Extra", "phases:", "- {id: only, name: Only, start: 2026-05-04, finish: 2026-05-29}"]
    (plan / "data/initiatives/extra.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "extra" not in text
    workbook = written()
    workbook.delete("kpi_actuals", ["uptime||2026-01"])
    workbook.delete("reviews.kpi_comments", ["2026-02", "cycle-time"])
    workbook.delete("initiatives", ["extra"])
    workbook.save()
    return plan


def test_deleted_rows_wait_for_the_word(cleared: Path) -> None:
    before = files(cleared)
    result = sent_back()
    assert result.return_value == 1
    assert "Rows that are gone: 3; their records stay until the command says --delete" in result.stdout
    assert files(cleared) == before


def test_deleted_rows_are_deleted_when_it_is_said_and_undone(cleared: Path) -> None:
    before = files(cleared)
    result = sent_back("--delete")
    assert result.return_value == 0, result.stderr
    after = files(cleared)
    assert before.keys() - after.keys() == {"initiatives/extra.yml"}
    assert changed_lines(before, after)["kpis.csv"] == ["- uptime,2026-01,99.46"]
    assert "Spring festival" not in after["reviews/2026-02.yml"]
    CliRunner().invoke(import_command, ["--undo"], standalone_mode=False)
    assert files(cleared) == before


def test_a_record_stays_whose_inner_rows_were_changed(cleared: Path) -> None:
    workbook = Edited(cleared / "plan.xlsx")
    workbook.put("initiatives.phases", ["extra", "only"], "finish", dt.date(2026, 6, 1))
    workbook.save()
    report = told("--delete")
    assert "a row that stands in it was changed" in report["conflicts"][0]["why"]
    assert (cleared / "data/initiatives/extra.yml").is_file()


@pytest.fixture
def later(plan: Path) -> Edited:
    """Give a workbook, and change the plan behind its back."""
    workbook = written()
    folder = plan / "data"
    for path, old, new in (
        ("initiatives/erp-crm.yml", "finish: 2026-03-31", "finish: 2026-04-02"),
        ("kpis.csv", "uptime,2026-03,99.52\n", "uptime,2026-04,99.7\n"),
        ("people.yml", "    en: CIO\n", "    en: Head of IT\n"),
    ):
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    return workbook


def test_what_both_changed_is_a_conflict_by_cell(plan: Path, later: Edited) -> None:
    later.put("initiatives.phases", ["erp-crm", "pilot"], "finish", dt.date(2026, 4, 15))
    later.put("initiatives.phases", ["erp-crm", "pilot"], "start", dt.date(2026, 2, 9))
    later.put("people", ["li-qiang"], "title_en", "Head of IT")  # the same as the plan has now
    later.save()
    report = told()
    (conflict,) = report["conflicts"]
    assert conflict["place"].startswith("Initiatives · Phases!")
    assert (conflict["base"], conflict["workbook"], conflict["plan"]) == (
        "2026-03-31",
        "2026-04-15",
        "2026-04-02",
    )
    text = (plan / "data/initiatives/erp-crm.yml").read_text(encoding="utf-8")
    assert "start: 2026-02-09" in text
    assert "finish: 2026-04-02" in text
    assert sent_back("--take-source").return_value == 0
    assert "finish: 2026-04-15" in (plan / "data/initiatives/erp-crm.yml").read_text(encoding="utf-8")


def test_a_row_that_one_deleted_and_the_other_changed_is_a_conflict(plan: Path, later: Edited) -> None:
    before = files(plan)
    later.put("kpi_actuals", ["uptime||2026-03"], "actual", 99.9)  # deleted in the plan
    later.delete("people", ["li-qiang"])  # changed in the plan
    later.save()
    report = told("--delete")
    assert {one["record"] for one in report["conflicts"]} == {"uptime||2026-03", "li-qiang"}
    assert report["deleted"] == []
    assert files(plan) == before


def test_rows_that_both_added_are_compared(later: Edited) -> None:
    later.add("kpi_actuals", kpi="uptime", month="2026-04", actual=99.1)
    later.save()
    (conflict,) = told()["conflicts"]
    assert (conflict["workbook"], conflict["plan"]) == ("99.1", "99.7")
    later.at("kpi_actuals", ["cycle-time||2026-01"], "actual")
    sheet = later.sheets["kpi_actuals"]
    sheet.cell(sheet.max_row, 4).value = 99.7
    later.save()
    assert sent_back().return_value == 0


def test_doubled_blank_and_changed_ids_are_conflicts(plan: Path) -> None:
    before = files(plan)
    workbook = written()
    workbook.copy("modules", ["finance"], name_en="Another")  # the id stands twice
    workbook.put("people", ["wang-fang"], "id", None)
    workbook.put("pain_points", ["order-delay"], "id", "slow-orders")
    workbook.add("initiatives.risks", of_initiative="erp-crm", name_en="Two", probability=2)
    workbook.add("reviews.actions", of_month="2026-03", text_en="No id", owner="li-qiang")
    workbook.add("sources", id="twin", name_en="A", owner="li-qiang")
    workbook.add("sources", id="twin", name_en="B", owner="li-qiang")
    workbook.add("initiatives.phases", of_initiative="nowhere", id="x", name_en="X")
    workbook.save()
    result = sent_back("--format", "json")
    report = json.loads(result.stdout)
    assert result.return_value == 1
    why = " / ".join(one["why"] for one in report["conflicts"])
    for words in (
        "one record has one row", "wang-fang has lost its id", "order-delay is called slow-orders now",
        "--make-ids", "several new rows are twin", "there is no record nowhere",
    ):  # fmt: skip
        assert words in why
    assert report["refused"]  # the risk lacks its owner
    assert files(plan) == before


def test_a_copied_row_with_an_id_of_its_own_is_new_and_ids_are_made_when_asked(plan: Path) -> None:
    workbook = written()
    workbook.copy("sources", [first_of(workbook, "sources")], id="copied-source")
    workbook.add("modules", name_en="Field service", owner="li-qiang")
    workbook.save()
    report = told("--make-ids")
    assert report["conflicts"] == []
    handbook = load_handbook(plan / "data").handbook
    assert handbook is not None
    assert "copied-source" in handbook.sources
    assert "field-service" in handbook.modules


def first_of(workbook: Edited, sheet: str) -> str:
    return str(json.loads(workbook.sheets[sheet]["A3"].value)[-1])


def test_what_is_no_value_is_refused_by_cell(plan: Path) -> None:
    before = files(plan)
    workbook = written()
    workbook.put("initiatives.phases", ["erp-crm", "pilot"], "start", "soon")
    workbook.put("initiatives.phases", ["erp-crm", "roll-out"], "start", "=1+1")
    workbook.put("initiatives", ["erp-crm"], "owner", "li-qiangg")
    workbook.put("initiatives", ["erp-crm"], "type", "something")
    workbook.put("kpi_actuals", ["uptime||2026-02"], "actual", "high")
    workbook.put("people", ["zhao-min"], "side", None)
    workbook.save()
    result = sent_back("--format", "json")
    report = json.loads(result.stdout)
    assert (result.return_value, len(report["refused"])) == (1, 6)
    why = " / ".join(one["why"] for one in report["refused"])
    for words in (
        "no day",
        "holds a formula",
        "did you mean li-qiang?",
        "none of",
        "no number",
        "not be empty",
    ):
        assert words in why
    assert files(plan) == before


def test_errors_that_the_plan_would_have_stop_the_whole_import(plan: Path) -> None:
    before = files(plan)
    workbook = written()
    workbook.put(
        "initiatives.phases", ["erp-crm", "pilot"], "finish", dt.date(2025, 1, 1)
    )  # before its start
    workbook.put("kpi_actuals", ["uptime||2026-02"], "actual", 99)
    workbook.save()
    result = sent_back()
    assert result.return_value == 1
    assert "initiatives/erp-crm.yml" in result.stderr
    assert files(plan) == before


def test_sorted_rows_and_moved_columns_mean_nothing(plan: Path) -> None:
    before = files(plan)
    workbook = written()
    sheet = workbook.sheets["kpi_actuals"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    keys = [row[0] for row in rows]
    for number, row in enumerate(sorted(rows, key=lambda one: one[3] or 0), start=3):
        for column, value in enumerate([keys[number - 3], *row[1:]], start=1):  # the hidden column stayed
            sheet.cell(number, column).value = value
    workbook.sheets["people"].move_range("B1:B5", cols=12)
    workbook.save()
    assert sent_back().return_value == 0
    assert files(plan) == before


def test_months_and_days_that_a_program_turned_into_dates_are_understood(plan: Path) -> None:
    workbook = written()
    workbook.add("kpi_actuals", kpi="uptime", month=dt.datetime(2026, 4, 1), actual=99.4)  # noqa: DTZ001
    workbook.put("people", ["zhao-min"], "left_on", "2026年12月1日")
    workbook.save()
    assert sent_back().return_value == 0
    assert "uptime,2026-04,99.4" in (plan / "data/kpis.csv").read_text(encoding="utf-8")
    assert "left_on: 2026-12-01" in (plan / "data/people.yml").read_text(encoding="utf-8")


def test_the_chinese_workbook_has_chinese_titles_and_comes_back(plan: Path) -> None:
    CliRunner().invoke(workbook_command, ["--language", "zh"], standalone_mode=False)
    workbook = Edited(Path("plan.xlsx"))
    assert {"说明", "列表", "重点项目 · 阶段", "月度复盘 · 进度"} <= set(workbook.book.sheetnames)
    assert workbook.at("initiatives.phases", ["erp-crm", "pilot"], "smallest_viable").value == "是"
    workbook.put("initiatives.phases", ["erp-crm", "pilot"], "smallest_viable", "否")
    workbook.save()
    result = sent_back(language="zh")
    assert "改动的单元格：1" in result.stdout
    assert "smallest_viable: false" in (plan / "data/initiatives/erp-crm.yml").read_text(encoding="utf-8")


def test_a_workbook_of_one_folder_leaves_the_rest_alone(plan: Path) -> None:
    workbook = written("--only", "reviews")
    assert {name.partition(".")[0] for name in workbook.sheets} == {"reviews"}
    workbook.put("reviews", ["2026-03"], "summary_en", "The vendor slips again.")
    workbook.save()
    before = files(plan)
    assert sent_back().return_value == 0
    assert list(changed_lines(before, files(plan))) == ["reviews/2026-03.yml"]


@pytest.mark.usefixtures("plan")
def test_it_says_of_which_commit_it_was_made() -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "data"], ["commit", "-qm", "plan"]):
        subprocess.run(
            [*git, *words],
            check=True,
            capture_output=True,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
        )
    commit = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], check=True, capture_output=True, text=True
    )
    workbook = written()
    about = [row[0].value for row in workbook.book.worksheets[0].iter_rows(max_col=1)]
    assert f"Made from commit {commit.stdout.strip()}." in about
    assert f"made from {commit.stdout.strip()}: " in sent_back().stdout


@pytest.mark.usefixtures("plan")
def test_a_workbook_without_its_hidden_sheet_or_with_a_damaged_one_is_told_from_others() -> None:
    workbook = written()
    sheet = workbook.book["erpsite"]
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("files-"):
            row[1].value = str(row[1].value)[:-4]
    workbook.save()
    with pytest.raises(SourceFault, match="damaged"):
        sent_back()
    del workbook.book["erpsite"]
    workbook.save()
    with pytest.raises(SourceFault, match="erpsite workbook"):
        sent_back()


@pytest.mark.usefixtures("plan")
def test_lists_to_choose_from_and_notes_stand_in_the_cells() -> None:
    workbook = written()
    sheet = workbook.sheets["initiatives"]
    names = [cell.value for cell in sheet[1]]
    rules = {
        str(rule.sqref).partition(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation
    }
    owner = openpyxl.utils.get_column_letter(names.index("owner") + 1)
    kind = openpyxl.utils.get_column_letter(names.index("type") + 1)
    assert rules[f"{owner}3"].startswith("'Lists'!") or rules[f"{owner}3"].startswith("Lists!")
    assert "integration" in rules[f"{kind}3"]
    assert "The one person who answers for it" in sheet[f"{owner}2"].comment.text
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    month = workbook.sheets["kpi_actuals"]
    assert month["C3"].number_format == "@"


def test_files_that_hold_comments_alone_take_their_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    (tmp_path / "data/initiatives").mkdir(exist_ok=True)
    (tmp_path / "data/initiatives/first.yml").write_text("# An example comes here.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    workbook = written()
    assert sent_back().return_value == 0
    workbook.add("people", id="ann", name="Ann", title="CIO", side="it")
    workbook.add("sources", id="erp", name="ERP", owner="ann")
    workbook.add(
        "kpis", id="on-time", name="On time", definition="Share", unit="%", comparator=">=",
        baseline=90, target=95, owner="ann", source="erp",
    )  # fmt: skip
    workbook.add("kpi_actuals", kpi="on-time", month="2026-01", actual=91)
    workbook.add("initiatives", id="first", name="First", type="technology", owner="ann")
    workbook.add("meeting", held_on=dt.date(2026, 1, 15))
    workbook.save()
    result = sent_back()
    assert result.return_value == 0, result.stdout + result.stderr
    handbook = load_handbook(tmp_path / "data").handbook
    assert handbook is not None
    assert handbook.kpi_actuals[0].actual == 91
    text = (tmp_path / "data/initiatives/first.yml").read_text(encoding="utf-8")
    assert text.startswith("# An example comes here.\nid: first\n")
    assert "# yaml-language-server" in (tmp_path / "data/kpis.yml").read_text(encoding="utf-8")
