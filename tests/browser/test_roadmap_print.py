"""The roadmap on paper: A4 and A3 across, labels and head on every page, slices for a closer look."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from benchmarks.generated_plan import write_plan
from erpsite.pages.kit.gantt.chart import MOST_DRAWN
from tests.static_server import Serve, StaticServer
from tests.warm import python

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POINTS = {"A4": (842, 595), "A3": (1191, 842)}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, repo_root: Path, static_server: Serve) -> StaticServer:
    """Serve the site of a plan of 300 initiatives, in English."""
    folder = tmp_path_factory.mktemp("large")
    write_plan(folder / "data", 300)
    (folder / "content").mkdir()
    shutil.copy(repo_root / "mkdocs.yml", folder)
    environment = {**os.environ, "ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([python(), "-m", "mkdocs", "build", "-q"], cwd=folder, env=environment, check=True)
    return static_server(folder / "site")


def _chart_pages(page: Page, paper: str) -> list[str]:
    """Return the text of each sheet with rows of the chart; all sheets across are of that size.

    The rest of the page follows across, too; a row of the chart says how far its work is beneath its name.
    """
    pdf = page.pdf(format=paper, landscape=True, prefer_css_page_size=True, print_background=True)
    found = []
    for sheet in PdfReader(io.BytesIO(pdf)).pages:
        width, height = round(sheet.mediabox.width), round(sheet.mediabox.height)
        if width > height:
            assert abs(width - POINTS[paper][0]) <= 2, (width, height)
            assert abs(height - POINTS[paper][1]) <= 2, (width, height)
            found.append(sheet.extract_text())
    return [text for text in found if re.search(r"·\d+%·", "".join(text.split()))]


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_large_roadmap_fills_pages_that_each_name_rows_and_months(
    page: Page, large: StaticServer, paper: str
) -> None:
    page.goto(large.url + "plan/roadmap/")
    names = page.locator(".es-gl .es-gi th > a").all_inner_texts()
    assert MOST_DRAWN <= len(names) < 300  # some serve two modules
    assert page.get_by_text(f"{MOST_DRAWN} of 300 initiatives are drawn").count() == 1
    texts = _chart_pages(page, paper)
    assert len(texts) > 3
    words = ["".join(text.split()) for text in texts]
    for text in words:
        assert all(month in text for month in ("Q12026", "Q42026", "Jan", "Dec")), text[:200]
        assert sum("".join(name.split()) in text for name in names) >= 3
    everything = "".join(words)
    assert all("".join(name.split()) in everything for name in names)
    assert page.evaluate("document.querySelector('.es-gantt').getBoundingClientRect().width") > 0


@pytest.mark.parametrize(("zoom", "parts"), [("half", 2), ("quarter", 4)])
def test_a_closer_look_is_printed_in_slices(page: Page, served: StaticServer, zoom: str, parts: int) -> None:
    page.goto(f"{served.url}en/plan/roadmap/#zoom={zoom}")
    page.wait_for_selector(".es-g-count:not(:empty)")
    name = page.locator(".es-gl .es-gi th > a").first.inner_text()
    texts = _chart_pages(page, "A4")
    assert [any(f"Part {n} of {parts}" in text for text in texts) for n in range(1, parts + 1)] == [
        True
    ] * parts
    assert sum("".join(name.split()) in "".join(text.split()) for text in texts) == parts
    expect(page.locator(".es-g-slice")).to_have_count(0)  # gone once it is printed


def test_a_page_of_300_initiatives_stays_small(page: Page, large: StaticServer) -> None:
    answer = page.goto(large.url + "plan/roadmap/")
    assert answer is not None
    assert len(answer.body()) < 1_500_000
    assert page.locator(".es-gl.open").count() == 0  # phases are folded away at first
