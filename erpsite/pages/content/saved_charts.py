"""Place a chart by its name: one that erpsite or a package draws, or one that an author saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast, get_args

from erpsite.charts import ChartError, read_chart
from erpsite.errors import UnknownNameError
from erpsite.model.plan import Topic
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import all_charts, draw_chart
from erpsite.pages.kit.charts import draw_handed_in_chart

__all__ = ["SavedChart", "draw_named_chart", "draw_saved_chart"]

SavedChart = tuple[str, str]
"""The file that holds a saved chart, as seen from the written pages, and its text."""


def draw_named_chart(
    book: Book, saved: Mapping[str, SavedChart], name: str, record: str = "", **words: str
) -> b.Block:
    """Return a chart by its name; one that an author saved needs title, unit and source, no other has them.

    Raises `UnknownNameError` for a name that is neither, `ChartError` for a saved one that cannot be shown.
    """
    known = all_charts()
    if name in known and not (words and name in saved):
        if words:
            raise ChartError(
                'chart("{name}") is drawn from the plan and says title, unit and source itself', name=name
            )
        return draw_chart(book, name, record)
    if name not in saved:
        raise UnknownNameError("chart", name, [*known, *saved])
    return draw_saved_chart(book, saved, name, **words)


def draw_saved_chart(
    book: Book,
    saved: Mapping[str, SavedChart],
    name: str,
    *,
    title: str = "",
    unit: str = "",
    source: str = "",
    topic: str = "",
) -> b.Block:
    """Return a chart that an author saved; `saved` holds those there are, by name.

    `topic` is what it is about: an edition that hides that does not show it.

    Raises `UnknownNameError` for a name without a file and `ChartError` for one that cannot be shown.
    """
    if name not in saved:
        raise UnknownNameError("chart", name, saved)
    for word, value in (("title", title), ("unit", unit), ("source", source)):
        if not str(value).strip():
            raise ChartError(
                'chart("{name}") needs {word}=; every chart says what it shows, its unit and its source',
                name=name,
                word=word,
            )
    if topic and topic not in get_args(Topic):
        raise UnknownNameError("topic", topic, get_args(Topic))
    file, text = saved[name]
    try:
        chart = read_chart(text)
    except ChartError as error:
        raise ChartError("{file}: {why}", file=file, why=error) from error
    block = draw_handed_in_chart(book, f"own-{name}", chart, str(title), unit=str(unit), source=str(source))
    return replace(block, topic=cast("Topic", topic)) if topic and isinstance(block, b.Chart) else block
