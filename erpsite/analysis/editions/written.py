"""Cut the words of a written page, and leave what stands in braces to the page's own makers."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["cut_written", "is_readable", "outside_braces"]

_BRACES = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_READABLE = (".md", ".txt", ".csv", ".tsv", ".json", ".yml", ".yaml", ".html", ".htm", ".xml", ".ics", ".vcf")
"""Endings of files whose text can be searched; a figure's numbers are no words, and are looked at."""


def is_readable(path: str) -> bool:
    """Say whether the words of a file can be read and cut; what is drawn in numbers cannot."""
    return path.lower().endswith(_READABLE) and not path.startswith(("charts/", "figures/"))


def cut_written(markdown: str, cut: Callable[[str], str]) -> str:
    """Return the Markdown of a page with its words cut; expressions in braces stay as they are."""
    parts = _BRACES.split(markdown)
    return "".join(part if number % 2 else cut(part) for number, part in enumerate(parts))


def outside_braces(markdown: str) -> str:
    """Return the Markdown of a page with blanks for its expressions; lines keep their number."""
    return _BRACES.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markdown)
