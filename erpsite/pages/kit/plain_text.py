"""Say what inline content says, without what it looks like."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b

__all__ = ["plain_text"]

_SILENT = (b.Missing, b.Spark, b.Place, b.Progress)
"""What says nothing in words."""


def plain_text(content: b.Content) -> str:
    """Return inline content as words."""
    if isinstance(content, str):
        return content
    if isinstance(content, tuple):
        return "".join([plain_text(part) for part in content])
    return "" if isinstance(content, _SILENT) else content.text
