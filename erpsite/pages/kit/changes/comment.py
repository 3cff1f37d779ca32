"""Make text of the data safe in Markdown that a forge, a mail or a chat shows."""

from __future__ import annotations

import re

__all__ = ["escape_comment", "escape_markdown"]

_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "#": "&#35;"}
"""Characters that a forge acts on even behind a backslash: markup, mentions, numbers of issues."""
_ADDRESS = re.compile(r"(?i)\b(https?|ftp)(:)//")
_BARE_HOST = re.compile(r"(?i)\bwww\.")


def escape_comment(text: str) -> str:
    """Return the text on one line, such that no mark-up, mention, issue number or link comes of it."""
    words = " ".join(text.split())
    words = "".join(_ENTITIES.get(letter, letter) for letter in words)
    words = _MARKUP.sub(r"\\\1", words)
    words = _ADDRESS.sub(r"\1&#58;//", words)
    return _BARE_HOST.sub("www&#46;", words)


def escape_markdown(text: str) -> str:
    """Return the text on one line, such that no mark-up comes of it in a mail or a chat."""
    words = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", words)
