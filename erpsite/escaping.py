"""Make text safe to stand in HTML, in one place; what is marked as HTML already stays as it is."""

from __future__ import annotations

import re

import markupsafe

__all__ = ["escape"]

_special = re.compile("[&<>\"']").search


def escape(text: str) -> str:
    """Return a text with `&`, `<`, `>` and both quotation marks written as entities; `Markup` unchanged."""
    return str(text if _special(text) is None else markupsafe.escape(text))
