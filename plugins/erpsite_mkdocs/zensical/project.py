"""Write what Zensical builds from: pages as Markdown, the files beside them, templates and configuration."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mkdocs
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from erpsite_mkdocs.zensical.drawing import front_matter

__all__ = [
    "CONFIGURATION",
    "DOCS",
    "SITE",
    "place_of",
    "read_body",
    "write_files",
    "write_page",
    "write_settings",
]

CONFIGURATION = "mkdocs.yml"
SITE = "site"
DOCS = "docs"
_TEMPLATES = "templates"
_BODIES = "bodies"
_PLACE, _HEADED = '<div id="erpsite-page"></div>', '<div id="erpsite-page"><h1></h1></div>'
"""Where a page's body goes once the page around it is built: Zensical would turn its links and attributes.

Templates write the heading of a page in which they find none.
"""

_THEMES_OWN = frozenset(("name", "custom_dir", "locale", "static_templates", "search_index_only"))
"""What a theme says of itself, or what Zensical is told otherwise."""
_TOLD = ("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "repo_name")


def write_page(folder: Path, page: Page) -> None:
    """Write one page as Markdown with its front matter, and its body apart."""
    told: str = yaml.dump(
        front_matter(page),
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        allow_unicode=True,
        sort_keys=False,
        width=2**20,
    )
    for name, text in (
        (f"{DOCS}/{page.file.src_uri}", f"---\n{told}---\n\n{place_of(page.content or '')}\n"),
        (f"{_BODIES}/{page.file.src_uri}", page.content or ""),
    ):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def place_of(body: str) -> str:
    """Return what stands where a page's body goes."""
    return _HEADED if "<h1" in body else _PLACE


def read_body(folder: Path, page: Page) -> str:
    """Return the HTML that was written of a page."""
    return (folder / _BODIES / page.file.src_uri).read_text(encoding="utf-8")


def write_files(folder: Path, files: Files) -> None:
    """Write every file that is no page, unless it is there."""
    for file in files:
        if not file.is_documentation_page() and file.inclusion.is_included():
            target = folder / file.dest_uri
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.abs_src_path:
                shutil.copyfile(file.abs_src_path, target)
            else:
                target.write_bytes(file.content_bytes)


def write_settings(folder: Path, config: MkDocsConfig) -> None:
    """Write the templates and the configuration; what Zensical does not know is left out."""
    for templates in reversed(_own_templates(config)):
        shutil.copytree(templates, folder / _TEMPLATES, dirs_exist_ok=True)
    theme = {key: value for key, value in dict(config.theme).items() if key not in _THEMES_OWN}
    told = {
        **{name: config[name] for name in _TOLD if config[name]},
        "docs_dir": DOCS,
        "site_dir": SITE,
        "nav": config.nav,
        "use_directory_urls": config.use_directory_urls,
        "theme": {**theme, "name": "material", "variant": "classic", "custom_dir": _TEMPLATES},
        "extra": config.extra,
        "extra_css": [str(one) for one in config.extra_css],
        "extra_javascript": [str(one) for one in config.extra_javascript],
        "plugins": [],
        "markdown_extensions": [],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, default=_plain)
    (folder / CONFIGURATION).write_text(text, encoding="utf-8")


def _own_templates(config: MkDocsConfig) -> list[Path]:
    """Return the folders of templates that are neither the theme's nor the engine's, first come first."""
    engine = Path(mkdocs.__file__).parent
    theme = [Path(folder) for folder in config.theme.dirs if (Path(folder) / "mkdocs_theme.yml").is_file()]
    return [
        folder
        for folder in map(Path, config.theme.dirs)
        if folder.is_dir() and folder not in theme and not folder.is_relative_to(engine)
    ]


def _plain(value: object) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)
