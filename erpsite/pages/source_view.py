"""Show a data file as a page of its own, each line with an anchor that figures can point to."""

from __future__ import annotations

from html import escape

from erpsite.i18n import Locale

__all__ = ["source_view"]

_MOST_BYTES = 2_000_000


def source_view(path: str, content: bytes, locale: Locale) -> bytes:
    """Return the file as a small HTML page; `#L14` is its 14th line."""
    text = content[:_MOST_BYTES].decode("utf-8", "replace")
    rows = "".join(
        f'<li id="L{number}"><code>{escape(line) or " "}</code></li>'
        for number, line in enumerate(text.splitlines(), start=1)
    )
    style = "../" * (path.count("/") + 1) + "assets/erpsite/erpsite.css"
    title = escape(f"data/{path}")
    return (
        f'<!doctype html><html lang="{locale.html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f'<title>{title}</title><link rel="stylesheet" href="{style}"></head>'
        f'<body class="es-source"><h1>{title}</h1><ol>{rows}</ol></body></html>'
    ).encode()
