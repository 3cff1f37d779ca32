"""Give each page its body: generated ones from blocks, written ones through the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from erpsite.analysis.editions import cut_written
from erpsite.errors import ContentError
from erpsite.i18n import Translator, translator
from erpsite.issues import Source
from erpsite.load.plan_files import ROLL_UPS
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.kit.book import Book, PageEntry, once
from erpsite.pages.kit.links import Addresses
from erpsite.pages.kit.source_pages import source_address
from erpsite.pages.render import HtmlRenderer, TocEntry
from erpsite_mkdocs.charts import old_names, saved_charts
from erpsite_mkdocs.navigation import parents
from erpsite_mkdocs.site_files import PRIVATE_FILES
from erpsite_mkdocs.volume import Volume

__all__ = [
    "credit_author",
    "draw_page",
    "expand_written",
    "leave_unread",
    "page_path",
    "renderer_of",
    "source_link",
    "toc_of",
]


def page_path(page: Page) -> str:
    """Return a page's path without ending, as the handbook names pages."""
    return str(PurePosixPath(page.file.src_uri).with_suffix(""))


def source_link(
    template: str, here: str, addresses: Addresses, carried: bool, data_dir: Path
) -> Callable[[Source], str | None]:
    """Return the function that gives the URL of a line of data, where it has one, as seen from `here`.

    A file that is still to be written has none.
    """
    known: dict[str, bool] = {}

    def link(source: Source) -> str | None:
        if source.path not in known:
            known[source.path] = (data_dir / source.path).exists()
        if not known[source.path]:
            return None
        if template:
            return template.format(path=source.path, line=source.line or 1)
        if not carried or source.path in PRIVATE_FILES or source.path.startswith(f"{ROLL_UPS[1]}/"):
            return None
        mark = f"#L{source.line}" if source.line else ""
        return addresses.asset(here, f"source/{source_address(source.path, source.line or 1)}") + mark

    return link


def renderer_of(
    volume: Volume, here: str, config: MkDocsConfig, template: str, carried: bool
) -> HtmlRenderer:
    """Return the renderer of one page."""
    addresses = Addresses(config.use_directory_urls)
    url = source_link(template, here, addresses, carried, volume.data_dir)
    return HtmlRenderer(volume.book.locale, here, addresses, url)


def leave_unread(page: Page) -> None:
    """Keep the engine from setting up a reader of Markdown for a generated page, which holds none."""

    def render(_config: MkDocsConfig, _files: Files) -> None:
        page.content, page.toc, page.present_anchor_ids = "", toc_of(()), set()

    page.render = render  # type: ignore[assignment, method-assign]


def draw_page(page: Page, entry: PageEntry, volume: Volume, renderer: HtmlRenderer) -> list[Any]:
    """Set a generated page's body, contents and links; return its blocks."""
    blocks = list(entry.draw())
    rendered = renderer.render(blocks)
    page.content = rendered.html
    page.toc = toc_of(rendered.toc)
    page.meta.update(page_meta(entry, volume, renderer))
    return blocks


def page_meta(entry: PageEntry, volume: Volume, renderer: HtmlRenderer) -> dict[str, Any]:
    """Return what the templates show around a page."""
    meta: dict[str, Any] = {
        "erpsite_section": entry.section,
        "erpsite_parents": [
            (above.title, renderer.url(above.path)) for above in parents(entry, volume.entries)
        ],
    }
    if entry.description:
        meta["description"] = entry.description
    url = renderer.source_url(entry.where) if entry.where.path and renderer.source_url else None
    if url:
        meta["erpsite_source_url"] = url
        meta["erpsite_source_name"] = f"data/{entry.where.path}"
    return meta


def credit_author(page: Page) -> None:
    """Name the file of a written page, and link to it where the plan's repository has an address."""
    name = page.file.edit_uri or page.file.src_uri
    page.meta.setdefault("erpsite_source_name", f"content/{name}")
    if page.edit_url:
        page.meta.setdefault("erpsite_source_url", page.edit_url)


def toc_of(entries: tuple[TocEntry, ...]) -> TableOfContents:
    """Return MkDocs' table of contents of some headings of level 2 and 3."""
    roots: list[AnchorLink] = []
    for entry in entries:
        link = AnchorLink(entry.text, entry.anchor, entry.level)
        if entry.level > 2 and roots:
            roots[-1].children.append(link)
        else:
            roots.append(link)
    return TableOfContents(roots)


@once
def _context(book: Book, folder: str, language: str) -> Mapping[str, Any]:
    """Return what a written page may place: the plan's values, and the charts saved under its folder.

    What is wrong with the charts is said in `language`.
    """
    return content_context(book, saved_charts(folder, translator(language)))


def expand_written(
    markdown: str, page: Page, volume: Volume, renderer: HtmlRenderer, messages: Translator
) -> tuple[str, ContentTemplate]:
    """Return a written page's Markdown with its values as tokens, and the template that fills them."""
    name = page.file.edit_uri or page.file.src_uri
    whole = page.file.content_string
    first = whole.count("\n") - markdown.count("\n") + 1
    folder = page.file.src_dir or ""
    context = _context(volume.book, folder, messages.language)
    cut = volume.book.handbook.cut
    template = ContentTemplate(renderer, context, Source(f"content/{name}", max(first, 1)), cut=cut)
    if cut:
        markdown = cut_written(markdown, cut)
        page.meta.update({key: cut(value) for key, value in page.meta.items() if isinstance(value, str)})
    try:
        text = template.expand(markdown)
    except ContentError as error:
        raise PluginError(f"erpsite: {error.say(messages)}") from error
    for note in template.notes:
        old_names.warning("%s", note.say(messages))
    return text, template
