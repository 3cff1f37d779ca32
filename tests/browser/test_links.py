"""Every link of the built site leads to a file that is there, and to a place in it."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.browser.building import LANGUAGES, all_pages


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places = {""}
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.places.add(value)
            elif name in {"href", "src"} and value:
                self.links.append(value)


@cache
def _read(file: Path) -> _Page:
    return _Page(file.read_text(encoding="utf-8"))


def _broken(page: Path, link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return f"{link} leads to no file"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in _read(target).places:
        return f"{link} leads to no place in its page"
    return ""


def test_every_link_leads_somewhere(site: Path) -> None:
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for address in all_pages(site, language):
            page = site / address
            page = page / "index.html" if page.is_dir() else page
            if broken := sorted({text for link in _read(page).links if (text := _broken(page, link))}):
                found[address] = broken
    assert found == {}
