"""The site runs under a strict Content-Security-Policy: its own files, and inline scripts by their hashes."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from tests.static_server import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

PAGES = (
    "zh/",
    "en/preread/health/",
    "zh/preread/maturity/",
    "en/plan/initiatives/",
    "zh/plan/roadmap/",
    "zh/reviews/2026-06/",
    "",
)


def _policy(html: str) -> str:
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline)
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'"
    )


def _with_policy(route: Route) -> None:
    answer = route.fetch()
    headers = answer.headers
    if "text/html" in headers.get("content-type", ""):
        headers["content-security-policy"] = _policy(answer.text())
    route.fulfill(response=answer, headers=headers)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_the_policy(page: Page, served: StaticServer, path: str) -> None:
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text))
    page.route("**/*", _with_policy)
    page.goto(served.url + path)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(400)
    page.unroute_all(behavior="ignoreErrors")  # what is still on its way has nobody to answer any more
    assert broken == []


def test_the_policy_is_in_force(page: Page, served: StaticServer) -> None:
    page.route("**/*", _with_policy)
    page.goto(served.url + "zh/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran === undefined")
    page.unroute_all(behavior="ignoreErrors")
