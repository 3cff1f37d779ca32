"""What every kind of test may ask for: the repository, a browser, a web server for a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import warm
from tests.costs import Meter, order, read_costs, stays
from tests.shared import Released, built_once, release_sample
from tests.static_server import Serve, StaticServer
from tools.browser import LAUNCH_ARGUMENTS, find_browser

if TYPE_CHECKING:
    # Playwright takes a third of a second to import, and most tests need no browser.
    from playwright.sync_api import Browser, Page

# A slow machine is no failure. CI draws the same inputs on each run, so that a red build can be repeated.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# Each command that a test starts would else compile all of erpsite again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A test that changes a rule must not be told what an earlier one was told; those that keep plans say where.
os.environ["ERPSITE_CACHE"] = "off"

PATIENCE = 30_000
"""Milliseconds that a test waits for something to appear on a page."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the options of `make test-fast` and `make test-costs`."""
    parser.addoption("--fast", action="store_true", help="leave out what is dear")
    parser.addoption("--costs", type=Path, help="add what each file costs to this file")


def pytest_configure(config: pytest.Config) -> None:
    """Measure where that is asked for."""
    if (file := config.getoption("--costs")) and not config.getoption("numprocesses", None):
        config.pluginmanager.register(Meter(file.absolute()))


def pytest_unconfigure() -> None:
    """End the servers of commands."""
    warm.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the dear files first; leave them out where only what is quick is asked for."""
    costs = read_costs()
    order(items, costs)
    if config.getoption("--fast"):
        config.hook.pytest_deselected(items=[item for item in items if not stays(item, costs)])
        items[:] = [item for item in items if stays(item, costs)]


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """Return the folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Return the sample with two releases; who changes something in it takes a copy."""
    folder = built_once(tmp_path_factory, "released-sample", release_sample)
    return Released(folder / "plan", folder / "handbook")


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """Return the Chromium to drive; a machine without one fails the test, never skips it."""
    browser = find_browser()
    if browser is None:
        pytest.fail("no Chromium on this machine; `make test` installs one, or tools/system_needs.sh does")
    return browser


@pytest.fixture(scope="session")
def browser(browser_path: Path) -> Iterator[Browser]:
    """Start Chromium once for all tests of a worker."""
    from playwright.sync_api import expect, sync_playwright

    # Waiting ends when what is expected is there: a longer patience costs a slow machine nothing.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path, args=list(LAUNCH_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page whose cookies, storage and language are the test's alone."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def static_server() -> Iterator[Serve]:
    """Return `serve(folder, prefix="")`, which serves a folder, under `/prefix/` where one is given."""
    servers: list[StaticServer] = []

    def serve(folder: Path, prefix: str = "") -> StaticServer:
        servers.append(StaticServer(folder, prefix))
        return servers[-1]

    yield serve
    for server in servers:
        server.stop()
