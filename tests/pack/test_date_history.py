"""Prove in real repositories that calendar events count the commits that moved them, and the reviews."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.pack import date_commits
from erpsite.pack.calendar import Calendars
from erpsite.pack.date_commits import Checkout, checkout_of, head_commit, is_shallow, read_committed_dates
from erpsite.pages.kit.book import Book
from tests.warm import python

GO_LIVE = "milestone-erp-crm-go-live"


class Repository:
    """Hold a repository with a plan, whose commits are an hour apart."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.hours = folder, folder / "data", 2
        shutil.copytree(Path(__file__).parents[1] / "golden" / "base_plan", self.data)
        self.edit("handbook.yml", "plan_year:", "id: plan-a1\nplan_year:")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def git(self, *words: str) -> str:
        moment = f"2026-05-01T{self.hours:02d}:00:00+02:00"
        names = {
            f"GIT_{who}_{what}": "a@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        dates = {"GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": moment}
        done = subprocess.run(
            ["git", "-c", "commit.gpgsign=false", *words], cwd=self.folder, check=True, capture_output=True,
            text=True, env={**os.environ, **names, **dates, "GIT_CONFIG_GLOBAL": os.devnull},
        )  # fmt: skip
        return done.stdout

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.data / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old, text.count(old))
        file.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self) -> dt.datetime:
        self.hours += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return dt.datetime(2026, 5, 1, self.hours - 2, tzinfo=dt.UTC)

    def events(self) -> Mapping[str, Any]:
        return events_of(self.data)


def events_of(data: Path) -> Mapping[str, Any]:
    content = calendar_of(data)
    return {
        str(event["uid"]).partition("@")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")
    }


def calendar_of(data: Path) -> bytes:
    handbook = load_handbook(data).handbook
    assert handbook is not None
    book = Book(state(handbook, handbook.default_as_of), locale_of("en", "CNY"))
    return Calendars(book, history=read_committed_dates(data).moves).whole()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "plan")


def test_a_commit_that_moves_a_milestone_counts_beside_the_reviews(repository: Repository) -> None:
    first = repository.events()[GO_LIVE]
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    moved = repository.commit()
    second = repository.events()[GO_LIVE]
    assert second["sequence"] == first["sequence"] + 1 > 1
    assert second["last-modified"].dt == moved == second["dtstamp"].dt
    repository.edit("initiatives/erp-crm.yml", "date: 2026-07-03", "date: 2026-07-03  # agreed")
    repository.commit()
    third = repository.events()[GO_LIVE]
    assert (third["sequence"], third["last-modified"].dt) == (second["sequence"], moved)


def test_each_kind_of_event_counts_its_own_moves_alone(repository: Repository) -> None:
    before = repository.events()
    repository.edit("agenda.yml", "start: 09:00", "start: 08:45")
    repository.commit()
    after = repository.events()
    grown = {uid for uid, event in after.items() if event["sequence"] > before[uid]["sequence"]}
    session = next(uid for uid in before if uid.startswith("session-"))
    assert grown == {session}
    repository.edit("handbook.yml", "meeting_date: 2026-01-15", "meeting_date: 2026-01-16")
    moved = repository.commit()
    last = repository.events()
    for uid in (uid for uid in last if uid.startswith("session-")):
        assert last[uid]["sequence"] == after[uid]["sequence"] + 1
        assert last[uid]["last-modified"].dt == moved


def test_the_next_review_counts_its_moves_until_it_is_held(repository: Repository) -> None:
    repository.edit("handbook.yml", "meeting_date:", "next_review: 2026-05-07\nmeeting_date:")
    repository.commit()
    assert repository.events()["review-2026-04"]["sequence"] == 0
    repository.edit("handbook.yml", "next_review: 2026-05-07", "next_review: 2026-05-12")
    repository.commit()
    assert repository.events()["review-2026-04"]["sequence"] == 1
    text = "month: 2026-04\nheld_on: 2026-05-13\nchair: li-qiang\nsummary: {zh: 按计划, en: As planned}\n"
    (repository.data / "reviews" / "2026-04.yml").write_text(text, encoding="utf-8")
    moved = repository.commit()
    event = repository.events()["review-2026-04"]
    assert (event["sequence"], event.start, event["last-modified"].dt) == (2, dt.date(2026, 5, 13), max(
        moved, dt.datetime(2026, 5, 13, tzinfo=dt.UTC)
    ))  # fmt: skip


def test_a_review_that_is_corrected_or_taken_back_never_lowers_the_number(repository: Repository) -> None:
    numbers = [repository.events()[GO_LIVE]["sequence"]]
    review = repository.data / "reviews" / "2026-03.yml"
    text = review.read_text(encoding="utf-8")
    assert "forecast: 2026-08-07" in text
    for day in ("2026-08-14", "2026-08-07", "2026-06-30"):
        review.write_text(text.replace("forecast: 2026-08-07", f"forecast: {day}"), encoding="utf-8")
        repository.commit()
        numbers.append(repository.events()[GO_LIVE]["sequence"])
    assert numbers == sorted(numbers)
    assert numbers[-1] > numbers[0]


