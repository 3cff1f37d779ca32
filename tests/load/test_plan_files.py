"""Prove that every part gives the same answer to which files are the plan's."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from erpsite.load.plan_files import (
    copies_of_conflicts,
    is_leftover,
    names_leftover,
    survey_content,
    survey_data,
)
from tests.load.golden import BASE_PLAN, report_line

LEFT = (
    ".#crm.yml", "~$kpis.xlsx", "#crm.yml#", "crm.yml~", ".~lock.kpis.csv#", ".crm.yml.swp", "crm.swp",
    ".DS_Store", "._kpis.csv", "Thumbs.db", "desktop.ini", "~WRL0001.tmp", "crm.yml.bak", "kpis.csv.tmp",
    "kpis.csv.part", "crm.yml___jb_tmp___", ".crm.yml.kate-swp", ".crm.yml.un~", ".nfs0001",
    ".fuse_hidden01", "ehthumbs.db", ".~crm.yml", ".crm.yml.icloud", ".syncthing.crm.yml.tmp",
)  # fmt: skip
KEPT = ("crm.yml", "a~b.yml", "~draft.yml", "kpis.csv", "note#1.md", "temp.yml", "backup.yml", "lock.yml")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the base plan, with a folder of written pages beside it."""
    (tmp_path / "content").mkdir()
    return Path(shutil.copytree(BASE_PLAN, tmp_path / "data"))


@pytest.mark.parametrize("name", LEFT)
def test_what_editors_and_systems_leave_is_no_part(name: str) -> None:
    assert is_leftover(name)
    assert names_leftover(f"a/{name}/b")


@pytest.mark.parametrize("name", KEPT)
def test_a_file_of_a_person_is(name: str) -> None:
    assert not is_leftover(name)


def _told(plan: Path) -> list[str]:
    return [report_line(issue) for issue in load_handbook(plan).issues]


def test_leftovers_say_nothing_and_stop_nothing(plan: Path) -> None:
    for name in LEFT:
        (plan / name).write_text("{", encoding="utf-8")
        (plan / "initiatives" / name).symlink_to("nobody@nowhere:1")
    assert _told(plan) == []


def test_a_link_that_leads_out_is_an_error_and_never_read(plan: Path) -> None:
    secret = plan.parent / "secret.yml"
    secret.write_text("- id: token-4711\n  nonsense: here\n", encoding="utf-8")
    (plan / "sources.yml").unlink(missing_ok=True)
    (plan / "sources.yml").symlink_to(secret)
    (plan / "initiatives" / "out.yml").symlink_to("../../secret.yml")
    (plan / "anything.txt").symlink_to(secret)
    words = "error link-leads-out the link leads out of the plan's folder; put the file itself here"
    told = _told(plan)
    assert [line for line in told if "link-leads-out" in line] == [
        f"{name} {words}" for name in ("anything.txt", "initiatives/out.yml", "sources.yml")
    ]
    assert not any("nonsense" in line or "4711" in line for line in told)


def test_a_folder_that_is_a_link_out_is_an_error(plan: Path) -> None:
    shutil.move(plan / "initiatives", plan.parent / "elsewhere")
    (plan / "initiatives").symlink_to("../elsewhere")
    assert any(line.startswith("initiatives error link-leads-out") for line in _told(plan))


def test_a_link_within_the_folder_is_a_file_of_the_plan(plan: Path) -> None:
    (plan / "shared").mkdir()
    (plan / "kpis.csv").rename(plan / "shared" / "kpis.csv")
    (plan / "kpis.csv").symlink_to("shared/kpis.csv")
    result = load_handbook(plan)
    assert result.handbook is not None
    assert [issue.source.path for issue in result.issues] == ["shared"]


def test_the_plans_folder_itself_may_be_reached_through_a_link(plan: Path) -> None:
    (plan.parent / "alias").symlink_to("data")
    assert load_handbook(plan.parent / "alias").handbook is not None


def test_sockets_pipes_and_circles_are_errors_at_their_name(plan: Path) -> None:
    os.mkfifo(plan / "initiatives" / "pipe.yml")
    (plan / "round").symlink_to(".")
    with socket.socket(socket.AF_UNIX) as left:
        before = Path.cwd()
        os.chdir(plan)  # a socket's path may not be long
        left.bind("s.yml")
        os.chdir(before)
        told = _told(plan)
    assert [line for line in told if " error " in line] == [
        "initiatives/pipe.yml error not-a-file this must be a plain file",
        "round error link-circle this folder leads back into itself or lies too deep",
        "s.yml error not-a-file this must be a plain file",
    ]


