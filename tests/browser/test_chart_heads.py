"""Heads of columns stand upright where the picture has room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.static_server import StaticServer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "turned"), [(1440, False), (375, True)])
def test_heads_of_a_grid_are_turned_only_where_they_do_not_fit(
    page: Page, served: StaticServer, width: int, turned: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served.url + "en/preread/health/")
    page.locator("#figure-health-grid").scroll_into_view_if_needed()
    page.wait_for_selector("#figure-health-grid .es-drawn")
    heads = page.locator("#figure-health-grid .xtick text").evaluate_all(
        "heads => heads.map((one) => (one.getAttribute('transform') || '').includes('rotate(-90'))"
    )
    assert heads
    assert set(heads) == {turned}
