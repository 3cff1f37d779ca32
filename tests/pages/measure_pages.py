"""Render the pages of `bad_pages` in a process of its own, and print what each cost as JSON."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from erpsite.analysis import state
from erpsite.errors import ContentError
from erpsite.i18n import locale_of, translator
from erpsite.issues import Source
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.kit.book import Book
from erpsite.pages.render import HtmlRenderer
from tests.factory import small_handbook
from tests.pages.bad_pages import BAD_PAGES


def _megabytes() -> float:
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[0]) / 1024


def measure() -> list[dict[str, object]]:
    """Return for each page its name, whether it was refused, where, CPU seconds and megabytes more."""
    handbook = small_handbook()
    book = Book(state(handbook, handbook.default_as_of), locale_of("en"))
    context = content_context(book)
    ContentTemplate(_renderer(), context, Source("content/page.md", 1)).expand("{{ table('kpis') }}")
    found: list[dict[str, object]] = []
    for name, text in BAD_PAGES.items():
        template = ContentTemplate(_renderer(), context, Source("content/page.md", 1))
        before, began = _megabytes(), time.process_time()
        try:
            template.expand(text)
            told, line, chinese = "", 0, ""
        except ContentError as error:
            told, line, chinese = str(error), error.source.line, error.say(translator("zh"))
        seconds, more = time.process_time() - began, _megabytes() - before
        words = {"name": name, "told": told, "line": line, "chinese": chinese}
        found.append({**words, "seconds": seconds, "megabytes": more})
    return found


def _renderer() -> HtmlRenderer:
    return HtmlRenderer(locale_of("en"), "guide")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
