"""Make the documentation's pages while the site engine builds it, and dress them as the handbook is."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

import erpsite
from erpsite.i18n import facts_of, locale_of, script_facts
from erpsite.pages.site.search_index import search_files
from erpsite.pages.site.search_text import SearchPage
from erpsite_mkdocs import theme_files
from erpsite_mkdocs.written_search import read_parts
from tools.docs_site.all_pages import all_pages
from tools.docs_site.words import LANGUAGES, say
from tools.docs_site.written_pages import SECTIONS

_searched: list[SearchPage] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set language, look and words; the pages are listed as the sections name them."""
    language = str(config.extra["language"])
    _searched.clear()
    config.site_name = say("site", language)
    config.theme["language"] = language
    config.theme["font"] = False
    config.theme.dirs.insert(0, str(resources.files("erpsite_mkdocs").joinpath("templates")))
    config.extra_css.append("assets/erpsite/erpsite.css")
    config.extra_javascript.append("assets/erpsite/erpsite.js")
    locale = locale_of(language)
    config.extra["erpsite"] = _words(language) | {"html_lang": locale.html_lang}
    config.extra["script_facts"] = script_facts(locale)
    config.extra["alternate"] = [
        {"name": facts_of(other).name, "link": f"../{other}/", "lang": other} for other in LANGUAGES
    ]
    config.nav = ["index.md"] + [
        {say(section, language): [f"{name}.md" for name in names]} for section, names in SECTIONS.items()
    ]
    return config


def _words(language: str) -> dict[str, str]:
    names = {
        "breadcrumbs_label": "breadcrumbs", "home_label": "home", "language_label": "language",
        "not_found": "not-found", "not_found_hint": "not-found-hint", "skip": "skip", "to_dark": "to-dark",
        "to_light": "to-light", "search_label": "search", "search_more": "search-more",
        "search_failed": "search-failed",
    }  # fmt: skip
    told = {key: say(name, language) for key, name in names.items()}
    version = erpsite.__version__
    return told | {
        "language": language,
        "version": version,
        "built_with": say("built", language, version=version),
    }


def on_files(files: Files, config: MkDocsConfig, **_more: Any) -> Files:
    """Add every page, the styles and the scripts; drop what names other hosts."""
    for path, text in all_pages(str(config.extra["language"])):
        files.append(File.generated(config, f"{path}.md", content=text))
    theme_files.add_assets(files, config)
    theme_files.keep_to_origin(files, config)
    return files


def on_nav(nav: Navigation, files: Files, **_more: Any) -> Navigation:
    """Hang each page that the navigation does not list under the list that leads to it."""
    for file in files.documentation_pages():
        above = files.get_file_from_path(f"{file.src_uri.rpartition('/')[0]}.md")
        if file.page and above and above.page and file.page.parent is None:
            file.page.parent = above.page.parent
    return nav


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, **_more: Any
) -> TemplateContext:
    """Keep what the page says for the search; results stand under the title of their section."""
    above = [section.title for section in page.ancestors]
    section = str(above[-1]) if above else config.site_name
    title = str(page.title)
    name = page.file.src_uri.rpartition("/")[2].removesuffix(".md")
    parts = read_parts(page.content or "", title)
    _searched.append(SearchPage(page.url, title, section, name, parts=parts))
    return context


def on_post_build(config: MkDocsConfig, **_more: Any) -> None:
    """Write the search index."""
    language = str(config.extra["language"])
    folder = Path(config.site_dir, "search")
    folder.mkdir(parents=True, exist_ok=True)
    sections = {title: title for title in (config.site_name, *(say(one, language) for one in SECTIONS))}
    for name, content in search_files(_searched, sections).items():
        (folder / name).write_bytes(content)
