"""A language comes from a catalogue alone: a plan in German and English builds, switches and searches."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.messages import messages_in, plurals_in
from tests.static_server import Serve
from tests.warm import python

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FACTS = """\
name: Deutsch
day: "d.\\u00A0MMM\\u00A0y"
short_months: [Jan., Feb., März, Apr., Mai, Juni, Juli, Aug., Sept., Okt., Nov., Dez.]
currency: "{n}\\u00A0{code}"
scales:
  - {from: 10000, unit: 1000, decimals: 0, text: "{n}\\u00A0Tsd."}
  - {from: 1000000, unit: 1000000, decimals: 2, text: "{n}\\u00A0Mio."}
"""
WORDS = {
    "Search the handbook": "Handbuch durchsuchen",
    "Language": "Sprache",
    "Initiatives": "Vorhaben",
    "As of {month}": "Stand {month}",
}
PLURALS = {"{n} error": ("{n} Fehler", "{n} Fehler"), "{n} note": ("{n} Hinweis", "{n} Hinweise")}
LEFT_OUT = "Home"
"""A text that the catalogue lacks, so that it is said in English."""


def _catalogue(repo_root: Path) -> Catalog:
    """Return every text of the sources as “[de] …” but for the ones above, and one that is left out."""
    made = Catalog(locale="de", fuzzy=False)
    for one, many in sorted(plurals_in(repo_root / "erpsite")):
        forms = PLURALS.get(one, (f"[de] {one}", f"[de] {many}"))
        made.add((one, many), forms)
    texts = {text for folder in ("erpsite", "plugins") for text, _ in messages_in(repo_root / folder)}
    for text in sorted(texts - {LEFT_OUT}):
        if text not in made:
            made.add(text, WORDS.get(text, f"[de] {text}"))
    return made


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    """Return a folder for the path that holds a package with nothing but German."""
    folder = tmp_path_factory.mktemp("german")
    package, info = folder / "erpsite_german", folder / "erpsite_german-1.0.dist-info"
    texts = package / "locale/de"
    texts.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").touch()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: erpsite-german\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[erpsite.languages]\nde = erpsite_german\n")
    (texts / "locale.yml").write_text(FACTS, encoding="utf-8")
    with (texts / "all.po").open("wb") as file:
        write_po(file, _catalogue(repo_root))
    return folder


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Path:
    """Return the sample in German and English, with one text in German and many that fall back."""
    folder = tmp_path_factory.mktemp("plan")
    shutil.copy(repo_root / "mkdocs.yml", folder)
    for part in ("content", "data"):
        shutil.copytree(repo_root / part, folder / part)
    file = folder / "data/handbook.yml"
    text = file.read_text(encoding="utf-8").replace("languages: [zh, en]", "languages: [de, en]", 1)
    text = re.sub(r"(?m)^organisation:.*$", "organisation: {zh: 甲, en: Acme, de: Acme Werke}", text)
    file.write_text(re.sub(r"(?m)^title:.*\n", "", text), encoding="utf-8")
    return folder


def _run(german: Path, plan: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python(), "-m", "erpsite", *arguments], cwd=plan, check=False,
        capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(german), "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"},
    )  # fmt: skip


@pytest.fixture(scope="session")
def german_site(german: Path, plan: Path) -> Path:
    """Return the site of that plan, as `erpsite build` makes it."""
    done = _run(german, plan, "build", "--site-dir", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return plan / "site"


def test_the_check_counts_the_texts_that_german_lacks(german: Path, plan: Path) -> None:
    done = _run(german, plan, "check", "--format", "json")
    found = [one for one in json.loads(done.stdout)["issues"] if one["code"] == "missing-translation"]
    counts = [re.fullmatch(r".* the language de: (\d+); .*", one["message"]) for one in found]
    assert len(counts) > 10
    assert all(count and int(count[1]) > 0 for count in counts)


def test_the_command_speaks_german_and_offers_it(german: Path, plan: Path) -> None:
    assert "[zh|en|de]" in _run(german, plan, "check", "--help").stdout
    assert re.search(r"\d+ Hinweise?\b", _run(german, plan, "check").stdout)


def test_pages_are_german_where_there_is_german(german_site: Path) -> None:
    home = (german_site / "de/index.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in home
    assert "Handbuch durchsuchen" in home
    assert "Acme Werke" in home
    assert re.search(r"\d{1,2}\.\u00a0(Jan\.|März|Mai|Juni|Juli|Okt\.)\u00a0\d{4}", home)
    assert re.search(r"\d,\d\d\u00a0Mio\.\u00a0[A-Z]{3}", home)
    assert ">Home<" in home
    text = re.sub("<[^>]+>", " ", home)
    assert not re.search("[\u4e00-\u9fff]", text.replace("中文", ""))


def test_every_page_is_there_in_both_languages(german_site: Path) -> None:
    """A letter that nobody wrote in German is shown as it was written."""
    pages = {
        language: {
            path.relative_to(german_site / language) for path in (german_site / language).rglob("*.html")
        }
        for language in ("de", "en")
    }
    assert pages["de"] == pages["en"]
    assert len(pages["de"]) > 150
    letter = (german_site / "de/preread/cio-letter/index.html").read_text(encoding="utf-8")
    assert "Dear colleagues" in letter


def test_the_switcher_and_the_search_work_in_a_browser(
    german_site: Path, static_server: Serve, page: Page
) -> None:
    server = static_server(german_site)
    page.goto(f"{server.url}de/plan/initiatives/")
    page.locator(".es-languages a").click()
    page.wait_for_url(f"{server.url}en/plan/initiatives/")
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url(f"{server.url}de/plan/initiatives/")
    # What is typed before the page's scripts run is not searched for: a click waits for no page to load.
    page.wait_for_load_state("load")
    page.locator(".md-search__input").press_sequentially("Vorhaben")
    page.locator(".md-search-result__link").first.wait_for()
    paths = page.locator(".md-search-result__link").evaluate_all("all => all.map((one) => one.pathname)")
    assert "/de/plan/initiatives/" in paths


def test_charts_and_the_what_if_write_numbers_as_german_does(
    german_site: Path, static_server: Serve, page: Page
) -> None:
    server = static_server(german_site)
    page.goto(f"{server.url}de/plan/kpis/system-availability/")
    chart = page.locator(".es-chart").first
    chart.scroll_into_view_if_needed()
    page.locator(".es-chart.es-drawn").first.wait_for()
    drawn = chart.locator("svg.main-svg").first.text_content() or ""
    assert re.search(r"\d{2},\d", drawn)
    assert not re.search(r"\d{2}\.\d", drawn)
    assert re.search("Jan\\.|Feb\\.|März", drawn)
