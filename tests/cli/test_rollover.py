"""Prove that `erpsite rollover` writes a plan that checks and builds, and says what is to decide."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.rollover import command
from erpsite.issues import Severity
from erpsite.load import load_handbook
from tests.factory import bare_handbook
from tests.plan_folder import write_plan_folder
from tests.warm import python

ROOT = Path(__file__).resolve().parents[2]


def _rollover(*words: str, data: Path, code: int = 0) -> Result:
    result = CliRunner().invoke(command, [*words, "--data", str(data)], standalone_mode=False)
    if result.exception:
        raise result.exception
    assert result.return_value == code, result.output
    return result


def test_the_sample_rolls_over_and_every_mark_stands_where_the_list_says(tmp_path: Path) -> None:
    output = _rollover("2027", str(tmp_path / "next"), "--language", "en", data=ROOT / "data").output
    result = load_handbook(tmp_path / "next" / "data")
    assert [issue for issue in result.issues if issue.severity is Severity.ERROR] == []
    assert result.handbook is not None
    assert result.handbook.plan.plan_year == 2027
    listed = (tmp_path / "next" / "TO-DECIDE.md").read_text(encoding="utf-8").splitlines()[2:]
    assert len(listed) > 50
    for line in listed:
        found = re.fullmatch(r"- \[ \] (data/[^:]+?)(?::(\d+))?  (.+)", line)
        assert found, line
        assert f"  {found[3]}\n" in output
        if found[2]:
            text = (tmp_path / "next" / found[1]).read_text(encoding="utf-8").splitlines()
            assert text[int(found[2]) - 1].strip() == f"# DECIDE: {found[3]}"
    assert f"{len(listed)} points are to be decided" in output
    assert len(output.splitlines()) < len(listed) / 2


def test_no_initiative_is_lost(tmp_path: Path) -> None:
    _rollover("2027", str(tmp_path / "next"), data=ROOT / "data")
    old, new = load_handbook(ROOT / "data").handbook, load_handbook(tmp_path / "next" / "data").handbook
    assert old is not None
    assert new is not None
    funded = {name for name, one in old.initiatives.items() if one.stage == "approved"}
    assert funded == {name for name, item in new.completed.items() if item.id == name}
    going_on = {name for name, item in new.completed.items() if item.state == "carried-over"}
    assert going_on <= set(new.initiatives)


@pytest.mark.slow
def test_the_result_builds(tmp_path: Path) -> None:
    write_plan_folder(tmp_path / "old")
    _rollover("2027", str(tmp_path / "next"), data=tmp_path / "old" / "data")
    done = subprocess.run(
        [python(), "-m", "erpsite", "build"],
        cwd=tmp_path / "next", capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "next" / "site" / "zh" / "index.html").is_file()


def test_an_almost_empty_plan_rolls_over(tmp_path: Path) -> None:
    write_plan_folder(tmp_path / "old", bare_handbook())
    output = _rollover("2027", str(tmp_path / "next"), data=tmp_path / "old" / "data").output
    assert "待定，见TO-DECIDE.md。" in output
    assert "# 待定：核定年度预算；金额沿用上年。" in (tmp_path / "next/data/handbook.yml").read_text(
        encoding="utf-8"
    )


def test_a_folder_with_something_in_it_and_a_year_gone_by_are_refused(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Exception, match="is not an empty folder"):
        _rollover("2027", str(tmp_path / "full"), data=tmp_path / "data")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["note.txt"]
    with pytest.raises(Exception, match="2026 is not after the year of this plan, 2026"):
        _rollover("2026", str(tmp_path / "next"), data=tmp_path / "data")
    assert not (tmp_path / "next").exists()


def test_data_with_errors_is_not_carried_over(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (tmp_path / "data" / "people.yml").write_text("- id: Nobody\n", encoding="utf-8")
    result = _rollover("2027", str(tmp_path / "next"), data=tmp_path / "data", code=1)
    assert "people.yml:1:" in result.stderr
    assert not (tmp_path / "next").exists()
