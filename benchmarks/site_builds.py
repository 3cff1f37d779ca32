"""Build one plan with erpsite, and its very same pages as Markdown with plain engines."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.generated_plan import write_plan
from benchmarks.measure import Run, run

__all__ = ["SiteBuilds", "measure_site_builds"]

_PLAIN = """\
site_name: plain
docs_dir: docs
site_dir: site
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.prune]
markdown_extensions: [admonition, attr_list, tables]
plugins: [search]
"""

_MOST_SEARCHED = 200_000
"""Characters of Markdown beyond which a page is not searched by the plain engines."""

SiteBuilds = dict[str, Run]
"""Runs by name: `erpsite`, `mkdocs`, `zensical`."""


def _leave_out_of_search(page: Path) -> bool:
    """Keep a page of long tables out of the plain engines' search; Zensical refuses to index it at 2,000."""
    text = page.read_text(encoding="utf-8")
    if len(text) > _MOST_SEARCHED:
        page.write_text(f"---\nsearch:\n  exclude: true\n---\n{text}", encoding="utf-8")
    return True


def _largest_page(site: Path) -> tuple[str, int]:
    """Return the largest file of HTML that is no copy of the data, and its bytes."""
    pages = (file for file in site.rglob("*.html") if "source" not in file.relative_to(site).parts)
    largest = max(pages, key=lambda file: file.stat().st_size)
    return largest.relative_to(site).as_posix(), largest.stat().st_size


def measure_site_builds(root: Path, scratch: Path, count: int) -> tuple[SiteBuilds, int, tuple[str, int]]:
    """Return the three runs for a plan of `count` initiatives, how many pages it has, and our largest.

    All build one language, English, cold. `erpsite` loads, checks, computes and renders the data; the
    other two only build the Markdown that `erpsite pages` wrote of it.
    """
    folder = scratch / f"plan-{count}"
    write_plan(folder / "data", count)
    (folder / "content").mkdir()
    shutil.copy(root / "mkdocs.yml", folder)
    environment = {"ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    python = sys.executable
    ours = run([python, "-m", "mkdocs", "build", "-q"], folder, environment)
    largest = _largest_page(folder / "site")
    plain = folder / "plain"
    plain.mkdir()
    run([python, "-m", "erpsite", "pages", "docs", "--data", "../data", "--language", "en"], plain)
    (plain / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")
    pages = sum(_leave_out_of_search(page) for page in (plain / "docs").rglob("*.md"))
    mkdocs = run([python, "-m", "mkdocs", "build", "-q"], plain, environment)
    shutil.rmtree(plain / "site")
    shutil.rmtree(plain / ".cache", ignore_errors=True)
    zensical = run([str(Path(python).with_name("zensical")), "build", "-f", "mkdocs.yml"], plain)
    shutil.rmtree(folder)
    return {"erpsite": ours, "mkdocs": mkdocs, "zensical": zensical}, pages, largest
