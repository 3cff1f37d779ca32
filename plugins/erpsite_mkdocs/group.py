"""The `erpsite-group` plugin: one handbook of many plans; `erpsite group build` writes its configuration."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from erpsite.collector import collect_seldom
from erpsite.group.handed import parse_whole
from erpsite.group.pages import GroupBook, group_pages, section_titles
from erpsite.group.whole import Whole
from erpsite.i18n import locale_of
from erpsite.pages.kit.book import PageEntry
from erpsite.pages.kit.links import Addresses
from erpsite.pages.render import HtmlRenderer
from erpsite_mkdocs import page_bodies, site_files, theme_files
from erpsite_mkdocs.search import SearchShelf, replace_engines_search
from erpsite_mkdocs.theme import Cover, dress_config

__all__ = ["GroupPlugin", "share"]


class GroupConfig(Config):
    """Configure a group's handbook."""

    handed = c.Type(str)
    """File with what the command has read of the plans."""
    language = c.Type(str)
    """Language to build."""


@cache
def _handed(file: str) -> Whole:
    """Return the group that a command handed over; no process reads another."""
    return parse_whole(Path(file).read_bytes())


def share(config_file: str) -> None:
    """Read the group and compute what its languages share; builds of this process find it done."""
    config = load_config(config_file)
    plugin = next(plugin for plugin in config.plugins.values() if isinstance(plugin, GroupPlugin))
    whole = _handed(plugin.config.handed)
    for name, held in vars(Whole).items():
        if isinstance(held, cached_property):
            getattr(whole, name)


class GroupPlugin(BasePlugin[GroupConfig]):
    """Add the pages of a group to a MkDocs site."""

    def __init__(self) -> None:
        self.book: GroupBook
        self.entries: dict[str, PageEntry] = {}
        self.searched: SearchShelf | None = None
        self.beside: dict[str, dict[str, bytes]] = {}

    @event_priority(50)  # before the engine's search plugin, which is switched off here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read what the command handed over, and dress the theme."""
        collect_seldom()
        whole = _handed(self.config.handed)
        self.book = GroupBook(whole, locale_of(self.config.language, whole.group.currency))
        self.entries = {entry.path: entry for entry in group_pages(self.book)}
        self.searched = SearchShelf() if replace_engines_search(config) else None
        languages = tuple(whole.group.languages)
        dress_config(config, self._cover(), switcher=len(languages) > 1, searched=self.searched is not None)
        config.nav = self._nav()
        return config

    def _cover(self) -> Cover:
        whole, locale = self.book.whole, self.book.locale
        years = sorted({one.plan_year for one in whole.companies})
        return Cover(
            locale=locale,
            title=self.book.title,
            organisation=self.book.group_name,
            year=locale.join([locale.lone_year(year) for year in years]) if years else "",
            as_of=whole.month or "2000-01",
            languages=tuple(whole.group.languages),
            feeds=False,
        )

    def _nav(self) -> list[Any]:
        nav: list[Any] = []
        for section, title in section_titles(self.book).items():
            listed = [
                {entry.title: f"{entry.path}.md"}
                for entry in self.entries.values()
                if entry.section == section
            ]
            nav += listed if section == "home" else [{title: listed}] if listed else []
        return nav

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and the assets."""
        theme_files.add_assets(files, config)
        theme_files.keep_to_origin(files, config)
        for path in self.entries:
            files.append(File.generated(config, f"{path}.md", content=""))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Name the page."""
        page.title = self.entries[page_bodies.page_path(page)].title
        return ""

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Draw the page."""
        here = page_bodies.page_path(page)
        entry = self.entries[here]
        renderer = HtmlRenderer(self.book.locale, here, Addresses(config.use_directory_urls), None)
        self.beside[page.file.src_uri] = renderer.files
        blocks = list(entry.draw())
        rendered = renderer.render(blocks)
        page.content, page.toc = rendered.html, page_bodies.toc_of(rendered.toc)
        page.meta["erpsite_section"] = entry.section
        if self.searched:
            self.searched.add_generated(page, entry, blocks)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Write the further rows of long tables beside the page."""
        site_files.write_beside(page, self.beside.pop(page.file.src_uri, {}))
        return output

    @event_priority(-100)  # after other plugins have written their files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index."""
        if self.searched:
            self.searched.write(Path(config.site_dir), section_titles(self.book))
