"""Show a data file as a page of its own, each line with an anchor that figures can point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from erpsite.escaping import escape
from erpsite.i18n import Locale

__all__ = ["folder_view", "source_view"]

_MOST_BYTES = 2_000_000


def source_view(
    path: str, content: bytes, locale: Locale, came_from: Mapping[int, str] | None = None
) -> bytes:
    """Return the file as a small HTML page; `#L14` is its 14th line.

    `came_from` says by line which file, sheet and row it was imported from.
    """
    text = content[:_MOST_BYTES].decode("utf-8", "replace")
    places = came_from or {}

    def place(number: int) -> str:
        found = places.get(number)
        return f"<small>{escape(locale.tr('from {place}', place=found))}</small>" if found else ""

    rows = "".join(
        f'<li id="L{number}"><code>{escape(line) or " "}</code>{place(number)}</li>'
        for number, line in enumerate(text.splitlines(), start=1)
    )
    return _page(path, f"<ol>{rows}</ol>", locale)


def folder_view(path: str, files: Iterable[str], locale: Locale) -> bytes:
    """Return a small HTML page that leads to the pages of the files in a folder of the data."""
    rows = "".join(
        f'<li><a href="{escape(path)}/{escape(file)}.html">{escape(file)}</a></li>' for file in files
    )
    return _page(path, f"<ul>{rows}</ul>", locale)


def _page(path: str, body: str, locale: Locale) -> bytes:
    assets = "../" * (path.count("/") + 1) + "assets/erpsite/"
    title = escape(f"data/{path}")
    return (
        f'<!doctype html><html lang="{locale.html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f'<title>{title}</title><link rel="icon" href="{assets}favicon.svg">'
        f'<link rel="stylesheet" href="{assets}erpsite.css"></head>'
        f'<body class="es-source"><h1>{title}</h1>{body}</body></html>'
    ).encode()
