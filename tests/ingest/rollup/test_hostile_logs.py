"""One log with every trap, in four forms: each number by hand, and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterable
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


TIMES = {
    "local": [
        ("2026-1-5 9:05", True), ("2026-01-05T10:00", True), ("2026/01/05 10:00:00", True),
        ("2026-01-05  9:00:00", True), (" 2026-01-05 1:2:3", True), ("2026-01-05", True),
        ("2026-01-05 10:00:00.9999999", True), ("2026-01-05 24:00:00", False),
        ("2026-01-05 10:00 00", False), ("2026-01-05 10:00:00 1", False), ("02026-01-05 10:00:00", False),
        ("2026-01-05 (BC) 10:00:00", False), ("2026-01-05 10", False), ("infinity", False),
        ("2026-01-05 23:59:60", False), ("2026-01-05\t10:00:00", True), ("２０２６-01-05 10:00:00", False),
    ],
    "utc": [
        ("2026-01-05T10:00Z", True), ("2026-01-05T10:00:00.123456789Z", True),
        ("2026-01-05 10:00:00+00:00", True), ("2026-01-05 10:00:00-00:00", False),
        ("2026-01-05 10:00:00 GMT", False), ("2026-01-05T10:00:00z", False),
    ],
    "offset": [
        ("2026-01-05T10:00:00+05:45", True), ("2026-01-05T10:00+08:00", True),
        ("2026/1/5 10:00:00-0500", True), ("2026-01-05T10:00:00+08", True),
        ("2026-01-05T10:00:00+24:00", False), ("2026-01-05T10:00:00+0860", False),
        ("2026-01-05T10:00:00+8", False), ("2026-01-05 10:00:00GMT+8", False),
        ("2026-01-05T10:00:00+08:00[Asia/Shanghai]", False), ("2026-01-05T10:00:00", False),
    ],
    "epoch-ns": [
        ("1767600000123456789", True), ("1.7676e18", True), ("+1767600000123456789 ", True),
        ("1_767_600_000_123_456_789", False),
        ("１７６７６０００００１２３４５６７８９", False), ("NaN", False),
        ("17676000001234567890", False), ("-1", False), ("0x18", False),
    ],
}  # fmt: skip
NUMBERS = [
    ("1e3", True), (".5", True), ("5.", True), (" 7 ", True), ("+5", True), ("1_000", False), ("１２", False),
    ("٣", False), ("0x1F", False), ("1,5", False), ("Infinity", False), ("5-", False), ("120 ms", False),
]  # fmt: skip
"""Writings, and whether they are a time of a clock, or a number: engines take others, each its own."""


def lay_writings(folder: Path) -> dict[str, set[str]]:
    """Lay out a log for each clock, and one of numbers; return the transactions that count, by definition."""
    counted = {}
    for clock, words in {**TIMES, "numbers": NUMBERS}.items():
        name = clock.replace("-", "")
        rows = [
            f'"2026-01-05 10:00:00",FI,0010,u,T{at},"{word}",S\n' if clock == "numbers"
            else f'"{word}",FI,0010,u,T{at},1,S\n'
            for at, (word, _) in enumerate(words)
        ]  # fmt: skip
        (folder / f"logs/{name}.csv").write_text(HEAD + "".join(rows))
        told = DEFINITION.partition("feeds:")[0].replace("logs/*.csv, logs/*.csv.gz", f"logs/{name}.csv")
        told = told if clock == "numbers" else told.replace("clock: local", f"clock: {clock}")
        (folder / f"data/rollups/{name}.yml").write_text(f"refuse_at_most: 1\n{told}")
        counted[name] = {f"T{at}" for at, (_, counts) in enumerate(words) if counts}
    (folder / "data/rollups/web.yml").unlink()
    (folder / "logs/a.csv").unlink()
    return counted


def counted_writings(folder: Path, names: Iterable[str]) -> dict[str, set[str]]:
    """Return the transactions that were counted, by definition."""
    found = {}
    for name in names:
        held = json.loads((folder / f"data/rollup/{name}/2026-01.json").read_bytes())
        found[name] = set(held["transactions"]["finance"])
    return found


def test_what_is_no_time_and_no_number_is_refused(plan: Path, run: Command) -> None:
    counted = lay_writings(plan)
    assert run().return_value == 0
    assert counted_writings(plan, counted) == counted
    held = json.loads((plan / "data/rollup/local/2026-01.json").read_bytes())
    assert (held["first"], held["last"]) == ("2026-01-05 00:00:00", "2026-01-05 10:00:00")
    account = json.loads((plan / "data/rollup/epochns/files.json").read_bytes())["files"][0]
    assert (account["refused"], account["first"]) == ({"not-a-time": 6}, "2026-01-05 16:00:00")


@pytest.mark.parametrize("clock", ["local", "utc"])
def test_stamps_of_no_year_that_people_have_are_refused_and_shown(
    plan: Path, run: Command, clock: str
) -> None:
    """Programs write the greatest and the least number for no time; nanoseconds are cut off, not rounded."""
    from erpsite.extras import need

    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    (plan / "logs/a.csv").unlink()
    zone = "UTC" if clock == "utc" else None
    far = [-(2**62), 253402300799999999, -62135596800000000, 2**61]
    names = HEAD.strip().split(",")
    rest = {
        name: pa.array([cell] * 4)
        for name, cell in zip(names[1:], ["FI", "0010", "u", "T", "1", "S"], strict=True)
    }
    pq.write_table(
        pa.table({"ts": pa.array(far, pa.timestamp("us", zone)), **rest}), plan / "logs/far.parquet"
    )
    last = pa.array([1767225599999999999] * 4, pa.timestamp("ns", zone))
    pq.write_table(pa.table({"ts": last, **rest}), plan / "logs/last.parquet")
    told = DEFINITION.replace("[logs/*.csv, logs/*.csv.gz]", '["logs/*.parquet"]')
    told = told.replace("clock: local", f"clock: {clock}")
    (plan / "data/rollups/web.yml").write_text(f"refuse_at_most: 1\nzone: UTC\n{told}")
    result = run()
    assert result.return_value == 0, result.output
    assert "8 rows: 4 count, 0 are left out, 4 are refused" in result.output
    assert [path.stem for path in (plan / "data/rollup/web").glob("????-??.json")] == ["2025-12"]


@pytest.mark.parametrize("order", [1, -1])
def test_plants_that_merge_one_into_the_other_do_so_in_whatever_order_they_stand(
    plan: Path, run: Command, order: int
) -> None:
    plants = ("one", "two", "three")
    (plan / "data/organisation.yml").write_text("".join(f"- {{id: plant-{one}}}\n" for one in plants))
    rows = [f"2026-{month}-05 10:00:00,FI,{one},u,T,1,S\n" for month in ("04", "06", "08") for one in plants]
    (plan / "logs/a.csv").write_text(HEAD + "".join(rows))
    values = ", ".join(f"plant-{one}: [{one}]" for one in plants)
    mergers = [
        "{plant: plant-one, into: plant-two, since: 2026-05}",
        "{plant: plant-two, into: plant-three, since: 2026-07}",
    ][::order]
    told = re.sub("plant: .*\n", f"plant: {{column: plant, values: {{{values}}}}}\n", DEFINITION)
    definition = plan / "data/rollups/web.yml"
    definition.write_text(f"merged: [{', '.join(mergers)}]\n{told}")
    run()
    found = {}
    for path in (plan / "data/rollup/web").glob("????-??.*.json"):
        held = json.loads(path.read_bytes())
        found[held["month"], held["plant"]] = held["whole"]["count"]
    assert found == {
        ("2026-04", "plant-one"): 1, ("2026-04", "plant-two"): 1, ("2026-04", "plant-three"): 1,
        ("2026-06", "plant-two"): 2, ("2026-06", "plant-three"): 1, ("2026-08", "plant-three"): 3,
    }  # fmt: skip
    definition.write_text(definition.read_text().replace("into: plant-three", "into: plant-one"))
    assert "web.yml:1:10  error  plant-" in run().output
    assert "through mergers itself again" in run().output
