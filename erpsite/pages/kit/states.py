"""Say of a value that it is unknown or withheld, and why: neither is zero, and neither is green."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.base import Record
from erpsite.model.initiative import Initiative
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["budget_cell", "budget_words", "coverage_words", "reason_of", "reported_amount", "withheld_words"]


def withheld_words(book: Book, held: Mapping[str, object], field: str) -> str:
    """Return that a field is withheld, with the reason; empty where it is not."""
    reason = held.get(field)
    if not isinstance(reason, str | Mapping):
        return ""
    return book.tr("withheld: {reason}", reason=book.text(Text(reason)))


def budget_cell(book: Book, one: Initiative, value: Decimal | None = None) -> b.Inline:
    """Return an initiative's budget, or why there is none; `value` stands in for the budget where given."""
    amount = one.stated_cost if value is None else value
    return book.money(amount, _no_budget(book, one))


def budget_words(book: Book, one: Initiative) -> str:
    """Return why an initiative has no budget; empty where it has one, and where the edition hides it."""
    known = one.stated_cost is not None or book.handbook.hides("money")
    return "" if known else _no_budget(book, one)


def _no_budget(book: Book, one: Initiative) -> str:
    for field in ("budget", "budget_total"):
        if words := withheld_words(book, one.withheld, field):
            return words
    held = next((line for line in one.budget if line.withheld), None)
    if held is not None:
        return withheld_words(book, held.withheld, next(iter(held.withheld)))
    return book.tr("no budget stated")


def reported_amount(book: Book, now: InitiativeState, field: str) -> b.Inline:
    """Return an amount that the reviews report, such as `spent`, or why there is none."""
    amount: Decimal | None = getattr(now, field)
    return book.money(amount, withheld_words(book, now.withheld, field) or book.tr("not reported yet"))


def coverage_words(book: Book, known: int, every: int) -> str:
    """Return how many of the records a sum is made of; empty where it is all of them."""
    if known == every:
        return ""
    return book.tr("of {n} with a value, of {m} in all", n=known, m=every)


def reason_of(book: Book, record: Record, field: str, why: str) -> str:
    """Return why a record's field has no value: withheld with its reason, else `why`."""
    return withheld_words(book, record.withheld, field) or why
