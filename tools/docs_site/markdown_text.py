"""Write the pieces that generated pages are made of as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["cell", "code", "heading", "slug", "table"]


def cell(text: str) -> str:
    """Return a text that may stand in a cell of a table: one line, no bar, no markup that nobody meant."""
    plain = " ".join(text.split())
    outside = re.split(r"(`[^`]*`)", plain)
    kept = [part if number % 2 else _literal(part) for number, part in enumerate(outside)]
    return "".join(kept)


def _literal(text: str) -> str:
    return re.sub(r"([*_<>|])", r"\\\1", text)


def code(text: object) -> str:
    """Return a text in the type of code, in a cell of a table, too."""
    plain = " ".join(str(text).split()).replace("`", "'")
    return f"`{plain}`"  # a bar in it parts no cells


def heading(level: int, text: str, anchor: str = "") -> str:
    """Return a heading with its anchor."""
    return f"{'#' * level} {text}" + (f" {{#{anchor}}}" if anchor else "")


def slug(name: str) -> str:
    """Return a name as a part of an address: `kpis.csv` → `kpis-csv`."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are Markdown already."""
    lines = ["| " + " | ".join(titles) + " |", "|" + " --- |" * len(titles)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)
