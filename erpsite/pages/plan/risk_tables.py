"""Make the tables of risks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from erpsite.analysis.diagnosis.risks import Pressure, expected_loss, risk_is_live, risk_order, risk_pressure
from erpsite.analysis.state.registers import RiskState
from erpsite.model.risk import Risk
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, cols
from erpsite.pages.kit.words import risk_chip

__all__ = ["matrix_table", "movement_words", "moves_table", "risk_rows", "risks_table"]


def risks_table(book: Book, risks: Sequence[Risk], name: str = "risks", initiative: bool = True) -> b.Table:
    """Return some risks, the most pressing first; `initiative` says whether they name theirs."""
    known = sorted((book.state.risks[one.id] for one in risks if one.id in book.state.risks),
                   key=risk_order(book.state))  # fmt: skip
    return risk_rows(book, name, known, initiative=initiative)


def risk_rows(
    book: Book,
    name: str,
    states: Iterable[RiskState],
    group: Callable[[RiskState], str] | None = None,
    anchored: bool = False,
    initiative: bool = True,
) -> b.Table:
    """Return the states of risks as a table; `anchored` rows are the targets of links, open ones numbered."""
    tr, known = book.tr, list(states)
    places = {one.risk.id: number for number, one in enumerate(known, 1)}
    theirs = Col[RiskState](
        "initiative", tr("Initiative"), lambda one: book.link("initiatives", one.initiative)
    )
    return Rows(
        known,
        anchor=lambda one: one.risk.id if anchored else "",
        source=lambda one: one.risk.where,
        tone=lambda one: None if risk_pressure(book.state, one) is Pressure.NONE else "red",
        group=group,
    ).table(
        name,
        Col("risk", tr("Risk"), lambda one: _name(book, one, places[one.risk.id] if anchored else 0)),
        *((theirs,) if initiative else ()),
        Col("score", tr("Score and movement"), lambda one: _score(book, one)),
        Col(
            "loss",
            tr("Expected loss"),
            lambda one: book.money(expected_loss(one), tr("no cost stated")),
            "number",
        ),
        Col("trigger", tr("Trigger"), lambda one: _trigger(book, one), wide=True),
        Col("response", tr("Response"), lambda one: book.text(one.risk.response), wide=True),
        Col("owner", tr("Owner"), lambda one: book.person(one.risk.owner)),
        Col("look", tr("Next look"), lambda one: _look(book, one)),
        empty=tr("No risk is recorded."),
    )


def _score(book: Book, known: RiskState) -> b.Content:
    tr = book.tr
    if known.status == "occurred":
        return b.Chip("red", tr("Occurred"))
    if known.status == "closed":
        return b.Chip("green", tr("Closed"))
    return (
        risk_chip(book, known.score),
        f" {known.probability}\u00a0×\u00a0{known.impact}",
        " ",
        _moved(book, known),
    )


def _moved(book: Book, known: RiskState) -> b.Inline:
    """Return how an open risk moved since the last review."""
    words = movement_words(book, known)
    if known.seen == book.state.as_of:
        return b.Chip("amber", words)
    if not known.moved:
        return words
    return b.Chip("red" if known.score > known.before else "green", words)


def movement_words(book: Book, known: RiskState) -> str:
    """Return how a risk moved since the last review, in words."""
    tr = book.tr
    if known.seen == book.state.as_of:
        return tr("New")
    if not known.moved:
        return tr("unchanged")
    words = {"before": known.before, "after": known.score}
    if known.score == known.before:
        return tr("Moved from {one} × {other}", one=known.before_probability, other=known.before_impact)
    up = known.score > known.before
    return tr("Up from {before} to {after}", **words) if up else tr("Down from {before} to {after}", **words)


def moves_table(book: Book, states: Iterable[RiskState]) -> b.Table:
    """Return the risks that are new or moved since the last review, what rose furthest first."""
    tr = book.tr
    moved = [known for known in states if known.moved or known.seen == book.state.as_of]
    empty = tr("No open risk has moved since the last review.")
    return Rows(sorted(moved, key=lambda one: (one.before - one.score, one.risk.id))).table(
        "risk-moves",
        Col("risk", tr("Risk"), lambda known: book.link("risks", known.risk.id)),
        Col(
            "from",
            tr("Was at"),
            lambda known: (
                b.Missing()
                if known.seen == book.state.as_of
                else f"{known.before_probability} × {known.before_impact}"
            ),
        ),
        Col(
            "to",
            tr("Is at"),
            lambda known: (risk_chip(book, known.score), f" {known.probability}\u00a0×\u00a0{known.impact}"),
            "status",
        ),
        Col("move", tr("Movement"), lambda known: _moved(book, known), "status"),
        Col("note", tr("Note"), lambda known: book.text(known.note) or b.Missing(), wide=True),
        caption=tr("New or moved since the last review"),
        empty=empty,
    )


def _trigger(book: Book, known: RiskState) -> b.Content:
    words, day = book.text(known.risk.trigger), known.risk.trigger_date
    if day is None:
        return words
    shown: b.Inline = book.day(day)
    if risk_pressure(book.state, known) is Pressure.TRIGGER:
        return (words, " · ", shown, " ", b.Chip("red", book.tr("passed")))
    return (words, " · ", shown)


def _look(book: Book, known: RiskState) -> b.Content:
    day = known.next_look
    if not risk_is_live(book.state, known):
        return b.Missing()
    if day is None:
        return b.Missing(book.tr("no day set"))
    if day < book.state.today:
        return (book.day(day), " ", b.Chip("amber", book.tr("missed")))
    return book.day(day)


def _name(book: Book, known: RiskState, place: int) -> b.Content:
    """Return a risk's name; `place` is its place in the register, or 0 outside it, where it links there."""
    if not place:
        return book.link("risks", known.risk.id)
    return (b.Strong(book.text(known.risk.name)), f" #{place}" if risk_is_live(book.state, known) else "")


def matrix_table(book: Book, states: Sequence[RiskState]) -> b.Table:
    """Return the open risks by probability and impact; each cell names its risks by their number."""
    tr = book.tr
    cells: dict[tuple[int, int], list[int]] = {}
    for number, known in enumerate(states, 1):
        cells.setdefault((known.probability, known.impact), []).append(number)
    return Rows(range(5, 0, -1)).table(
        "risk-matrix",
        Col("probability", tr("Probability ↓ Impact →"), str),
        *cols(
            range(1, 6),
            lambda impact: Col[int](
                f"impact-{impact}",
                str(impact),
                lambda chance: _cell(book, cells.get((chance, impact), []), states, chance * impact),
                "status",
            ),
        ),
        caption=tr("Open risks by probability and impact"),
    )


def _cell(book: Book, numbers: Sequence[int], states: Sequence[RiskState], score: int) -> b.Content:
    """Return the count as a chip in the tone of the cell, then the risks by number."""
    chip = risk_chip(book, score)
    if not numbers:
        return b.Missing(book.tr("none"))
    parts: list[b.Inline] = [b.Chip(chip.tone, book.locale.tr.plural("{n} risk", "{n} risks", len(numbers)))]
    for number in numbers:
        parts += [" ", b.Link(f"#{number}", "plan/risks", states[number - 1].risk.id)]
    return tuple(parts)
