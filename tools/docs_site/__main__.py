"""Build the documentation in both languages into the package, from where `erpsite docs` opens it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tools.docs_site.all_pages import topics
from tools.docs_site.words import LANGUAGES, say

__all__ = ["build_docs"]

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "erpsite/_docs"


def build_docs(target: Path) -> None:
    """Build each language below a folder, beside it a page that chooses and the list of topics.

    A link that leads nowhere stops the build.
    """
    with tempfile.TemporaryDirectory(prefix="erpsite-docs-") as scratch:
        made = Path(scratch, "made")
        for language in LANGUAGES:
            _build(language, made / language)
        (made / "index.html").write_text(_chooser(), encoding="utf-8")
        told = json.dumps(topics(), indent=0, sort_keys=True)
        (made / "topics.json").write_text(told, encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def _build(language: str, site_dir: Path) -> None:
    source = site_dir.parent.parent / f"source-{language}"
    source.mkdir()
    config = load_config(
        config_file=str(Path(__file__).with_name("mkdocs.yml")),
        docs_dir=str(source),
        site_dir=str(site_dir),
        strict=True,
        hooks=[str(Path(__file__).with_name("hooks.py"))],
    )
    config.extra["language"] = language
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site_dir / name).unlink(missing_ok=True)  # addresses of a site that has none


def _chooser() -> str:
    links = "".join(
        f'<p lang="{one}"><a href="{one}/index.html">{say("site", one)}</a></p>' for one in LANGUAGES
    )
    return f'<!doctype html><meta charset="utf-8"><title>erpsite</title>{links}\n'


if __name__ == "__main__":
    build_docs(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
