"""Draw the risk register: what presses, the matrix, movement since the last review, what is over."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.registers import RiskState
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.plan.risk_tables import (
    expected_loss,
    matrix_table,
    risk_is_live,
    risk_order,
    risk_past_trigger,
    risk_rows,
)
from erpsite.pages.preread.notes import method_notes, missing_page

__all__ = ["draw_risks", "open_risks", "risks_sentence"]


def draw_risks(book: Book) -> tuple[b.Block, ...]:
    """Return the register as of the month shown."""
    tr = book.tr
    if not book.state.risks:
        return missing_page(book, tr("No initiative names a risk yet."), "initiatives/")
    risks = open_risks(book)
    over = [known for known in book.state.risks.values() if not risk_is_live(book, known)]
    past = tr("Past their trigger date: look now")
    return (
        b.Lead(risks_sentence(book)),
        _tiles(book, risks),
        matrix_table(book, risks),
        b.Heading(tr("Open risks, the most pressing first"), "register"),
        risk_rows(
            book,
            "risks",
            risks,
            lambda known: past if risk_past_trigger(book, known) else tr("Others, by score"),
            anchored=True,
        ),
        b.Heading(tr("Closed, occurred, or of initiatives that have ended"), "over"),
        risk_rows(book, "risks-over", over, anchored=True),
        *method_notes(
            book,
            tr(
                "Score = probability × impact, each 1 to 5; 16 and more is very high, 9 to 15 high, 4 to 8 "
                "medium. Numbers in the matrix count down the register. Expected loss = probability × "
                "cost, where 1 to 5 stand for 10%, 30%, 50%, 70% and 90%."
            ),
            ((tr("Risk score"), "risk-score"), (tr("Expected loss"), "expected-loss")),
            ("initiatives", "reviews"),
        ),
    )


def open_risks(book: Book) -> tuple[RiskState, ...]:
    """Return the open risks of what is proposed or running, in the order of the register."""
    found: tuple[RiskState, ...] = book.once(
        "open-risks",
        lambda: tuple(
            sorted((k for k in book.state.risks.values() if risk_is_live(book, k)), key=risk_order(book))
        ),
    )
    return found


def risks_sentence(book: Book) -> str:
    """Return how many risks are open, how many press, and which is worst, in one sentence."""
    tr, risks = book.locale.tr, open_risks(book)
    words = {
        "month": book.locale.month(book.state.as_of),
        "high": sum(known.score >= 16 for known in risks),
        "past": sum(risk_past_trigger(book, known) for known in risks),
    }
    if not risks:
        return tr("At the end of {month} no risk is open.", **words)
    worst = max(risks, key=lambda known: known.score)
    return tr.plural(
        "At the end of {month} {n} risk is open: {high} score 16 or more and {past} are past their trigger "
        "date; the highest is “{worst}” with {score}.",
        "At the end of {month} {n} risks are open: {high} score 16 or more and {past} are past their "
        "trigger date; the highest is “{worst}” with {score}.",
        len(risks),
        worst=book.text(worst.risk.name),
        score=worst.score,
        **words,
    )


def _tiles(book: Book, risks: tuple[RiskState, ...]) -> b.Tiles:
    tr, number = book.tr, book.locale.number
    losses = [expected_loss(known) for known in risks]
    known = [loss for loss in losses if loss is not None]
    up = sum(k.score > k.before for k in risks)
    down = sum(k.score < k.before for k in risks)
    new = sum(k.seen == book.state.as_of for k in risks)
    occurred = sum(k.status == "occurred" for k in book.state.risks.values())
    return b.Tiles(
        (
            b.Tile(tr("Open risks"), b.Number(len(risks), number(len(risks), 0)), tr("{n} new", n=new)),
            b.Tile(
                tr("Moved since the last review"),
                tr("{up} up, {down} down", up=up, down=down),
                tone="amber" if up > down else None,
            ),
            b.Tile(
                tr("Expected loss"),
                book.money(sum(known, Decimal(0))),
                tr("of {k} of {n} open risks with a stated cost", k=len(known), n=len(risks)),
            ),
            b.Tile(
                tr("Occurred"),
                b.Number(occurred, number(occurred, 0)),
                tr("since the plan was approved"),
                tone="red" if occurred else "green",
            ),
        )
    )
