"""The sites that several files of tests look at, each built once, and the pages worth looking at."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.building import build_site
from tests.browser.chart_site import PLACEHOLDER, build_chart_site
from tests.shared import built_once
from tests.static_server import Serve, StaticServer


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    """Return the folder of the sample's site."""
    return built_once(
        tmp_path_factory, "sample-site", lambda folder: build_site(repo_root / "mkdocs.yml", folder)
    )


@pytest.fixture(scope="session")
def served(site: Path, static_server: Serve) -> StaticServer:
    """Serve the sample's site from the root of an origin."""
    return static_server(site)


@pytest.fixture(scope="session")
def chart_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site whose pages are full of charts; who writes into it takes a copy."""
    return built_once(tmp_path_factory, "chart-plan", build_chart_site) / "site"


@pytest.fixture(scope="session")
def instant_site(tmp_path_factory: pytest.TempPathFactory, static_server: Serve) -> str:
    """Return the address of that site with instant navigation, which needs to know its own address."""
    built = built_once(
        tmp_path_factory,
        "instant-plan",
        lambda folder: build_chart_site(folder, address=PLACEHOLDER, instant=True),
    )
    folder = tmp_path_factory.mktemp("instant") / "site"
    server = static_server(folder)
    shutil.copytree(built / "site", folder, copy_function=_naming(server.url))
    return server.url


def _naming(address: str) -> Callable[[str, str], object]:
    """Return a way to copy a file of a site so that it names its address."""

    def copy(source: str, target: str) -> None:
        content = Path(source).read_bytes()
        Path(target).write_bytes(content.replace(PLACEHOLDER.encode(), address.encode()))

    return copy
