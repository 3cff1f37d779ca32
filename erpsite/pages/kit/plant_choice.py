"""Offer to show the rows of one plant alone on a page whose tables are about work or measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from erpsite.analysis.figures import Figures
from erpsite.analysis.state.plants import plants_of_kpis, plants_of_work
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["plant_choice"]

_NAMED = 8
"""Plants that are named where there is no script; of more, their list is."""


def plant_choice(book: Book, what: Literal["initiatives", "kpis"]) -> tuple[b.Block, ...]:
    """Return the choice of a plant for the tables of a page; nothing where the plan tells none apart.

    `what` says by which records a row is known to be of a plant. The page's address says which one is
    chosen; without scripts the tables stand whole, and a line leads to the pages of the plants.
    """
    plants = book.handbook.plants
    if not plants:
        return ()
    known = book.figures.of(_of_work if what == "initiatives" else _of_kpis)
    sets, places = sorted({tuple(sorted(those)) for those in known.values()}), list(plants)
    numbers = {name: place for place, name in enumerate(places)}
    place_of = {those: place for place, those in enumerate(sets)}
    data: dict[str, object] = {
        "kinds": ["initiatives", "risks"] if what == "initiatives" else ["kpis"],
        "plants": [[name, book.name("plants", name)] for name in places],
        # Many records are of the same plants: each such set is told once.
        "sets": [[numbers[name] for name in those if name in numbers] for those in sets],
        "of": {name: place_of[tuple(sorted(those))] for name, those in sorted(known.items())},
        "words": _words(book, what),
    }
    return (_way_without_script(book), b.Widget("plant", data, (f"plan/by-plant/{places[0]}",)))


def _words(book: Book, what: str) -> dict[str, str]:
    tr = book.tr
    if what == "kpis":
        only = tr("Only KPIs that {name} reports are shown; their values are those of all plants.")
        page = tr("The values of {name}")
    else:
        only = tr("Only rows of {name} are shown; all else is of the whole plan.")
        page = tr("All about {name}")
    return {
        "plant": tr("Plant"),
        "all": tr("all plants"),
        "mine": tr("Only my plant: {name}"),
        "only": only,
        "page": page,
    }


def _way_without_script(book: Book) -> b.Paragraph:
    tr, plants = book.tr, book.handbook.plants
    if len(plants) > _NAMED:
        title = tr("{n} plants, each with a page of its own", n=len(plants))
        return b.Paragraph((b.Link(title, "plan/by-plant"),), small=True)
    named = book.links("plants", plants)
    return b.Paragraph((tr("By plant: "), *(named if isinstance(named, tuple) else (named,))), small=True)


def _of_work(figures: Figures) -> Mapping[str, frozenset[str]]:
    """Return the plants of each initiative and risk that is not of all plants."""
    plants, found = figures.state.handbook.plants, dict[str, frozenset[str]]()
    for name, now in figures.state.initiatives.items():
        those = plants_of_work(now.initiative, plants.values())
        if len(those) < len(plants):
            found[f"initiatives/{name}"] = those
    for name, known in figures.state.risks.items():
        key = f"initiatives/{known.initiative}"
        if key in found:
            found[f"risks/{name}"] = found[key]
    return found


def _of_kpis(figures: Figures) -> Mapping[str, frozenset[str]]:
    """Return the plants of each KPI; of one that is of the whole alone, none."""
    handbook = figures.state.handbook
    told = plants_of_kpis(handbook.kpi_actuals)
    return {f"kpis/{name}": told.get(name, frozenset()) for name in handbook.kpis}
