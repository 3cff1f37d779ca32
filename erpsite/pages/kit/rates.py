"""Say by which rates amounts of other currencies were converted."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["rates_note"]


def rates_note(book: Book) -> tuple[b.Block, ...]:
    """Return the sentence that stands beside sums; nothing where the plan states no rate or hides money."""
    plan, tr = book.handbook.plan, book.tr
    if not plan.currencies or book.handbook.hides("money"):
        return ()
    rates = [
        tr("1 {code} = {rate} {currency} (rate of {day})",
           code=one.code, rate=f"{one.rate:.10g}", currency=plan.currency, day=book.locale.day(one.on))
        for one in plan.currencies
    ]  # fmt: skip
    words = tr("Amounts stated in other currencies are converted: {rates}.", rates=book.locale.join(rates))
    return (b.Paragraph(words),)
