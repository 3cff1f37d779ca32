"""What offices write in other languages, in several lines, or in their own words costs no line of map."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from erpsite.ingest.delimited import find_delimiter
from tests.ingest.plan_begun import begin, run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin(tmp_path, currency="EUR")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def _imported(name: str, text: str | bytes, *words: str) -> dict[str, Any]:
    """Import a file twice, as a person does, and return the report of what that took."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    first = run(name, *words)
    assert "OPEN" not in first.output
    assert run(name, *words, "--dry-run").return_value == 0
    report: dict[str, Any] = json.loads(run(name, *words, "--format", "json").stdout)
    for one in report["columns"]:
        assert one["cells"] == one["taken"] + one["unused"] + one.get("refused", 0), one
    return report


def _table(data: Path, name: str) -> list[dict[str, str]]:
    with (data / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written(rows: list[list[str]], delimiter: str = ",") -> str:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue()


def test_semicolons_in_texts_of_several_lines_part_nothing(data: Path) -> None:
    names = ["Summary", "Issue key", "Issue Type", "Status", "Created", "Sprint", "Sprint", "Description"]
    rows = [
        [f'Posting fails, case "{n}"', f"SD-{n}", "Bug", "Open", f"0{n}/Jan/26 9:30 AM", "Sprint 1", "",
         f'One of {n}\ntwo; with; semicolons\nthree; with; more\n"quoted"']
        for n in range(1, 8)
    ]  # fmt: skip
    text = _written([names, *rows])
    assert find_delimiter(text) == ","
    _imported("jira.csv", text)
    assert [one["id"] for one in _table(data, "tickets.csv")] == [f"SD-{n}" for n in range(1, 8)]
    assert {one["cause"] for one in _table(data, "tickets.csv") if "cause" in one} == set()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a;b\n1,5;2\n2,5;3\n", ";"),
        ('a\tb\tc\n"x" y\t1\t2\n"x" z\t1\t2\n', "\t"),  # a stray quote: no other mark parts as much
        ('a;b;c\n"one, two\nthree, four";1;2\n"five, six\nseven, eight";1;2\n', ";"),
        ("alone\n1\n", ","),
    ],
)
def test_the_mark_between_cells(text: str, mark: str) -> None:
    assert find_delimiter(text) == mark


def test_words_for_nothing_are_ids_where_ids_stand(data: Path) -> None:
    rows = [
        [one, f"2026-02-0{n}", "None"] for n, one in enumerate(("00123", "12E3", "None", "NA", "1.10"), 1)
    ]
    _imported("odd.csv", _written([["Ticket ID", "Opened", "Team"], *rows]), "--as", "tickets")
    assert [one["id"] for one in _table(data, "tickets.csv")] == ["00123", "12E3", "None", "NA", "1.10"]


def test_a_cause_in_an_offices_own_words_is_known_or_not_stated(data: Path) -> None:
    causes = ["Disk full on DB server", "monthly patch day", "moon phase", ""]
    rows = [
        ["ERP", f"2026-0{n}-10 08:00", f"2026-0{n}-10 09:00", "P2", one] for n, one in enumerate(causes, 1)
    ]
    names = ["System", "Start", "End", "Severity", "Root cause"]
    _imported("outages.csv", _written([names, *rows]), "--as", "incidents")
    assert "moon phase" in (data / "imports/outages.yml").read_text(encoding="utf-8")
    found = [one["cause"] for one in _table(data, "incidents.csv")]
    assert found == ["capacity", "maintenance", "not-stated", "not-stated"]


def test_a_list_of_projects_in_german(data: Path) -> None:
    names = ["Projekt-Nr.", "Projektname", "Projektleiter", "Status", "Startdatum", "Enddatum", "Budget (T€)"]
    rows = [
        ["P-1", "Lagerverwaltung Größe", "Jörg Müller", "läuft", "15.01.2026", "20.10.2026", "1.250,50"],
        ["P-2", "Stammdaten", "Änne Weiß", "geplant", "16.02.2026", "31.12.2026", "80,00"],
    ]
    report = _imported("projekte.csv", _written([names, *rows], ";").encode("cp1252"))
    assert {one["name"] for one in report["columns"] if not one["unused"]} == set(names)
    text = (data / "initiatives/p-1.yml").read_text(encoding="utf-8")
    for line in ('name: "Lagerverwaltung Größe"', "finish: 2026-10-20", "1250500"):
        assert line in text


