"""Draw the load of the roles: effort against capacity, role by quarter."""

from __future__ import annotations

from erpsite.analysis.people.resources import Load, Resources
from erpsite.charts import grid_chart
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.framing import frame, plain_table

__all__ = ["draw_load_chart", "load_tone"]

_ALMOST_FULL = 0.9
"""Share of the capacity above which a load is watched."""


def load_tone(load: Load) -> b.Tone:
    """Return how a load reads: too much, almost full, in reach, or unknown where no capacity is given."""
    if load.capacity is None or (load.share is None and not load.effort):
        return "grey"
    if load.overloaded:
        return "red"
    return "amber" if load.share is not None and load.share > _ALMOST_FULL else "green"


def draw_load_chart(book: Book, found: Resources) -> b.Block:
    """Return a cell for each role and quarter: the share of its capacity that is asked for."""
    roles = [_role(book, role) for role in found.roles]
    quarters = [book.locale.quarter(quarter) for quarter in found.periods]
    lines = [[found.loads[role, quarter] for quarter in found.periods] for role in found.roles]
    tones = [[load_tone(load) for load in line] for line in lines]
    texts = [[_text(book, load) for load in line] for line in lines]
    over = sum(load.overloaded for line in lines for load in line)
    finding = book.tr("No load is above what the role has in any quarter")
    if over:
        finding = book.locale.tr.plural(
            "{n} load is above what the role has in that quarter",
            "{n} loads are above what the role has in that quarter",
            over,
        )
    # The chart puts a shape of its own beside each text.
    rows = [
        (name, *(f"{b.SHAPES[load_tone(load)]} {_text(book, load)}".strip() for load in line))
        for name, line in zip(roles, lines, strict=True)
    ]
    table = plain_table("load", (book.tr("Role"), *quarters), rows)
    chart = grid_chart(roles, quarters, tones, texts)
    unit = book.tr("■ more than 100% of the capacity, ▲ more than 90%, ● less, ○ no capacity given")
    return frame(book, "load", chart, finding, table, unit=unit, source="data/initiatives")


def _role(book: Book, role: str) -> str:
    return book.name("roles", role) if role in book.handbook.roles else role


def _text(book: Book, load: Load) -> str:
    if load.share is not None:
        return book.locale.percent(load.share)
    return book.tr("{n} person-days", n=book.locale.number(load.effort, 0)) if load.effort else ""
