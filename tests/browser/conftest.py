"""The sample plan's site, built once for all tests that look at it, and the pages worth looking at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.browser.building import build_site
from tests.static_server import Serve, StaticServer


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    """Return the folder of the sample's site; the first worker that asks builds it, the others wait."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "sample-site"
    with FileLock(shared / "sample-site.lock"):
        if not folder.exists():
            build_site(repo_root / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="session")
def served(site: Path, static_server: Serve) -> StaticServer:
    """Serve the sample's site from the root of an origin."""
    return static_server(site)
