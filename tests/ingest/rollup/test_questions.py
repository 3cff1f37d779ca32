"""What is questioned while counting stays a finding of the plan; an address tells no secret."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.spark import session
from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import HEAD, Command


def _rows(month: int, factor: float) -> str:
    draw = random.Random(month)
    return "".join(
        f"2026-{month:02d}-{day:02d} 10:{draw.randint(0, 59):02d}:00,FI,0010,u1,FB60,"
        f"{draw.randint(300, 600) * factor:.3f},S\n"
        for day in range(1, 29)
    )


def test_seconds_among_milliseconds_stay_a_finding(plan: Path, run: Command) -> None:
    Path("logs/a.csv").write_text(HEAD + _rows(1, 1) + _rows(2, 0.001) + _rows(3, 1))
    assert "finance 2026-02: the median duration goes from" in run().output
    found = [str(one.source) for one in load_handbook(plan / "data").issues if one.code == "rollup-jump"]
    assert found == ["rollup/web/2026-02.json", "rollup/web/2026-03.json"]
    Path("logs/a.csv").write_text(HEAD + _rows(1, 1) + _rows(2, 1.2) + _rows(3, 1))
    run()
    assert [one for one in load_handbook(plan / "data").issues if one.code == "rollup-jump"] == []


@pytest.mark.parametrize(
    ("language", "told"), [("en", "clock or zone another"), ("zh", "时钟或时区是否不同")]
)
def test_rows_later_than_their_file_stay_a_finding(
    plan: Path, run: Command, language: str, told: str
) -> None:
    def questioned() -> list[tuple[object, object]]:
        found = [one for one in load_handbook(plan / "data").issues if one.code == "rollup-ahead"]
        assert {str(one.source) for one in found} <= {"rollup/web/files.json"}
        return [(one.values["file"], one.values["last"]) for one in found]

    Path("logs/a.csv").write_text(HEAD + _rows(1, 1))
    Path("logs/b.csv").write_text(HEAD + "2026-02-20 18:00:00,FI,0010,u1,FB60,1,S\n")
    Path("logs/c.csv").write_text(HEAD + "2026-02-20 10:30:00,FI,0010,u1,FB60,1,S\n")
    for name in ("b", "c"):
        os.utime(f"logs/{name}.csv", (1771552800, 1771552800))  # 2026-02-20, ten o'clock in Shanghai
    assert told in run(language=language).output
    assert questioned() == [("logs/b.csv", "2026-02-20 18:00:00")]
    Path("logs/a.csv").write_text(HEAD + _rows(1, 1) + _rows(3, 1))  # another file: what was told stays
    assert told not in run(language=language).output
    assert questioned() == [("logs/b.csv", "2026-02-20 18:00:00")]
    Path("logs/b.csv").write_text(HEAD + "2026-02-20 09:00:00,FI,0010,u1,FB60,1,S\n")
    run()
    assert questioned() == []
    assert "ahead" not in Path("data/rollup/web/files.json").read_text()


@pytest.mark.parametrize(
    "address", ["sc://nowhere.invalid:1/;token=hunter2;use_ssl=true", "spark://me:hunter2@nowhere.invalid:1"]
)
def test_an_address_tells_no_secret(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Builder:
        """A Spark that starts nowhere and says the address that it was given."""

        def __getattr__(self, _: str) -> Builder:
            return self

        def __call__(self, *_: object) -> Builder:
            return self

        def getOrCreate(self) -> None:  # noqa: N802 - its name in PySpark
            raise OSError(f"no answer from {address}")

    spark = type(
        "Spark",
        (),
        {
            "SparkSession": type(
                "Session", (), {"builder": Builder(), "getActiveSession": staticmethod(lambda: None)}
            )
        },
    )
    monkeypatch.setattr("erpsite.ingest.rollup.spark.require", lambda _: None)
    monkeypatch.setattr("erpsite.ingest.rollup.spark.need", lambda _: spark)
    with pytest.raises(RollupFault) as caught, session(address, str(tmp_path), ""):
        pass
    assert "nowhere.invalid" in str(caught.value)
    assert "hunter2" not in f"{caught.value}{caught.value.__cause__}"
