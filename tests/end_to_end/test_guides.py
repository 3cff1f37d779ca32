"""What the guides tell people to type works, in their order, on a copy of the sample plan."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import openpyxl
import pytest

from tests.end_to_end.typed import parse
from tests.ingest.edited_workbook import Edited
from tests.ingest.plan_begun import begin
from tests.warm import programs

PROJECTS = (
    ("Project ID", "Project name", "Project owner", "Start date", "End date", "Budget"),
    ("p-1", "New warehouse", "Ann Lee", dt.date(2026, 3, 2), dt.date(2026, 6, 30), 120000),
    ("p-2", "Faster close", "Bo Tan", dt.date(2026, 4, 1), dt.date(2026, 9, 30), 80000),
    ("p-3", "Clean materials", "Ann Lee", dt.date(2026, 5, 4), dt.date(2026, 11, 27), 45000),
)


def _projects() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in PROJECTS:
        book.active.append(row)
    return book


def commands(guide: Path) -> list[str]:
    """Return the lines that a guide gives to type, without their comments."""
    blocks = re.findall(r"```console\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def run(line: str, folder: Path, repo_root: Path) -> subprocess.CompletedProcess[str]:
    """Give one command as a reader would."""
    path = os.pathsep.join([str(programs()), str(repo_root / ".venv" / "bin"), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        shlex.split(line), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _parsed(lines: list[str], page: str) -> None:
    for line in lines:
        if line.startswith("erpsite "):
            try:
                parse(line)
            except click.ClickException as error:
                pytest.fail(f"{page}: {line}: {error.format_message()}")


def test_every_command_of_every_page_exists_and_both_languages_give_the_same(repo_root: Path) -> None:
    pages = [path for path in sorted((repo_root / "docs").glob("*.md")) if ".zh-CN" not in path.name]
    assert len(pages) > 15
    for page in pages:
        lines = commands(page)
        assert lines == commands(page.with_name(page.name.replace(".md", ".zh-CN.md"))), page.name
        _parsed(lines, page.name)


@pytest.mark.parametrize(("line", "why"), [
    ("erpsite chekc", "no command chekc"),
    ("erpsite check --rules P1-OWNER", "No such option"),
    ("erpsite import a.csv b.csv", "nobody takes"),
])  # fmt: skip
def test_a_command_that_is_none_is_found(line: str, why: str) -> None:
    with pytest.raises(click.ClickException) as caught:
        parse(line)
    assert why in caught.value.format_message()


QUICK = ("add-an-edition", "four-pitfalls", "run-the-meeting", "start-next-year")
"""Guides for a whole plan; what they build, pack or publish is tried elsewhere."""


@pytest.mark.parametrize("name", QUICK)
def test_the_guides_for_a_whole_plan_work_in_their_order(name: str, repo_root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(repo_root / "data", folder / "data")
    ran = 0
    for line in commands(repo_root / f"docs/{name}.md"):
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
        elif words[1] not in ("build", "pack", "publish"):
            done = run(line, folder, repo_root)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            ran += 1
    assert ran > 1


def test_the_first_steps_lead_from_a_workbook_to_a_checked_plan(repo_root: Path, tmp_path: Path) -> None:
    _projects().save(tmp_path / "projects.xlsx")
    folder = tmp_path
    for line in commands(repo_root / "docs/first-steps.md"):
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
        elif words[0] == "erpsite" and words[1] != "build":
            done = run(line, folder, repo_root)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (folder / "data/initiatives/p-1.yml").exists()


def test_a_review_is_entered_in_a_workbook_as_the_guide_says(repo_root: Path, tmp_path: Path) -> None:
    shutil.copytree(repo_root / "data", tmp_path / "data")
    for line in commands(repo_root / "docs/editing-in-excel.md"):
        if line == "erpsite import november.xlsx --dry-run":
            workbook = Edited(tmp_path / "november.xlsx")
            key = ["2026-11", "wms-rollout"]
            workbook.put("reviews.progress", key, "complete", 97)
            workbook.put("reviews.progress", key, "confirmed", "yes")
            workbook.put("reviews", ["2026-11"], "summary_en", "Nearly there.")
            workbook.save()
        done = run(line, tmp_path, repo_root)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if "import" in line:
            assert "Cells changed: 3" in done.stdout
    text = (tmp_path / "data/reviews/2026-11.yml").read_text(encoding="utf-8")
    assert "complete: 97" in text
    assert "Nearly there." in text


def test_a_list_of_projects_comes_in_as_the_guide_says(repo_root: Path, tmp_path: Path) -> None:
    begin(tmp_path)
    _projects().save(tmp_path / "projects.xlsx")
    told = [run(line, tmp_path, repo_root) for line in commands(repo_root / "docs/importing.md")]
    assert [done.returncode for done in told if done.returncode == 2] == []
    listing, proposal, taken, trial, told_whole, undone = told
    assert "initiatives" in listing.stdout
    assert "A map is proposed in data/imports/projects.yml: initiatives" in proposal.stdout
    assert "Written: data/" in taken.stdout, taken.stdout + taken.stderr
    assert "Nothing was changed: this was a dry run." in trial.stderr
    assert told_whole.returncode == 0, told_whole.stderr
    assert "<!doctype html>" in (tmp_path / "report.html").read_text(encoding="utf-8").lower()
    assert "is undone" in undone.stdout
    assert not (tmp_path / "data/initiatives/p-1.yml").exists()