def test_moves_from_before_a_rename_stay(repository: Repository) -> None:
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    repository.commit()
    before = repository.events()[GO_LIVE]["sequence"]
    old = repository.data / "initiatives" / "erp-crm.yml"
    text = old.read_text(encoding="utf-8").replace("id: erp-crm\n", "id: crm-link\nformerly: [erp-crm]\n", 1)
    old.unlink()
    (repository.data / "initiatives" / "crm-link.yml").write_text(
        text.replace("date: 2026-07-03", "date: 2026-07-06"), encoding="utf-8"
    )
    repository.commit()
    assert repository.events()[GO_LIVE]["sequence"] == before + 1


def test_a_merged_branch_counts_when_it_came_in_and_undoes_nothing(repository: Repository) -> None:
    before = repository.events()[GO_LIVE]["sequence"]
    repository.git("switch", "--quiet", "--create", "side")
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.edit("handbook.yml", "plan_year:", "# a comment of 2026-02-02\nplan_year:")
    repository.commit()
    repository.hours += 1
    repository.git("merge", "--quiet", "--no-edit", "side")
    event = repository.events()[GO_LIVE]
    assert event["sequence"] == before + 1
    assert event["last-modified"].dt == dt.datetime(2026, 5, 1, repository.hours - 2, tzinfo=dt.UTC)


def test_without_git_or_outside_a_repository_reviews_alone_count(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    repository.commit()
    counted = repository.events()[GO_LIVE]["sequence"]
    copy = tmp_path / "copy"
    shutil.copytree(repository.data, copy)
    assert events_of(copy)[GO_LIVE]["sequence"] == counted - 1
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository.events()[GO_LIVE]["sequence"] == counted - 1


def test_a_shallow_clone_and_a_partial_one_count_reviews_alone_and_say_so(
    repository: Repository, tmp_path: Path
) -> None:
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    repository.commit()
    repository.git("config", "uploadpack.allowFilter", "true")
    url = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth=1", url, str(tmp_path / "shallow"))
    repository.git("clone", "--quiet", "--filter=blob:none", url, str(tmp_path / "partial"))
    assert read_committed_dates(repository.data).lacks == ""
    for name in ("shallow", "partial"):
        data = tmp_path / name / "data"
        committed = read_committed_dates(data)
        assert (committed.moves, committed.lacks) == ({}, "part")
        assert is_shallow(data) == (name == "shallow")
    data = tmp_path / "shallow" / "data"
    done = subprocess.run(
        [python(), "-m", "erpsite", "pack", "--only", "calendar", "--data", str(data), "--out",
          str(tmp_path / "pack"), "--language", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "git fetch --unshallow" in done.stdout


def test_a_history_above_the_bound_does_not_count(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    repository.commit()
    monkeypatch.setattr(date_commits, "MOST_COMMITS", 1)
    assert read_committed_dates(repository.data).lacks == "bound"


def test_a_version_that_cannot_be_read_stops_nothing(repository: Repository) -> None:
    whole = (repository.data / "initiatives" / "erp-crm.yml").read_text(encoding="utf-8")
    (repository.data / "initiatives" / "erp-crm.yml").write_text("id: [2026-01-01\n", encoding="utf-8")
    repository.commit()
    (repository.data / "initiatives" / "erp-crm.yml").write_text(whole, encoding="utf-8")
    repository.commit()
    assert repository.events()[GO_LIVE]["sequence"] > 0


def test_two_clones_of_one_commit_give_the_same_bytes(repository: Repository, tmp_path: Path) -> None:
    repository.edit("initiatives/erp-crm.yml", "date: 2026-06-30", "date: 2026-07-03")
    repository.commit()
    repository.git("clone", "--quiet", str(repository.folder), str(tmp_path / "clone"))
    assert calendar_of(tmp_path / "clone" / "data") == calendar_of(repository.data)


def test_git_is_asked_once_where_a_folder_stands(repository: Repository, tmp_path: Path) -> None:
    head = repository.git("rev-parse", "HEAD").strip()
    assert checkout_of(repository.data) == Checkout(head, shallow=False, prefix=b"data/")
    assert checkout_of(repository.folder) == Checkout(head)
    odd = repository.folder / "of\nthe plan"
    odd.mkdir()
    assert checkout_of(odd).prefix == b"of\nthe plan/"
    assert head_commit(repository.data) == head
    assert checkout_of(tmp_path / "missing") == Checkout()


def test_a_repository_without_a_commit_has_no_head_and_no_moves(tmp_path: Path) -> None:
    (tmp_path / "new" / "data").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", tmp_path / "new"], check=True)
    assert checkout_of(tmp_path / "new" / "data") == Checkout("", shallow=False, prefix=b"data/")
    assert read_committed_dates(tmp_path / "new" / "data").moves == {}
