"""Every plan gets an id of its own, keeps it over the years, and is asked for one that is missing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.analysis import state
from erpsite.analysis.rollover import rollover
from erpsite.cli.check import command as check
from erpsite.cli.new import command as new
from erpsite.i18n import translator
from erpsite.load import load_handbook
from erpsite.model.plan import Plan
from erpsite.plancheck.identity import check_identity
from tests.factory import PLAN, small_handbook


def _id(folder: Path) -> str:
    found = re.search(
        r"^id: (\S+)$", (folder / "data/handbook.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found
    return found[1]


def test_new_makes_the_id_afresh(tmp_path: Path, repo_root: Path) -> None:
    for name in ("one", "two"):
        assert CliRunner().invoke(new, [str(tmp_path / name)]).exit_code == 0
    ids = {_id(folder) for folder in (tmp_path / "one", tmp_path / "two", repo_root)}
    assert len(ids) == 3
    loaded = load_handbook(tmp_path / "one/data").handbook
    assert loaded is not None
    assert loaded.plan.id == _id(tmp_path / "one")


def test_the_next_year_keeps_it() -> None:
    plan = Plan.model_validate({**PLAN, "id": "plan-a1"})
    handbook = small_handbook(plan=plan)
    assert rollover(state(handbook, "2026-03"), 2027, translator("en")).handbook.plan.id == "plan-a1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_asks_for_it_with_a_line_that_helps(language: str, tmp_path: Path, repo_root: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo_root / "tests/golden/base_plan", data)
    run = ["--data", str(data), "--language", language]
    said = CliRunner().invoke(check, run).output
    (hint,) = set(re.findall(r"id: (plan-[0-9a-f]{12})", said))
    with (data / "handbook.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nid: {hint}\n")
    assert "plan-without-id" not in CliRunner().invoke(check, run).output
    handbook = load_handbook(data).handbook
    assert handbook is not None
    assert not list(check_identity(handbook))
