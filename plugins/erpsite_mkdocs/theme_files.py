"""Add the handbook's styles and scripts to the site, and keep Material's from naming other hosts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from erpsite.i18n import locale_of, script_facts
from erpsite_mkdocs.theme_rules import calmed

__all__ = ["add_assets", "joined", "keep_folder_to_origin", "keep_to_origin", "speaking", "without_addresses"]

_UNUSED = re.compile(r"\.map$|^assets/javascripts/(lunr/|workers/search\.)|^assets/stylesheets/modern/")
"""Source maps, and the theme's search, in whose place stands the handbook's own."""
_ADDRESS = re.compile(rb"(?<=[\"'`])https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[a-z]{2,}[^\s\"'`<>)\\]*")
"""An address at the start of a string; those in licence notes stay as their authors wrote them."""
_SOURCE_MAP = re.compile(rb"(?m)^\s*(//|/\*)# sourceMappingURL=.*$")
_NAMESPACES = (b"http://www.w3.org/",)


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Add the handbook's pictures and scripts, and its style sheets joined into `erpsite.css`.

    The files of a folder are joined, in the order of their names: those of `widgets/<name>` into
    `widget-<name>.js`, those of `js/<name>` into `<name>.js`.
    """
    root = resources.files("erpsite_mkdocs").joinpath("assets")
    styles = joined(root, "css")
    if not _draws_charts(config):
        styles += root.joinpath("charts", "without.css").read_bytes()
    files.append(File.generated(config, "assets/erpsite/erpsite.css", content=styles))
    for folder in _items(root, "widgets"):
        script = joined(root, f"widgets/{folder.name}")
        script = speaking(script, config) if _SPEAKS in script else script
        script = _dated(script, config) if _COMMIT in script else script
        files.append(File.generated(config, f"assets/erpsite/widget-{folder.name}.js", content=script))
    for kind in ("js", "img"):
        for item in _items(root, kind):
            content = joined(root, f"{kind}/{item.name}") if item.is_dir() else item.read_bytes()
            name = f"{item.name}.js" if item.is_dir() else item.name
            files.append(File.generated(config, f"assets/erpsite/{name}", content=content))


def joined(root: Traversable, folder: str) -> bytes:
    """Return the files of a folder one after the other, in the order of their names."""
    return b"".join(item.read_bytes() for item in _items(root, folder))


_SPEAKS = b"window.erpsiteLanguage"


def speaking(script: bytes, config: MkDocsConfig) -> bytes:
    """Return a script with the facts of the page's language before it, as `window.erpsiteLanguage`."""
    facts = config.extra.get("script_facts") or script_facts(locale_of())
    return b"%s = %s;\n%s" % (_SPEAKS, json.dumps(facts, ensure_ascii=False).encode(), script)


_COMMIT = b"window.erpsiteCommit"


def _dated(script: bytes, config: MkDocsConfig) -> bytes:
    """Return a script with the commit that the site was built from before it; empty where nobody knows."""
    return b"%s = %s;\n%s" % (_COMMIT, json.dumps(config.extra.get("commit", "")).encode(), script)


def _draws_charts(config: MkDocsConfig) -> bool:
    """Tell whether the `erpsite-charts` plugin is there and switched on."""
    plugin = config.plugins.get("erpsite-charts")
    return plugin is not None and bool(plugin.config.get("enabled", True))


def _items(root: Traversable, folder: str) -> Iterator[Traversable]:
    part = root.joinpath(folder)
    if part.is_dir():
        yield from sorted(part.iterdir(), key=lambda item: item.name)


def keep_to_origin(files: Files, config: MkDocsConfig) -> None:
    """Drop the theme's files that this site never loads, and the addresses of other hosts from its scripts.

    Material's bundle names hosts for diagrams and for the stars of a repository. Nothing here asks for
    either; without the addresses nothing could.
    """
    for file in list(files):
        if file.generated_by is not None or file.src_dir == config.docs_dir or not file.abs_src_path:
            continue
        if _UNUSED.search(file.src_uri):
            files.remove(file)
        elif file.src_uri.endswith((".js", ".css")):
            content = Path(file.abs_src_path).read_bytes()
            clean = _cleaned(file.src_uri, content)
            if clean != content:
                files.remove(file)
                files.append(File.generated(config, file.src_uri, content=clean))


def keep_folder_to_origin(site_dir: Path, own: Collection[str]) -> None:
    """Do the same with files of a theme that an engine has written already; `own` are the site's others."""
    for path in sorted(site_dir.rglob("*"), reverse=True):  # what lies in a folder comes before it
        name = path.relative_to(site_dir).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name in own:
            continue
        elif _UNUSED.search(name):
            path.unlink()
        elif name.endswith((".js", ".css")):
            path.write_bytes(_cleaned(name, path.read_bytes()))


@lru_cache(maxsize=64)
def _cleaned(name: str, content: bytes) -> bytes:
    """Return what a file of the theme becomes; a process that builds many months does it once."""
    return calmed(name, without_addresses(content))


def without_addresses(script: bytes) -> bytes:
    """Return a script whose addresses of other hosts lead nowhere, and that names no source map."""

    def blank(match: re.Match[bytes]) -> bytes:
        return match[0] if match[0].startswith(_NAMESPACES) else b"about:blank"

    return _SOURCE_MAP.sub(b"", _ADDRESS.sub(blank, script))
