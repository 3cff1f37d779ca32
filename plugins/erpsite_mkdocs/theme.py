"""Dress Material in the plan's language and in the handbook's look."""

from __future__ import annotations

from importlib import resources
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

import erpsite
from erpsite.frozen import dataclass
from erpsite.i18n import Locale, Translator, facts_of, script_facts
from erpsite.pages.kit.book import Book

__all__ = ["Cover", "cover_of", "dress_config"]


@dataclass(frozen=True)
class Cover:
    """Hold what the frame of every page says of a handbook."""

    locale: Locale
    title: str
    organisation: str
    year: str
    as_of: str
    languages: tuple[str, ...]
    edition: str = ""
    feeds: bool = True
    """Whether there are a feed and a calendar."""

    @property
    def tr(self) -> Translator:
        """Return the translator of interface text."""
        return self.locale.tr


def cover_of(book: Book) -> Cover:
    """Return what the frame says of a plan's handbook."""
    plan, edition = book.handbook.plan, book.handbook.edition
    return Cover(
        locale=book.locale,
        title=book.title,
        organisation=book.text(plan.organisation),
        year=book.locale.lone_year(plan.plan_year),
        as_of=book.state.as_of,
        languages=tuple(plan.languages),
        edition=edition.id if edition else "",
    )


def dress_config(
    config: MkDocsConfig,
    cover: Cover,
    *,
    switcher: bool,
    release: str = "",
    searched: bool = True,
    edited: bool = False,
) -> None:
    """Set the theme's language, templates, styles, title and the words that the templates say."""
    language = cover.locale.language
    config.site_name = cover.title
    below = _below(cover, release) if switcher or release else ""
    if config.site_url and below:
        config.site_url = f"{config.site_url.rstrip('/')}/{below}"
    config.theme["language"] = language
    config.theme["font"] = False
    templates = str(resources.files("erpsite_mkdocs").joinpath("templates"))
    if templates not in config.theme.dirs:
        config.theme.dirs.insert(0, templates)
    for name, asset in (
        ("extra_css", "assets/erpsite/erpsite.css"),
        ("extra_javascript", "assets/erpsite/erpsite.js"),
    ):
        listed: list[Any] = config[name]
        if asset not in listed:
            listed.append(asset)
    config.extra["erpsite"] = _words(cover) | (_search_words(cover) if searched else {})
    config.extra["erpsite"]["below"] = below
    if edited:
        config.extra["erpsite"] |= _edit_words(cover)
    config.extra["script_facts"] = script_facts(cover.locale)
    if release:
        _know_release(config, cover, release)
    if switcher:
        config.extra["alternate"] = [
            {
                "name": facts_of(other).name,
                "link": f"../../{other}/{release}/" if release else f"../{other}/",
                "lang": other,
            }
            for other in cover.languages
        ]


def _below(cover: Cover, release: str) -> str:
    """Return where a language stands below the site's address."""
    prefix = f"{cover.edition}/" if cover.edition and release else ""
    return f"{prefix}{cover.locale.language}/" + (f"{release}/" if release else "")


def _know_release(config: MkDocsConfig, cover: Cover, release: str) -> None:
    """Show Material's selector of releases, and the words of the banner that an older release carries."""
    config.extra["version"] = {"provider": "mike", "default": "latest"}
    config.extra_javascript.append("assets/erpsite/releases.js")
    config.extra["erpsite"] |= {
        "release": release,
        "release_label": cover.tr("Release"),
        "release_old": cover.tr("You are reading the {this}. The latest is {latest}."),
        "release_changes": cover.tr("What has changed"),
    }


def _words(cover: Cover) -> dict[str, Any]:
    tr = cover.tr
    return {
        "language": cover.locale.language,
        "html_lang": cover.locale.html_lang,
        "as_of": cover.as_of,
        "as_of_text": tr("As of {month}", month=cover.locale.month(cover.as_of)),
        "organisation": cover.organisation,
        "year": cover.year,
        "version": erpsite.__version__,
        "feed_title": tr("Monthly reviews and what they changed") if cover.feeds else "",
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
        "folding": _folding_words(cover),
    }


def _folding_words(cover: Cover) -> dict[str, str]:
    """Return what the script says that folds long pages and searches long tables."""
    tr = cover.tr
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
        "only": tr("Only rows of {name} are shown; all else is of the whole plan."),
        "nobody": tr("No row of this page names {name}; all of it is shown."),
        "showall": tr("Show all rows"),
        "onlymine": tr("Show only my rows"),
        "failed": tr("The other rows could not be read; the links below lead to them."),
    }


def _edit_words(cover: Cover) -> dict[str, str]:
    """Return what the button says that opens the form; a site without forms lacks these words, and so it."""
    tr = cover.tr
    return {
        "edit_label": tr("Edit"),
        "edit_failed": tr("The form could not be loaded. Are you connected?"),
    }


def _search_words(cover: Cover) -> dict[str, str]:
    """Return what the search box says; a site without a search lacks these words, and so the box."""
    tr = cover.tr
    return {
        "search_label": tr("Search the handbook"),
        "search_more": tr("Show more"),
        "search_failed": tr("The search could not be loaded. Are you connected?"),
    }
