"""Plans of a group are read each by itself, kept until they change, and show what their edition shows."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import weakref
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.cli.group import command
from erpsite.cli.group_plans import read_whole
from erpsite.errors import ErpsiteError
from erpsite.group.company import Company
from erpsite.group.definition import GroupPlan, read_group
from erpsite.group.extracting import company_of
from erpsite.group.reading import _company, read_companies
from erpsite.group.summaries import dump_company, parse_company
from erpsite.group.whole import Failed
from erpsite.i18n import translator
from erpsite.load import load_handbook
from tests.group.companies import company

BASE = "tests/golden/base_plan"
HEAD = "name: Holding\ncurrency: EUR\nlanguages: [en, zh]\nplans:\n"


@dataclass(frozen=True)
class Done:
    """Hold how a command ended."""

    code: int
    out: str
    err: str


def run_erpsite(*words: str) -> Done:
    """Run the command in this process."""
    done = CliRunner().invoke(command, [*words[1:], "--language", "en"], standalone_mode=False)
    assert done.exception is None, done.exception
    return Done(done.return_value, done.stdout, done.stderr)


def read(file: Path, shelf: dict[str, bytes] | None = None) -> tuple[list[Company], list[Failed], list[bool]]:
    """Return what is read of a group, and of each plan whether it was as before."""
    group, issues = read_group(file)
    assert group, issues
    shelf, known = {} if shelf is None else shelf, list[bool]()
    companies, failed = read_companies(
        group, file.parent, translator("en"), kept=shelf.get, keep=shelf.__setitem__,
        say=lambda _, same: known.append(same),
    )  # fmt: skip
    return companies, failed, known


@pytest.fixture
def holding(tmp_path: Path, repo_root: Path) -> Path:
    """Return a `group.yml` beside one plan that can be read, one that is broken and one that is not there."""
    shutil.copytree(repo_root / BASE, tmp_path / "fine")
    shutil.copytree(repo_root / BASE, tmp_path / "broken")
    (tmp_path / "broken" / "handbook.yml").write_text("organisation: [\n", encoding="utf-8")
    file = tmp_path / "group.yml"
    lines = [
        "  - {id: fine, folder: fine}",
        "  - {id: broken, folder: broken}",
        "  - {id: gone, folder: gone}",
    ]
    file.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_plan_that_cannot_be_read_hides_no_other(holding: Path) -> None:
    companies, failed, _ = read(holding)
    assert [one.id for one in companies] == ["fine"]
    assert {one.id for one in failed} == {"broken", "gone"}
    assert "broken/handbook.yml" in failed[0].why("en")


def test_a_plan_is_read_again_only_when_it_has_changed(holding: Path) -> None:
    shelf: dict[str, bytes] = {}
    first, _, _ = read(holding, shelf)
    again, _, known = read(holding, shelf)
    assert again == first
    assert known[0] is True
    review = holding.parent / "fine" / "reviews" / "2026-03.yml"
    review.write_text(review.read_text(encoding="utf-8").replace("spent: 230000", "spent: 240000"), "utf-8")
    changed, _, known = read(holding, shelf)
    assert known[0] is False
    assert (changed[0].spent, first[0].spent) == (Decimal(240000), Decimal(230000))
    shelf["fine"] = b"{damaged"
    assert read(holding, shelf)[0] == changed


def test_what_was_kept_and_then_changed_by_others_is_read_again(
    tmp_path: Path, repo_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(repo_root / BASE, tmp_path / "fine")
    file = tmp_path / "group.yml"
    file.write_text(HEAD + "  - {id: fine, folder: fine}\n", encoding="utf-8")
    first = read_whole(file, translator("en")).companies
    kept = tmp_path / ".erpsite" / "group" / "fine.json"
    assert first[0].spent == Decimal(230000)
    kept.write_bytes(kept.read_bytes().replace(b"230000", b"320000"))
    assert read_whole(file, translator("en")).companies == first
    assert read_whole(file, translator("en")).companies == first
    told = [line.rpartition(" ")[2] for line in capsys.readouterr().err.splitlines()]
    assert told == ["read", "read", "was"]


def test_a_revision_of_a_repository_is_read_as_it_was(tmp_path: Path, repo_root: Path) -> None:
    shutil.copytree(repo_root / BASE, tmp_path / "plan" / "data")

    def git(*words: str) -> None:
        command = ["git", "-C", str(tmp_path / "plan"), "-c", "user.name=a", "-c", "user.email=a@b", *words]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "Plan")
    git("tag", "approved")
    (tmp_path / "plan" / "data" / "handbook.yml").unlink()
    file = tmp_path / "group.yml"
    file.write_text(HEAD + "  - {id: one, git: plan, revision: approved}\n", encoding="utf-8")
    assert [one.id for one in read(file)[0]] == ["one"]
    file.write_text(HEAD + "  - {id: one, git: plan, revision: none}\n", encoding="utf-8")
    assert "git refused" in read(file)[1][0].why("en")


def test_one_plan_in_two_folders_is_told_at_its_line(holding: Path) -> None:
    named = holding.parent / "fine/handbook.yml"
    if "\nid: " not in f"\n{named.read_text(encoding='utf-8')}":
        named.write_text("id: plan-of-fine\n" + named.read_text(encoding="utf-8"), encoding="utf-8")
    holding.write_text(HEAD + "  - {id: one, folder: fine}\n  - {id: two, folder: fine}\n", encoding="utf-8")
    done = run_erpsite("group", "check", "--group", str(holding))
    assert done.code == 1
    assert "group.yml:6:5  one and two are the same plan" in done.out


def share(folder: Path, data: Path, *words: str) -> bytes:
    """Return the summary of a plan."""
    done = run_erpsite("group", "share", "--data", str(data), "--out", str(folder / "one.json"), *words)
    assert done.code == 0, done.err
    return (folder / "one.json").read_bytes()


def test_a_summary_holds_what_its_edition_shows_and_nothing_else(tmp_path: Path, repo_root: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo_root / BASE, data)
    whole = share(tmp_path, data)
    seen = share(tmp_path, data, "--edition", "staff")
    assert b"230000" in whole
    for file in data.rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        for amount, other in (("230000", "231000"), ("120000", "121000"), ("400000", "390000")):
            text = text.replace(amount, other)
        file.write_text(text, encoding="utf-8")
    assert share(tmp_path, data) != whole
    assert share(tmp_path, data, "--edition", "staff") == seen
    file = tmp_path / "group.yml"
    file.write_text(HEAD + "  - {id: one, summary: one.json, edition: staff}\n", encoding="utf-8")
    (read_one,) = read(file)[0]
    assert (read_one.id, read_one.edition, read_one.approved, read_one.hides_money) == (
        "one",
        "staff",
        None,
        True,
    )
    file.write_text(HEAD + "  - {id: one, summary: one.json, edition: partners}\n", encoding="utf-8")
    assert "edition 'staff'" in read(file)[1][0].why("en")


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: {**whole, "format": "erpsite-company/9"},
        lambda whole: {**whole, "company": {**whole["company"], "as_of": None}},
        lambda whole: {**whole, "company": {**whole["company"], "handbook": "data:text/plain,x"}},
        lambda whole: [whole],
    ],
)
def test_what_is_no_summary_is_refused(change: object) -> None:
    whole = json.loads(dump_company(company("a")))
    assert parse_company(json.dumps(whole).encode())[0] == company("a")
    with pytest.raises(ErpsiteError):
        parse_company(json.dumps(change(whole)).encode())  # type: ignore[operator]
    with pytest.raises(ErpsiteError):
        parse_company(b"PK")


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ("  - {id: a, folder: a}\n  - {id: a, folder: b}\n", "group.yml:6", "second time"),
        (
            "  - {id: a, folder: a}\nrates:\n  - {currency: EUR, rate: 2, on: 2026-01-01}\n",
            "group.yml:7",
            "the group's own currency",
        ),
        (
            (
                "  - {id: a, folder: a}\nroles:\n  - {id: x, name: X, members: [{plan: a, id: dev}]}\n"
                "  - {id: y, name: Y, members: [{plan: a, id: dev}]}\n"
            ),
            "group.yml:8",
            "'a/dev' stands here a second time",
        ),
        ("  - {id: a}\n", "group.yml:5", "needs one of folder, git and summary"),
        ("  - {id: a, folder: a, handbook: 'data:x'}\n", "group.yml:5", "relative"),
        (
            "  - {id: alpha, folder: a}\nlinks:\n  - {before: alhpa/i/x, after: alpha/i/y}\n",
            "group.yml:7",
            "alpha",
        ),
        (
            "  - {id: a, folder: a}\nlinks:\n  - {before: a/x, after: a/i/y}\n",
            "group.yml:7",
            "company/initiative",
        ),
        (
            "  - {id: a, folder: a}\nrates:\n  - {currency: EURO, rate: 1, on: 2026-01-01}\n",
            "group.yml:7",
            "EURO",
        ),
    ],
)
def test_what_is_wrong_in_group_yml_is_told_with_its_place(
    tmp_path: Path, lines: str, place: str, words: str
) -> None:
    file = tmp_path / "group.yml"
    file.write_text(HEAD + lines, encoding="utf-8")
    done = run_erpsite("group", "check", "--group", str(file))
    assert done.code == 1
    assert place in done.err
    assert words in done.err


def test_the_example_builds_and_tells_its_links(tmp_path: Path, repo_root: Path) -> None:
    shutil.copytree(
        repo_root / "examples/holding", tmp_path / "holding", ignore=shutil.ignore_patterns(".erpsite")
    )
    file, site = tmp_path / "holding" / "group.yml", tmp_path / "site"
    checked = run_erpsite("group", "check", "--group", str(file))
    assert checked.code == 1
    assert "28 working days late" in checked.out
    built = run_erpsite("group", "build", "--group", str(file), "--site-dir", str(site))
    assert built.code == 0, built.err
    home = (site / "en" / "index.html").read_text(encoding="utf-8")
    assert "3 companies" in home
    # 352,000 EUR, 2,950,000 CNY at 0.121 and 290,000 USD at 0.862.
    assert "959" in home
    assert (site / "zh" / "measures" / "plants" / "index.html").is_file()
    assert (site / "en" / "search").is_dir()
    assert 'href="../delta/en/plan/kpis' not in home


def test_several_processes_read_the_same_in_the_same_order(holding: Path) -> None:
    """Two processes give what one gives: companies, reasons, what is kept, what is told."""
    group, _ = read_group(holding)
    assert group
    runs = []
    for workers in (1, 2):
        shelf, told = dict[str, bytes](), list[GroupPlan]()
        found = read_companies(
            group, holding.parent, translator("en"), kept=shelf.get, keep=shelf.__setitem__,
            say=lambda *words, told=told: told.append(words[0]), workers=workers,
        )  # fmt: skip
        runs.append((found, shelf, told))
    assert runs[0] == runs[1]
    assert [one.id for one in runs[1][0][0]] == ["fine"]
    assert set(runs[1][1]) == {"fine"}
    assert [one.id for one in runs[1][2]] == ["fine"]


def _end(_: str) -> bytes | None:
    os._exit(9)


def test_a_process_that_is_ended_from_outside_is_told(holding: Path) -> None:
    """Whoever reads plans may be killed where memory is short: a sentence says so, and no traceback."""
    group, _ = read_group(holding)
    assert group
    with pytest.raises(ErpsiteError, match="ended from outside"):
        read_companies(
            group, holding.parent, translator("en"), kept=_end, keep=lambda *_: None, say=lambda *_: None,
            workers=2,
        )  # fmt: skip


@pytest.mark.parametrize("field", ["{version}", "{Release}", "{", "{}"])
def test_an_address_knows_its_fields(holding: Path, field: str) -> None:
    line = f"  - {{id: fine, folder: fine, handbook: 'https://x.example/{field}/'}}\n"
    holding.write_text(HEAD + line, encoding="utf-8")
    group, issues = read_group(holding)
    assert group is None
    (found,) = issues
    assert found.source.line == 5
    assert found.values["allowed"] == "{language}, {release}, {month}"
    holding.write_text(HEAD + line.replace(f"/{field}/", "/{language}/{release}/{month}/"), encoding="utf-8")
    assert read_group(holding)[1] == ()


def test_a_plan_goes_with_its_figures(repo_root: Path) -> None:
    """Without the collector, too: a group of many plans holds one of them at a time."""
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook
    held = weakref.ref(handbook)
    gc.disable()
    try:
        found = company_of(handbook, "east", ["en", "zh"])
        del handbook
        assert found.changes, "figures of another month were asked for"
        assert held() is None
    finally:
        gc.enable()


def test_the_states_of_a_plan_go_once_its_group_has_read_it(repo_root: Path) -> None:
    """What is kept with a record holds that record: it would wait for the collector, plan after plan."""

    def states() -> int:
        return sum(type(one).__name__ == "InitiativeState" for one in gc.get_objects())

    group, _ = read_group(repo_root / "examples/holding/group.yml")
    assert group
    gc.collect()
    gc.disable()
    try:
        before = states()
        for plan in group.plans:
            data_dir = repo_root / "examples/holding" / plan.folder
            assert _company(group, plan, data_dir, None).id == plan.id
        assert states() <= before
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("told", "release"), [("2026-03.2", "2026-03.2"), ("2026-02.1", ""), ("2026-03", "2026-03")]
)
def test_a_release_counts_for_its_month_alone(holding: Path, told: str, release: str) -> None:
    text = holding.read_text(encoding="utf-8").replace("folder: fine}", f"folder: fine, release: '{told}'}}")
    holding.write_text(text, encoding="utf-8")
    (found,), _, _ = read(holding)
    assert found.as_of == "2026-03"
    assert found.release == release
    assert parse_company(dump_company(found))[0].release == release


def test_a_release_that_is_none_is_told_at_its_line(holding: Path) -> None:
    text = holding.read_text(encoding="utf-8").replace("folder: fine}", "folder: fine, release: latest}")
    holding.write_text(text, encoding="utf-8")
    group, issues = read_group(holding)
    assert group is None
    assert [(str(one.source.line), one.values["form"]) for one in issues] == [("5", "2026-10.1")]
