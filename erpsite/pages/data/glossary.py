"""Draw the glossary: the handbook's terms, and the modules of the ERP system."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.model.module import Module
from erpsite.pages.data.terms import Term, terms
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
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
    return Rows(modules, anchor=lambda module: module.id, source=lambda module: module.where).table(
        "modules",
        Col("module", tr("Module"), lambda module: book.text(module.name)),
        Col("product", tr("Product"), lambda module: module.product or b.Missing()),
        Col(
            "description",
            tr("What it does"),
            lambda module: book.text(module.description) or b.Missing(),
            wide=True,
        ),
        Col("owner", tr("Business owner"), lambda module: book.person(module.owner)),
        Col("it_owner", tr("IT owner"), lambda module: book.person(module.it_owner)),
        Col("live_since", tr("Live since"), lambda module: book.day(module.live_since), "date"),
        Col("users", tr("Users"), lambda module: book.number(module.users, users, 0), "number"),
        Col(
            "initiatives",
            tr("Initiatives"),
            lambda module: book.links("initiatives", _initiatives(book, module.id)),
            wide=True,
        ),
        empty=tr("The plan names no module."),
    )


def tr_users(book: Book) -> str:
    """Return the unit of a count of users."""
    return book.tr("users")


def _initiatives(book: Book, module: str) -> list[str]:
    return [name for name, one in book.handbook.initiatives.items() if module in one.modules]


def _terms_table(book: Book, words: Sequence[Term]) -> b.Table:
    tr = book.tr
    return Rows(words, anchor=lambda term: f"term-{term.code}").table(
        "terms",
        Col("term", tr("Term"), lambda term: term.name),
        Col("meaning", tr("Meaning"), lambda term: term.meaning, wide=True),
        Col("file", tr("In the data"), lambda term: f"data/{term.file}" if term.file else b.Missing()),
        Col(
            "page", tr("On the page"), lambda term: b.Link(term.name, term.path) if term.path else b.Missing()
        ),
    )
