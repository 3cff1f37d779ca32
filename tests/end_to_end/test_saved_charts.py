"""A chart saved from a notebook stands in the built page; its old names still work, with a warning."""

from __future__ import annotations

import subprocess
from pathlib import Path

import plotly.express as px
import pytest

from erpsite import charts
from tests.plan_folder import write_plan_folder
from tests.warm import python

CALL = '{{ NAME("late-orders", title="Late orders halved", unit="orders", source="order book") }}'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_plan_folder(tmp_path)
    charts.save(px.bar(x=["2026-01", "2026-02"], y=[8, 4]), "late-orders", tmp_path / "content")
    return tmp_path


def _build(plan: Path, page: str) -> subprocess.CompletedProcess[str]:
    (plan / "content/ours.md").write_text(f"# Ours\n\n{page}\n", encoding="utf-8")
    command = [python(), "-m", "erpsite", "build", "--site-dir", "site"]
    return subprocess.run(command, cwd=plan, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_it_is_placed_and_its_file_is_not_published(plan: Path) -> None:
    done = _build(plan, CALL.replace("NAME", "chart"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "now" not in done.stderr
    for language in ("zh", "en"):
        html = (plan / "site" / language / "ours/index.html").read_text(encoding="utf-8")
        assert "<strong>Late orders halved</strong>" in html
        assert '"y": [8, 4]' in html or '"y":[8,4]' in html or "&quot;y&quot;:[8,4]" in html
    assert not list((plan / "site").rglob("late-orders*"))


@pytest.mark.slow
def test_old_function_and_old_folder_work_in_a_strict_build_with_a_warning(plan: Path) -> None:
    (plan / "content/charts").rename(plan / "content/figures")
    done = _build(plan, CALL.replace("NAME", "figure"))
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout + done.stderr
    assert "content/ours.md:3: figure(…) is called chart(…) now" in told
    assert "content/figures/late-orders.json: saved charts stand in content/charts/ now; move it" in told
    html = (plan / "site/en/ours/index.html").read_text(encoding="utf-8")
    assert "<strong>Late orders halved</strong>" in html
    assert not list((plan / "site").rglob("late-orders*"))


@pytest.mark.slow
def test_one_name_in_both_folders_stops_the_build(plan: Path) -> None:
    (plan / "content/figures").mkdir()
    text = (plan / "content/charts/late-orders.json").read_text(encoding="utf-8")
    (plan / "content/figures/late-orders.json").write_text(text, encoding="utf-8")
    done = _build(plan, CALL.replace("NAME", "chart"))
    assert done.returncode != 0
    told = done.stdout + done.stderr
    assert "content/charts/late-orders.json and content/figures/late-orders.json have one name" in told
