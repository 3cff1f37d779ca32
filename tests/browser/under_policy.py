"""Open pages under the strictest policy a server can send, and go between them by instant navigation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.browser.chart_site import content_security_policy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

_TELL_WHEN_LINKS_ARE_KNOWN = """
const parse = DOMParser.prototype.parseFromString;
DOMParser.prototype.parseFromString = function (text, kind) {
  if (kind === "text/xml") setTimeout(() => { window.linksAreKnown = true; }, 0);
  return parse.call(this, text, kind);
};
"""


def send_policy(route: Route) -> None:
    """Answer a request for a page with the policy in its head, any other as it is."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    policy = content_security_policy(answer.text())
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})


@contextmanager
def page_under_policy(browser: Browser) -> Iterator[Page]:
    """Open a page under the policy; a violation or an error of a script fails the test when it ends."""
    troubles: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_TELL_WHEN_LINKS_ARE_KNOWN)
    page.route("**/*", send_policy)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert troubles == []


def arrive(page: Page, address: str) -> None:
    """Open a page that instant navigation is to lead away from, and mark its document.

    The theme hears no click before it has read the sitemap: until then a link is followed as usual.
    """
    page.goto(address)
    # Given as a function: the policy forbids the browser to read a condition again from a string.
    page.wait_for_function("() => window.linksAreKnown", polling=50)
    page.evaluate("window.stamp = true")


def same_document(page: Page) -> bool:
    """Tell whether the page is still the document that `arrive` marked."""
    return bool(page.evaluate("window.stamp === true"))
