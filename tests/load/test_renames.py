"""An initiative that is renamed keeps its history: what named it before speaks of it still."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from erpsite.analysis import state
from erpsite.load import load_handbook


def _renamed(repo_root: Path, folder: Path, formerly: str) -> Path:
    data = folder / "data"
    shutil.copytree(repo_root / "tests/golden/base_plan", data)
    old = data / "initiatives/erp-crm.yml"
    text = old.read_text(encoding="utf-8").replace("id: erp-crm\n", f"id: crm-link\n{formerly}", 1)
    (data / "initiatives/crm-link.yml").write_text(text, encoding="utf-8")
    old.unlink()
    return data


@pytest.mark.parametrize("written", ["[erp-crm]", "erp-crm", "[crm-first, erp-crm]"])
def test_reviews_and_other_files_follow_it(repo_root: Path, tmp_path: Path, written: str) -> None:
    before = load_handbook(repo_root / "tests/golden/base_plan").handbook
    after = load_handbook(_renamed(repo_root, tmp_path, f"formerly: {written}\n"))
    assert [str(issue) for issue in after.issues if issue.code == "unknown-reference"] == []
    assert before is not None
    assert after.handbook is not None
    was, now = (state(one, before.default_as_of).initiatives for one in (before, after.handbook))
    assert "erp-crm" in now["crm-link"].initiative.formerly
    assert now["crm-link"].complete == was["erp-crm"].complete is not None
    assert now["crm-link"].spent == was["erp-crm"].spent
    assert now["crm-link"].finish == was["erp-crm"].finish


def test_a_link_to_a_task_of_its_own_initiative_stays_there(repo_root: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo_root / "tests/golden/base_plan", data)
    path = data / "initiatives/report-auto.yml"
    text = path.read_text(encoding="utf-8").replace(
        "id: report-auto\n", "id: report-auto\nformerly: pilot\n", 1
    )
    path.write_text(text, encoding="utf-8")
    loaded = load_handbook(data).handbook
    assert loaded is not None
    roll_out = loaded.initiatives["erp-crm"].phases[1]
    assert [link.to for link in roll_out.after] == ["pilot"]


def test_without_the_old_id_its_reviews_name_nothing(repo_root: Path, tmp_path: Path) -> None:
    found = load_handbook(_renamed(repo_root, tmp_path, "")).issues
    assert "unknown-reference" in {issue.code for issue in found}


@pytest.mark.parametrize("written", ["Erp Crm", "[Erp Crm]", "{id: erp-crm}"])
def test_what_is_no_id_is_refused_at_its_place(repo_root: Path, tmp_path: Path, written: str) -> None:
    found = load_handbook(_renamed(repo_root, tmp_path, f"formerly: {written}\n")).issues
    assert any(issue.source.path.endswith("crm-link.yml") and issue.source.line == 2 for issue in found)
