"""One log with every trap, in four forms: each number by hand, and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.rollup.conftest import Command


def _wholes(name: str) -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(Path(f"data/rollup/{name}").glob("????-??.json")):
        held = json.loads(path.read_bytes())
        found[path.stem] = {"modules": held["modules"], "whole": held["whole"], "first": held["first"]}
    return found


@pytest.mark.usefixtures("hostile")
def test_each_form_of_the_log_gives_the_numbers_that_were_worked_by_hand(run: Command) -> None:
    result = run()
    assert result.return_value == 0, result.output
    assert "copy.csv holds the same as" in result.output
    text = _wholes("text")
    told = {
        month: tuple(
            held["whole"][key] for key in ("count", "timed", "short", "total_ms", "errors", "users", "volume")
        )
        for month, held in text.items()
    }
    assert told == {
        "2026-03": (3, 2, 0, 1002, 1, 1, 1.0001),
        "2026-04": (1, 1, 1, 0, 0, 1, 2.5),
        "2026-10": (3, 3, 0, 9000, 0, 1, 3),
        "2026-11": (1, 0, 0, 0, 0, 1, 1),
    }
    assert [held["first"] for held in text.values()] == [
        "2026-03-29 01:59:59", "2026-04-01 00:00:00", "2026-10-25 02:30:00", "2026-11-01 00:00:00",
    ]  # fmt: skip
    assert text["2026-10"]["modules"].keys() == {"", "supply-chain"}
    assert _wholes("json") == text
    assert _wholes("lake") == text


def test_the_bytes_are_the_same_whatever_zone_the_machine_is_in(
    hostile: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = set()
    try:
        for zone in ("UTC", "Asia/Shanghai", "Europe/Berlin"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert run().return_value == 0
            whole = hashlib.sha256()
            for path in sorted((hostile / "data/rollup").rglob("*.*")):
                whole.update(path.read_bytes())
                path.unlink()
            hashes.add(whole.hexdigest())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(hashes) == 1
