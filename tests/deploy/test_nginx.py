"""The configuration in deploy/ serves the handbook: a real nginx, a real browser, a strict policy."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from tests.deploy.real_nginx import serve_with_nginx

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request


@pytest.fixture(scope="module")
def tree(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample into a folder, as `erpsite build` leaves it for a web server."""
    folder = tmp_path_factory.mktemp("nginx") / "handbook"
    _erpsite(repo_root, "build", "--site-dir", str(folder))
    return folder


@pytest.fixture(scope="module")
def origin(repo_root: Path, tree: Path) -> Iterator[str]:
    """Serve the folder with deploy/nginx.conf and the policy made for its pages."""
    work = tree.parent / "work"
    work.mkdir()
    _erpsite(repo_root, "csp", str(tree), "--out", str(work / "csp.conf"))
    with serve_with_nginx(repo_root / "deploy" / "nginx.conf", tree, work / "csp.conf", work) as address:
        yield address


def _erpsite(repo_root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "erpsite", *arguments],
        cwd=repo_root, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _get(url: str, **headers: str) -> HTTPResponse:
    answer: HTTPResponse = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10)
    return answer


def _cache(url: str) -> str:
    with _get(url) as answer:
        return str(answer.headers["Cache-Control"])


def test_pages_are_asked_for_again_and_hashed_assets_are_kept(origin: str, tree: Path) -> None:
    bundle = next((tree / "zh" / "assets" / "javascripts").glob("bundle.*.min.js"))
    forever = "public, max-age=31536000, immutable"
    assert _cache(f"{origin}/handbook/zh/") == "no-cache"
    assert _cache(f"{origin}/handbook/zh/assets/erpsite/erpsite.css") == "no-cache"
    assert _cache(f"{origin}/handbook/zh/assets/javascripts/{bundle.name}") == forever


def test_assets_of_a_release_are_kept_and_those_of_its_alias_are_not(origin: str, tree: Path) -> None:
    for name in ("2026-10", "2026-10.1", "latest"):
        folder = tree / "zh" / name / "assets"
        folder.mkdir(parents=True)
        (folder / "a.css").write_text("a {}", encoding="utf-8")
    (tree / "zh" / "versions.json").write_text("[]", encoding="utf-8")
    assert "immutable" in _cache(f"{origin}/handbook/zh/2026-10/assets/a.css")
    assert "immutable" in _cache(f"{origin}/handbook/zh/2026-10.1/assets/a.css")
    assert _cache(f"{origin}/handbook/zh/latest/assets/a.css") == "no-cache"
    assert _cache(f"{origin}/handbook/zh/versions.json") == "no-cache"


def test_files_have_their_types_and_texts_are_compressed(origin: str) -> None:
    with _get(f"{origin}/handbook/zh/calendar.ics") as calendar:
        assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    with _get(f"{origin}/handbook/zh/", **{"Accept-Encoding": "gzip"}) as page:
        assert page.headers["Content-Encoding"] == "gzip"
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self' 'sha256-" in page.headers["Content-Security-Policy"]


def test_hidden_files_are_nobodys_business(origin: str, tree: Path) -> None:
    (tree / ".staging").mkdir()
    (tree / ".staging" / "index.html").write_text("half", encoding="utf-8")
    for path in (".staging/index.html", "zh/../.staging/", "nothing/"):
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
    page.goto(f"{origin}/handbook/zh/plan/initiatives/")
    page.locator("[hreflang=en]").first.evaluate("link => link.click()")
    page.wait_for_url(f"{origin}/handbook/en/plan/initiatives/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert watched == []


@pytest.mark.browser
def test_a_reader_searches(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/")
    page.keyboard.press("/")
    page.locator("input[name=query]").fill("预算")
    page.locator(".md-search-result__link").first.wait_for()
    assert page.locator(".md-search-result__link").count() > 0
    assert watched == []


@pytest.mark.browser
def test_a_reader_sees_charts(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/preread/health/")
    figure = page.locator("figure[data-es-chart], figure").first
    figure.scroll_into_view_if_needed()
    page.locator("svg.main-svg").first.wait_for()
    assert watched == []


@pytest.mark.browser
def test_the_meeting_is_run_from_the_handbook(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/zh/meeting/live/")
    widget = page.locator("[data-es-widget=meeting]")
    widget.get_by_role("button", name="开始").first.click()
    widget.get_by_text("会议尚未开始").first.wait_for(state="hidden")
    assert watched == []


@pytest.mark.browser
def test_the_first_page_leads_to_a_language(page: Page, origin: str, watched: list[str]) -> None:
    page.goto(f"{origin}/handbook/")
    page.wait_for_url(re.compile(r"/handbook/(zh|en)/$"))
    assert watched == []
