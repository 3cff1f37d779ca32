"""Measure what a search costs the reader: bytes that are fetched and seconds to the first result."""

from __future__ import annotations

import gzip
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.generated_plan import write_plan
from benchmarks.measure import run
from benchmarks.serving import fresh_page, served

__all__ = ["SearchCosts", "measure_search", "print_search"]

QUERIES = ("stock approval", "initiative-00777", "suplier", "interface forecast plant", "risk-00123")
"""Words of many titles, an id, a misspelling, several words, another id."""

_WATCH = """() => {
  const list = document.querySelector(".md-search-result__list");
  const look = () => { if (list.querySelector("a")) window.searchSeen ??= performance.now(); };
  new MutationObserver(look).observe(list, { childList: true });
}"""
_TYPE = """(query) => {
  const box = document.querySelector(".md-search__input");
  window.searchBegan = performance.now();
  box.focus();
  box.value = query;
  box.dispatchEvent(new Event("input"));
}"""


@dataclass(frozen=True)
class SearchCosts:
    """Hold what one search cost in a fresh browser."""

    query: str
    seconds: float
    """From the first look at the box, with the words in it, to the first result, the pause of typing too."""
    fetched: int
    """Bytes of all that was loaded for it, each file compressed."""


def measure_search(site: Path, queries: tuple[str, ...] = QUERIES) -> list[SearchCosts]:
    """Return the costs of each query on a built site."""
    with served(site) as address:
        return [_cost(site, address, query) for query in queries]


def _cost(site: Path, address: str, query: str) -> SearchCosts:
    with fresh_page() as page:
        page.goto(f"{address}/")
        page.wait_for_load_state("load")
        asked: set[str] = set()
        page.on("request", lambda request: asked.add(request.url))
        page.evaluate(_WATCH)
        page.evaluate(_TYPE, query)
        page.wait_for_function("window.searchSeen !== undefined")
        seconds = float(page.evaluate("window.searchSeen - window.searchBegan")) / 1000
    files = {url.removeprefix(f"{address}/").partition("?")[0] for url in asked}
    fetched = sum(len(gzip.compress((site / file).read_bytes(), 6, mtime=0)) for file in files)
    return SearchCosts(query, seconds, fetched)


def print_search(root: Path, scratch: Path, count: int = 2000) -> None:
    """Print the costs of searches on a generated plan; the aims stand beside them."""
    folder = scratch / f"search-{count}"
    write_plan(folder / "data", count)
    (folder / "content").mkdir()
    shutil.copy(root / "mkdocs.yml", folder)
    environment = {"ERPSITE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    run([sys.executable, "-m", "mkdocs", "build", "-q"], folder, environment)
    costs = measure_search(folder / "site")
    largest = max(part.stat().st_size for part in (folder / "site/search").iterdir())
    shutil.rmtree(folder)
    seconds, fetched = median(one.seconds for one in costs), max(one.fetched for one in costs)
    print(f"search, {count} initiatives    {seconds:.2f} s to the first result   (aim: 0.5)")
    print(f"  fetched, at most          {fetched / 1000:.0f} KB compressed   (aim: 150)")
    print(f"  largest part              {largest / 1000:.0f} KB")
