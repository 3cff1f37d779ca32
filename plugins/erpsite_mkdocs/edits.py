"""Say what an edit of the data changes in a served site: what stands around the pages, and which files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from erpsite.frozen import dataclass
from erpsite.job import STAMP
from erpsite.model.forge import CONNECT
from erpsite.pages.forms import FORMS
from erpsite.pages.kit.subscriptions import CALENDAR, FEED
from erpsite_mkdocs import forms, site_files
from erpsite_mkdocs.navigation import site_nav
from erpsite_mkdocs.options import HandbookConfig
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.preview import Shelf
from erpsite_mkdocs.seal import seal
from erpsite_mkdocs.theme import Cover, cover_of
from erpsite_mkdocs.volume import Volume

__all__ = ["Shape", "data_shelves", "page_shelves", "shape_of"]

_TABLES, _SOURCES, _SEARCH = "downloads/", "source/", "search/"
_DATES = (FEED, CALENDAR, "calendar/", "feed/")


@dataclass(frozen=True)
class Shape:
    """Hold what has to be as it was for pages to be drawn again alone, without a whole build."""

    cover: Cover
    nav: list[Any]
    pages: tuple[tuple[str, str, str], ...]
    """Path, section and page above; titles are part of the navigation, or of their own page alone."""
    edited: bool
    """Whether there are forms."""


def shape_of(volume: Volume, config: MkDocsConfig, options: HandbookConfig) -> Shape | None:
    """Return the shape of a volume's site; None where every edit takes a whole build.

    That is where an edition cuts texts beside the written pages, which are copied by the engine.
    """
    if volume.book.handbook.cut is not None:
        return None
    written = site_files.written_pages(Path(config.docs_dir), volume)
    pages = tuple((page.path, page.section, page.parent) for page in volume.entries.values())
    return Shape(cover_of(volume.book), site_nav(volume, written), pages, forms.has_forms(options, volume))


def data_shelves(
    config: MkDocsConfig, volume: Volume, order: Order, *, carries_data: bool
) -> tuple[Shelf, ...]:
    """Return the files beside the pages that a whole build writes, and an edit of the data puts off."""
    site = Path(config.site_dir)

    def copied(*adders: Callable[[Files, MkDocsConfig, Volume], None]) -> Callable[[], None]:
        def write() -> None:
            files = Files([])
            for add in adders:
                add(files, config, volume)
            for file in files:
                file.copy_file()

        return write

    found = [
        Shelf((_TABLES,), copied(site_files.add_downloads)),
        Shelf(_DATES, copied(site_files.add_feeds)),
        Shelf((STAMP,), lambda: seal(site, order, volume)),
    ]
    if carries_data:
        found.append(Shelf((_SOURCES,), copied(site_files.add_sources)))
    return tuple(found)


def page_shelves(
    config: MkDocsConfig, volume: Volume, order: Order, options: HandbookConfig, index: Callable[[], None]
) -> tuple[Shelf, ...]:
    """Return the files that are always put off: the search `index`, and those of the forms."""
    site = Path(config.site_dir)
    found = [Shelf((_SEARCH,), index, needs_pages=True)]
    if forms.has_forms(options, volume):
        found.append(Shelf((f"{FORMS}/", CONNECT), lambda: forms.write_forms(site, order, volume)))
    return tuple(found)
