"""A plan of a hundred initiatives: no page is long on a desk, and no file is heavy."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.generated_plan import write_plan
from tests.browser.building import page_types
from tests.shared import built_once
from tests.static_server import Serve
from tests.warm import python
from tools.page_lengths import DESK, measure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

MOST_SCREENS = 8
MOST_BYTES = 500_000


def _build(root: Path, folder: Path) -> None:
    write_plan(folder / "data", 100)
    (folder / "content").mkdir()
    shutil.copy(root / "mkdocs.yml", folder)
    command = [python(), "-m", "mkdocs", "build", "-q", "--site-dir", str(folder / "site" / "en")]
    environment = {**os.environ, "ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    """Return the site of a hundred initiatives in English."""

    def build(folder: Path) -> None:
        folder.mkdir()
        _build(repo_root, folder)

    return built_once(tmp_path_factory, "hundred-initiatives", build) / "site"


def test_no_page_is_longer_than_eight_screens_of_a_desk(
    large_site: Path, static_server: Serve, browser: Browser
) -> None:
    found = measure(browser, static_server(large_site).url, page_types(large_site, "en"), DESK)
    assert {path: screens for path, screens in found.items() if screens > MOST_SCREENS} == {}


def test_no_file_of_html_is_heavier_than_half_a_megabyte(large_site: Path) -> None:
    pages = large_site.rglob("*.html")
    assert {file.name: size for file in pages if (size := file.stat().st_size) > MOST_BYTES} == {}
