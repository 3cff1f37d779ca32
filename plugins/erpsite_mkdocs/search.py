"""Gather what each page says for the search, and write the index once all are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import PageEntry
from erpsite.pages.site.search_index import search_files
from erpsite.pages.site.search_text import SearchPage, search_page
from erpsite_mkdocs.volume import Volume
from erpsite_mkdocs.written_search import read_parts

__all__ = ["SearchShelf", "replace_engines_search"]

_ENGINES = ("search", "material/search", "materialx/search")


def replace_engines_search(config: MkDocsConfig) -> bool:
    """Switch the engine's own search off; return whether the site is to be searched at all.

    Its index is one file, which grows with the plan, and cuts Chinese by a dictionary. `enabled: false` of
    its plugin means no search.
    """
    wanted = True
    for name in _ENGINES:
        options: Any = getattr(config.plugins.get(name), "config", {})
        if "enabled" in options:
            wanted = wanted and bool(options["enabled"])
            options["enabled"] = False
    return wanted


class SearchShelf:
    """Hold what the pages of one build say."""

    def __init__(self) -> None:
        self.pages: dict[str, SearchPage] = {}
        """By address; a page that is drawn again takes the place it had."""

    def add_generated(self, page: Page, entry: PageEntry, blocks: Iterable[b.Block]) -> None:
        """Add a generated page by its blocks; a page below another is of a record and known by its id."""
        name = entry.path.rpartition("/")[2] if entry.parent else ""
        about = SearchPage(_url(page), str(page.title), entry.section, name)
        self.pages[about.url] = search_page(about, blocks)

    def add_written(self, page: Page, volume: Volume) -> None:
        """Add a page that somebody wrote, unless it says `search: {exclude: true}`."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        folder = page.file.src_uri.rpartition("/")[0]
        entry = volume.entries.get(page.file.src_uri.removesuffix(".md"))
        section = entry.section if entry else folder.partition("/")[0] or "home"
        title = str(page.meta.get("title") or page.title)
        parts = read_parts(page.content or "", title)
        self.pages[_url(page)] = SearchPage(_url(page), title, section, parts=parts)

    def write(self, site_dir: Path, titles: Mapping[str, str]) -> None:
        """Write the index below `search/`; `titles` are the names of the sections."""
        folder = site_dir / "search"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in search_files(self.pages.values(), titles).items():
            (folder / name).write_bytes(content)


def _url(page: Page) -> str:
    return page.url.removeprefix("./")
