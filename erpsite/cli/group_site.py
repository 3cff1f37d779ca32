"""Build the site of a group with the engine, beside its target, and put it in place when all is there."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import click
import yaml

from erpsite.cli.build import refused_folder
from erpsite.cli.building import put_in_place
from erpsite.cli.engine import run_orders
from erpsite.cli.engine_output import plain_output
from erpsite.cli.main import CANNOT_RUN, CLEAN
from erpsite.frozen import dataclass
from erpsite.group.handed import dump_whole
from erpsite.group.whole import Whole
from erpsite.i18n import Translator
from erpsite.job.orders import Order, Orders
from erpsite.pages.site.root_page import root_page

__all__ = ["Handed", "build_group_site", "handed_over", "refused_folder"]


MANY = 5_000
"""Initiatives of a group of which one language is drawn after the other: each takes 200 MB for 20,000."""


@dataclass(frozen=True)
class Handed:
    """Hold a group as a file that the engine reads; the command itself needs no more than its titles."""

    folder: Path
    """With the file, for as long as it is needed."""
    titles: Mapping[str, str]
    """The group's name in each of its languages."""
    large: bool
    """Whether drawing two languages at once would take too much memory."""


@contextmanager
def handed_over(whole: Whole) -> Iterator[Handed]:
    """Write the group into a folder, so that the command can let go of it."""
    with tempfile.TemporaryDirectory(prefix="erpsite-group-") as name:
        folder = Path(name)
        (folder / "content").mkdir()
        with (folder / "handed.jsonl").open("wb") as file:
            file.writelines(dump_whole(whole))
        titles = {language: whole.group.name.in_(language) for language in whole.group.languages}
        large = sum(len(one.projects) for one in whole.companies) > MANY
        del whole
        yield Handed(folder, titles, large)


def build_group_site(handed: Handed, site_dir: Path, tr: Translator) -> int:
    """Build every language of the group; return the exit code."""
    began = time.monotonic()
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", dir=site_dir.parent.resolve()))
    try:
        if not _build_languages(handed, staging, tr):
            click.echo(tr("The build failed; {site} is as it was.", site=site_dir), err=True)
            return CANNOT_RUN
        _add_root(handed, staging)
        put_in_place(staging, site_dir)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    pages, seconds = sum(1 for _ in site_dir.rglob("*.html")), f"{time.monotonic() - began:.1f}"
    click.echo(tr("{n} pages in {site} after {seconds} s.", n=pages, site=site_dir, seconds=seconds))
    return CLEAN


def _build_languages(handed: Handed, staging: Path, tr: Translator) -> bool:
    """Run the engine for all languages at a time; say what it says."""
    folder, orders = handed.folder, []
    for language in handed.titles:
        file = folder / f"{language}.yml"
        file.write_text(yaml.safe_dump(_configuration(folder, language)), encoding="utf-8")
        words = ["build", "--clean", "--strict", "--config-file", str(file)]
        words += ["--site-dir", str((staging / language).resolve())]
        orders.append(Order(tuple(words), {}, str(folder / f"{language}.output")))
    first = str(folder / f"{next(iter(handed.titles))}.yml")
    lanes = tuple((order,) for order in orders)
    asked = Orders("mkdocs", first, lanes, str(folder / "stop"), "erpsite_mkdocs.group", handed.large)
    (built,) = run_orders(asked, _environment(), folder)
    for language, one in zip(handed.titles, built, strict=True):
        for line in plain_output(one.output):
            click.echo(f"[{language}] {line}", err=True)
    return not any(one.failed for one in built)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "946684800"),
    }


def _configuration(folder: Path, language: str) -> dict[str, Any]:
    """Return the engine's configuration of a group, which nobody edits."""

    def scheme(media: str, name: str, icon: str, sign: str) -> dict[str, Any]:
        return {
            "media": f"(prefers-color-scheme: {media})", "scheme": name, "primary": "custom",
            "accent": "custom", "toggle": {"icon": f"material/{icon}", "name": sign},
        }  # fmt: skip

    return {
        "site_name": "erpsite",
        "docs_dir": str(folder / "content"),
        "theme": {
            "name": "material",
            "font": False,
            "features": [
                "navigation.tabs", "navigation.tabs.sticky", "navigation.prune", "navigation.top",
                "navigation.footer", "search.highlight", "toc.follow",
            ],
            "palette": [
                scheme("light", "default", "weather-night", "◐"),
                scheme("dark", "slate", "weather-sunny", "◑"),
            ],
        },
        "plugins": [
            {"erpsite-group": {"handed": str(folder / "handed.jsonl"), "language": language}},
            "erpsite-charts",
        ],
        "extra": {"generator": False},
    }  # fmt: skip


def _add_root(handed: Handed, staging: Path) -> None:
    for name, content in root_page(tuple(handed.titles), handed.titles).items():
        (staging / name).write_text(content, encoding="utf-8")
    icon = resources.files("erpsite_mkdocs").joinpath("assets", "img", "favicon.svg")
    if icon.is_file():
        (staging / "favicon.svg").write_bytes(icon.read_bytes())
