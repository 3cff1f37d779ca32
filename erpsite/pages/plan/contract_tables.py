"""Make the table of the third parties and their contracts."""

from __future__ import annotations

from erpsite.analysis.money.contracts import ContractStage, ContractState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["contracts_sentence", "contracts_table"]


def contracts_sentence(book: Book) -> str:
    """Return how many contracts there are and which want attention, in one sentence."""
    found = book.figures.contracts()
    return book.locale.tr.plural(
        "{n} contract with a third party: {late} past its due date, {unsigned} not signed.",
        "{n} contracts with third parties: {late} past their due date, {unsigned} not signed.",
        book.count("contracts", len(found)),
        late=book.count("contracts.late", sum(one.stage is ContractStage.LATE for one in found)),
        unsigned=book.count("contracts.unsigned", sum(one.stage is ContractStage.UNSIGNED for one in found)),
    )


def contracts_table(book: Book, initiative: str = "") -> b.Table:
    """Return the third parties and contracts of one initiative or of the whole plan, late ones first."""
    tr = book.tr
    whose = Col[ContractState](
        "initiative", tr("Initiative"), lambda one: book.link("initiatives", one.initiative)
    )
    return Rows(
        book.figures.contracts(initiative),
        source=lambda one: one.party.where,
        tone=lambda one: "red" if one.stage is ContractStage.LATE else None,
    ).table(
        f"third-parties-{initiative}" if initiative else "contracts",
        Col("party", tr("Third party"), lambda one: book.text(one.party.name)),
        *(() if initiative else (whose,)),
        Col("does", tr("Delivers"), lambda one: book.text(one.party.does), wide=True),
        Col(
            "contract",
            tr("Contract"),
            lambda one: one.party.contract or b.Missing(tr("no contract number")),
        ),
        Col("amount", tr("Contract value"), lambda one: _amount(book, one), "number"),
        Col("signed", tr("Signed"), lambda one: book.day(one.party.signed_on), "date"),
        Col("due", tr("Due"), lambda one: book.day(one.party.due, tr("no day set")), "date"),
        Col("status", tr("Status"), lambda one: _chip(book, one), "status"),
        caption=tr("Third parties"),
        empty=tr("No third party is named."),
    )


def _amount(book: Book, one: ContractState) -> b.Content:
    """Return the value of a contract, with the budget for it where that differs."""
    amount = book.money(one.party.amount, book.tr("not stated"))
    if one.budgeted is None or one.party.amount in (None, one.budgeted):
        return amount
    return (amount, bracket_gap(book), book.tr("(budget {amount})", amount=book.locale.money(one.budgeted)))


def _chip(book: Book, one: ContractState) -> b.Chip:
    tr = book.locale.tr
    match one.stage:
        case ContractStage.LATE:
            words = tr.plural("Due {n} day ago", "Due {n} days ago", -one.days)
            return b.Chip("red", words)
        case ContractStage.UNSIGNED:
            return b.Chip("amber", tr("Not signed"))
        case ContractStage.SOON:
            return b.Chip("amber", tr.plural("Due in {n} day", "Due in {n} days", one.days))
        case ContractStage.FINISHED:
            return b.Chip("green", tr("Finished"))
        case ContractStage.OUTSIDE:
            return b.Chip("grey", tr("Not in this year's plan"))
        case ContractStage.RUNNING:
            return b.Chip("blue", tr("Running"))
