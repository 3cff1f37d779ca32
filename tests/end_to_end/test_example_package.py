"""The example package adds a rule, page, chart and importer to an installation; broken, it is named."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plan_folder import write_plan_folder

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/acme-erpsite"
MODULE = "acme_erpsite/__init__.py"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the example with pip, into a folder of its own, from what is here alone."""
    base = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, base / "source")
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        *offline,
        "--target",
        str(base / "there"),
        str(base / "source"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return base / "there"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plan with two contracts and a written page that places the example's chart."""
    folder = tmp_path_factory.mktemp("plan")
    write_plan_folder(folder)
    initiative = next(path for path in sorted((folder / "data/initiatives").iterdir()))
    text = re.sub(r"(?ms)^third_parties:\n(?:[ -].*?\n)+", "", initiative.read_text(encoding="utf-8"))
    contracts = "".join(
        f'  - id: {name}\n    name: {{zh: "{zh}", en: "{en}"}}\n    does: {{zh: "开发", en: "Builds"}}\n'
        f"    amount: {amount}\n"
        for name, zh, en, amount in (("vendor", "甲公司", "One Ltd", 900), ("two", "乙公司", "Two Ltd", 100))
    )
    initiative.write_text(f"{text}third_parties:\n{contracts}", encoding="utf-8")
    page = '# Ours\n\n{{ chart("acme-suppliers") }}\n'
    (folder / "content/ours.md").write_text(page, encoding="utf-8")
    return folder


def _erpsite(there: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(there), str(ROOT), str(ROOT / "plugins")))
    return subprocess.run(
        [sys.executable, "-m", "erpsite", *words],
        cwd=cwd, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _broken(installed: Path, tmp_path: Path, old: str, new: str, file: str = MODULE) -> Path:
    """Return a copy of the installation in which one passage of a file is another."""
    shutil.copytree(installed, tmp_path / "there")
    target = tmp_path / "there" / file
    text = target.read_text(encoding="utf-8")
    assert text.count(old) == 1
    target.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path / "there"


@pytest.mark.parametrize(
    ("language", "title", "package"),
    [("en", "Work spread over several suppliers", "Package:"), ("zh", "工作分散在多家供应商", "软件包：")],
)
def test_the_rule_is_listed_and_explained_with_its_package(
    installed: Path, plan: Path, language: str, title: str, package: str
) -> None:
    listed = _erpsite(installed, "check", "--list", "--language", language, cwd=plan)
    lines = [line for line in listed.stdout.splitlines() if "[" in line]
    assert [line.split()[0] for line in lines] == ["ACME-SUPPLIER"]
    assert title in lines[0]
    assert lines[0].endswith("[acme-erpsite 1.0]")
    told = _erpsite(installed, "check", "--explain", "ACME-SUPPLIER", "--language", language, cwd=plan)
    assert title in told.stdout
    assert package in told.stdout
    assert "share 0.3" in told.stdout


def test_the_rule_judges_and_the_plan_may_set_its_limit(installed: Path, plan: Path, tmp_path: Path) -> None:
    words = ("check", "--rule", "ACME-SUPPLIER", "--format", "json")
    found = json.loads(_erpsite(installed, *words, cwd=plan).stdout)
    (finding,) = [one for one in found["issues"] if one["rule"] == "ACME-SUPPLIER"]
    assert "One Ltd has 90% of the contracts, at most 30%" in finding["message"]
    shutil.copytree(plan, tmp_path / "plan")
    settings = tmp_path / "plan/data/handbook.yml"
    text = settings.read_text(encoding="utf-8")
    assert "\nrules:" not in text
    settings.write_text(f"{text}rules:\n  ACME-SUPPLIER: {{limits: {{share: 0.95}}}}\n", encoding="utf-8")
    done = _erpsite(installed, *words, cwd=tmp_path / "plan")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["issues"] == []


def test_an_edition_that_hides_a_topic_of_the_page_does_not_show_it(
    installed: Path, plan: Path, tmp_path: Path
) -> None:
    shutil.copytree(plan, tmp_path / "plan")
    settings = tmp_path / "plan/data/handbook.yml"
    text = settings.read_text(encoding="utf-8")
    editions = "editions:\n  - id: outside\n    name: {zh: 外部版, en: Outside}\n    hides: [third-parties]\n"
    without = re.sub(r"(?ms)^editions:\n(?:[ -].*?\n)+", "", text)
    settings.write_text(without + editions, encoding="utf-8")
    words = ("pages", "out", "--edition", "outside", "--language", "en")
    done = _erpsite(installed, *words, cwd=tmp_path / "plan")
    assert done.returncode == 0, done.stderr
    shown = (tmp_path / "plan/out/plan/acme-suppliers.md").read_text(encoding="utf-8")
    assert "not in this edition" in shown
    for path in (tmp_path / "plan/out").rglob("*.md"):
        assert "One Ltd" not in path.read_text(encoding="utf-8"), path


CASES = "ACME DESK 7\nCase;Reported;Solved;Grade\nC-1;2026-03-04;2026-03-06;A\nC-2;2026-03-05;;C\n"


def test_the_importer_is_listed_and_brings_tickets(installed: Path, plan: Path, tmp_path: Path) -> None:
    shutil.copytree(plan, tmp_path / "plan")
    (tmp_path / "plan/cases.desk").write_text(CASES, encoding="utf-8")
    for language, about in (("en", "Cases of the ACME desk (.desk)"), ("zh", "ACME服务台的工单 (.desk)")):
        listed = _erpsite(installed, "import", "--list", "--language", language, cwd=tmp_path / "plan")
        (line,) = [one for one in listed.stdout.splitlines() if "acme-desk " in one]
        assert line.endswith(f"{about}  [acme-erpsite 1.0]")
    for _ in range(2):
        done = _erpsite(installed, "import", "cases.desk", cwd=tmp_path / "plan")
        assert done.returncode == 0, done.stdout + done.stderr
    (tickets,) = (tmp_path / "plan/data").glob("tickets.csv")
    rows = tickets.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("id,opened")
    assert [row.split(",")[0] for row in rows[-2:]] == ["C-1", "C-2"]
    (tmp_path / "plan/none.desk").write_text("ACME DESK 7\nCase;Reported\n", encoding="utf-8")
    done = _erpsite(installed, "import", "none.desk", "--language", "en", cwd=tmp_path / "plan")
    assert (done.returncode, done.stderr) == (2, "Error: none.desk holds no case\n")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('data.startswith(b"ACME DESK")', "1 / 0", "ZeroDivisionError"),
        ('data.decode("utf-8")', 'data.decode("ascii")', "UnicodeDecodeError"),
        ("return (ForeignTable(", "return [rows] or (ForeignTable(", "as a tuple of one table or more"),
        ("return (ForeignTable(", "return (rows,) or (ForeignTable(", "a tuple of tables, not of list"),
        ('endings=(".desk",)', 'endings=".desk"', 'endings is a list of texts: [".desk"]'),
        ('headers=("case", "reported")', 'headers="case"', 'headers is a list of texts: ["case"]'),
        ('kind="tickets"', 'kind="cases"', "rows become no 'cases'; they become one of"),
        ('{"to": "id"}', '"id"', 'the column "case" is a mapping'),
        ('{"to": "id"}', '{"to": "ident"}', 'the column "case" becomes ident, but fields of tickets are id,'),
        ('{"to": "opened"}', '{"to": "opened", "form": "D"}', "ValidationError"),
        ('"case": {"to": "id"},', "1: {},", "TypeError"),
    ],
)
def test_a_broken_importer_names_its_package(
    installed: Path, plan: Path, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    (tmp_path / "cases.desk").write_text(CASES.replace("C-1", "C–1"), encoding="utf-8")
    there = _broken(installed, tmp_path, old, new)
    words = ("import", str(tmp_path / "cases.desk"), "--dry-run", "--language", "en")
    done = _erpsite(there, *words, cwd=plan)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert "acme-erpsite 1.0 adds to erpsite, but is broken: [erpsite.importers] acme" in done.stderr
    assert problem in done.stderr


@pytest.mark.slow
def test_page_and_chart_stand_in_the_site(installed: Path, plan: Path, tmp_path: Path) -> None:
    done = _erpsite(installed, "build", "--site-dir", str(tmp_path / "site"), cwd=plan)
    assert done.returncode == 0, done.stdout + done.stderr
    for language, title, lead in (
        ("en", "Suppliers", "The plan depends most on One Ltd"),
        ("zh", "供应商", "计划最依赖甲公司"),
    ):
        site = tmp_path / "site" / language
        assert lead in (site / "plan/acme-suppliers/index.html").read_text(encoding="utf-8")
        home = (site / "plan/kpis/index.html").read_text(encoding="utf-8")
        link = re.search(r'<a href="[^"]*acme-suppliers/"[^>]*>(.*?)</a>', home, re.DOTALL)
        assert link, "the page is not in the navigation"
        assert title in link[1]
        catalogue = (site / "data/charts/index.html").read_text(encoding="utf-8")
        assert "chart(&#34;acme-suppliers&#34;)" in catalogue
        assert "acme-erpsite 1.0" in catalogue
        written = (site / "ours/index.html").read_text(encoding="utf-8")
        assert "acme-suppliers" in written
        rule = (site / "data/plan-check/acme-supplier/index.html").read_text(encoding="utf-8")
        assert "acme-erpsite 1.0" in rule


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "from collections.abc import Iterator, Mapping\n",
            "import nowhere_at_all\n",
            "No module named 'nowhere_at_all'",
        ),
        ("    found = contracts(facts.handbook)\n", "    found = 1 / 0\n", "ZeroDivisionError"),
        ("{share}% of", "{sha}% of", "KeyError: 'sha'"),
        ("    Why: The plan", "    Because: The plan", "ACME-SUPPLIER"),
        ('"ACME-SUPPLIER"', '"P1-OWNER"', "P1-OWNER is declared already, by [erpsite.rules] business"),
        ('@rule("ACME-SUPPLIER", Pitfall.P3, limits={"share": 0.3})', "", "it declares nothing"),
    ],
)
def test_a_broken_rule_names_its_package(
    installed: Path, plan: Path, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    done = _erpsite(_broken(installed, tmp_path, old, new), "check", cwd=plan)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (
        'acme-erpsite 1.0 adds to erpsite, but is broken: [erpsite.rules] acme = "acme_erpsite"'
        in done.stderr
    )
    assert problem in done.stderr
    assert _erpsite(tmp_path / "there", "--help", cwd=plan).returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgid "Suppliers"', 'mgid "Suppliers"', "PoFileError"),
        ("一家供应商最多应占{limit}%", "一家供应商最多应占{limits}%", "has a field that"),
    ],
)
def test_a_broken_catalogue_names_its_package(
    installed: Path, plan: Path, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    there = _broken(installed, tmp_path, old, new, "acme_erpsite/locale/zh/acme.po")
    done = _erpsite(there, "check", "--language", "zh", cwd=plan)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "acme-erpsite 1.0 adds to erpsite, but is broken" in done.stderr
    assert problem in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "group", "problem"),
    [
        ("    largest, amount = found[0]\n", "    largest, amount = found[99]\n", "pages", "IndexError"),
        ("return (b.Lead(lead), draw", "return (lead, draw", "pages", "a page is drawn as a tuple of blocks"),
        ("    rows = [(book", "    rows = [(bok", "charts", "NameError"),
    ],
)
def test_a_broken_page_or_chart_stops_the_build_and_names_its_package(
    installed: Path, plan: Path, tmp_path: Path, old: str, new: str, group: str, problem: str
) -> None:
    there = _broken(installed, tmp_path, old, new)
    done = _erpsite(there, "build", "--site-dir", str(tmp_path / "site"), cwd=plan)
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in told
    assert f'acme-erpsite 1.0 adds to erpsite, but is broken: [erpsite.{group}] acme = "acme_erpsite"' in told
    assert problem in told
