"""The configuration in deploy/ serves the handbook: a real nginx, a real browser, a strict policy."""

from __future__ import annotations

import re
import subprocess
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from tests.deploy.real_nginx import serve_with_nginx
from tests.shared import Released
from tests.warm import python

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request


@pytest.fixture(scope="module")
def tree(released: Released) -> Path:
    """Return two months of the sample in a folder for a web server."""
    return released.handbook


@pytest.fixture(scope="module")
def origin(repo_root: Path, tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the folder with deploy/nginx.conf and the policy made for its pages."""
    work = tmp_path_factory.mktemp("nginx")
    _erpsite(repo_root, "csp", str(tree), "--out", str(work / "csp.conf"))
    with serve_with_nginx(repo_root / "deploy" / "nginx.conf", tree, work / "csp.conf", work) as address:
        yield address


def _erpsite(repo_root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [python(), "-m", "erpsite", *arguments],
        cwd=repo_root, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _get(url: str, **headers: str) -> HTTPResponse:
    answer: HTTPResponse = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10)
    return answer


def _cache(url: str) -> str:
    with _get(url) as answer:
        return str(answer.headers["Cache-Control"])


def test_pages_and_lists_are_asked_for_again(origin: str) -> None:
    for path in ("", "zh/latest/", "zh/2026-02/", "zh/versions.json", "zh/latest/assets/erpsite/erpsite.css"):
        assert _cache(f"{origin}/handbook/{path}") == "no-cache", path


def test_assets_that_never_change_are_kept(origin: str, tree: Path) -> None:
    bundle = next((tree / "zh" / "latest" / "assets" / "javascripts").glob("bundle.*.min.js"))
    forever = "public, max-age=31536000, immutable"
    assert _cache(f"{origin}/handbook/zh/latest/assets/javascripts/{bundle.name}") == forever
    assert _cache(f"{origin}/handbook/zh/2026-02/assets/erpsite/erpsite.css") == forever


def test_files_have_their_types_and_texts_are_compressed(origin: str) -> None:
    with _get(f"{origin}/handbook/zh/latest/calendar.ics") as calendar:
        assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    with _get(f"{origin}/handbook/zh/latest/", **{"Accept-Encoding": "gzip"}) as page:
        assert page.headers["Content-Encoding"] == "gzip"
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self' 'sha256-" in page.headers["Content-Security-Policy"]


def test_hidden_files_are_nobodys_business(origin: str, tree: Path) -> None:
    assert (tree / ".erpsite" / "lock").is_file()
    for path in (".erpsite/lock", ".erpsite/", "zh/../.erpsite/lock", "nothing/"):
        with pytest.raises(HTTPError, match="404"):
            _get(f"{origin}/handbook/{path}")


def test_the_address_without_a_slash_leads_to_the_handbook(origin: str) -> None:
    with _get(f"{origin}/handbook") as answer:
        assert answer.url == f"{origin}/handbook/"


@pytest.fixture
def watched(page: Page, origin: str) -> Iterator[list[str]]:
    """Collect what the browser complains of and what it asks of others; the test must leave it empty."""
    troubles: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{origin}/handbook", "data:", "blob:")):
            troubles.append(f"asks for {request.url}")

    page.on("request", asked)
    page.on("console", lambda message: troubles.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("response", lambda answer: troubles.append(answer.url) if answer.status >= 400 else None)
    yield troubles
    assert troubles == []


@pytest.mark.browser
def test_a_reader_changes_the_language(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/latest/plan/initiatives/")
    page.locator("[hreflang=en]").first.evaluate("link => link.click()")
    page.wait_for_url(f"{origin}/handbook/en/latest/plan/initiatives/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert watched == []


@pytest.mark.browser
def test_a_reader_searches(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/latest/")
    page.keyboard.press("/")
    page.locator("input[name=query]").fill("预算")
    page.locator(".md-search-result__link").first.wait_for()
    assert page.locator(".md-search-result__link").count() > 0
    assert watched == []


@pytest.mark.browser
def test_a_reader_sees_charts(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/latest/preread/health/")
    figure = page.locator("figure[data-es-chart], figure").first
    figure.scroll_into_view_if_needed()
    page.locator("svg.main-svg").first.wait_for()
    assert watched == []


@pytest.mark.browser
def test_the_meeting_is_run_from_the_handbook(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/latest/meeting/live/")
    widget = page.locator("[data-es-widget=meeting]")
    widget.get_by_role("button", name="开始").first.click()
    widget.get_by_text("会议尚未开始").first.wait_for(state="hidden")
    assert watched == []


@pytest.mark.browser
def test_the_first_page_leads_to_a_language(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/")
    page.wait_for_url(re.compile(r"/handbook/(zh|en)/latest/$"))
    assert watched == []


@pytest.mark.browser
def test_an_old_release_names_the_latest_and_the_selector_holds_both(
    page: Page, origin: str, watched: list[str]
) -> None:
    page.goto(f"{origin}/handbook/zh/2026-02/plan/kpis/")
    banner = page.locator(".es-outdated")
    banner.wait_for()
    assert banner.locator("a").first.get_attribute("href") == f"{origin}/handbook/zh/latest/"
    choices = page.locator(".md-version__link")
    choices.first.wait_for(state="attached")
    assert choices.count() == 2
    page.locator(".md-version__current").click()
    choices.first.click()
    page.wait_for_url(re.compile(r"/handbook/zh/(2026-10|latest)/"))
    page.wait_for_load_state("networkidle")  # the banner comes with the list of the releases, if at all
    assert page.locator(".es-outdated").count() == 0
    assert watched == []
