"""One log with every trap, in four forms: each number by hand, and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.rollup.conftest import DEFINITION, HEAD, Command


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


@pytest.mark.parametrize("words", [3, 80])
def test_rows_of_parquet_count_as_those_of_text_do_whatever_words_they_have(
    plan: Path, run: Command, words: int
) -> None:
    """Its few words are small numbers to the engine, and a user's modules bits; many words stay text."""
    from erpsite.extras import need

    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    modules = ["", "XX", *(f"F{at}" for at in range(words)), "MM"]
    table = [
        (f"2026-{1 + at % 3:02d}-05 10:00:00", modules[at % len(modules)], ("0010", "0020", "")[at % 4 % 3],
         ("", "u1", "u2", "u3", "u4")[at % 5], f"T{at % 7}", 50 + at * 7 % 900, "SSE"[at % 3])
        for at in range(1000)
    ]  # fmt: skip
    (plan / "logs/a.csv").write_text(HEAD + "".join(",".join(map(str, row)) + "\n" for row in table))
    names = HEAD.strip().split(",")
    columns = {name: pa.array(cells) for name, cells in zip(names, zip(*table, strict=True), strict=True)}
    pq.write_table(pa.table(columns), plan / "logs/a.parquet")
    more = "refuse_at_most: 0.9\nmerged: [{plant: plant-two, into: plant-one, since: 2026-02}]\n"
    text = DEFINITION.replace('["0010"]', '["0010"], plant-two: ["0020"]').partition("feeds:")[0] + more
    lake = text.replace("[logs/*.csv, logs/*.csv.gz]", '["logs/*.parquet"]')
    (plan / "data/organisation.yml").write_text(
        "- id: plant-one\n  name: One\n- id: plant-two\n  name: Two\n"
    )
    (plan / "data/rollups/web.yml").write_text(text)
    (plan / "data/rollups/lake.yml").write_text(lake)
    result = run()
    assert result.return_value == 0, result.output
    told = [
        {
            path.name: re.sub(r'"(made|files|sha256|path)":("[^"]*"|\{[^}]*\})', "", path.read_text())
            for path in (plan / "data/rollup" / name).iterdir()
        }
        for name in ("web", "lake")
    ]
    assert told[0] == told[1]
    assert len(told[0]) >= 7


@pytest.mark.parametrize(
    ("clock", "moment", "counted"),
    [
        ("local", "2026-01-05 02:00:00 PM", ""),
        ("local", "2026-01-05 10:00:00 CST", ""),
        ("local", "2026-01-05 10:00:00 UTC-8", ""),
        ("local", "2026-01-05 10:00:00-0500", ""),
        ("local", "2026-01-05 10:00:00 Asia/Shanghai", ""),
        ("local", "2026-01-05 10:00:00 ", "2026-01-05 10:00:00"),
        ("local", "2026-01-05T10:00:00.5", "2026-01-05 10:00:00"),
        ("utc", "2026-01-05 10:00:00 PM", ""),
        ("utc", "2026-01-05 10:00:00 NZ", ""),
        ("utc", "2026-01-05 10:00:00 UTC", "2026-01-05 18:00:00"),
        ("utc", "2026-01-05T10:00:00Z", "2026-01-05 18:00:00"),
        ("offset", "2026-01-05 10:00:00 CST", ""),
        ("offset", "2026-01-05 10:00:00 NZ", ""),
        ("offset", "2026-01-05T10:00:00-0500", "2026-01-05 23:00:00"),
        ("offset", "2026-01-05T10:00:00Z", "2026-01-05 18:00:00"),
    ],
)
def test_a_word_behind_a_time_is_not_passed_over(
    plan: Path, run: Command, clock: str, moment: str, counted: str
) -> None:
    (plan / "logs/a.csv").write_text(f"{HEAD}{moment},FI,0010,u1,FB60,100,S\n")
    definition = DEFINITION.replace("clock: local", f"clock: {clock}")
    (plan / "data/rollups/web.yml").write_text(f"refuse_at_most: 1\n{definition}")
    run()
    (file,) = json.loads((plan / "data/rollup/web/files.json").read_bytes())["files"]
    assert file["refused"] == ({} if counted else {"not-a-time": 1})
    assert file["first"] == counted
