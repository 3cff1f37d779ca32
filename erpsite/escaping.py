"""Make text safe to stand in HTML, in one place; what is marked as HTML already stays as it is."""

from __future__ import annotations

import re

import markupsafe

__all__ = ["escape", "escape_between_tags"]

_special = re.compile("[&<>\"']").search


def escape(text: str) -> str:
    """Return a text with `&`, `<`, `>` and both quotation marks written as entities; `Markup` unchanged."""
    return str(text if _special(text) is None else markupsafe.escape(text))


def escape_between_tags(text: str) -> str:
    """Return a text that is safe between tags, where quotation marks need no entities."""
    return escape(text).replace("&#34;", '"').replace("&#39;", "'")
