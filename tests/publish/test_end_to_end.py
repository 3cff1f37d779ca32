"""The real command line publishes the sample, and a real browser reads two releases of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from erpsite.publish.manifest import hash_tree
from tests.shared import Released
from tests.static_server import Serve
from tests.warm import python

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python(), "-m", "erpsite", *words],
        cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def plan(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the sample, committed."""
    return shutil.copytree(released.plan, tmp_path_factory.mktemp("plan") / "plan")


@pytest.fixture(scope="module")
def published(released: Released) -> Path:
    """Return a folder with the releases of February and of the newest month."""
    return released.handbook


def test_the_commands_tell_what_is_published(plan: Path, published: Path) -> None:
    rows = json.loads((published / "zh/versions.json").read_text(encoding="utf-8"))
    assert [row["title"] for row in rows] == ["2026年10月复盘", "2026年2月复盘"]
    assert rows[0]["aliases"] == ["2026", "latest"]
    listed = _run(plan, "releases", "--in", str(published))
    assert "February 2026 review" in listed.stdout
    head = subprocess.run(
        ["git", "-C", str(plan), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    )
    manifest = json.loads((published / "en/2026-02/manifest.json").read_text(encoding="utf-8"))
    assert (manifest["commit"], manifest["as_of"], manifest["dirty"]) == (
        head.stdout.strip(),
        "2026-02",
        False,
    )
    assert manifest["tools"]["mkdocs"].startswith("1.")
    assert _run(plan, "verify", "--in", str(published)).returncode == 0


def test_another_folder_zone_language_and_hash_seed_give_the_same_bytes(
    plan: Path, published: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(plan, copy)
    environment = {"TZ": "America/Lima", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "4711"}
    done = _run(copy, "publish", "--to", str(tmp_path / "again"), "--as-of", "2026-02", **environment)
    assert done.returncode == 0, done.stderr
    assert "已发布2026-02" in done.stdout
    for language in ("zh", "en"):
        again = hash_tree((tmp_path / "again" / language / "2026-02").resolve())
        first = hash_tree((published / language / "2026-02").resolve())
        assert first.keys() == again.keys()
        assert [path for path in first if first[path] != again[path]] == []


def test_a_damaged_release_makes_verify_fail(plan: Path, published: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(published, copy, symlinks=True)
    page = copy / "zh/2026-02/plan/roadmap/index.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes() + b" ")
    done = _run(plan, "verify", "--in", str(copy))
    assert done.returncode == 1
    assert "2026-02/zh/plan/roadmap/index.html: the content differs" in done.stdout


def test_what_is_not_committed_is_not_published(plan: Path, tmp_path: Path) -> None:
    extra = plan / "content/uncommitted.en.md"
    extra.write_text("# New\n", encoding="utf-8")
    try:
        done = _run(plan, "publish", "--to", str(tmp_path / "target"))
    finally:
        extra.unlink()
    assert done.returncode == 2
    assert "not committed" in done.stderr
    assert not (tmp_path / "target").exists()


def test_a_release_that_is_there_is_refused_before_anything_is_built(plan: Path, published: Path) -> None:
    done = _run(plan, "publish", "--to", str(published), "--as-of", "2026-02", "--language", "zh")
    assert done.returncode == 2
    assert "“2026-02”已经发布" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.browser
def test_an_old_release_names_the_latest_and_the_selector_leads_there(
    published: Path, static_server: Serve, page: Page
) -> None:
    server = static_server(published, "group/handbook")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{server.url}en/2026-02/plan/roadmap/")
    banner = page.locator(".es-outdated")
    assert banner.inner_text().startswith(
        "You are reading the February 2026 review. The latest is October 2026 review."
    )
    changed = str(banner.get_by_role("link", name="What has changed").get_attribute("href"))
    assert changed.endswith("/en/latest/data/changes/?from=2026-02&to=2026-10#any")
    assert page.locator(".md-version__current").inner_text() == "February 2026 review"
    page.locator(".es-languages a").click()
    page.wait_for_url(f"{server.url}zh/2026-02/plan/roadmap/")
    page.locator(".es-outdated a").first.click()
    page.wait_for_url(f"{server.url}zh/latest/")
    page.locator(".md-version__current").wait_for()
    page.wait_for_load_state("networkidle")  # the banner comes with the list of the releases, if at all
    assert page.locator(".es-outdated").count() == 0
    page.locator(".es-languages a").click()
    page.wait_for_url(f"{server.url}en/latest/")
    page.locator(".md-version__current").hover()
    page.get_by_role("link", name="February 2026 review").click()
    page.wait_for_url(f"{server.url}en/2026-02/")
    page.goto(server.url)
    page.wait_for_url(f"{server.url}en/latest/")
    assert problems == []


@pytest.mark.browser
def test_without_scripts_an_old_release_shows_no_banner_and_links_its_own_language(
    published: Path, static_server: Serve, browser: object
) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{static_server(published).url}zh/2026-02/")
    assert page.locator(".es-outdated").count() == 0
    page.locator(".es-languages a").click()
    page.wait_for_url("**/en/2026-02/")
    context.close()
