"""Prove that `erpsite diff` compares months and git revisions, and says what it cannot read."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from erpsite.analysis import state
from erpsite.analysis.reviews.changes import changes
from erpsite.cli.diff import command
from erpsite.i18n import locale_of
from erpsite.load import write_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes.report import ChangeReport, markdown_changes
from tests.factory import INITIATIVES, bare_handbook, small_handbook

EVIL = "<script>alert(1)</script> | `x` @everyone #12 [a](https://evil.example)"


def _write(handbook: Handbook, folder: Path) -> None:
    for name, text in write_handbook(handbook).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _diff(*words: str, data: Path, code: int = 0) -> Result:
    result = CliRunner().invoke(
        command, [*words, "--data", str(data), "--language", "en"], standalone_mode=False
    )
    if result.exception:
        raise result.exception
    assert result.return_value == code
    return result


def _git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    _write(small_handbook(), tmp_path / "data")
    return tmp_path / "data"


def _dearer(name: str = "Orders") -> Handbook:
    old = small_handbook()
    row: dict[str, Any] = {
        **INITIATIVES[0],
        "name": name,
        "budget": [{"kind": "capex", "by_quarter": {"2026-Q1": 900_000}}],
    }
    kept = Initiative.model_validate(row)
    return replace(old, initiatives={**old.initiatives, kept.id: kept})


@pytest.fixture
def repository(plan: Path) -> Path:
    root = plan.parent
    _git(root, "init", "-q")
    _git(root, "add", "data")
    _git(root, "commit", "-q", "-m", "Plan")
    _write(_dearer(EVIL), plan)
    _git(root, "commit", "-q", "-a", "-m", "Dearer")
    return root


def test_two_months_as_text(plan: Path) -> None:
    lines = _diff("2026-02", "2026-03", data=plan).output.splitlines()
    assert lines[0] == "10 changes from February 2026 to March 2026."
    assert re.fullmatch(r"    .*/reviews/2026-03\.yml:\d+:\d+", lines[3])
    slip = next(line for line in lines if line.startswith("[Slip]"))
    assert slip.endswith("slips from 30\u00a0Jun\u00a02026 to 7\u00a0Aug\u00a02026, 28 working days.")


def test_left_out_months_are_the_last_review_and_the_one_before(plan: Path) -> None:
    assert _diff(data=plan).output == _diff("2026-02", "2026-03", data=plan).output
    assert _diff("2026-02", data=plan).output == _diff("2026-02", "2026-03", data=plan).output


def test_the_baseline_has_a_name(plan: Path) -> None:
    since = json.loads(_diff("baseline", "2026-03", "--format", "json", data=plan).output)
    first = json.loads(_diff("2026-01", "2026-03", "--format", "json", data=plan).output)
    assert (since["before"], since["after"]) == ("the baseline", "March 2026")
    assert since["changes"] == first["changes"]


def test_json_says_what_a_program_needs(plan: Path) -> None:
    found = json.loads(_diff("2026-02", "2026-03", "--format", "json", data=plan).output)
    assert found["count"] == len(found["changes"]) == 10
    cost = next(row for row in found["changes"] if row["kind"] == "cost-moved")
    assert cost["values"] == {"before": 500_000, "after": 570_000, "share": 0.14}
    slip = next(row for row in found["changes"] if row["kind"] == "milestone-slipped")
    assert slip["values"]["after"] == "2026-08-07"
    assert slip["path"].endswith("reviews/2026-03.yml")
    assert slip["line"] > 1
    weights = [row["weight"] for row in found["changes"]]
    assert weights == sorted(weights, reverse=True)


def test_two_revisions_and_the_working_tree(repository: Path) -> None:
    data = repository / "data"
    output = _diff("HEAD~1", "HEAD", data=data).output
    assert output.startswith("1 change from HEAD~1 to HEAD.")
    assert "The approved budget changes from CNY\u00a0500\u00a0k to CNY\u00a0900\u00a0k." in output
    _git(repository, "checkout", "-q", "--detach", "HEAD~1")
    assert "from main to the working tree" in _diff("main", data=data).output
    assert _diff("HEAD", data=data).output == "Nothing changed from HEAD to the working tree.\n"
    _write(_dearer(), data)
    assert "[Budget]" in _diff("HEAD", data=data).output


def test_markdown_lets_no_text_of_the_data_act(repository: Path) -> None:
    output = _diff("HEAD~1", "HEAD", "--format", "markdown", data=repository / "data").output
    assert "- **Budget** · &lt;script&gt;alert(1)&lt;/script&gt;" in output
    for active in ("<script", "@everyone", "#12", "[a](", "https://"):
        assert active not in output
    assert "\\`x\\`" in output


def test_a_long_comment_is_cut_and_says_so() -> None:
    now = state(small_handbook(), "2026-03")
    found = changes(state(small_handbook(), "2026-02"), now) * 100
    report = ChangeReport(Book(now, locale_of("en", "CNY")), found, "A", "B")
    whole, cut = markdown_changes(report, 10**9), markdown_changes(report, 5_000)
    assert whole.count("\n- **") == 1000
    assert "<details><summary>980 lighter changes</summary>" in whole
    assert len(cut) <= 5_000
    left = re.search(r"(\d+) more changes are not shown", cut)
    assert left
    assert cut.count("\n- **") + int(left[1]) == 1000


def test_exit_code_as_git(plan: Path) -> None:
    _diff("2026-02", "2026-03", "--exit-code", data=plan, code=1)
    _diff("2026-03", "2026-03", "--exit-code", data=plan, code=0)


def test_an_unknown_revision_is_refused(repository: Path) -> None:
    message = "'nowhere' is neither a month such as 2026-03, nor `baseline`, nor a revision"
    with pytest.raises(Exception, match=re.escape(message)):
        _diff("nowhere", data=repository / "data")


def test_a_revision_without_the_data_folder_is_refused(repository: Path) -> None:
    _git(repository, "rm", "-r", "-q", "--cached", "data")
    _git(repository, "commit", "-q", "-m", "No data")
    with pytest.raises(Exception, match="The revision 'HEAD' has no data folder 'data'"):
        _diff("HEAD", data=repository / "data")


def test_outside_a_repository_months_still_compare(plan: Path) -> None:
    with pytest.raises(Exception, match="is not in a git repository"):
        _diff("main", data=plan)
    assert _diff("2026-01", "2026-02", data=plan).output


def test_a_month_without_plan_is_refused(plan: Path) -> None:
    with pytest.raises(Exception, match=r"2027-01 lies outside .* 2026-01 .* 2026-03"):
        _diff("2026-03", "2027-01", data=plan)


def test_a_shallow_clone_says_what_to_fetch(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    _git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    assert _diff("HEAD", data=clone / "data").output.startswith("Nothing changed")
    with pytest.raises(Exception, match="this clone is shallow"):
        _diff("HEAD~1", "HEAD", data=clone / "data")


def test_broken_data_is_reported_with_its_revision(repository: Path) -> None:
    data = repository / "data"
    (data / "people.yml").write_text("- id: Nobody\n", encoding="utf-8")
    _git(repository, "commit", "-q", "-a", "-m", "Broken")
    output = _diff("HEAD~1", "HEAD", data=data, code=2).stderr
    assert re.search(r"(?m)^HEAD:.*data/people\.yml:1:\d+ ", output)


def test_a_plan_without_reviews_has_no_changes(tmp_path: Path) -> None:
    _write(bare_handbook(), tmp_path / "data")
    assert _diff(data=tmp_path / "data").output.startswith("Nothing changed from the baseline")
