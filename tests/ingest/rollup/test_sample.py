"""The logs of the sample plan give what is committed, and that is what was typed before."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import shutil
from pathlib import Path

import pytest

from erpsite.analysis.health.metrics import metric_rag
from erpsite.load import load_handbook
from erpsite.model.rolled import BUCKET_STEP
from tests.ingest.rollup.conftest import Command, results_in
from tools.sample_logs import typed_values, write

ROOT = Path(__file__).parents[3]
AFTER = dt.datetime(2026, 11, 2, tzinfo=dt.UTC).timestamp()
"""When the logs were written, whatever the clock of this machine: no row is later than its file."""
PERCENTILES = {"response-time", "report-runtime"}


def test_the_command_makes_the_logs_that_are_shipped(tmp_path: Path) -> None:
    made = {path.name: path for path in write(tmp_path)}
    assert sorted(made) == sorted(path.name for path in (ROOT / "logs").iterdir())
    for name, path in made.items():
        assert gzip.decompress(path.read_bytes()) == gzip.decompress((ROOT / "logs" / name).read_bytes()), (
            name
        )
    assert sum(path.stat().st_size for path in made.values()) < 400_000


def test_counting_them_gives_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Command
) -> None:
    for name in ("data", "logs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("rollup"))
    for log in (tmp_path / "logs").iterdir():
        os.utime(log, (AFTER, AFTER))
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.return_value == 0, result.output
    assert results_in(tmp_path) == results_in(ROOT)
    assert "dialogue: nothing new in 8 files" in run().output


def test_the_sample_shows_what_was_typed_within_a_bucket() -> None:
    loaded = load_handbook(ROOT / "data")
    assert loaded.handbook is not None
    assert not [one for one in loaded.issues if one.code.startswith(("typed-and", "rollup", "rolled"))]
    health, metrics = loaded.handbook.health, loaded.handbook.health_metrics
    seen = 0
    for (name, month), modules in typed_values().items():
        for module, typed in modules.items():
            value = health[name, module or None][month]
            assert value.value is not None
            assert value.where.path.startswith("rollup/")
            width = BUCKET_STEP - 1 if name in PERCENTILES else 1e-12
            assert value.value == pytest.approx(typed, rel=width)
            assert metric_rag(metrics[name], value.value) is metric_rag(metrics[name], typed)
            seen += 1
    assert seen == 528
