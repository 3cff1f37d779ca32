"""Take inline content apart in tests."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b

__all__ = ["parts_of"]


def parts_of(content: b.Content) -> tuple[b.Inline, ...]:
    """Return inline content as its parts."""
    return content if isinstance(content, tuple) else (content,)
