"""Say of a value that it is unknown or withheld, and why: neither is zero, and neither is green."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.task_state import TaskState
from erpsite.model.base import Record
from erpsite.model.initiative import Benefit, Initiative
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = [
    "budget_cell",
    "budget_silence",
    "budget_words",
    "coverage_words",
    "covered",
    "covered_title",
    "finish_silence",
    "held_words",
    "reason_of",
    "reported_amount",
    "silent_amount",
    "sum_cell",
    "task_silence",
    "withheld_words", "yearly_benefit",
]  # fmt: skip


def withheld_words(book: Book, held: Mapping[str, object], field: str) -> str:
    """Return that a field is withheld, with the reason; empty where it is not."""
    return held_words(book, held.get(field))


def held_words(book: Book, reason: object) -> str:
    """Return the reason for which something is withheld as a sentence; empty where there is none."""
    if reason is None or not isinstance(reason, str | Mapping):
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


def budget_silence(book: Book) -> str:
    """Return why no budget of several initiatives is known: withheld, not stated, or some of both."""
    funded = [now.initiative for now in book.figures.funded if now.initiative.stated_cost is None]
    said = {_no_budget(book, one) for one in funded}
    return said.pop() if len(said) == 1 else book.tr("not known") if said else book.tr("no budget stated")


def reported_amount(book: Book, now: InitiativeState, field: str, why: str = "") -> b.Inline:
    """Return an amount that the reviews report, such as `spent`, or why there is none: withheld, or `why`."""
    amount: Decimal | None = getattr(now, field)
    held = withheld_words(book, now.withheld, field)
    return book.money(amount, held or why or book.tr("not reported yet"))


def silent_amount(book: Book, field: Literal["spent", "committed"]) -> str:
    """Return why no initiative's amount is known: withheld, with the reason if it is one, or not reported."""
    held = [now for now in book.state.initiatives.values() if field in now.withheld]
    said = {withheld_words(book, now.withheld, field) for now in held}
    if said:
        return said.pop() if len(said) == 1 else book.tr("withheld")
    waiting = all(now.waits(book.state.today) for now in book.figures.funded)
    return book.tr("the work has not begun") if waiting else book.tr("not reported yet")


def yearly_benefit(book: Book, benefit: Benefit) -> b.Inline:
    """Return what a benefit brings a year, or that it is not known or withheld, with the reason."""
    if benefit.amount is None:
        return b.Missing(withheld_words(book, benefit.withheld, "amount") or book.tr("amount not known"))
    yearly = book.tr("{amount} a year", amount=book.locale.money(benefit.amount))
    return b.Number(benefit.amount, yearly, book.locale.currency)


def coverage_words(book: Book, known: int, every: int, name: str = "") -> str:
    """Return how many of the records a sum is made of; empty where it is all of them.

    `name` says which sum it is, such as `budget`, where the counts stand in a sentence or a tile.
    """
    if known == every:
        return ""
    n = book.count(f"coverage.{name}", known) if name else known
    m = book.count(f"coverage.{name}.all", every) if name else every
    return book.tr("of {n} with a value, of {m} in all", n=n, m=m)


def covered(book: Book, total: str | b.Number | b.Missing, known: int, every: int, name: str) -> object:
    """Return a sum for a sentence, followed by how many records it is made of, where not of all."""
    cover = coverage_words(book, known, every, name)
    if not cover or isinstance(total, b.Missing):
        return total
    return book.tr("{total} ({cover})", total=total, cover=cover)


def covered_title(book: Book, title: str, known: int, every: int, name: str) -> str:
    """Return the title of figures, followed by of how many records they are, where not of all."""
    cover = coverage_words(book, known, every, name) if known else ""
    return book.tr("{total} ({cover})", total=title, cover=cover) if cover else title


def sum_cell(book: Book, total: b.Inline, known: int, every: int, why: str, name: str = "") -> b.Content:
    """Return a sum with how many records it is made of; where none has a value, `why` in its place.

    `name` is that of `coverage_words`, where the sum stands in a total.
    """
    if isinstance(total, b.Missing):
        return total
    if every and not known:
        return b.Missing(why)
    cover = coverage_words(book, known, every, name)
    return (total, book.locale.facts.space, book.tr("({cover})", cover=cover)) if cover else total


def reason_of(book: Book, record: Record, field: str, why: str) -> str:
    """Return why a record's field has no value: withheld with its reason, else `why`."""
    return withheld_words(book, record.withheld, field) or why


def task_silence(book: Book, task: TaskState, *, planned: bool = False) -> str:
    """Return why a phase or milestone has no finish, expected or approved: withheld, or no dates."""
    return held_words(book, task.planned_withheld if planned else task.withheld) or book.tr("no dates")


def finish_silence(book: Book, now: InitiativeState) -> str:
    """Return why nobody can say when an initiative ends: a finish is withheld, or there are no dates."""
    return held_words(book, now.finish_withheld) or book.tr("no dates")
