"""Read what stands between backticks in a text of the interface as code."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.i18n import Named, Said
from erpsite.pages.kit import blocks as b

__all__ = ["coded"]


def coded(text: str) -> tuple[b.Inline, ...]:
    """Return the words of the interface with what stands between backticks as code.

    Only for words that erpsite wrote: values of the data are never put into such a text.
    """
    figures = text.figures if isinstance(text, Said) else ()
    return tuple(
        b.Code(part) if i % 2 else _with_figures(part, figures)
        for i, part in enumerate(text.split("`"))
        if part
    )


def _with_figures(part: str, figures: Sequence[Named]) -> str:
    """Return a part of a text with those of its figures that it says."""
    own = [one for one in figures if one.text in part]
    return Said(part, own) if own else part
