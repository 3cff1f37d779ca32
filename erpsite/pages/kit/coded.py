"""Read what stands between backticks in a text of the interface as code."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b

__all__ = ["coded"]


def coded(text: str) -> tuple[b.Inline, ...]:
    """Return the words of the interface with what stands between backticks as code.

    Only for words that erpsite wrote: values of the data are never put into such a text.
    """
    parts = text.split("`")
    return tuple(b.Code(part) if i % 2 else part for i, part in enumerate(parts) if part)
