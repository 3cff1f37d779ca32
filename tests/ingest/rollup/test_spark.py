"""Spark gives what DuckDB gives, byte by byte, on the log with every trap; run by `make test-spark`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command

pytest.importorskip("pyspark", reason="half a gigabyte, and Java: make test-spark brings it")
BAD = (
    "2026-02-03 10:00:01,MM,0010,u1,ME21N,abc,E\n2026-02-03 10:00:01,MM,00\n"
    "2026-02-03 10:00:01,MM,0010,u1,ME21N,5,E,x\n2026-02-31 10:00:01,MM,0010,u1,ME21N,10,E\n"
    "2026,MM,0010,u1,ME21N,10,E\n10:00:01,MM,0010,u1,ME21N,10,E\n"
    "2026-01-05 10,MM,0010,u1,ME21N,10,E\n2026-01-05 ,MM,0010,u1,ME21N,10,E\n"
    '2026-02-07 10:00:01,MM,0010,"u\n2",ME21N,2.5,S\n2026-02-07 10:00:01,MM,0010,,,3.5,S\n'
)


def test_both_engines_give_the_same_bytes(hostile: Path, run: Command) -> None:
    (hostile / "odd").mkdir()
    (hostile / "odd/bad.csv").write_text(HEAD + ROWS + BAD)
    told = DEFINITION.replace("[logs/*.csv, logs/*.csv.gz]", "[odd/bad.csv]")
    (hostile / "data/rollups/bad.yml").write_text(f"refuse_at_most: 0.9\n{told}")
    found: dict[Path, list[str]] = {}
    for engine in ("duckdb", "spark"):
        result = run("--engine", engine, "--master", "local[2]")
        assert result.return_value == 0, result.output
        assert "bad.csv:6 (ms=abc)" in result.output
        for path in sorted((hostile / "data/rollup").rglob("*.*")):
            data = path.read_text()
            made = data.partition('"engine":"')[2].partition('"')[0]
            assert not made or made.lower().startswith(engine)
            found.setdefault(path.relative_to(hostile), []).append(data.replace(made, "") if made else data)
            path.unlink()
    assert len(found) > 12
    assert [path.as_posix() for path, texts in found.items() if len(texts) != 2 or len({*texts}) != 1] == []
