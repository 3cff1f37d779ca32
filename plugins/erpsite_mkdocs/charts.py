"""The `erpsite-charts` plugin: the script that draws the handbook's charts, carried by the site itself."""

from __future__ import annotations

import logging
import re
from importlib import resources
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from erpsite.charts.saving import FOLDER, OLD_FOLDER
from erpsite.i18n import Translator
from erpsite.load.plan_files import is_leftover
from erpsite.pages.content.saved_charts import SavedChart
from erpsite_mkdocs.theme_files import speaking, without_addresses

__all__ = [
    "ChartsConfig",
    "ChartsPlugin",
    "add_chart_files",
    "drawn_early",
    "keep_charts_back",
    "old_names",
    "saved_charts",
    "waiting",
]

old_names = logging.getLogger("erpsite_mkdocs.old_names")
"""Warns of what works for now. It stands outside MkDocs' own loggers, so that a strict build goes on."""
_FILES = ("charts.js", "plotly.js", "plotly.css")
_CHART, _END = 'class="es-chart', "</figure>"
_LATER = re.compile(r'<script defer src="([^"]*)"(?: defer)?( type="module")?(?: defer)?></script>')
_NEAR = 8_000
"""Characters of a page's HTML within which its first chart is on the first screen of a desk.

In the sample the 27 pages whose chart is seen without scrolling have it before 5,500, others after 18,000.
"""


class ChartsConfig(Config):
    """Configure the charts."""

    enabled = c.Type(bool, default=True)
    """Whether charts are drawn; without them the tables under them are shown."""


class ChartsPlugin(BasePlugin[ChartsConfig]):
    """Add the chart library, which only pages with charts load; `charts.js` says when."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Ask each page for the small script that waits for charts, before the theme's own."""
        early, script = config.extra.setdefault("early_scripts", []), "assets/erpsite/charts.js"
        if self.config.enabled and script not in early:
            early.append(script)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the library; the files of saved charts are parts of pages, not pages."""
        keep_charts_back(files)
        if self.config.enabled:
            add_chart_files(files, config)
        return files

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Have a chart near the top drawn while the browser still reads the page below it."""
        if self.config.enabled:
            page.content = drawn_early(page.content or "", page.url)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Have the library come early to a page that opens with a chart, and other scripts wait for it."""
        return waiting(output, page.url) if self.config.enabled else output


def drawn_early(html: str, url: str) -> str:
    """Return the body of a page at an address whose first chart, where it is near the top, does not wait.

    Behind the chart stands the script that draws it. At the end of the page the same script looks for what
    came after.
    """
    first = html.find(_CHART, 0, _NEAR)
    end = html.find(_END, first) + len(_END)
    if first < 0 or end < len(_END):
        return html
    script = get_relative_url("assets/erpsite/charts.js", url)
    return f'{html[:end]}<script src="{script}"></script>{html[end:]}'


def waiting(html: str, url: str) -> str:
    """Return a page at an address whose deferred scripts wait, where a script stands behind its first chart.

    The library is named behind the styles and before every picture, since a browser that lacks styles loads
    only one thing beside them that can wait. The others are begun by `charts.js`.
    """
    if f'{_END}<script src="' not in html:
        return html
    library = get_relative_url("assets/erpsite/plotly.js", url)
    preload = f'<link rel="preload" as="script" fetchpriority="low" href="{library}">'
    html = html.replace("</head>", f"{preload}\n  </head>", 1)
    return _LATER.sub(_later, html)


def _later(script: re.Match[str]) -> str:
    kind = ' data-es-kind="module"' if script[2] else ""
    return f'<script type="text/plain" data-es-later="{script[1]}"{kind}></script>'


def add_chart_files(files: Files, config: MkDocsConfig) -> None:
    """Add the chart scripts and their style sheet to the site's files."""
    root = resources.files("erpsite_mkdocs").joinpath("assets", "charts")
    for name in _FILES:
        content = without_addresses(root.joinpath(name).read_bytes())
        content = speaking(content, config) if name == "charts.js" else content
        files.append(File.generated(config, f"assets/erpsite/{name}", content=content))


def saved_charts(docs_dir: str, tr: Translator) -> dict[str, SavedChart]:
    """Return file and text of every `charts/<name>.json` beside the written pages, by name.

    Those in the folder's old place are found, too, with a warning; one in both stops the build.
    """
    found: dict[str, SavedChart] = {}
    for folder in (FOLDER, OLD_FOLDER):
        files = sorted(Path(docs_dir, folder).glob("*.json"))
        for file in [file for file in files if not is_leftover(file.name)]:
            name = f"{folder}/{file.name}"
            if file.stem in found:
                words = tr(
                    "{one} and {other} have one name",
                    one=f"content/{found[file.stem][0]}",
                    other=f"content/{name}",
                )
                raise PluginError(f"erpsite: {words}")
            found[file.stem] = (name, file.read_text(encoding="utf-8"))
            if folder == OLD_FOLDER:
                words = tr("saved charts stand in {folder} now; move it", folder=f"content/{FOLDER}/")
                old_names.warning("content/%s: %s", name, words)
    return found


def keep_charts_back(files: Files) -> None:
    """Take the files of saved charts out of what is published."""
    for file in list(files):
        if file.src_uri.startswith((f"{FOLDER}/", f"{OLD_FOLDER}/")) and file.src_uri.endswith(".json"):
            files.remove(file)
