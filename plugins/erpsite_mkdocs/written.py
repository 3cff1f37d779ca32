"""Choose the file that each written page is shown from: its own language's, or the nearest to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from erpsite.i18n import SOURCE, known_languages
from erpsite.pages.kit.book import Book

__all__ = ["chosen_files"]

_ANY = ""
"""Language of `page.md`, which is for every reader."""


def chosen_files(names: Iterable[str], book: Book, drawn: Container[str]) -> dict[str, str]:
    """Return the file of each written page by the page's path without ending.

    `names` are those of files under `content/`. `page.<language>.md` goes before `page.md`. A page that was
    not written in the reader's language is shown in the plan's other languages, in their order, as texts of
    the data are; but it never takes the place of a page that is `drawn` from the data in every language.
    """
    language, plan = book.locale.language, book.handbook.plan.languages
    others = dict.fromkeys((*plan, SOURCE, *known_languages()))
    chosen = {}
    for path, files in _by_page(names).items():
        order = (language, _ANY) if path in drawn else (language, _ANY, *others)
        found = next((files[one] for one in order if one in files), None)
        if found is not None:
            chosen[path] = found
    return chosen


def _by_page(names: Iterable[str]) -> Mapping[str, dict[str, str]]:
    """Return the files of each page by their language."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        if not name.endswith(".md"):
            continue
        path, _, language = name.removesuffix(".md").rpartition(".")
        if path and language in known_languages():
            pages[path][language] = name
        else:
            pages[name.removesuffix(".md")][_ANY] = name
    return pages
