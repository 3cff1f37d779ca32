"""Build the navigation: the handbook's sections, then what people added under `content/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs.structure.files import Files

from erpsite.pages.kit.book import PageEntry
from erpsite.pages.kit.contents import section_title, sections
from erpsite_mkdocs.volume import Volume

__all__ = ["hang_details", "parents", "site_nav"]


def site_nav(volume: Volume, written: Iterable[str]) -> list[Any]:
    """Return MkDocs' `nav`; `written` are the page paths under `content/`, without ending.

    A written page joins the section that its folder is named after; a page that replaces a generated one
    keeps its place, and pages of any other folder stand in a section of their own.
    """
    extra: dict[str, list[str]] = {}
    for path in sorted(written):
        if path not in volume.entries:
            extra.setdefault(path.rpartition("/")[0], []).append(f"{path}.md")
    nav: list[Any] = []
    for section in sections(volume.entries.values()):
        listed: list[Any] = [
            {entry.title: f"{entry.path}.md"}
            for entry in volume.entries.values()
            if entry.section == section and entry.in_nav
        ]
        listed += extra.pop(section, [])
        if section == "home":
            nav += listed + extra.pop("", [])
        elif listed:
            nav.append({section_title(volume.book, section): listed})
    for folder, pages in extra.items():
        nav.append({folder: pages})
    return nav


def parents(entry: PageEntry, entries: Mapping[str, PageEntry]) -> list[PageEntry]:
    """Return the pages above one, outermost first."""
    above: list[PageEntry] = []
    while entry.parent and entry.parent in entries:
        entry = entries[entry.parent]
        above.insert(0, entry)
    return above


def hang_details(files: Files, entries: Mapping[str, PageEntry]) -> None:
    """Place each page that is outside the navigation under its section, so that the section shows as open."""
    for entry in entries.values():
        above = parents(entry, entries)
        file = files.get_file_from_path(f"{entry.path}.md")
        top = files.get_file_from_path(f"{above[0].path}.md") if above else None
        if file and top and file.page and top.page:
            file.page.parent = top.page.parent
