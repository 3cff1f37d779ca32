"""Draw charts as SVG with the site's own scripts in a real browser, the same bytes every time."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from erpsite.errors import ErpsiteError
from erpsite.escaping import escape
from erpsite.extras import need
from erpsite.i18n import Locale, script_facts
from erpsite.pack.vector_cells import vector_cells, without_pictures
from erpsite.pages.kit import blocks as b
from erpsite.pages.render import HtmlRenderer

__all__ = ["NoBrowserError", "draw_pictures", "tidy_svg"]

WIDTH = 660
"""CSS pixels of a chart: what A4 has between its margins."""

_HAN = '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"'
_FONTS = {
    "han": f'{_HAN}, "DejaVu Sans", sans-serif',
    "": f'"Noto Sans", "Liberation Sans", "DejaVu Sans", {_HAN}, sans-serif',
}
"""By script, as the style sheet of the document; Latin letters first where a Han font draws wide quotes."""

_COLLECT = """
() => Object.fromEntries([...document.querySelectorAll("figure.es-figure")].map((figure) => {
  const layers = [...figure.querySelectorAll("svg.main-svg")];
  if (!layers.length) return [figure.dataset.key, ""];
  const [width, height] = [layers[0].getAttribute("width"), layers[0].getAttribute("height")];
  const inner = layers.map((layer) => new XMLSerializer().serializeToString(layer)).join("");
  const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [figure.dataset.key, `${open} ${size}>${inner}</svg>`];
}))
"""

_LEFT = "() => document.querySelectorAll('.es-chart:not(.es-drawn)').length"
"""How many charts are still to be drawn."""
_PATIENCE = 60.0
"""Seconds without one more chart after which a browser is given up, however many charts there are."""

_ID = re.compile(r'\bid="([^"]+)"')
_CLASS = re.compile(r'\s(?:class|data-[a-z-]+)="[^"]*"')


class NoBrowserError(ErpsiteError):
    """Say that no browser could be started to draw charts, or that it drew none."""


def draw_pictures(
    figures: Mapping[str, b.Chart], locale: Locale, scripts: Path, folder: Path, browser: str | None
) -> dict[str, bytes]:
    """Return each figure's SVG (UTF-8) by its key; one that could not be drawn is left out.

    `scripts` holds the site's chart scripts, `folder` is written to and belongs to the caller, `browser`
    is the program to start, or None for Playwright's own. Raises `NoBrowserError`.
    """
    if not figures:
        return {}
    page = folder / "charts.html"
    drawn = {key: vector_cells(figure) for key, figure in figures.items()}
    page.write_text(_page(drawn, locale, scripts), encoding="utf-8")
    found: dict[str, str] = _in_browser(page, browser)
    return {
        key: tidy_svg(svg if drawn[key] is figures[key] else without_pictures(svg)).encode()
        for key, svg in found.items()
        if svg
    }


def _page(figures: Mapping[str, b.Chart], locale: Locale, scripts: Path) -> str:
    renderer = HtmlRenderer(locale)
    parts = [
        renderer.block(figure).replace("<figure ", f'<figure data-key="{escape(key)}" ', 1)
        for key, figure in figures.items()
    ]
    body = f"margin: 0; width: {WIDTH}px; font-family: {_FONTS[locale.facts.script]};"
    style = f"body {{ {body} }} details {{ display: none; }}"
    source = (scripts / "charts.js").resolve().as_uri()
    facts = json.dumps(script_facts(locale)).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="{locale.html_lang}"><head><meta charset="utf-8"><style>{style}</style>'
        f'</head><body class="md-typeset" data-md-color-scheme="default" data-es-charts="at-once">'
        f"{''.join(parts)}<script>window.erpsiteLanguage = {facts};</script>"
        f'<script src="{source}"></script></body></html>'
    )


def _in_browser(page: Path, program: str | None) -> dict[str, str]:
    playwright = need("playwright.sync_api")
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--font-render-hinting=none",
        "--allow-file-access-from-files",
    ]
    try:
        with playwright.sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=arguments)
            try:
                return _collect(browser, page)
            finally:
                browser.close()
    except playwright.Error as error:
        raise NoBrowserError("no browser could be started: {why}", why=str(error).splitlines()[0]) from error


def _collect(browser: Any, page: Path) -> dict[str, str]:
    tab = browser.new_page(viewport={"width": WIDTH, "height": 800}, color_scheme="light")
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.goto(page.as_uri())
    _wait_until_drawn(tab, troubles)
    found: dict[str, str] = tab.evaluate(_COLLECT)
    return found


def _wait_until_drawn(tab: Any, troubles: list[str]) -> None:
    """Ask by the clock, since a browser without a screen may paint no frame for as long as it likes."""
    before, since = 0, time.monotonic()
    while left := tab.evaluate(_LEFT):
        if troubles:
            raise NoBrowserError("the browser draws no charts: {why}", why=troubles[0])
        if left != before:
            before, since = left, time.monotonic()
        elif time.monotonic() - since > _PATIENCE:
            raise NoBrowserError(
                "the browser drew no chart for {seconds} seconds", seconds=f"{_PATIENCE:.0f}"
            )
        tab.wait_for_timeout(50)


def tidy_svg(svg: str) -> str:
    """Return an SVG whose ids count from one, without classes and data attributes.

    The library draws random ids, and hangs classes with them on its elements.
    """
    # The maker of the PDF keeps a blank before the name of a font as part of it, and misses the font.
    svg = _CLASS.sub("", svg).replace("&quot;, ", "&quot;,")
    ids = {name: f"i{number}" for number, name in enumerate(dict.fromkeys(_ID.findall(svg)), start=1)}
    if not ids:
        return svg
    known = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    svg = re.sub(rf'\bid="({known})"', lambda match: f'id="{ids[match[1]]}"', svg)
    return re.sub(rf"#({known})(?![\w-])", lambda match: f"#{ids[match[1]]}", svg)
