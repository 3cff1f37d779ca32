"""Make the table of the third parties and their contracts."""

from __future__ import annotations

from erpsite.analysis.money.contracts import ContractStage, ContractState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap

__all__ = ["contracts_sentence", "contracts_table"]


def contracts_sentence(book: Book) -> str:
    """Return how many contracts there are and which want attention, in one sentence."""
    found = book.figures.contracts()
    return book.locale.tr.plural(
        "{n} contract with a third party: {late} past its due date, {unsigned} not signed.",
        "{n} contracts with third parties: {late} past their due date, {unsigned} not signed.",
        len(found),
        late=sum(one.stage is ContractStage.LATE for one in found),
        unsigned=sum(one.stage is ContractStage.UNSIGNED for one in found),
    )


def contracts_table(book: Book, initiative: str = "") -> b.Table:
    """Return the third parties and contracts of one initiative or of the whole plan, late ones first."""
    tr = book.tr
    initiatives = () if initiative else (b.Column("initiative", tr("Initiative")),)
    columns = (
        b.Column("party", tr("Third party")),
        *initiatives,
        b.Column("does", tr("Delivers"), wide=True),
        b.Column("contract", tr("Contract")),
        b.Column("amount", tr("Contract value"), "number"),
        b.Column("signed", tr("Signed"), "date"),
        b.Column("due", tr("Due"), "date"),
        b.Column("status", tr("Status"), "status"),
    )
    rows = tuple(
        b.Row(
            (
                book.text(one.party.name),
                *(() if initiative else (book.link("initiatives", one.initiative),)),
                book.text(one.party.does),
                one.party.contract or b.Missing(tr("no contract number")),
                _amount(book, one),
                book.day(one.party.signed_on),
                book.day(one.party.due, tr("no day set")),
                _chip(book, one),
            ),
            source=one.party.where,
            tone="red" if one.stage is ContractStage.LATE else None,
        )
        for one in book.figures.contracts(initiative)
    )
    name = f"third-parties-{initiative}" if initiative else "contracts"
    return b.Table(name, columns, rows, caption=tr("Third parties"), empty=tr("No third party is named."))


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
