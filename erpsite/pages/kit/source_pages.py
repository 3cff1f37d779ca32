"""Name the pages on which the site shows its data files, a long one on several."""

from __future__ import annotations

__all__ = ["LINES", "MOST_LINES", "source_address", "source_pattern"]

LINES = 2_500
"""Lines of one page: of long lines, too, they stay below half a megabyte."""
MOST_LINES = 20_000
"""Lines that are shown of a file."""


def source_address(path: str, line: int = 1) -> str:
    """Return the name of the page that shows a line of a data file, beside the pages of other files."""
    place = (min(line, MOST_LINES) - 1) // LINES
    return f"{path}-{place + 1}.html" if place > 0 else f"{path}.html"


def source_pattern(path: str) -> str:
    """Return what `source_address` returns, for a script to put `-2` or more in place of `{page}`."""
    return f"{path}{{page}}.html"