@pytest.mark.parametrize(
    ("name", "severity", "words"),
    [
        ("kpis.xlsx", "warning", "save its sheet as “CSV UTF-8” under the name kpis.csv"),
        ("Health.xls", "warning", "under the name health.csv"),
        ("zahlen.ods", "warning", "under one of the names health.csv, incidents.csv"),
        ("people.xlsx", "warning", "bring its rows in with `erpsite import`"),
        ("kpis.yaml", "warning", "did you mean kpis.yml?"),
        ("KPIS.CSV", "warning", "did you mean kpis.csv?"),
        ("kpis.yml.old", "warning", "did you mean kpis.yml?"),
        ("minutes.docx", "info", "put it into the folder of written pages"),
        ("initiatives/new.YML", "warning", "did you mean initiatives/new.yml?"),
        ("initiatives/new.yaml", "warning", "did you mean initiatives/new.yml?"),
        ("initiatives/plan.xlsx", "warning", "under one of the names"),
        ("notes.json", "warning", "is not part of the plan and is not read"),
        ("picture.png", "info", "is not part of the plan and is not read"),
        ("initiatives/~draft.yml", "warning", "begins with ~ is not read"),
        ("initiatives/picture.png", "info", "only files that end in .yml"),
    ],
)
def test_a_file_that_nothing_reads_is_told(plan: Path, name: str, severity: str, words: str) -> None:
    (plan / name).write_bytes(b"x")
    (line,) = _told(plan)
    assert line.startswith(f"{name} {severity} unknown-file ")
    assert words in line


CONFLICTS = (
    "kpis (conflicted copy 2026-01-01).yml", "kpis (Anna's conflicted copy 2026-01-01).yml",
    "kpis.sync-conflict-20260101-120000-ABCDEF.yml", "kpis（冲突副本）.yml", "kpis_BACKUP_4711.yml",
    "kpis_LOCAL_4711.yml", "kpis.yml.orig", "kpis.yml.rej",
)  # fmt: skip


@pytest.mark.parametrize("folder", ["", "initiatives/", "reviews/"])
def test_a_copy_that_a_conflict_left_is_told_and_neither_read_nor_published(plan: Path, folder: str) -> None:
    for name in CONFLICTS:
        (plan / folder / name).write_text("id: erp-crm\n", encoding="utf-8")
        (plan.parent / "content" / name).write_text("x", encoding="utf-8")
    lines = _told(plan)
    assert sorted(line.split(" warning conflict-copy ")[0] for line in lines) == sorted(
        f"{folder}{name}" for name in CONFLICTS
    )
    survey = survey_content(plan.parent / "content", plan)
    assert len(list(copies_of_conflicts(survey, "../content/"))) == len(CONFLICTS)


def test_a_link_from_a_page_into_the_data_or_out_is_refused(plan: Path) -> None:
    content = plan.parent / "content"
    (content / "page.md").write_text("x", encoding="utf-8")
    (content / "same.md").symlink_to("page.md")
    (content / "survey.csv").symlink_to("../data/survey.csv")
    (content / "all").symlink_to("../data")
    (content / "out.txt").symlink_to("/etc/hostname")
    survey = survey_content(content, plan)
    assert survey.files == ("page.md", "same.md")
    assert {path: (issue.code, str(issue.source)) for path, issue in survey.refused.items()} == {
        "all": ("link-into-data", "../content/all"),
        "out.txt": ("link-leads-out", "../content/out.txt"),
        "survey.csv": ("link-into-data", "../content/survey.csv"),
    }
    place = survey.refused["all"].source
    assert str(place.under("data")) == "content/all"
    assert str(place.under("/plans/2026/data")) == "/plans/2026/content/all"


def test_what_a_build_could_not_read_is_refused_before_it(plan: Path) -> None:
    content = plan.parent / "content"
    (content / "charts").mkdir()
    (content / "round.txt").symlink_to("round.txt")
    (content / "gone.md").symlink_to("nowhere.md")
    (content / "latin.md").write_bytes(b"# Page\n\nStra\xdfe\n")
    (content / "chinese.zh.MD").write_bytes("# 规划会议的目标说明\n".encode("gb18030"))
    (content / "wide.md").write_text("# x\n", encoding="utf-16")
    (content / "charts/a.json").write_bytes(b"{\xff}")
    (content / "list.csv").write_bytes(b"\xff")
    (content / "page.md").write_bytes("\ufeff# 页面\r\n".encode())
    survey = survey_content(content, plan)
    assert survey.files == ("list.csv", "page.md")
    assert {path: (issue.code, str(issue.source)) for path, issue in survey.refused.items()} == {
        "round.txt": ("unreadable-file", "../content/round.txt"),
        "gone.md": ("link-leads-nowhere", "../content/gone.md"),
        "latin.md": ("not-text", "../content/latin.md:3:5"),
        "chinese.zh.MD": ("wrong-encoding", "../content/chinese.zh.MD:1:3"),
        "wide.md": ("wrong-encoding", "../content/wide.md:1:1"),
        "charts/a.json": ("not-text", "../content/charts/a.json:1:2"),
    }


def test_looking_costs_little(plan: Path) -> None:
    for n in range(2000):
        (plan / "initiatives" / f"#{n}.yml#").touch()
    assert len(survey_data(plan).files) == len(survey_data(BASE_PLAN).files)
