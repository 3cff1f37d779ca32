"""Make the tables of risks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from erpsite.analysis.registers import RiskState
from erpsite.model.risk import Risk
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.plan.words import risk_chip

__all__ = [
    "expected_loss",
    "matrix_table",
    "risk_is_live",
    "risk_order",
    "risk_past_trigger",
    "risk_rows",
    "risks_table",
]

_CHANCE = {1: 10, 2: 30, 3: 50, 4: 70, 5: 90}
"""Percent that a probability score stands for."""


def risk_is_live(book: Book, known: RiskState) -> bool:
    """Say whether a risk is open and its initiative still ahead or under way."""
    stage = book.state.initiatives[known.initiative].stage
    return known.status == "open" and stage in ("proposed", "approved")


def risk_past_trigger(book: Book, known: RiskState) -> bool:
    """Say whether the day by which the sign of a live risk would have shown has passed."""
    day = known.risk.trigger_date
    return day is not None and day < book.state.today and risk_is_live(book, known)


def risk_order(book: Book) -> Callable[[RiskState], tuple[bool, int, str]]:
    """Return the order of the register: past their trigger date first, then by score."""
    return lambda known: (not risk_past_trigger(book, known), -known.score, known.risk.id)


def expected_loss(known: RiskState) -> Decimal | None:
    """Return probability × cost in the plan's currency; None where the cost is not stated."""
    return None if known.risk.cost is None else known.risk.cost * _CHANCE[known.probability] / 100


def risks_table(book: Book, risks: Sequence[Risk], name: str = "risks") -> b.Table:
    """Return some risks, the most pressing first."""
    known = sorted((book.state.risks[one.id] for one in risks if one.id in book.state.risks),
                   key=risk_order(book))  # fmt: skip
    return risk_rows(book, name, known)


def risk_rows(
    book: Book,
    name: str,
    states: Iterable[RiskState],
    group: Callable[[RiskState], str] | None = None,
    anchored: bool = False,
) -> b.Table:
    """Return the states of risks as a table; `anchored` rows are the targets of links, and open ones "
    "numbered."""
    tr = book.tr
    columns = (
        b.Column("risk", tr("Risk")),
        b.Column("initiative", tr("Initiative")),
        b.Column("score", tr("Score and movement"), "status"),
        b.Column("trigger", tr("Trigger"), wide=True),
        b.Column("response", tr("Response"), wide=True),
        b.Column("owner", tr("Owner")),
        b.Column("look", tr("Next look"), "date"),
    )
    rows = tuple(
        _row(book, known, group(known) if group else "", number if anchored else 0)
        for number, known in enumerate(states, 1)
    )
    return b.Table(name, columns, rows, empty=tr("No risk is recorded."))


def _row(book: Book, known: RiskState, group: str, number: int) -> b.Row:
    """Return one risk; `number` is its place in the register, or 0 outside it."""
    risk = known.risk
    name: b.Content = book.link("risks", risk.id)
    if number:
        place = f" #{number}" if risk_is_live(book, known) else ""
        name = (b.Strong(book.text(risk.name)), place)
    return b.Row(
        (
            name,
            book.link("initiatives", known.initiative),
            _score(book, known),
            _trigger(book, known),
            book.text(risk.response),
            book.person(risk.owner),
            _look(book, known),
        ),
        anchor=risk.id if number else "",
        source=risk.where,
        group=group,
    )


def _score(book: Book, known: RiskState) -> b.Content:
    tr = book.tr
    if known.status == "occurred":
        return b.Chip("red", tr("Occurred"))
    if known.status == "closed":
        return b.Chip("green", tr("Closed"))
    return (risk_chip(book, known.score), f" {known.probability} × {known.impact}", " ", _moved(book, known))


def _moved(book: Book, known: RiskState) -> b.Inline:
    """Return how an open risk moved since the last review."""
    tr = book.tr
    if known.seen == book.state.as_of:
        return b.Chip("amber", tr("New"))
    if known.score == known.before:
        return tr("unchanged")
    tone: b.Tone = "red" if known.score > known.before else "green"
    words = {"before": known.before, "after": known.score}
    up = tr("Up from {before} to {after}", **words)
    return b.Chip(tone, up if known.score > known.before else tr("Down from {before} to {after}", **words))


def _trigger(book: Book, known: RiskState) -> b.Content:
    words, day = book.text(known.risk.trigger), known.risk.trigger_date
    if day is None:
        return words
    shown: b.Inline = book.day(day)
    if risk_past_trigger(book, known):
        return (words, " · ", shown, " ", b.Chip("red", book.tr("passed")))
    return (words, " · ", shown)


def _look(book: Book, known: RiskState) -> b.Content:
    day = known.next_look
    if not risk_is_live(book, known):
        return b.Missing()
    if day is None:
        return b.Missing(book.tr("no day set"))
    if day < book.state.today:
        return (book.day(day), " ", b.Chip("amber", book.tr("missed")))
    return book.day(day)


def matrix_table(book: Book, states: Sequence[RiskState]) -> b.Table:
    """Return the open risks by probability and impact; each cell names its risks by their number."""
    tr = book.tr
    cells: dict[tuple[int, int], list[int]] = {}
    for number, known in enumerate(states, 1):
        cells.setdefault((known.probability, known.impact), []).append(number)
    columns = (
        b.Column("probability", tr("Probability ↓ Impact →")),
        *(b.Column(f"impact-{impact}", str(impact), "status") for impact in range(1, 6)),
    )
    rows = tuple(
        b.Row(
            (
                str(probability),
                *(_cell(book, cells.get((probability, impact), []), states, probability * impact)
                  for impact in range(1, 6)),
            )
        )
        for probability in range(5, 0, -1)
    )  # fmt: skip
    return b.Table("risk-matrix", columns, rows, caption=tr("Open risks by probability and impact"))


def _cell(book: Book, numbers: Sequence[int], states: Sequence[RiskState], score: int) -> b.Content:
    """Return the count as a chip in the tone of the cell, then the risks by number."""
    chip = risk_chip(book, score)
    if not numbers:
        return b.Missing(book.tr("none"))
    parts: list[b.Inline] = [b.Chip(chip.tone, book.locale.tr.plural("{n} risk", "{n} risks", len(numbers)))]
    for number in numbers:
        parts += [" ", b.Link(f"#{number}", "plan/risks", states[number - 1].risk.id)]
    return tuple(parts)
