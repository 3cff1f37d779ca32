"""Take the pictures that the README shows, from the site that `make site` built."""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.static_server import StaticServer
from tools.browser import LAUNCH_ARGUMENTS, find_browser

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
TARGET = ROOT / "docs" / "images"


@dataclass(frozen=True)
class Shot:
    """One picture: a page of the built site as one kind of reader sees it."""

    name: str
    page: str
    width: int = 1280
    height: int = 860
    dark: bool = False
    printed: bool = False

    @property
    def file(self) -> Path:
        """Where the picture is kept."""
        return TARGET / f"{self.name}.png"


SHOTS = (
    Shot("home-zh", "zh/"),
    Shot("home-en", "en/"),
    Shot("home-dark", "zh/", dark=True),
    Shot("home-phone", "zh/", width=375, height=812),
    Shot("home-print", "zh/", width=794, height=1123, printed=True),
)


def take(browser: Browser, site: StaticServer, shot: Shot) -> None:
    """Open the page as the shot says, wait until it stands still, and write the picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        locale="en-GB" if shot.page.startswith("en/") else "zh-CN",
    )
    page = context.new_page()
    page.goto(site.url + shot.page, wait_until="networkidle")
    if shot.printed:
        page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=shot.file, animations="disabled")
    context.close()


def main() -> int:
    """Take every picture; exit with 1 when there is no site or no browser to take them with."""
    browser_path = find_browser()
    if browser_path is None or not (SITE / "zh" / "index.html").is_file():
        print(
            "screenshots need a built site (make site) and Chromium (tools/system_needs.sh)", file=sys.stderr
        )
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    site = StaticServer(SITE)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=list(LAUNCH_ARGUMENTS))
            for shot in SHOTS:
                take(browser, site, shot)
                print(shot.file.relative_to(ROOT))
            browser.close()
    finally:
        site.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
