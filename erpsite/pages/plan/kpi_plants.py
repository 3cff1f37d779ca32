"""Draw a KPI by plant: each plant's own value, as the KPI rolls up, and what the target says of it."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.kpi.by_plant import kpi_by_plant
from erpsite.model.kpi import RollUp
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.worst import worst_plants
from erpsite.pages.plan.plant_measures import plant_status, plant_value

__all__ = ["kpi_plants"]

_Row = tuple[str, KpiStatus]


def kpi_plants(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return the KPI in each plant that reports it, the worst first; nothing where none does."""
    tr, found = book.tr, kpi_by_plant(book.handbook, name, book.state.as_of)
    if not found:
        return ()
    known = sum(status.judged is not None for status in found.values())
    words = tr(
        "{k} of {n} plants have a value. Each is rolled up over its months as the KPI is; the value above is "
        "that of all.",
        k=book.count("kpi.plants.known", known, name),
        n=book.count("kpi.plants", len(found), name),
    )
    if book.handbook.kpis[name].roll_up is RollUp.SUM:
        words = book.locale.sentence(
            words, tr("The target is for the total of all plants, so no single plant meets or misses it.")
        )
    blocks = worst_plants(book, list(found.items()), lambda rows, end: _table(book, rows, name + end))
    return (b.Heading(tr("By plant"), "plants"), b.Paragraph(words), *blocks)


def _table(book: Book, rows: Sequence[_Row], name: str) -> b.Table:
    tr = book.tr
    return Rows(rows, source=lambda row: row[1].where).table(
        f"plants-{name}",
        spread("plant", tr("Plant"), lambda plant, _: book.link("plants", plant)),
        spread("value", tr("Value"), lambda _, status: plant_value(book, status), "number"),
        spread("month", tr("Last month with a value"), lambda _, status: book.month(status.month), "date"),
        spread("status", tr("Status"), lambda _, status: plant_status(book, status), "status"),
    )
