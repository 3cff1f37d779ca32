"""Show records to content pages: their fields in the reader's language, and what is computed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from erpsite.analysis.editions import is_hidden
from erpsite.errors import UnknownNameError
from erpsite.model.base import Record
from erpsite.model.person import Person
from erpsite.model.text import Text
from erpsite.pages.content.budget import refuse
from erpsite.pages.content.withheld import Withheld
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.states import budget_cell

__all__ = ["View", "initiative_view", "kpi_view", "record_view"]


class View:
    """Offer a record's fields to a template by name; a wrong name says what the nearest is."""

    def __init__(self, kind: str, values: Mapping[str, Callable[[], Any]]) -> None:
        self._kind = kind
        self._values = values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._values:
            raise UnknownNameError(f"{self._kind} field", name, self._values)
        return self._values[name]()

    def __str__(self) -> str:
        if "name" not in self._values:
            raise refuse("a {kind} has no name to print; name one of its fields", kind=self._kind)
        return str(self._values["name"]())

    # The plain one holds an address in memory, which differs from build to build.
    __repr__ = __str__


def _shown(book: Book, value: Any) -> Any:
    if isinstance(value, Text):
        return book.text(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return book.day(value)
    if isinstance(value, Decimal):
        return book.money(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Record):
        return record_view(book, "", value)
    if isinstance(value, tuple):
        return [_shown(book, item) for item in value]
    return value


def record_view(book: Book, kind: str, record: Any, **extra: Callable[[], Any]) -> View:
    """Return a view of any record; `extra` adds computed values or replaces fields.

    A field that the edition hides is `Withheld`; so is the name of a person where it hides people, though
    the title stays.
    """

    def field(name: str) -> Callable[[], Any]:
        if _hidden(book, type(record), name):
            return lambda: Withheld(book.not_here)
        return lambda: _shown(book, getattr(record, name))

    fields = {name: field(name) for name in type(record).model_fields}
    if kind and "id" in fields:
        fields["link"] = lambda: book.link(kind, record.id)
    fields["where"] = lambda: b.Place(record.where)
    return View(kind or type(record).__name__.lower(), {**fields, **extra})


def _hidden(book: Book, kind: type[Record], name: str) -> bool:
    edition = book.handbook.edition
    if edition is None:
        return False
    if issubclass(kind, Person) and name == "name":
        return "people" in edition.hides
    return is_hidden(kind, name, edition.hides)


def kpi_view(book: Book, name: str) -> View:
    """Return a KPI with its status: `actual`, `target`, `pace`, `month`, `status`."""
    book.handbook.find("kpis", name)
    kpi = book.handbook.kpis[name]
    now = book.figures.kpi(name)
    unit = book.text(kpi.unit)

    def figure(value: float | None) -> b.Inline:
        return book.number(value, unit, book.kpi_decimals(kpi))

    return record_view(
        book,
        "kpis",
        kpi,
        unit=lambda: unit,
        actual=lambda: figure(now.actual),
        target=lambda: figure(kpi.target),
        baseline=lambda: figure(kpi.baseline),
        pace=lambda: book.number(now.pace, "", 2),
        month=lambda: book.month(now.month),
        status=lambda: book.rag(now.rag),
    )


def initiative_view(book: Book, name: str) -> View:
    """Return an initiative with its state: `progress`, `status`, `cost`, `spent`, `start`, `finish`."""
    record = book.handbook.find("initiatives", name)
    now = book.state.initiatives[name]
    percent = None if now.complete is None else f"{now.complete:.0f}%"
    return record_view(
        book,
        "initiatives",
        record,
        progress=lambda: percent or b.Missing(),
        status=lambda: book.rag(now.declared),
        computed=lambda: book.rag(now.computed),
        cost=lambda: budget_cell(book, now.initiative),
        spent=lambda: book.money(now.spent),
        start=lambda: book.day(now.start),
        finish=lambda: book.day(now.finish),
        owner=lambda: book.person(now.owner),
    )
