"""Build the site of a group with the engine, beside its target, and put it in place when all is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import Any

import click
import yaml

from erpsite.cli.build import refused_folder
from erpsite.cli.building import put_in_place
from erpsite.cli.engine_output import plain_output
from erpsite.cli.main import CANNOT_RUN, CLEAN
from erpsite.group.handed import dump_whole
from erpsite.group.whole import Whole
from erpsite.i18n import Translator
from erpsite.pages.site.root_page import root_page

__all__ = ["build_group_site", "refused_folder"]


def build_group_site(whole: Whole, site_dir: Path, tr: Translator) -> int:
    """Build every language of the group; return the exit code."""
    began = time.monotonic()
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", dir=site_dir.parent.resolve()))
    try:
        with tempfile.TemporaryDirectory(prefix="erpsite-group-") as name:
            if not _build_languages(whole, Path(name), staging, tr):
                click.echo(tr("The build failed; {site} is as it was.", site=site_dir), err=True)
                return CANNOT_RUN
        _add_root(whole, staging)
        put_in_place(staging, site_dir)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    pages, seconds = sum(1 for _ in site_dir.rglob("*.html")), f"{time.monotonic() - began:.1f}"
    click.echo(tr("{n} pages in {site} after {seconds} s.", n=pages, site=site_dir, seconds=seconds))
    return CLEAN


def _build_languages(whole: Whole, folder: Path, staging: Path, tr: Translator) -> bool:
    """Run the engine once for each language, all at a time; say what it says."""
    (folder / "content").mkdir()
    with (folder / "handed.jsonl").open("wb") as handed:
        handed.writelines(dump_whole(whole))
    running = []
    for language in whole.group.languages:
        file = folder / f"{language}.yml"
        file.write_text(yaml.safe_dump(_configuration(folder, language)), encoding="utf-8")
        words = ["build", "--quiet", "--clean", "--strict", "--config-file", str(file)]
        words += ["--site-dir", str((staging / language).resolve())]
        running.append((language, _start(words)))
    fine = True
    for language, process in running:
        output, _ = process.communicate()
        fine = fine and process.returncode == 0
        for line in plain_output(output):
            click.echo(f"[{language}] {line}", err=True)
    return fine


def _start(words: list[str]) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "946684800"),
    }
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
        [sys.executable, "-m", "mkdocs", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


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


def _add_root(whole: Whole, staging: Path) -> None:
    languages = tuple(whole.group.languages)
    titles = {language: whole.group.name.in_(language) for language in languages}
    for name, content in root_page(languages, titles).items():
        (staging / name).write_text(content, encoding="utf-8")
    icon = resources.files("erpsite_mkdocs").joinpath("assets", "img", "favicon.svg")
    if icon.is_file():
        (staging / "favicon.svg").write_bytes(icon.read_bytes())
