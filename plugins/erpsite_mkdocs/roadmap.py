"""The `erpsite-roadmap` plugin: the scripts that bring the roadmap to life."""

from __future__ import annotations

from importlib import resources

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from erpsite_mkdocs.theme_files import speaking

__all__ = ["RoadmapConfig", "RoadmapPlugin", "add_roadmap_scripts", "ask_for_scripts"]

_SCRIPTS = ("roadmap-lines.js", "roadmap-facts.js", "roadmap-keys.js", "roadmap.js")
"""In the order in which they are loaded: the last one uses the others."""


class RoadmapConfig(Config):
    """Configure the roadmap."""

    enabled = c.Type(bool, default=True)
    """Whether filters, zoom and dependency lines are there; without them it is a picture with tables."""


class RoadmapPlugin(BasePlugin[RoadmapConfig]):
    """Add the roadmap's scripts to each page; they do nothing where there is no roadmap."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Ask each page for the scripts."""
        if self.config.enabled:
            ask_for_scripts(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the scripts to the site's files."""
        if self.config.enabled:
            add_roadmap_scripts(files, config)
        return files


def ask_for_scripts(config: MkDocsConfig) -> None:
    """Name the scripts in the configuration, once each and in order."""
    for name in _SCRIPTS:
        script = f"assets/erpsite/{name}"
        if script not in config.extra_javascript:
            config.extra_javascript.append(script)


def add_roadmap_scripts(files: Files, config: MkDocsConfig) -> None:
    """Add the scripts to the site's files."""
    root = resources.files("erpsite_mkdocs").joinpath("assets", "roadmap")
    for name in _SCRIPTS:
        content = root.joinpath(name).read_bytes()
        content = speaking(content, config) if name == "roadmap-facts.js" else content
        files.append(File.generated(config, f"assets/erpsite/{name}", content=content))
