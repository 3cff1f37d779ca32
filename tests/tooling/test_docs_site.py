"""The documentation builds whole in both languages, from the product itself, and asks nobody for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

import erpsite.cli.docs
from erpsite.cli.docs import command as docs
from erpsite.cli.main import COMMANDS
from erpsite.errors import ErpsiteError
from erpsite.explained import EXPLAINED
from erpsite.i18n import translator
from erpsite.model import FILES
from erpsite.model.base import Record
from erpsite.model.field_docs import field_docs
from erpsite.model.shape import shape_of
from erpsite.plancheck import all_rules
from tools.docs_site.__main__ import build_docs
from tools.docs_site.reference_commands import command_texts
from tools.docs_site.words import LANGUAGES

pytestmark = pytest.mark.slow
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation; a link that leads nowhere, and any other warning, stops it."""
    folder = tmp_path_factory.mktemp("docs")
    build_docs(folder)
    return folder


def _records() -> Iterator[type[Record]]:
    seen: dict[type[Record], None] = {}

    def walk(record: type[Record]) -> None:
        if record not in seen:
            seen[record] = None
            for field in shape_of(record).nested:
                if field.record:
                    walk(field.record)

    for file in FILES:
        walk(file.record)
    return iter(seen)


def test_both_languages_have_every_page_and_every_topic_leads_to_one(site: Path) -> None:
    pages = {one: {str(p.relative_to(site / one)) for p in (site / one).rglob("*.html")} for one in LANGUAGES}
    assert pages["en"] == pages["zh"]
    topics = json.loads((site / "topics.json").read_text(encoding="utf-8"))
    wanted = {*EXPLAINED, *all_rules(), *COMMANDS, *(file.path for file in FILES), "first-steps"}
    wanted |= {code for rule in all_rules().values() for code in rule.codes}
    assert wanted <= topics.keys()
    assert {f"{path}.html" for path in topics.values()} <= pages["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_stands_on_the_page_of_its_file(site: Path, language: str) -> None:
    for file in FILES:
        name = re.sub(r"[^a-z0-9]+", "-", file.path)
        text = (site / language / f"reference/files/{name}.html").read_text(encoding="utf-8")
        for field in shape_of(file.record).fields:
            assert f"<code>{field}</code>" in text, f"{file.path}: {field}"


def test_what_the_model_and_the_commands_say_has_its_chinese() -> None:
    known = translator("zh").messages or {}
    texts = {text for record in _records() for text in field_docs(record).values()}
    texts |= {(record.__doc__ or "").strip().splitlines()[0] for record in _records()}
    texts |= set(command_texts())
    assert len(texts) > 400
    assert sorted(text for text in texts if not HAN.search(known.get(text, ""))) == []


def test_a_bar_in_code_is_shown_as_it_is_typed(site: Path) -> None:
    page = (site / "en/reference/commands/import.html").read_text(encoding="utf-8")
    assert "tickets|incidents" in page
    assert "\\|" not in page


def test_no_page_names_another_host(site: Path) -> None:
    loads = re.compile(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(https?:)?//')
    for path in site.rglob("*.html"):
        assert not loads.search(path.read_text(encoding="utf-8")), path


@pytest.mark.browser
def test_it_is_searched_in_chinese_from_a_folder_without_any_request(site: Path, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto((site / "zh/index.html").as_uri())
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("间隔的工作日")
    found = page.locator("#es-found .md-search-result__list a").first
    expect(found).to_be_visible()
    page.locator(".md-search__input").fill("unknown-key")
    expect(page.locator("#es-found a[href*='codes/unknown-key.html']").first).to_be_visible()
    assert {one.partition(":")[0] for one in asked} <= {"file", "data", "blob"}


def _docs(*words: str) -> str:
    result = CliRunner().invoke(docs, [*words, "--path"], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output.strip()


def test_the_command_names_the_page_of_a_topic(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erpsite.cli.docs, "docs_folder", lambda: site)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert _docs() == str(site / "en/index.html")
    assert _docs("unknown-key") == str(site / "en/reference/codes/unknown-key.html")
    assert _docs("kpis.csv", "--language", "zh") == str(site / "zh/reference/files/kpis-csv.html")
    assert _docs("import") == str(site / "en/reference/commands/import.html")
    with pytest.raises(ErpsiteError, match="did you mean 'unknown-key'"):
        _docs("unknown-kye")


def test_without_the_built_pages_it_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _name: tmp_path)
    with pytest.raises(ErpsiteError, match="`make docs` builds it"):
        _docs()
