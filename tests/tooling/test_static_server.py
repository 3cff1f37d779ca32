"""The web server and the browser that other tests stand on."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.static_server import Serve
from tools.browser import find_browser


def fetch(url: str) -> str:
    """Return the text at an address of the test's own server."""
    with urlopen(url) as response:
        text: str = response.read().decode()
    return text


def test_folder_is_served_at_the_root(static_server: Serve, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    server = static_server(tmp_path)
    assert fetch(server.url) == "home"
    assert server.url == f"{server.origin}/"


def test_folder_under_a_prefix_is_not_served_outside_it(static_server: Serve, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    server = static_server(tmp_path, "group/handbook")
    assert fetch(f"{server.origin}/group/handbook/index.html") == "home"
    with pytest.raises(HTTPError) as caught:
        fetch(f"{server.origin}/index.html")
    caught.value.close()
    assert caught.value.code == 404
    assert server.missing == ["/index.html"]


@pytest.mark.browser
def test_browser_shows_a_served_page_in_chinese(page: Page, static_server: Serve, tmp_path: Path) -> None:
    html = "<!doctype html><meta charset=utf-8><title>规划手册</title><p>年度计划</p>"
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    page.goto(static_server(tmp_path, "zh").url)
    assert page.title() == "规划手册"
    assert page.inner_text("p") == "年度计划"


def test_first_browser_on_the_path_is_taken() -> None:
    installed = {"google-chrome": "/opt/chrome", "chromium-browser": "/opt/chromium"}
    assert find_browser(installed.get) == Path("/opt/chromium")
    assert find_browser({**installed, "chromium-headless-shell": "/opt/shell"}.get) == Path("/opt/shell")
