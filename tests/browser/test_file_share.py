"""The archive of the site, unpacked on a file share, opens without a server and without a network."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.warm import python

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_search_charts_languages_and_dark_mode_work_from_files(
    browser: Browser, repo_root: Path, tmp_path: Path
) -> None:
    command = [python(), "-m", "erpsite", "pack", "--only", "site", "--out", str(tmp_path / "pack")]
    done = subprocess.run(
        command, cwd=repo_root, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (packed,) = (tmp_path / "pack").glob("*.zip")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "share")
    (root,) = (tmp_path / "share").iterdir()

    context = browser.new_context(offline=True, locale="zh-CN")
    page, outside = context.new_page(), []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:", "blob:")) else outside.append(request.url)
        ),
    )
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))

    page.goto((root / "index.html").as_uri())
    page.wait_for_url("**/zh/index.html")
    page.locator("input[data-md-component=search-query]").click()
    page.keyboard.type("库存")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")

    page.goto((root / "zh/preread/health.html").as_uri())
    page.locator(".es-chart").first.scroll_into_view_if_needed()
    page.locator(".es-chart.es-drawn").first.wait_for()
    page.locator(".es-languages a").click()
    page.wait_for_url("**/en/preread/health.html")
    before = page.evaluate("document.body.dataset.mdColorScheme")
    page.locator(".md-header__option label:visible").click()
    page.wait_for_function("(before) => document.body.dataset.mdColorScheme !== before", arg=before)

    page.goto((root / "en/meeting/live.html").as_uri())
    page.locator(".es-live").wait_for()
    page.locator(".md-tabs a").nth(2).click()
    page.wait_for_url("**/en/preread/**")
    page.locator("h1").wait_for()
    assert outside == []
    assert failures == []
    context.close()
