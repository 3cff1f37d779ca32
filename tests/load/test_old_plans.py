"""Every shape in which the sample was ever landed is still read, and upgraded without a change of meaning."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.upgrade import command
from erpsite.load import load_handbook
from erpsite.load import upgrade as upgrading
from erpsite.load.upgrade import UpgradeStep, upgraded
from erpsite.model.plan import FORMAT
from erpsite.patch import PatchError, set_value
from tests.load.golden import BASE_PLAN, lay_out

CORPUS = Path(__file__).resolve().parent.parent / "golden" / "old_plans"


def _shapes() -> list[tuple[str, str]]:
    found = []
    for archive in sorted(CORPUS.glob("format-*.tar.xz")):
        with tarfile.open(archive) as held:
            found += sorted({(archive.name, name.split("/")[0]) for name in held.getnames()})
    return found


SHAPES = _shapes()


def _upgrade(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--data", str(folder), *arguments], standalone_mode=False)


@pytest.fixture(scope="module")
def old_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    for archive in sorted(CORPUS.glob("format-*.tar.xz")):
        with tarfile.open(archive) as held:
            held.extractall(folder / archive.name, filter="data")
    return folder


def test_each_format_has_its_plans() -> None:
    formats = {int(re.findall(r"[0-9]+", archive)[0]) for archive, _ in SHAPES}
    assert formats == set(range(1, FORMAT + 1))
    assert len(SHAPES) >= 6


@pytest.mark.parametrize(("archive", "shape"), SHAPES)
def test_every_old_plan_is_read_and_upgraded(archive: str, shape: str, old_plans: Path) -> None:
    folder = old_plans / archive / shape
    before = load_handbook(folder).handbook
    assert before is not None
    assert len(before.initiatives) == 26
    done = _upgrade(folder, "--language", "en")
    assert done.return_value == 0, done.output
    assert "handbook.yml" in done.output
    after = load_handbook(folder).handbook
    assert after is not None
    assert after.plan.format == FORMAT
    assert (after.plan, after.initiatives, after.reviews) == (before.plan, before.initiatives, before.reviews)
    again = _upgrade(folder, "--language", "zh")
    assert again.output == "计划已是当前格式，无需改动。\n"


def test_a_dry_run_shows_one_line_and_writes_nothing(tmp_path: Path) -> None:
    lay_out({}, tmp_path / "data")
    file = tmp_path / "data" / "handbook.yml"
    file.write_bytes(b"# Ours\r\n" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    done = _upgrade(tmp_path / "data", "--dry-run", "--language", "en")
    assert [line for line in done.output.splitlines() if line.startswith(("+", "-"))] == [
        "--- handbook.yml", "+++ handbook.yml", "+format: 1",
    ]  # fmt: skip
    assert file.read_bytes() == before
    _upgrade(tmp_path / "data")
    assert file.read_bytes() == before.replace(b"# Ours\r\n", b"# Ours\r\nformat: 1\r\n")


def test_a_newer_format_is_refused_with_one_sentence(tmp_path: Path) -> None:
    lay_out(
        {"edit": {"handbook.yml": {"plan_year: 2026": "format: 2\ncrew: []\nplan_year: 2026"}}},
        tmp_path / "data",
    )
    result = load_handbook(tmp_path / "data")
    assert [(issue.code, str(issue.source)) for issue in result.issues] == [
        ("newer-format", "handbook.yml:4:9")
    ]
    done = _upgrade(tmp_path / "data", "--language", "zh")
    assert done.return_value == 1
    assert "请安装更新的erpsite" in done.output


def _renames(old: str, new: str) -> Callable[[upgrading.Files], upgrading.Files]:
    return lambda files: {"handbook.yml": files["handbook.yml"].replace(f"{old}:", f"{new}:")}


def test_steps_are_taken_in_order_and_only_where_they_are_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (UpgradeStep(2, "say crew for team", _renames("team", "crew")),
             UpgradeStep(3, "say people for crew", _renames("crew", "people")))  # fmt: skip
    monkeypatch.setattr(upgrading, "STEPS", steps)
    changed, done = upgraded({"handbook.yml": "# c\nteam: 1  # ours\n"})
    assert changed == {"handbook.yml": "# c\nformat: 3\npeople: 1  # ours\n"}
    assert done[:2] == ("say crew for team", "say people for crew")
    changed, done = upgraded({"handbook.yml": "crew: 1\nformat: 2 # two\n"})
    assert changed == {"handbook.yml": "people: 1\nformat: 3 # two\n"}
    assert len(done) == 2


def test_what_would_say_something_else_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out({}, tmp_path / "data")
    before = (tmp_path / "data" / "handbook.yml").read_bytes()
    wrong = UpgradeStep(
        2, "-", lambda files: {"handbook.yml": set_value(files["handbook.yml"], ["loaded_hourly_cost"], 1)}
    )
    monkeypatch.setattr(upgrading, "STEPS", (wrong,))
    done = _upgrade(tmp_path / "data", "--language", "en")
    assert done.return_value == 2
    assert (tmp_path / "data" / "handbook.yml").read_bytes() == before


def test_what_cannot_be_patched_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_files: upgrading.Files) -> upgrading.Files:
        raise PatchError("the file is empty")

    lay_out({}, tmp_path / "data")
    monkeypatch.setattr(upgrading, "STEPS", (UpgradeStep(2, "-", refuse),))
    done = _upgrade(tmp_path / "data", "--language", "zh")
    assert (done.return_value, done.output) == (2, "文件是空的\n")


def test_the_base_plan_needs_no_format() -> None:
    assert "format:" not in (BASE_PLAN / "handbook.yml").read_text(encoding="utf-8")
    plan = load_handbook(BASE_PLAN).handbook
    assert plan is not None
    assert plan.plan.format == 1
