"""The `erpsite-charts` plugin: the script that draws the handbook's charts, carried by the site itself."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from erpsite.load.plan_files import is_leftover
from erpsite_mkdocs.theme_files import speaking, without_addresses

__all__ = ["ChartsConfig", "ChartsPlugin", "add_chart_files", "keep_figures_back", "saved_figures"]

_FILES = ("charts.js", "plotly.js", "plotly.css")


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
        """Add the library; the files of handed-in figures are parts of pages, not pages."""
        keep_figures_back(files)
        if self.config.enabled:
            add_chart_files(files, config)
        return files


def add_chart_files(files: Files, config: MkDocsConfig) -> None:
    """Add the chart scripts and their style sheet to the site's files."""
    root = resources.files("erpsite_mkdocs").joinpath("assets", "charts")
    for name in _FILES:
        content = without_addresses(root.joinpath(name).read_bytes())
        content = speaking(content, config) if name == "charts.js" else content
        files.append(File.generated(config, f"assets/erpsite/{name}", content=content))


def saved_figures(docs_dir: str) -> dict[str, str]:
    """Return the text of every `figures/<name>.json` beside the written pages, by name."""
    folder = Path(docs_dir, "figures")
    files = [file for file in sorted(folder.glob("*.json")) if not is_leftover(file.name)]
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def keep_figures_back(files: Files) -> None:
    """Take the files of handed-in figures out of what is published."""
    for file in list(files):
        if file.src_uri.startswith("figures/") and file.src_uri.endswith(".json"):
            files.remove(file)
