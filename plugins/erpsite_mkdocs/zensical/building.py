"""Hand the pages to Zensical, let it build, and hold the site against what was handed over."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from erpsite.i18n import SOURCE, Translator, translator
from erpsite_mkdocs.handbook import HandbookPlugin
from erpsite_mkdocs.page_bodies import toc_of
from erpsite_mkdocs.theme_files import keep_folder_to_origin
from erpsite_mkdocs.zensical import project
from erpsite_mkdocs.zensical.drawing import Drawing, begin
from erpsite_mkdocs.zensical.lacking import lacking_pages, lacking_settings

__all__ = ["build"]


def build(config_file: str, site_dir: Path, *, strict: bool) -> None:
    """Build one language into `site_dir`, and print what Zensical leaves out, a line each.

    Raises `mkdocs.exceptions.Abort` where a plugin or Zensical refuses, and where a warning stops a strict
    build.
    """
    counter = _listen()
    config = load_config(config_file, site_dir=str(site_dir), strict=strict)
    try:
        for sentence in _build(config, counter):
            click.echo(f"Zensical: {sentence}")
    except BuildError as error:
        raise Abort(error.format_message()) from error


def _build(config: MkDocsConfig, counter: CountHandler) -> list[str]:
    """Build, and return what is left out."""
    with tempfile.TemporaryDirectory(prefix="erpsite-zensical-") as name:
        folder = Path(name)
        drawing = begin(config)
        config = drawing.config
        _hand_over(drawing, folder)
        if config.strict and counter.get_counts():
            raise Abort("Aborted with warnings in strict mode!")
        _run(folder)
        shutil.copytree(folder / project.SITE, config.site_dir, dirs_exist_ok=True)
        tr = _messages(config)
        lacking = [*lacking_settings(config, tr), *lacking_pages(*_finish_pages(drawing, folder), tr)]
        project.write_files(Path(config.site_dir), drawing.files)
    _lead_home(Path(config.site_dir, "404.html"), config)
    keep_folder_to_origin(Path(config.site_dir), {file.dest_uri for file in drawing.files})
    config.plugins.on_post_build(config=config)
    config.plugins.on_shutdown()
    return lacking


def _listen() -> CountHandler:
    """Print warnings as MkDocs prints them, and count them."""
    said, counter = logging.StreamHandler(), CountHandler()
    said.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    for handler in (said, counter):
        handler.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(handler)
    return counter


def _messages(config: MkDocsConfig) -> Translator:
    """Return the translator of what is said to whoever builds."""
    ours = [plugin for plugin in config.plugins.values() if isinstance(plugin, HandbookPlugin)]
    return ours[0].order.messages if ours else translator(SOURCE)


def _hand_over(drawing: Drawing, folder: Path) -> None:
    """Write all that Zensical reads."""
    for page in drawing.pages():
        project.write_page(folder, page)
        page.content = None
        page.toc = toc_of(())
    project.write_files(folder / project.DOCS, drawing.files)
    project.write_settings(folder, drawing.config)


def _run(folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter with our own arguments
        [sys.executable, "-m", "zensical", "build", "-f", project.CONFIGURATION],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        reason = f"{done.stdout}{done.stderr}".rstrip().rpartition("\n")[2]  # after its traceback
        raise BuildError(f"Zensical: {reason}")


def _finish_pages(drawing: Drawing, folder: Path) -> tuple[list[str], list[str]]:
    """Put every body in its place and give plugins the page; return pages that are missing, and bodies."""
    missing, bare = [], []
    for page in _pages(drawing):
        file = Path(page.file.abs_dest_path)
        if not file.is_file():
            missing.append(page.file.src_uri)
            continue
        body = project.read_body(folder, page)
        before, place, after = file.read_text(encoding="utf-8").partition(project.place_of(body))
        if not place:
            bare.append(page.file.src_uri)
        output = f"{before}{body if place else ''}{after}"
        output = drawing.config.plugins.on_post_page(output, page=page, config=drawing.config)
        file.write_text(output, encoding="utf-8", errors="xmlcharrefreplace")
    return missing, bare


def _lead_home(page: Path, config: MkDocsConfig) -> None:
    """Let the links of the page that a server shows at any depth begin where the site stands.

    Without `site_url` Zensical takes the root of the host, whatever the template sets.
    """
    below: str = config.extra.get("erpsite", {}).get("below", "")
    if config.site_url or not below or not page.is_file():
        return
    led = re.sub(
        rf'(href|src)="/(?!/|{re.escape(below)})', rf'\1="/{below}', page.read_text(encoding="utf-8")
    )
    page.write_text(led, encoding="utf-8")


def _pages(drawing: Drawing) -> Iterator[Page]:
    for file in drawing.files.documentation_pages():
        if file.page is not None:
            yield file.page
