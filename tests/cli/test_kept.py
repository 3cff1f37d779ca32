"""What a command keeps between runs changes nothing that it says."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.cli.main import group
from erpsite.load.remembered import remember_files
from tests.load.golden import BASE_PLAN

CODE = """
import contextlib, sys
from erpsite.cli import main
sys.argv = ["erpsite", *sys.argv[1:]]
with contextlib.suppress(SystemExit):
    main()
print(sorted(name for name in ("erpsite.plancheck", "erpsite.analysis", "numpy") if name in sys.modules))
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a plan, with a folder of its own for what is kept."""
    monkeypatch.setenv("ERPSITE_CACHE", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)  # a configuration here would name its own folder of written pages
    return Path(shutil.copytree(BASE_PLAN, tmp_path / "plan" / "data"))


def _check(plan: Path, *words: str) -> tuple[str, int]:
    remember_files(128)
    ran = CliRunner().invoke(group, ["check", "--data", str(plan), *words], standalone_mode=False)
    assert ran.exception is None, ran.exception
    return ran.output, int(ran.return_value)


def test_a_plan_that_has_not_changed_is_not_judged_again(plan: Path) -> None:
    words = [sys.executable, "-c", CODE, "check", "--data", str(plan)]
    first, second = (subprocess.run(words, capture_output=True, text=True, check=True) for _ in range(2))
    assert first.stdout.splitlines()[:-1] == second.stdout.splitlines()[:-1]
    assert "erpsite.plancheck" in first.stdout.splitlines()[-1]
    assert second.stdout.splitlines()[-1] == "[]"


def test_every_edit_is_told_as_if_nothing_were_kept(plan: Path) -> None:
    dice = random.Random(11)
    files = sorted(path for path in plan.rglob("*.*") if path.suffix in {".yml", ".csv"})
    for _ in range(15):
        file = dice.choice(files)
        text = file.read_bytes()
        at = dice.randrange(len(text))
        file.write_bytes(text[:at] + dice.choice([b"1", b"x", b"", b"\n", b" "]) + text[at + 1 :])
        words = dice.choice([(), ("--strict",), ("--format", "json"), ("--language", "zh")])
        expected = _check(plan, *words, "--fresh")
        assert _check(plan, *words) == expected
        assert _check(plan, *words) == expected
        if dice.random() < 0.6:
            file.write_bytes(text)


def test_questions_are_not_mixed_up(plan: Path) -> None:
    asked = [
        ("--language", "en"), ("--language", "zh"), ("--format", "sarif"), ("--strict",),
        ("--rule", "P3-P80"), ("--as-of", "2026-02"),
    ]  # fmt: skip
    expected = {words: _check(plan, *words, "--fresh") for words in asked}
    for words in (*asked, *asked[::-1], *asked):
        assert _check(plan, *words) == expected[words]


def test_a_damaged_report_is_not_said(plan: Path, tmp_path: Path) -> None:
    expected = _check(plan)
    (held,) = (tmp_path / "kept").glob("*.findings")
    whole = held.read_bytes()
    dice = random.Random(3)
    for _ in range(20):
        at = dice.randrange(len(whole))
        held.write_bytes(whole[:at] + bytes([dice.randrange(256)]) + whole[at + dice.choice([0, 1, 9]) :])
        assert _check(plan) == expected
    for data in (b"", b"\n", b"\n\n", whole[:-1]):
        held.write_bytes(data)
        assert _check(plan) == expected


def test_a_page_beside_the_data_is_looked_at_each_time(plan: Path) -> None:
    assert "conflict" not in _check(plan)[0]
    (plan.parent / "content").mkdir()
    (plan.parent / "content" / "a (conflicted copy).md").write_text("x", encoding="utf-8")
    assert "conflict" in _check(plan)[0]


def test_a_time_zone_that_is_installed_later_is_known(plan: Path, tmp_path: Path) -> None:
    settings = plan / "handbook.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\ntimezone: Mars/Base\n", encoding="utf-8")
    (tmp_path / "zones" / "Mars").mkdir(parents=True)
    with resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").open("rb") as zone:
        (tmp_path / "zones" / "Mars" / "Base").write_bytes(zone.read())
    words = [sys.executable, "-m", "erpsite", "check", "--data", str(plan)]
    for paths, told in (("", True), (str(tmp_path / "zones"), False), ("", True)):
        ran = subprocess.run(
            words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONTZPATH": paths}
        )
        assert ("[unknown-timezone]" in ran.stdout) is told, (paths, ran)


def test_nothing_is_kept_where_that_is_asked(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _check(plan, "--fresh")
    assert not (tmp_path / "kept").exists()
    monkeypatch.setenv("ERPSITE_CACHE", "off")
    _check(plan)
    assert not (tmp_path / "kept").exists()
    assert list(plan.parent.iterdir()) == [plan]
