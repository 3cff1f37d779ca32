"""Measure what editing in the page costs: bytes, seconds to the form of a record, and to a changed line."""

from __future__ import annotations

import gzip
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import run
from benchmarks.serving import fresh_page, served

__all__ = ["FormCosts", "measure_forms", "print_forms"]

PAGE = "en/plan/initiatives/wms-rollout"
VALUES: dict[str, list[str | int]] = {
    "initiatives/wms-rollout.yml": ["priority"],
    "kpis.yml": [0, "owner"],
    "reviews/2026-10.yml": ["held_on"],
}
"""Of the sample a value of an initiative, of a list of records, and of a review: file, and way to it."""

_OPEN = """async () => {
  const began = performance.now();
  document.querySelector("[data-es-edit]").click();
  const drawn = () => document.querySelector("dialog.es-edit[open] .es-edit-field");
  while (!drawn()) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""
_AGAIN = """async () => {
  const began = performance.now();
  await erpsiteEditor.openAt("initiatives/wms-rollout.yml", 1);
  return performance.now() - began;
}"""
_PATCH = """async (given) => {
  for (const name of ["yaml", "lines"]) await erpsiteEditParts.widget(name);
  const options = { version: "1.2", schema: "core", uniqueKeys: true };
  const middle = (all) => all.sort((one, other) => one - other)[Math.floor(all.length / 2)];
  const timed = (work) => {
    const began = performance.now();
    work();
    return performance.now() - began;
  };
  return given.map(([file, way, text]) => {
    const old = way.reduce((held, step) => held[step], erpsiteYaml.parseDocument(text, options).toJS());
    const change = { file, way, path: way, action: "set", old, new: "another" };
    const look = () => erpsiteEditLines.look({ [file]: text }, [change]);
    const read = () => erpsiteYaml.parseDocument(text, options);
    if (!look().made) throw new Error(file);
    const both = Array.from({ length: 20 }, () => [timed(read), timed(look)]).slice(5);
    return [file, middle(both.map(([one]) => one)), middle(both.map(([, one]) => one))];
  });
}"""


@dataclass(frozen=True)
class FormCosts:
    """Hold what editing costs on a built site; times in milliseconds."""

    first: float
    """From the press of “Edit” in a fresh browser to the fields of the record."""
    again: float
    """To the fields of a record that was open before."""
    fetched: int
    """Bytes of all that the press loads, each file compressed."""
    patches: tuple[tuple[str, float, float], ...]
    """Of each file: reading it, and the whole from its text to the text with another value in a line."""


def measure_forms(site: Path, data: Path) -> FormCosts:
    """Return the costs on the built sample; the first opening is the median of five fresh browsers."""
    with served(site) as address:
        first = []
        for _ in range(4):
            with fresh_page() as page:
                page.goto(f"{address}/{PAGE}/")
                first.append(float(page.evaluate(_OPEN)))
        with fresh_page() as page:
            page.goto(f"{address}/{PAGE}/")
            page.wait_for_load_state("load")
            asked: set[str] = set()
            page.on("request", lambda request: asked.add(request.url))
            first.append(float(page.evaluate(_OPEN)))
            loaded = {url.removeprefix(f"{address}/").partition("?")[0] for url in asked}
            again = median(float(page.evaluate(_AGAIN)) for _ in range(5))
            given = [[name, way, (data / name).read_text(encoding="utf-8")] for name, way in VALUES.items()]
            patches = page.evaluate(_PATCH, given)
    fetched = sum(len(gzip.compress((site / name).read_bytes(), 6, mtime=0)) for name in loaded)
    return FormCosts(median(first), again, fetched, tuple((name, *times) for name, *times in patches))


def print_forms(root: Path, scratch: Path) -> None:
    """Print the costs of editing in the page on the sample; the aims stand beside them."""
    site = scratch / "forms-site"
    run([sys.executable, "-m", "erpsite", "build", "--site-dir", str(site)], root)
    costs = measure_forms(site, root / "data")
    print(f"edit, first opening         {costs.first:.0f} ms, then {costs.again:.0f} ms   (aim: 300)")
    print(f"  loaded for it             {costs.fetched / 1000:.0f} kB compressed   (aim: 180)")
    for name, parse, whole in costs.patches:
        print(f"  {name}: read in {parse:.1f} ms, a value put in {whole - parse:.1f} ms   (aim: 20)")
