"""Name the texts that argue with numbers: summaries, benefits, reasons of targets, the charter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.text import Text

__all__ = ["quoting_texts"]


def quoting_texts(
    book: Handbook, planned: Sequence[InitiativeState]
) -> Iterator[tuple[str, str, str | None, Text, Source]]:
    """Return kind and id of a record, its owner, a text of it that argues, and where the text stands."""
    for now in planned:
        one = now.initiative
        if one.summary:
            yield "initiatives", one.id, now.owner, one.summary, one.where_of("summary")
        if one.benefit:
            yield "initiatives", one.id, now.owner, one.benefit.text, one.benefit.where_of("text")
    for kpi in book.kpis.values():
        if kpi.why:
            yield "kpis", kpi.id, kpi.owner, kpi.why, kpi.where_of("why")
    for point in book.pain_points.values():
        if point.benefit:
            yield "pain_points", point.id, point.owner, point.benefit.text, point.benefit.where_of("text")
    if book.charter:
        charter = book.charter
        yield "plan", "charter", charter.sponsor, charter.message, charter.where_of("message")
