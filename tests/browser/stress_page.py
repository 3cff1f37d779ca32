"""Put charts of bad input on a page of a built site, in the frame that every chart has."""

from __future__ import annotations

import re
from pathlib import Path

from erpsite.analysis import state
from erpsite.charts import Chart
from erpsite.i18n import locale_of
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.render import HtmlRenderer
from tests.charts.bad_input import BAD_INPUT
from tests.factory import small_handbook

__all__ = ["drawable", "write_stress_page"]


class _Whole(HtmlRenderer):
    """Draw charts that a page would fold away for their height, or leave out for their size."""

    whole = True


def write_stress_page(site: Path, language: str) -> str:
    """Write the page and return its address, relative to the site's root."""
    handbook = small_handbook()
    book = Book(state(handbook, handbook.default_as_of), locale_of(language))
    renderer = _Whole(book.locale, "meeting/stress")
    table = plain_table("stress", ("a", "b"), [("c", "1")])
    parts = [
        renderer.block(frame(book, f"stress-{number}", make(), name, table, unit="h", source="test"))
        for number, (name, make) in enumerate(BAD_INPUT.items())
    ]
    model = (site / language / "meeting" / "charter" / "index.html").read_text(encoding="utf-8")
    body = f'<h1 id="stress">Stress</h1>{"".join(parts)}</article>'
    page = re.sub(
        r"(<article[^>]*>).*?</article>", lambda found: found[1] + body, model, count=1, flags=re.DOTALL
    )
    folder = site / language / "meeting" / "stress"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page, encoding="utf-8")
    return f"{language}/meeting/stress/"


def drawable() -> int:
    """Return how many of the charts are pictures; the others are a sentence that says why not."""
    return sum(isinstance(make(), Chart) for make in BAD_INPUT.values())
