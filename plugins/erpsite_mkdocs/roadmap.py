"""The `erpsite-roadmap` plugin: the script that brings the roadmap to life."""

from __future__ import annotations

from importlib import resources

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from erpsite_mkdocs.theme_files import joined, speaking

__all__ = ["RoadmapConfig", "RoadmapPlugin"]

_SCRIPT = "assets/erpsite/roadmap.js"


class RoadmapConfig(Config):
    """Configure the roadmap."""

    enabled = c.Type(bool, default=True)
    """Whether filters, zoom and dependency lines are there; without them it is a picture with tables."""


class RoadmapPlugin(BasePlugin[RoadmapConfig]):
    """Add the roadmap's script to each page; it does nothing where there is no roadmap."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Ask each page for the script."""
        if self.config.enabled and _SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(_SCRIPT)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the script to the site's files."""
        if self.config.enabled:
            script = joined(resources.files("erpsite_mkdocs").joinpath("assets"), "roadmap")
            files.append(File.generated(config, _SCRIPT, content=speaking(script, config)))
        return files
