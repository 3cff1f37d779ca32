"""One handbook by every engine: the same words, figures, links and files, and what readers press works.

What an engine lacks is a table in docs/site-engines.md; a difference that it does not name fails here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.browser.building import LANGUAGES
from tests.shared import built_once
from tests.static_server import Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RELEASE = "2026-10"
TEXT, TEXT_OF_A_PAGE = 0.99, 0.98
"""The least share of words that every engine shows, of all pages and of one: a theme names a thing or two
in other words, such as what stands above the list of headings.
"""


@dataclass(frozen=True)
class Engine:
    """Hold how one engine is asked, and what of a site it is known to lack."""

    name: str
    command: str
    theme: str = "material"
    lacks: frozenset[str] = field(default_factory=frozenset)
    """Files at the top of a language."""
    adds: frozenset[str] = field(default_factory=frozenset)


ENGINES = (
    Engine("ProperDocs and Material", "properdocs"),
    Engine("ProperDocs and MaterialX", "properdocs", theme="materialx"),
    Engine("Zensical", "zensical", lacks=frozenset(("sitemap.xml.gz",)), adds=frozenset(("search.json",))),
)
MKDOCS = Engine("MkDocs and Material", "mkdocs")


@dataclass
class Told(HTMLParser):
    """Hold what one page says to a reader: words, links and the names of places."""

    words: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    _silent: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent += tag in ("script", "style")
        if tag == "a" and given.get("href") is not None and given.get("class") != "md-skip":
            self.links.add(given["href"] or "")
        if given.get("id"):
            self.ids.add(given["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.update(data.split())


def _build(engine: Engine, root: Path, folder: Path) -> Path:
    """Build the sample as a release and lay it where a publisher would; keep what the build said."""
    folder.mkdir()
    shutil.copytree(root / "content", folder / "content")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  name: material\n" in text
    (folder / "mkdocs.yml").write_text(text.replace("  name: material\n", f"  name: {engine.theme}\n"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if engine.theme == "materialx":
        environment["PYTHONPATH"] = str(Path(sys.prefix) / "materialx")
    done = subprocess.run(
        [sys.executable, "-m", "erpsite", "build", "--config", "mkdocs.yml", "--engine", engine.command,
         "--data", str(root / "data"), "--release", RELEASE, "--site-dir", "built"],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    for language in LANGUAGES:
        (folder / "site" / language).mkdir(parents=True)
        (folder / "built" / language).rename(folder / "site" / language / RELEASE)
        (folder / "site" / language / "versions.json").write_text(
            f'[{{"version": "{RELEASE}", "title": "{RELEASE}", "aliases": ["latest"]}},'
            ' {"version": "2026-09", "title": "2026-09", "aliases": []}]'
        )
    return folder


@pytest.fixture(scope="module")
def mkdocs(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    return built_once(tmp_path_factory, "engine-mkdocs", lambda folder: _build(MKDOCS, repo_root, folder))


@pytest.fixture(scope="module", params=ENGINES, ids=lambda engine: str(engine.name))
def other(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, repo_root: Path
) -> tuple[Engine, Path]:
    engine: Engine = request.param
    name = f"engine-{engine.command}-{engine.theme}"
    return engine, built_once(tmp_path_factory, name, lambda folder: _build(engine, repo_root, folder))


def _files(site: Path) -> set[str]:
    """Return the names of a site's files but those of the theme, which each engine brings itself."""
    names = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    theme = re.compile(r"[a-z]+/[0-9-]+/assets/(javascripts|stylesheets|images|_mkdocstrings|external)")
    return {name for name in names if not theme.match(name)}


def test_nothing_is_lost_that_the_table_does_not_name(mkdocs: Path, other: tuple[Engine, Path]) -> None:
    engine, folder = other
    whole, mine = _files(mkdocs / "site"), _files(folder / "site")
    for known, found in ((engine.lacks, whole - mine), (engine.adds, mine - whole)):
        assert found == {f"{language}/{RELEASE}/{name}" for name in known for language in LANGUAGES}
    assert "Zensical:" not in (folder / "said.txt").read_text(encoding="utf-8")


