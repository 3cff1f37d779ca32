"""Turn a text that people wrote into safe HTML: a little Markdown is allowed, everything else is inert."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import nh3

__all__ = ["prose_html"]

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~]|^\s*(?:[-+]|\d+[.)])\s|https?://", re.MULTILINE)
_TAGS = {"p", "br", "strong", "em", "code", "ul", "ol", "li", "blockquote", "a", "del"}
_ATTRIBUTES = {"a": {"href"}}


@lru_cache(maxsize=4096)
def prose_html(text: str) -> str:
    """Return the text as sanitised HTML paragraphs; links may only lead to http, https or mail.

    A text without any Markdown character, which is nearly every one, never meets the parser.
    """
    if not _MARKUP.search(text):
        parts = re.split(r"\n\s*\n", text.strip())
        return "".join(f"<p>{escape(part)}</p>" for part in parts)
    import markdown  # noqa: PLC0415 - only texts with markup pay for it

    html = markdown.markdown(escape(text, quote=False).replace("&gt;", ">"), output_format="html")
    html = html.replace("&amp;lt;", "&lt;").replace("&amp;amp;", "&amp;")  # code spans were escaped twice
    return str(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener",
        )
    )
