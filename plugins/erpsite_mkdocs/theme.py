"""Dress Material in the plan's language and in the handbook's look."""

from __future__ import annotations

from importlib import resources
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

import erpsite
from erpsite.i18n import facts_of, script_facts
from erpsite.pages.kit.book import Book
from erpsite_mkdocs.volume import Volume

__all__ = ["dress_config"]


def dress_config(
    config: MkDocsConfig,
    volume: Volume,
    *,
    switcher: bool,
    release: str = "",
    searched: bool = True,
    edited: bool = False,
) -> None:
    """Set the theme's language, templates, styles, title and the words that the templates say."""
    book = volume.book
    language = book.locale.language
    config.site_name = book.title
    if config.site_url and (switcher or release):
        config.site_url = f"{config.site_url.rstrip('/')}/{_below(book, release)}"
    config.theme["language"] = language
    config.theme["font"] = False
    templates = str(resources.files("erpsite_mkdocs").joinpath("templates"))
    if templates not in config.theme.dirs:
        config.theme.dirs.insert(0, templates)
    for name, asset in (
        ("extra_css", "assets/erpsite/erpsite.css"),
        ("extra_javascript", "assets/erpsite/mine.js"),
        ("extra_javascript", "assets/erpsite/erpsite.js"),
        ("extra_javascript", "assets/erpsite/folding.js"),
    ):
        listed: list[Any] = config[name]
        if asset not in listed:
            listed.append(asset)
    config.extra["erpsite"] = _words(book) | (_search_words(book) if searched else {})
    if edited:
        config.extra["erpsite"] |= _edit_words(book)
    config.extra["script_facts"] = script_facts(book.locale)
    if release:
        _know_release(config, book, release)
    if switcher:
        config.extra["alternate"] = [
            {
                "name": facts_of(other).name,
                "link": f"../../{other}/{release}/" if release else f"../{other}/",
                "lang": other,
            }
            for other in book.handbook.plan.languages
        ]


def _below(book: Book, release: str) -> str:
    """Return where a language stands below the site's address."""
    edition = book.handbook.edition
    prefix = f"{edition.id}/" if edition and release else ""
    return f"{prefix}{book.locale.language}/" + (f"{release}/" if release else "")


def _know_release(config: MkDocsConfig, book: Book, release: str) -> None:
    """Show Material's selector of releases, and the words of the banner that an older release carries."""
    config.extra["version"] = {"provider": "mike", "default": "latest"}
    config.extra_javascript.append("assets/erpsite/releases.js")
    config.extra["erpsite"] |= {
        "release": release,
        "release_label": book.tr("Release"),
        "release_old": book.tr("You are reading the {this}. The latest is {latest}."),
        "release_changes": book.tr("What has changed"),
    }


def _words(book: Book) -> dict[str, Any]:
    tr = book.tr
    return {
        "language": book.locale.language,
        "html_lang": book.locale.html_lang,
        "as_of": book.state.as_of,
        "as_of_text": tr("As of {month}", month=book.locale.month(book.state.as_of)),
        "organisation": book.text(book.handbook.plan.organisation),
        "year": book.locale.year(book.handbook.plan.plan_year),
        "version": erpsite.__version__,
        "feed_title": tr("Monthly reviews and what they changed"),
        "calendar_title": tr("Calendar of the plan"),
        "source_label": tr("Data source"),
        "breadcrumbs_label": tr("You are here"),
        "home_label": tr("Home"),
        "language_label": tr("Language"),
        "built_with": tr("Built with erpsite {version}", version=erpsite.__version__),
        "not_found": tr("This page does not exist."),
        "not_found_hint": tr("Check the address, search above, or start from the home page."),
        "skip": tr("Skip to content"),
        "to_dark": tr("Dark colours"),
        "to_light": tr("Light colours"),
        "folding": _folding_words(book),
    }


def _folding_words(book: Book) -> dict[str, str]:
    """Return what the script says that folds long pages and searches long tables."""
    tr = book.tr
    return {
        "section": tr("Show this part"),
        "sectionrows": tr("Show this part ({n} rows)"),
        "row": tr("All about this row"),
        "filter": tr("Only rows with these words"),
        "any": tr("{column}: all"),
        "order": tr("Order of rows"),
        "as-given": tr("Order of the page"),
        "up": tr("{column}, upwards"),
        "down": tr("{column}, downwards"),
        "shown": tr("{from} to {to} of {n}"),
        "none": tr("No row has these words."),
        "previous": tr("Previous rows"),
        "next": tr("Next rows"),
        "loading": tr("The other rows are being read …"),
        "mine": tr("Mine: {name}"),
        "only": tr("Only rows of {name} are shown."),
        "showall": tr("Show all rows"),
        "onlymine": tr("Show only my rows"),
        "failed": tr("The other rows could not be read; the links below lead to them."),
    }


def _edit_words(book: Book) -> dict[str, str]:
    """Return what the button says that opens the form; a site without forms lacks these words, and so it."""
    tr = book.tr
    return {
        "edit_label": tr("Edit"),
        "edit_failed": tr("The form could not be loaded. Are you connected?"),
    }


def _search_words(book: Book) -> dict[str, str]:
    """Return what the search box says; a site without a search lacks these words, and so the box."""
    tr = book.tr
    return {
        "search_label": tr("Search the handbook"),
        "search_more": tr("Show more"),
        "search_failed": tr("The search could not be loaded. Are you connected?"),
    }