def test_tickets_of_glpi_in_french(data: Path) -> None:
    names = ["ID", "Titre", "Date d'ouverture", "Priorité", "Demandeur - Demandeur", "Catégorie",
             "Date de résolution"]  # fmt: skip
    rows = [
        [f"{n}", "Erreur", f"2026-03-0{n} 08:00", word, "Marie", "ERP > Stock", f"2026-03-0{n} 18:00"]
        for n, word in enumerate(("Très haute", "Moyenne", "Basse"), 1)
    ]
    _imported("glpi.csv", _written([names, *rows], ";").encode("utf-8-sig"))
    found = _table(data, "tickets.csv")
    assert [(one["priority"], one["cause"]) for one in found] == [
        ("1", "ERP > Stock"), ("3", "ERP > Stock"), ("4", "ERP > Stock"),
    ]  # fmt: skip


def test_what_was_spent_so_far_makes_no_deliveries_of_last_year(data: Path) -> None:
    names = [
        "项目编号",
        "项目名称",
        "负责人",
        "开始日期",
        "结束日期",
        "预算(万元)",
        "实际支出(万元)",
        "差异(万元)",
        "状态",
    ]
    rows = [
        [f"00{n}", f"项目{n}", "李强", f"2026/{n}/15", f"2026/{n + 4}/28", "1,200.50", "10", "(5)", "进行中"]
        for n in range(1, 4)
    ]
    text = _written([names, *rows, ["合计", "", "", "", "", "3,601.50", "30", "", ""]])
    _imported("预算.csv", text.replace("万元", "万欧元").encode("gb18030"))
    assert "kind: initiatives" in (data / "imports/预算.yml").read_text(encoding="utf-8")
    assert "budget_total: 12005000" in (data / "initiatives/001.yml").read_text(encoding="utf-8")


def test_jira_names_a_project_and_is_no_plan(data: Path) -> None:
    text = (
        '<rss version="0.92"><channel><title>Jira</title><item><project id="1" key="SD">Service</project>'
        '<key id="1">SD-1</key><type>Bug</type><priority>High</priority><status>Open</status>'
        "<created>Mon, 5 Jan 2026 09:30:00 +0000</created></item></channel></rss>"
    )
    _imported("search.xml", text)
    assert [one["id"] for one in _table(data, "tickets.csv")] == ["SD-1"]


def test_the_month_of_a_status_report_stands_in_its_column(data: Path) -> None:
    plan = _written([["Project Name", "Start", "End"], ["WMS", "2026-01-15", "2026-06-30"]])
    _imported("projects.csv", plan, "--as", "initiatives")
    report = [["Project", "RAG", "% complete", "Report month"], ["WMS", "G", "40", "2026-01"]]
    _imported("status.csv", _written(report), "--as", "progress")
    assert "complete: 40" in (data / "reviews/2026-01.yml").read_text(encoding="utf-8")


def test_a_share_that_a_workbook_shows_as_percent_is_read_as_it_is_seen(data: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["指标", "单位", "目标值", "2026年1月", "2026年2月", "2026年3月"])
    sheet.append(["库存准确率", "%", 0.98, 0.971, 0.29, None])
    sheet.append(["月结天数", "天", 3, 4.5, 4, None])
    for cell in sheet[2][2:]:
        cell.number_format = "0.0%"
    book.save("kpi.xlsx")
    for kind in ("kpis", "kpi_actuals"):
        assert "OPEN" not in run("kpi.xlsx", "--as", kind).output
        assert run("kpi.xlsx", "--as", kind).return_value == 0
    assert [one["actual"] for one in _table(data, "kpis.csv")] == ["97.1", "29", "4.5", "4"]
    assert "target: 98" in (data / "kpis.yml").read_text(encoding="utf-8")
