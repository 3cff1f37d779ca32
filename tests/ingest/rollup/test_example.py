"""The example plan: its logs are made by a command, and counting them gives what is committed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from erpsite.issues import Severity
from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import Command
from tools.raw_logs import written

EXAMPLE = Path(__file__).parents[3] / "examples/raw-logs"


def _results(folder: Path) -> dict[str, str]:
    """Return the results without the versions that counted them."""
    return {
        path.relative_to(folder).as_posix(): re.sub(r'"made":\{[^}]*\}', "", path.read_text(encoding="utf-8"))
        for path in sorted((folder / "data/rollup").rglob("*.*"))
    }


def test_counting_the_logs_of_the_example_gives_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Command
) -> None:
    shutil.copytree(EXAMPLE / "data", tmp_path / "data", ignore=shutil.ignore_patterns("rollup"))
    monkeypatch.chdir(tmp_path)
    assert len(list(written(tmp_path / "logs"))) == 8
    result = run()
    assert result.return_value == 0, result.output
    assert "logs/dialogue-2026-03 (1).csv holds the same as logs/dialogue-2026-03.csv" in result.output
    assert _results(tmp_path) == _results(EXAMPLE)


def test_its_health_is_what_the_logs_say() -> None:
    loaded = load_handbook(EXAMPLE / "data")
    assert loaded.handbook is not None
    assert not [issue for issue in loaded.issues if issue.severity is Severity.ERROR]
    health = loaded.handbook.health
    slow, mended = (health["response-time", "purchasing"][month].value for month in ("2026-03", "2026-04"))
    assert slow is not None
    assert mended is not None
    assert slow > 1.5 * mended
    assert health["active-users", None]["2026-01"].value == 27
    assert health["availability", "finance"]["2026-06"].denominator == 12 * 30 * 120 - 4 * 2 * 120
