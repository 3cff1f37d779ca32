"""Draw the glossary: the handbook's terms, and the modules of the ERP system."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.module import Module
from erpsite.pages.data.terms import Term, terms
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.page import page
from erpsite.pages.kit.placeable import placeable

__all__ = ["draw_glossary", "modules_table"]


@page(
    "data/glossary",
    section="data",
    explains=True,
    place=60,
    title="Glossary",
    description="The modules of the ERP system and the terms of the handbook.",
    file="modules.yml",
)
def draw_glossary(book: Book) -> tuple[b.Block, ...]:
    """Return the modules and the terms."""
    tr, modules, words = book.tr, list(book.handbook.modules.values()), terms(book)
    lead = book.locale.tr.plural(
        "The ERP system has {n} module, and the handbook uses {terms} terms, each with one meaning.",
        "The ERP system has {n} modules, and the handbook uses {terms} terms, each with one meaning.",
        book.count("modules.all", len(modules)),
        terms=book.count("handbook.terms", len(words)),
    )
    return (
        b.Lead(lead),
        b.Heading(tr("Modules of the ERP system"), "modules"),
        modules_table(book, modules),
        b.Heading(tr("Terms"), "terms"),
        _terms_table(book, words),
    )


@placeable("modules")
def modules_table(book: Book, modules: Sequence[Module]) -> b.Table:
    """Return the modules with owners, users and the initiatives that change them."""
    tr, users = book.tr, tr_users(book)
    columns = (
        b.Column("module", tr("Module")),
        b.Column("product", tr("Product")),
        b.Column("description", tr("What it does"), wide=True),
        b.Column("owner", tr("Business owner")),
        b.Column("it_owner", tr("IT owner")),
        b.Column("live_since", tr("Live since"), "date"),
        b.Column("users", tr("Users"), "number"),
        b.Column("initiatives", tr("Initiatives"), wide=True),
    )
    rows = tuple(
        b.Row(
            (
                book.text(module.name),
                module.product or b.Missing(),
                book.text(module.description) or b.Missing(),
                book.person(module.owner),
                book.person(module.it_owner),
                book.day(module.live_since),
                book.number(module.users, users, 0),
                book.links("initiatives", _initiatives(book, module.id)),
            ),
            anchor=module.id,
            source=module.where,
        )
        for module in modules
    )
    return b.Table("modules", columns, rows, empty=tr("The plan names no module."))


def tr_users(book: Book) -> str:
    """Return the unit of a count of users."""
    return book.tr("users")


def _initiatives(book: Book, module: str) -> list[str]:
    return [name for name, one in book.handbook.initiatives.items() if module in one.modules]


def _terms_table(book: Book, words: Sequence[Term]) -> b.Table:
    tr = book.tr
    columns = (
        b.Column("term", tr("Term")),
        b.Column("meaning", tr("Meaning"), wide=True),
        b.Column("file", tr("In the data")),
        b.Column("page", tr("On the page")),
    )
    rows = tuple(
        b.Row(
            (
                term.name,
                term.meaning,
                f"data/{term.file}" if term.file else b.Missing(),
                b.Link(term.name, term.path) if term.path else b.Missing(),
            ),
            anchor=f"term-{term.code}",
        )
        for term in words
    )
    return b.Table("terms", columns, rows)
