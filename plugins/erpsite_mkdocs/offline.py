"""Let the site work from a file share, where a page may neither start a worker nor fetch a file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

__all__ = ["add_files", "inline_search_index", "prepare"]

_SHIM = "assets/erpsite/iframe-worker.js"


def prepare(config: MkDocsConfig) -> None:
    """Name every page by its file, and let the search run in a frame instead of a worker."""
    config.use_directory_urls = False
    scripts = config.extra.setdefault("polyfills", [])
    if _SHIM not in scripts:
        scripts.append(_SHIM)


def add_files(files: Files, config: MkDocsConfig) -> None:
    """Add the frame's script to the site's files."""
    script = resources.files("erpsite_mkdocs").joinpath("assets", "offline", "iframe-worker.js")
    files.append(File.generated(config, _SHIM, content=script.read_bytes()))


def inline_search_index(site_dir: Path) -> None:
    """Write the search index as a script beside its JSON, as the theme looks for it from a file share."""
    index = site_dir / "search" / "search_index.json"
    if index.is_file():
        text = index.read_text(encoding="utf-8")
        index.with_suffix(".js").write_text(f"var __index = {text}", encoding="utf-8")
