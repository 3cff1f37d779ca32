"""Write the further rows of a very long table: as small pages of their own, and for the page's script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from erpsite.escaping import escape
from erpsite.pages.kit import blocks as b
from erpsite.pages.render.page_writer import PageWriter

__all__ = ["rows_page", "rows_part", "rows_script"]


def rows_page(page: PageWriter, table: b.Table, grid: str, place: int, names: Sequence[str]) -> bytes:
    """Return the `place`-th page of a table, which lies beside the page that the table is on.

    `names` are the addresses of all its pages. Links within the page lead back to it.
    """
    tr = page.locale.tr
    title = table.caption or table.columns[0].title
    said = tr("{title}, page {k} of {n}", title=title, k=place, n=len(names))
    ways = [f'<a href="{escape(names[0])}">{escape(tr("Back to the page"))}</a>']
    if place > 2:
        ways.append(f'<a href="{escape(names[place - 2])}" rel="prev">{escape(tr("Previous page"))}</a>')
    if place < len(names):
        ways.append(f'<a href="{escape(names[place])}" rel="next">{escape(tr("Next page"))}</a>')
    nav = f'<nav class="es-ways-on" aria-label="{escape(tr("Pages of the table"))}">{"".join(ways)}</nav>'
    assets = page.addresses.asset(page.here, "assets/erpsite/erpsite.css").removesuffix("erpsite.css")
    body = grid.replace('href="#', f'href="{escape(names[0])}#')
    return (
        f'<!doctype html><html lang="{page.locale.html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f'<title>{escape(said)}</title><link rel="icon" href="{assets}favicon.svg">'
        f'<link rel="stylesheet" href="{assets}erpsite.css"></head>'
        f'<body class="es-source"><main class="md-typeset"><h1>{escape(said)}</h1>{nav}{body}{nav}</main>'
        "</body></html>"
    ).encode()


def rows_script(name: str, parts: Iterable[bytes]) -> bytes:
    """Return a script that hands the further rows of a table to the page; from a file share, too.

    `parts` are what `rows_part` makes of the rows of each page.
    """
    said = json.dumps(name, ensure_ascii=False).encode()
    head = b"(window.erpsiteRows = window.erpsiteRows || []).push([" + said + b', "'
    return b"".join((head, *parts, b'"]);\n'))


def rows_part(rows: str) -> bytes:
    """Return rows as they stand in the text of a script: a part, because all of them take much memory."""
    return json.dumps(rows, ensure_ascii=False)[1:-1].replace("\u2028", "\\u2028").encode()
