"""Say in words what the portfolio's figures mean: values, groups by their members, broken rules."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.portfolio import Breach, Cell
from erpsite.model.plan import Method
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = [
    "breach_words", "cell_name", "clash_words", "days_text", "either_of", "names_of",
    "value_decimals", "value_number", "value_text",
]  # fmt: skip


def value_decimals(book: Book) -> int:
    """Return how many digits a value is printed with."""
    return 2 if book.handbook.plan.prioritisation.method is Method.WEIGHTED else 0


def value_text(book: Book, value: Decimal, *, figure: str = "", sign: bool = False) -> str:
    """Return a value with its unit; `figure` is its id where it is one of the whole plan."""
    number: object = book.locale.number(value, value_decimals(book), sign=sign)
    if figure:
        number = book.figure(Figure(figure, value), decimals=value_decimals(book), sign=sign)
    return book.tr("{number} points", number=number)


def value_number(book: Book, value: Decimal, *, sign: bool = False) -> b.Number:
    """Return a value as a number for a table."""
    return b.Number(value, book.locale.number(value, value_decimals(book), sign=sign))


def days_text(book: Book, days: Decimal) -> str:
    """Return person-days with their unit."""
    decimals = 0 if days == days.to_integral_value() else 1
    return book.tr("{number} person-days", number=book.locale.number(days, decimals))


def cell_name(book: Book, cell: Cell) -> str:
    """Return a role and a quarter in words."""
    role, quarter = cell
    name = book.name("roles", role) if role in book.handbook.roles else role
    return book.tr("{role}, {quarter}", role=name, quarter=book.locale.quarter(quarter))


def names_of(book: Book, names: Iterable[str], most: int = 6) -> str:
    """Return the names of some initiatives as a list; beyond `most` it says how many more there are."""
    ids = list(names)
    known = [book.tr("“{name}”", name=book.name("initiatives", name)) for name in ids]
    if len(known) <= most:
        return book.locale.join(known)
    rest, listed = len(known) - most + 1, book.locale.join(known[: most - 1])
    return book.tr(
        "{names} and {n} more", names=listed, n=book.count("list.more", rest, f"{ids[0]}/{len(ids)}")
    )


def either_of(book: Book, group: str) -> str:
    """Return an exclusive group by the names of its members, never by its id."""
    members = [one.id for one in book.handbook.initiatives.values() if one.exclusive_group == group]
    names = [book.name("initiatives", name) for name in members[:5]]
    if len(members) > 5:
        names.append("…")
    return book.tr("one of: {names}", names=book.tr(" or ").join(names))


def breach_words(book: Book, breach: Breach) -> str:
    """Return a rule that a choice breaks, as a sentence."""
    tr, names = book.tr, names_of(book, breach.members)
    if breach.kind == "budget":
        return tr(
            "The choice costs {cost}, {over} more than the {limit} that may be spent.",
            cost=book.locale.money(breach.asked),
            over=book.locale.money(breach.over),
            limit=book.locale.money(breach.limit),
        )
    if breach.kind == "capacity" and breach.cell:
        return tr(
            "{cell}: {asked} are asked for and {limit} are there; asked for by {names}.",
            cell=cell_name(book, breach.cell),
            asked=days_text(book, breach.asked),
            limit=days_text(book, breach.limit),
            names=names,
        )
    if breach.kind == "needs":
        first = names_of(book, breach.members[:1])
        return tr(
            "{name} needs {needed}, which is not in.", name=first, needed=names_of(book, breach.members[1:])
        )
    if breach.kind == "group":
        return tr("Only one of these can be chosen: {names}.", names=names)
    return tr("Mandatory but not in: {names}.", names=names)


def clash_words(book: Book, clash: Breach) -> str:
    """Return rules that clash, with the mandatory initiatives of which none can be left out of the clash."""
    tr = book.tr
    names = names_of(book, clash.members, 12)
    if not clash.members:
        return breach_words(book, clash)
    if clash.kind == "budget":
        return tr(
            "Mandatory {names}, with all that they need, cost {cost}; {limit} may be spent.",
            names=names,
            cost=book.locale.money(clash.asked),
            limit=book.locale.money(clash.limit),
        )
    if clash.kind == "capacity" and clash.cell:
        return tr(
            "Mandatory {names}, with all that they need, ask for {asked} of {cell}; {limit} are there.",
            names=names,
            asked=days_text(book, clash.asked),
            cell=cell_name(book, clash.cell),
            limit=days_text(book, clash.limit),
        )
    return tr(
        "Mandatory {names}, with all that they need, put more than one initiative of an exclusive group in.",
        names=names,
    )
