"""The example notebook runs on the sample, and the chart that it saves stands in a page."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.charts import read_chart
from erpsite.i18n import locale_of
from erpsite.issues import Source
from erpsite.load import load_handbook
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.kit.book import Book
from erpsite.pages.render import HtmlRenderer

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "examples/notebooks/chart_of_your_own.ipynb"


def _cells(kind: str) -> list[dict[str, Any]]:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def test_it_is_small_and_holds_no_output() -> None:
    assert NOTEBOOK.stat().st_size < 10_000
    for cell in _cells("code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Run the notebook beside a copy of the sample; return the folder and what each cell has shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the packages that run notebooks
        import nbformat
        from nbclient import NotebookClient

        folder = tmp_path_factory.mktemp("notebook")
        shutil.copytree(ROOT / "data", folder / "data")
        (folder / "content").mkdir()
        notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    shown = [
        "".join(str(one.get("data", {}).get("text/plain", one.get("text", ""))) for one in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]
    return folder, shown


@pytest.mark.slow
def test_it_shows_the_figures_of_the_plan(ran: tuple[Path, list[str]]) -> None:
    _, shown = ran
    assert shown[0].startswith("Frames as of 2026-10: named, kpis")
    assert "CNY" in shown[1]
    assert "money.at-completion" in shown[2]
    assert shown[-1] == "'content/charts/dearer-initiatives.json'"


@pytest.mark.slow
def test_the_line_that_it_tells_places_the_chart_with_true_words(ran: tuple[Path, list[str]]) -> None:
    folder, _ = ran
    text = (folder / "content/charts/dearer-initiatives.json").read_text(encoding="utf-8")
    (trace,) = read_chart(text).spec["data"]
    handbook = load_handbook(folder / "data").handbook
    assert handbook is not None
    plan = state(handbook, "2026-10")
    above = {
        name: float(now.forecast_cost - now.initiative.cost)
        for name, now in plan.initiatives.items()
        if now.running and now.forecast_cost is not None and now.forecast_cost > now.initiative.cost
    }
    assert dict(zip(trace["y"], trace["x"], strict=True)) == above
    told = _cells("markdown")[-1]["source"]
    told = told if isinstance(told, str) else "".join(told)
    call = told.split("```jinja\n")[1].split("```")[0]
    words = {1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven"}
    assert f"{words[len(above)]} initiatives" in call
    book = Book(plan, locale_of("en"))
    context = content_context(book, {"dearer-initiatives": ("charts/dearer-initiatives.json", text)})
    template = ContentTemplate(HtmlRenderer(book.locale, "ours"), context, Source("content/ours.md", 1))
    html = template.fill(template.expand(call))
    assert f"{words[len(above)]} initiatives will cost more" in html
    assert html.count("<tr") == len(above) + 1
