"""Say of the plan's money why nobody knows how much of it there is, where that is so."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.states import withheld_words

__all__ = [
    "contingency_note",
    "envelope_amount",
    "envelope_unknown",
    "line_unknown",
    "spent_share",
    "unknown_sentence",
    "unspent_clause",
    "unspent_note",
]


def envelope_unknown(book: Book) -> str:
    """Return why the envelope is not known: withheld with its reason, or not stated; empty where it is known.

    Where the edition hides money nothing is said of it: amounts say so themselves.
    """
    if book.figures.budget.envelope is not None or book.handbook.hides("money"):
        return ""
    return _why(book, "envelope")


def line_unknown(book: Book) -> str:
    """Return why it is not known what may be spent: for want of the envelope, or of what is held back."""
    if book.figures.budget.spendable is not None or book.handbook.hides("money"):
        return ""
    return envelope_unknown(book) or _why(book, "contingency")


def unknown_sentence(book: Book) -> str:
    """Return in one sentence that it is not known what may be spent, and why; empty where it is known."""
    why = line_unknown(book)
    return book.tr("How much may be spent is not known ({why}).", why=why) if why else ""


def spent_share(book: Book) -> b.Inline:
    """Return what part of the envelope is spent, or why nobody knows it."""
    figure = book.figures.spent_share
    if figure.value is None:
        why = envelope_unknown(book)
        return b.Missing(why) if why else b.Missing(book.not_here, "money")
    return book.share(Figure(figure.id, figure.value))


def contingency_note(book: Book) -> str:
    """Return what share of the envelope is held back, where nobody knows the amount."""
    budget = book.handbook.plan.budget
    if budget.contingency is None:
        return book.tr("contingency {why}", why=_why(book, "contingency"))
    if not budget.contingency:
        return ""
    share = book.share(Figure("money.contingency.of-envelope", budget.contingency))
    return book.tr("{share} of it held back for surprises", share=share)


def _why(book: Book, field: str) -> str:
    plan = book.handbook.plan
    held = withheld_words(book, plan.budget.withheld, field) or withheld_words(book, plan.withheld, "budget")
    return held or book.tr("not stated")


def envelope_amount(book: Book, figure: Figure[Decimal] | Figure[Decimal | None]) -> b.Inline:
    """Return an amount that rests on the envelope, or why there is none."""
    amount = book.amount(figure)
    if isinstance(amount, b.Number) or book.handbook.hides("money"):
        return amount
    return b.Missing(line_unknown(book))


def unspent_note(book: Book) -> str:
    """Return for a note why no spend is known: it is withheld, or nobody has reported any."""
    held = book.figures.spend_withheld
    return book.tr("what is spent is withheld") if held else book.tr("no spend reported yet")


def unspent_clause(book: Book, words: Mapping[str, object]) -> str:
    """Return for a sentence why no spend is known, of the `envelope` in `words` where that is known."""
    tr, without = book.tr, bool(envelope_unknown(book))
    if book.figures.spend_withheld:
        of = tr("what is spent of the envelope of {envelope} is withheld", **words)
        return tr("what is spent is withheld") if without else of
    of = tr("no review says what is spent of the envelope of {envelope}", **words)
    return tr("no review says what is spent") if without else of
