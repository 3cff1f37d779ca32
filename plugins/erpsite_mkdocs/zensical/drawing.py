"""Draw every page of a configuration as the plugins give it, up to where a theme takes over.

Zensical runs no plugin and says nothing of it. So the plugins run here, with MkDocs as a library, and what
they have made of a page is handed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from erpsite.frozen import dataclass
from erpsite_mkdocs.page_frames import FRAMED

__all__ = ["Drawing", "begin", "front_matter"]


@dataclass(frozen=True)
class Drawing:
    """Hold what the plugins have made of a configuration; its pages are drawn one by one."""

    config: MkDocsConfig
    files: Files
    nav: Navigation

    def pages(self) -> Iterator[Page]:
        """Yield each page with its content, so that only one body need be in memory at a time."""
        pages = [file.page for file in self.files.documentation_pages() if file.page is not None]
        for page in pages:
            self._read(page)
        for page in pages:
            page.active = True
            context = get_context(self.nav, self.files, self.config, page)
            self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            yield page
            page.active = False
        for page in pages:
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def _read(self, page: Page) -> None:
        plugins, config, files = self.config.plugins, self.config, self.files
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        text = page.markdown or ""
        page.markdown = plugins.on_page_markdown(text, page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def begin(config: MkDocsConfig) -> Drawing:
    """Run the hooks that come before the first page."""
    plugins = config.plugins
    plugins.on_startup(command="build", dirty=False)
    config = plugins.on_config(config)
    plugins.on_pre_build(config=config)
    files = plugins.on_files(get_files(config), config=config)
    set_exclusions(files, config)
    nav = plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        if file.page is None:
            Page(None, file, config)
    return Drawing(config, files, nav)


def front_matter(page: Page) -> dict[str, Any]:
    """Return what the templates are told of a page: what its own front matter says, and what MkDocs knew."""
    told = {key: value for key, value in page.meta.items() if (key, value) != ("template", FRAMED)}
    if parents := told.get("erpsite_parents"):
        told["erpsite_parents"] = [list(parent) for parent in parents]
    told |= {"title": page.title, "erpsite_toc": [_heading(entry) for entry in page.toc]}
    if above := list(page.ancestors):
        told["erpsite_part"] = above[-1].title
    if page.is_homepage:  # which Zensical says of no page
        told["erpsite_home"] = True
    return told


def _heading(entry: AnchorLink) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "level": entry.level,
        "children": [_heading(child) for child in entry.children],
    }
