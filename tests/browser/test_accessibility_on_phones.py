"""Every type of page on a phone with its charts drawn, in light and dark, measured by axe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe_rules import found_on_every_type
from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing(
    site: Path, served: StaticServer, browser: Browser, language: str, scheme: str
) -> None:
    assert found_on_every_type(site, served, browser, language, scheme, 375) == {}