def test_what_is_no_page_is_the_same_to_the_byte(mkdocs: Path, other: tuple[Engine, Path]) -> None:
    _, folder = other
    mine = {
        name
        for name in _files(folder / "site")
        if not name.endswith((".html", "sitemap.xml.gz", "/search.json"))
    }
    assert len(mine) > 200
    differing = [
        name
        for name in sorted(mine)
        if (mkdocs / "site" / name).read_bytes() != (folder / "site" / name).read_bytes()
    ]
    assert differing == []


def test_every_page_says_and_leads_to_the_same(mkdocs: Path, other: tuple[Engine, Path]) -> None:
    _, folder = other
    few, links, places = [], [], []
    words = kept = 0
    pages = sorted(name for name in _files(mkdocs / "site") if name.endswith(".html"))
    assert len(pages) > 400
    for name in pages:
        one, two = _told(mkdocs / "site", name), _told(folder / "site", name)
        words, kept = words + one.words.total(), kept + (one.words & two.words).total()
        share = (one.words & two.words).total() / one.words.total()
        if share < TEXT_OF_A_PAGE and not name.endswith("404.html"):
            few.append(f"{name}: {share:.3f} {(one.words - two.words).most_common(5)}")
        if lost := one.links - two.links:
            links.append(f"{name}: {sorted(lost)[:5]}")
        if lost := one.ids - two.ids:
            places.append(f"{name}: {sorted(lost)[:5]}")
    assert few == []
    assert kept / words >= TEXT
    assert links == []
    assert places == []


def _told(site: Path, name: str) -> Told:
    told = Told()
    told.feed((site / name).read_text(encoding="utf-8"))
    told.links = {
        urljoin(f"https://x/{name.removesuffix('index.html')}", link).replace("/.", "/")
        for link in told.links
    }
    return told


def test_what_readers_press_works(other: tuple[Engine, Path], static_server: Serve, browser: Browser) -> None:
    _, folder = other
    served = static_server(folder / "site")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: troubles.append(asked.url) if served.url not in asked.url else None)
    start = f"{served.url}en/{RELEASE}/"
    _searches(page, start)
    _draws(page, start)
    _narrows_the_roadmap(page, start)
    _runs_the_meeting(page, start)
    _knows_releases_and_languages(page, start)
    context.close()
    assert troubles == []


def _searches(page: Page, start: str) -> None:
    page.goto(start)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("roadmap")
    found = page.locator(".md-search-result__link").first
    found.wait_for()
    assert "/plan/" in (found.get_attribute("href") or "")


def _draws(page: Page, start: str) -> None:
    page.goto(f"{start}plan/value/")
    page.locator(".es-chart").first.scroll_into_view_if_needed()
    page.locator(".es-chart .main-svg").first.wait_for()


def _narrows_the_roadmap(page: Page, start: str) -> None:
    page.goto(f"{start}plan/roadmap/")
    before = page.locator(".es-gl:not([hidden])").count()
    page.locator("input[data-filter=late]").check()
    assert 0 < page.locator(".es-gl:not([hidden])").count() < before


def _runs_the_meeting(page: Page, start: str) -> None:
    page.goto(f"{start}meeting/live/")
    live = page.locator(".es-live")
    live.wait_for()
    assert live.inner_text().strip()


def _knows_releases_and_languages(page: Page, start: str) -> None:
    page.goto(f"{start}plan/initiatives/")
    page.locator(".md-version").wait_for()
    assert "2026-09" in (page.locator(".md-version").text_content() or "")
    page.locator(".es-languages a").first.click()
    page.wait_for_url(f"**/zh/{RELEASE}/plan/initiatives/")
    assert (page.locator("html").get_attribute("lang") or "").startswith("zh")
