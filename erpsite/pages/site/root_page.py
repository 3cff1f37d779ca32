"""Make the page above the languages: it sends a reader to the one the browser asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from erpsite.escaping import escape
from erpsite.i18n import facts_of

__all__ = ["root_page"]


def root_page(
    languages: Sequence[str], titles: Mapping[str, str], home: str = "", assets: str = ""
) -> dict[str, str]:
    """Return the files of the site's root by name; its script is a file, never inline.

    `home` names the first page of a language where no server adds it, `index.html`; `assets` the folder that
    holds a language's styles, where it is not the language's own.
    """
    links = "".join(
        f'<p lang="{language}"><a href="{language}/{home}" hreflang="{language}">'
        f"{escape(titles[language])} · {facts_of(language).name}</a></p>"
        for language in languages
    )
    html = (
        f'<!doctype html><html lang="{languages[0]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(titles[languages[0]])}</title>"
        '<link rel="icon" href="favicon.svg">'
        f'<link rel="stylesheet" href="{languages[0]}/{assets}assets/erpsite/erpsite.css">'
        '<script src="language.js"></script>'
        f'<noscript><meta http-equiv="refresh" content="2;url={languages[0]}/{home}"></noscript>'
        f'</head><body class="es-root">{links}</body></html>\n'
    )
    script = (
        f"const known = {json.dumps(list(languages))};\n"
        "const wanted = navigator.languages || [navigator.language];\n"
        "const short = wanted.map((tag) => tag.split('-')[0].toLowerCase());\n"
        "const found = short.find((tag) => known.includes(tag));\n"
        f'location.replace((found || known[0]) + "/{home}" + location.search + location.hash);\n'
    )
    return {"index.html": html, "language.js": script}
