"""Tell the search index about generated pages straight from their blocks: titles and texts, never tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from erpsite.escaping import escape_between_tags
from erpsite.pages.site.search_text import SearchSection, search_sections

__all__ = ["index_page", "learn_words"]


@dataclass
class _Section:
    """Look like a section of the search plugin's own parser."""

    id: str | None
    title: list[str]
    text: list[str]


def index_page(page: Page, blocks: Iterable[Any], config: MkDocsConfig) -> None:
    """Add a generated page to the index of Material's search plugin, where that is the one in use."""
    plugin: Any = config.plugins.get("search") or config.plugins.get("material/search")
    index: Any = getattr(plugin, "search_index", None)
    if not hasattr(index, "create_entry_for_section"):
        page.meta.pop("search", None)
        return
    for section in search_sections(str(page.title), blocks):
        index.create_entry_for_section(_section(section), page.toc, page.url, page)


def _section(section: SearchSection) -> _Section:
    # The reader's browser writes titles of results as HTML.
    return _Section(section.anchor or None, [escape_between_tags(section.title)], [section.html])


def learn_words(words: Iterable[str]) -> None:
    """Teach the Chinese word cutter the plan's own names and terms."""
    import jieba  # noqa: PLC0415 - only Chinese builds pay for its dictionary

    jieba.setLogLevel(30)
    for word in words:
        jieba.add_word(word)
