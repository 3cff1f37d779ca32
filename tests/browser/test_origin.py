"""What is built names no other host: nothing to load, nothing to ask."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from erpsite_mkdocs.theme_files import without_addresses

LOADED = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src", "srcdoc"), "source": ("src", "srcset"),
    "video": ("src", "poster"), "audio": ("src",), "embed": ("src",), "object": ("data",),
    "form": ("action",), "image": ("href", "xlink:href"), "use": ("href", "xlink:href"), "base": ("href",),
}  # fmt: skip
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
IN_SCRIPT = re.compile(r"[\"'`]((?:https?:)?//[a-z0-9-]+\.[a-z0-9.-]+[^\"'`\s]*)")
IN_STYLE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]+)")


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        loaded = [values[name] for name in LOADED.get(tag, ()) if name in values]
        if tag == "link" and FETCHED_LINKS & set(values.get("rel", "").split()):
            loaded.append(values.get("href", ""))
        self.found += [value for value in loaded if re.match(r"\s*(https?:)?//", value)]
        self.found += IN_STYLE.findall(values.get("style", ""))


def test_no_page_loads_from_another_host(site: Path) -> None:
    found = {}
    for file in site.rglob("*.html"):
        parser = _Addresses()
        parser.feed(file.read_text(encoding="utf-8"))
        if parser.found:
            found[file.relative_to(site).as_posix()] = parser.found
    assert found == {}


def test_no_script_or_style_names_another_host(site: Path) -> None:
    found = {}
    for file in [*site.rglob("*.js"), *site.rglob("*.css")]:
        pattern = IN_SCRIPT if file.suffix == ".js" else IN_STYLE
        text = file.read_text(encoding="utf-8")
        if names := [name for name in pattern.findall(text) if not name.startswith("http://www.w3.org/")]:
            found[file.relative_to(site).as_posix()] = names
    assert found == {}


def test_nothing_is_shipped_that_no_page_loads(site: Path) -> None:
    assert [path.name for path in site.rglob("*") if path.suffix == ".map"] == []


@pytest.mark.parametrize(
    ("script", "cleaned"),
    [
        (b'load("https://unpkg.com/x@1/x.js")', b'load("about:blank")'),
        (b"load(`https://api.example.org/repos/${name}`)", b"load(`about:blank`)"),
        (b'ns("http://www.w3.org/2000/svg")', b'ns("http://www.w3.org/2000/svg")'),
        (b"/*! MIT, https://example.org/licence */a()", b"/*! MIT, https://example.org/licence */a()"),
        (b"a()\n//# sourceMappingURL=a.js.map\n", b"a()\n\n"),
        (b"a{}\n/*# sourceMappingURL=a.css.map*/", b"a{}\n"),
    ],
)
def test_addresses_in_strings_lead_nowhere(script: bytes, cleaned: bytes) -> None:
    assert without_addresses(script) == cleaned
