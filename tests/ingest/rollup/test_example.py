"""The example plan: its logs are made by a command, and counting them gives what is committed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.analysis.health.availability import Uptime
from erpsite.issues import Severity
from erpsite.load import load_handbook
from erpsite.pages.preread.health import draw_health
from tests.ingest.rollup.conftest import Command, results_in
from tests.pages.drawing import book_of, drawn, entries_of, lead_of
from tools.raw_logs import written

EXAMPLE = Path(__file__).parents[3] / "examples/raw-logs"


def test_counting_the_logs_of_the_example_gives_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Command
) -> None:
    shutil.copytree(EXAMPLE / "data", tmp_path / "data", ignore=shutil.ignore_patterns("rollup"))
    monkeypatch.chdir(tmp_path)
    assert len(list(written(tmp_path / "logs"))) == 8
    result = run()
    assert result.return_value == 0, result.output
    assert "logs/dialogue-2026-03 (1).csv holds the same as logs/dialogue-2026-03.csv" in result.output
    assert results_in(tmp_path) == results_in(EXAMPLE)


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_its_health_page_says_the_availability_that_was_counted_and_where_it_comes_from(
    language: str,
) -> None:
    loaded = load_handbook(EXAMPLE / "data")
    assert loaded.handbook is not None
    book = book_of(loaded.handbook, language, "2026-06")
    june = loaded.handbook.health["availability", "finance"]["2026-06"]
    cell = book.figures.availability.cells["finance", "2026-06"]
    assert isinstance(cell, Uptime)
    assert cell.eligible == june.denominator
    assert cell.percent == pytest.approx(june.value)
    page = draw_health(book)
    assert "99.65%" in lead_of(page)
    html = "".join(drawn(entry, language) for entry in entries_of(book, "preread") if "health" in entry.path)
    assert "data/rollup/checks/" in html
    assert "data/rollup/dialogue/" in html
    assert "health.csv" not in html
    silent = replace(loaded.handbook, health_metrics={})  # an edition that hides the metrics hides it, too
    assert book_of(silent, language, "2026-06").figures.uptime_of_year is None
