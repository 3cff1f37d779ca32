"""Locks and floors lie above every advisory of the snapshot, and a version below one is found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from packaging.version import Version

from tools.advisories import LOCKS, SNAPSHOT, Advisory, below, floors, main, pins, read_snapshot

KNOWN = (Advisory("CVE-1", "jinja2", Version("3.1.6"), "written pages leave the sandbox"),)


def test_nothing_of_ours_is_below_an_advisory(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().err


def test_the_snapshot_has_a_day_and_a_reason_for_each_advisory() -> None:
    day, known = read_snapshot(SNAPSHOT.read_text(encoding="utf-8"))
    assert dt.date.fromisoformat(day) >= dt.date(2026, 11, 29)
    assert len(known) > 20
    assert all(one.why and one.id for one in known)
    assert len({(one.id, one.package) for one in known}) == len(known)


def test_the_snapshot_names_only_packages_that_we_have(repo_root: Path) -> None:
    locked = {name for lock in LOCKS for name, _ in pins((repo_root / lock).read_text(encoding="utf-8"))}
    assert {one.package for one in read_snapshot(SNAPSHOT.read_text(encoding="utf-8"))[1]} <= locked


def test_a_pin_below_an_advisory_is_found_in_every_spelling() -> None:
    lock = (
        'Jinja2==3.1.5 ; python_version < "3.12" \\\n    --hash=sha256:0\njinja2==3.1.6 \\\n# jinja2==1.0\n'
    )
    (found,) = below("requirements.lock", pins(lock), KNOWN)
    assert found.startswith("requirements.lock: jinja2 3.1.5 is below 3.1.6, which mends CVE-1")


@pytest.mark.parametrize(("line", "found"), [("jinja2>=3.1", 1), ("jinja2", 1), ("jinja2>=3.1.6,<4", 0)])
def test_a_floor_below_an_advisory_is_found_in_an_extra_too(line: str, found: int) -> None:
    for part in ({"dependencies": [line], "optional-dependencies": {}},
                 {"dependencies": [], "optional-dependencies": {"pack": [line]}}):  # fmt: skip
        assert len(below("pyproject.toml", floors({"project": part}), KNOWN)) == found
