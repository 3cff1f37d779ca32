"""Prove in a real browser that the risk matrix stays five by five on a phone and leads to the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1440])
def test_the_matrix_fits_and_its_marks_lead_to_their_risk(
    page: Page, served: StaticServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served.url}zh/plan/risks/")
    cells = page.locator("table.es-matrix tbody td")
    assert cells.count() == 25
    edges = page.evaluate(
        "[...document.querySelectorAll('table.es-matrix td')].map(cell => cell.getBoundingClientRect())"
        ".map(box => [Math.round(box.width), Math.round(box.right)])"
    )
    widths = {size for size, _ in edges}
    assert max(widths) - min(widths) <= 1
    assert max(right for _, right in edges) <= width
    mark = page.locator("table.es-matrix td a").first
    target = (mark.get_attribute("href") or "").rpartition("#")[2]
    mark.click()
    row = page.locator(f"tr[id='{target}']")
    row.wait_for()
    page.wait_for_url(f"**/*#{target}")
    assert row.bounding_box() is not None
    assert page.evaluate("location.hash") == f"#{target}"
