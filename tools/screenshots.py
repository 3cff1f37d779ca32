"""Take pictures of the built site: those in the README, or of the main pages at every width and colour."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.static_server import StaticServer
from tools.browser import LAUNCH_ARGUMENTS, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Scheme = Literal["light", "dark"]

MAIN_PAGES = {
    "home": "",
    "charter": "meeting/charter/",
    "agenda": "meeting/agenda/",
    "brief": "preread/brief/",
    "health": "preread/health/",
    "pain-points": "preread/pain-points/",
    "draft-plan": "preread/draft-plan/",
    "initiatives": "plan/initiatives/",
    "initiative": "plan/initiatives/wms-rollout/",
    "kpis": "plan/kpis/",
    "kpi": "plan/kpis/order-cycle-time/",
    "risks": "plan/risks/",
    "review": "reviews/2026-10/",
    "actions": "reviews/actions/",
    "freshness": "data/freshness/",
}


@dataclass(frozen=True)
class Shot:
    """Describe one picture: a page at a width in a colour scheme."""

    name: str
    path: str
    width: int = 1440
    height: int = 900
    scheme: Scheme = "light"
    whole: bool = False
    """Whether the picture goes down to the end of the page."""


def readme_shots() -> list[Shot]:
    """Return the pictures in the README."""
    return [
        Shot("home-en", "en/", height=1000),
        Shot("home-zh", "zh/", height=1000),
        Shot("initiative-en", "en/plan/initiatives/wms-rollout/"),
        Shot("brief-zh", "zh/preread/brief/"),
        Shot("home-dark", "en/", scheme="dark"),
        Shot("home-phone", "zh/", width=375, height=812),
    ]


def all_shots() -> list[Shot]:
    """Return every main page in both languages, both widths and both colour schemes."""
    schemes: tuple[Scheme, ...] = ("light", "dark")
    return [
        Shot(f"{name}-{language}-{width}-{scheme}", f"{language}/{path}", width, scheme=scheme, whole=True)
        for name, path in MAIN_PAGES.items()
        for language in ("zh", "en")
        for width in (1440, 375)
        for scheme in schemes
    ]


def take_shots(site: Path, folder: Path, shots: list[Shot]) -> None:
    """Write the pictures as PNG files into the folder."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - half a second that --help need not pay

    folder.mkdir(parents=True, exist_ok=True)
    server = StaticServer(site)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS))
            for shot in shots:
                _take(browser, server.url, folder, shot)
            browser.close()
    finally:
        server.stop()


def _take(browser: Browser, url: str, folder: Path, shot: Shot) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    answer = page.goto(url + shot.path)
    if answer is None or not answer.ok:
        raise SystemExit(f"the site has no page {shot.path}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    file = folder / f"{shot.name}.png"
    page.screenshot(path=file, full_page=shot.whole)
    print(f"{file} {file.stat().st_size // 1000} kB")
    context.close()


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="tools.screenshots", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("site"), help="folder of the built site")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every main page, into this folder")
    chosen = parser.parse_args(arguments)
    if chosen.all:
        take_shots(chosen.site, chosen.all, all_shots())
    else:
        take_shots(chosen.site, Path("docs/images"), readme_shots())
    return 0


if __name__ == "__main__":
    sys.exit(main())
