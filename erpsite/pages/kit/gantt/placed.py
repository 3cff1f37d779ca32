"""Place a part of the roadmap in a content page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from erpsite.analysis.schedule.roadmap import Lane
from erpsite.errors import UnknownNameError
from erpsite.model.initiative import InitiativeType
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.gantt.block import roadmap_block, roadmap_of_book

__all__ = ["draw_placed_roadmap"]

_KINDS = {
    "module": "modules", "objective": "objectives", "owner": "people", "initiative": "initiatives",
}  # fmt: skip


def draw_placed_roadmap(book: Book, filters: Mapping[str, object]) -> b.Drawing:
    """Return the roadmap of the initiatives that fit every filter.

    Filters are `module`, `objective`, `owner`, `type` and `initiative`, each the id of one record. Raise
    `UnknownNameError` for another filter, or for an id that does not exist.
    """
    for name, value in filters.items():
        _check(book, name, str(value))
    whole = roadmap_of_book(book)
    lanes = tuple(lane for lane in whole.lanes if all(_fits(lane, *one) for one in filters.items()))
    name = "-".join(["roadmap", *(f"{key}-{value}" for key, value in sorted(filters.items()))])
    return roadmap_block(book, replace(whole, lanes=lanes), name, book.tr("Roadmap"))


def _check(book: Book, name: str, value: str) -> None:
    if name == "type":
        known = [kind.value for kind in InitiativeType]
        if value not in known:
            raise UnknownNameError("type of initiative", value, known)
    elif name in _KINDS:
        book.handbook.find(_KINDS[name], value)
    else:
        known = [*_KINDS, "type"]
        raise UnknownNameError("filter", name, known)


def _fits(lane: Lane, name: str, value: object) -> bool:
    one = lane.now.initiative
    return (
        value
        in {
            "module": one.modules,
            "objective": one.objectives,
            "owner": (lane.now.owner,),
            "type": (one.type.value,),
            "initiative": (one.id,),
        }[name]
    )
