"""Show a data file as small pages of its own, each line with an anchor that figures can point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from erpsite.escaping import escape
from erpsite.i18n import Locale
from erpsite.pages.kit.source_pages import LINES, MOST_LINES, source_address

__all__ = ["folder_view", "source_views"]


def source_views(
    path: str, content: bytes, locale: Locale, came_from: Mapping[int, str] | None = None
) -> dict[str, bytes]:
    """Return the file as small HTML pages by their names; `#L14` is its 14th line.

    `came_from` says by line which file, sheet and row it was imported from.
    """
    lines = content.decode("utf-8", "replace").splitlines()[:MOST_LINES]
    starts = range(1, max(len(lines), 1) + 1, LINES)
    return {
        source_address(path, start): _page(
            path,
            _ways(path, starts, len(lines), start) + _rows(lines, start, locale, came_from or {}),
            locale,
        )
        for start in starts
    }


def _rows(lines: list[str], start: int, locale: Locale, places: Mapping[int, str]) -> str:
    def place(number: int) -> str:
        found = places.get(number)
        return f"<small>{escape(locale.tr('from {place}', place=found))}</small>" if found else ""

    rows = "".join(
        f'<li id="L{number}"><code>{escape(line) or " "}</code>{place(number)}</li>'
        for number, line in enumerate(lines[start - 1 : start - 1 + LINES], start)
    )
    return f"<ol>{rows}</ol>" if start == 1 else f'<ol start="{start}">{rows}</ol>'


def _ways(path: str, starts: Iterable[int], count: int, here: int) -> str:
    """Return links to the other lines of a long file, by their numbers."""
    ways = [
        f"<strong>{_span(start, count)}</strong>"
        if start == here
        else f'<a href="{escape(source_address(path.rpartition("/")[2], start))}">{_span(start, count)}</a>'
        for start in starts
    ]
    return f"<nav>{' · '.join(ways)}</nav>" if len(ways) > 1 else ""


def _span(start: int, count: int) -> str:
    return f"{start}\N{EN DASH}{min(start + LINES - 1, count)}"


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
