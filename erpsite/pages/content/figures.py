"""Place a figure that an author saved beside the pages."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.charts import FigureError, read_figure
from erpsite.errors import UnknownNameError
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import handed_in_figure

__all__ = ["draw_figure"]


def draw_figure(
    book: Book, saved: Mapping[str, str], name: str, *, title: str = "", unit: str = "", source: str = ""
) -> b.Block:
    """Return the figure of `content/figures/<name>.json`; `saved` holds those files by name.

    Raise `UnknownNameError` for a name without a file and `FigureError` for one that cannot be shown.
    """
    if name not in saved:
        raise UnknownNameError("figure", name, saved)
    for word, value in (("title", title), ("unit", unit), ("source", source)):
        if not str(value).strip():
            raise FigureError(
                f'figure("{name}") needs {word}=; every chart says what it shows, its unit and its source'
            )
    try:
        chart = read_figure(saved[name])
    except FigureError as error:
        raise FigureError(f"figures/{name}.json: {error}") from error
    return handed_in_figure(book, f"own-{name}", chart, str(title), unit=str(unit), source=str(source))
