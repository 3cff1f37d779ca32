"""Draw the risk register: what presses, the matrix, movement since the last review, what is over."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.diagnosis.risks import (
    Pressure,
    RiskBand,
    expected_loss,
    risk_band,
    risk_is_live,
    risk_pressure,
)
from erpsite.analysis.figures import Figure
from erpsite.analysis.state.registers import RiskState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.plant_choice import plant_choice
from erpsite.pages.plan.risk_matrix import risk_matrix
from erpsite.pages.plan.risk_tables import moves_table, risk_rows

__all__ = ["draw_risks", "risks_sentence"]


@page(
    "plan/risks",
    section="plan",
    needs=("initiatives",),
    place=60,
    title="Risks",
    description="The risk register with matrix, movement and triggers.",
    file="initiatives",
    topics=("risks",),
    opened_by={"executive": 3, "it": 4},
)
def draw_risks(book: Book) -> tuple[b.Block, ...]:
    """Return the register as of the month shown."""
    tr = book.tr
    if not book.state.risks:
        return missing_page(book, tr("No initiative names a risk yet."), "initiatives/")
    risks, limits = book.figures.live_risks, book.handbook.plan.thresholds
    over = [known for known in book.state.risks.values() if not risk_is_live(book.state, known)]
    groups = {
        Pressure.TRIGGER: tr("Past their trigger date: look now"),
        Pressure.LOOK: tr("Past their next look: look now"),
        Pressure.NONE: tr("Others, by score"),
    }
    return (
        b.Lead(risks_sentence(book)),
        _tiles(book, risks),
        *plant_choice(book, "initiatives"),
        b.Heading(tr("Matrix and movement"), "matrix"),
        risk_matrix(book, risks),
        moves_table(book, risks),
        b.Heading(tr("Open risks, the most pressing first"), "register"),
        risk_rows(
            book, "risks", risks, lambda known: groups[risk_pressure(book.state, known)], anchored=True
        ),
        b.Heading(tr("Closed, occurred, or of initiatives that have ended"), "over"),
        risk_rows(book, "risks-over", over, anchored=True),
        *method_notes(
            book,
            tr(
                "Score = probability × impact, each 1 to 5; {very_high} and more is very high, from {high} "
                "high, from {medium} medium. Open are risks of initiatives that are proposed or running. "
                "Numbers in the matrix count down the register. Expected loss = probability × cost, where "
                "1 to 5 stand for 10%, 30%, 50%, 70% and 90%.",
                very_high=book.count("limit.risk.very-high", limits.risk_very_high),
                high=book.count("limit.risk.high", limits.risk_high),
                medium=book.count("limit.risk.medium", limits.risk_medium),
            ),
            ((tr("Risk score"), "risk-score"), (tr("Expected loss"), "expected-loss")),
            ("initiatives", "reviews"),
            topic="money",
        ),
    )


def risks_sentence(book: Book) -> str:
    """Return how many risks are open, how many press, and which is worst, in one sentence."""
    tr, risks = book.locale.tr, book.figures.live_risks
    limits = book.handbook.plan.thresholds
    pressing = [risk_pressure(book.state, known) for known in risks]
    high = sum(risk_band(known.score, limits) is RiskBand.VERY_HIGH for known in risks)
    words = {
        "month": book.locale.month(book.state.as_of),
        "limit": book.count("limit.risk.very-high", limits.risk_very_high),
        "high": book.count("risks.very-high", high),
        "past": book.count("risks.past-trigger", pressing.count(Pressure.TRIGGER)),
        "missed": book.count("risks.past-look", pressing.count(Pressure.LOOK)),
    }
    if not risks:
        return tr("At the end of {month} no risk is open.", **words)
    worst = max(risks, key=lambda known: known.score)
    return tr.plural(
        "At the end of {month} {n} risk is open: {high} score {limit} or more, {past} are past their trigger "
        "date and {missed} past their next look; the highest is “{worst}” with {score}.",
        "At the end of {month} {n} risks are open: {high} score {limit} or more, {past} are past their "
        "trigger date and {missed} past their next look; the highest is “{worst}” with {score}.",
        book.count("risks.open", len(risks)),
        worst=book.text(worst.risk.name),
        score=book.count("risk.score", worst.score, worst.risk.id),
        **words,
    )


def _tiles(book: Book, risks: tuple[RiskState, ...]) -> b.Tiles:
    tr = book.tr
    losses = [expected_loss(known) for known in risks]
    known = [loss for loss in losses if loss is not None]
    up = sum(k.score > k.before for k in risks)
    down = sum(k.score < k.before for k in risks)
    new = sum(k.seen == book.state.as_of for k in risks)
    occurred = sum(k.status == "occurred" for k in book.state.risks.values())
    return b.Tiles(
        (
            b.Tile(
                tr("Open risks"),
                book.count("risks.open", len(risks)),
                tr("{n} new", n=book.count("risks.new", new)),
            ),
            b.Tile(
                tr("Moved since the last review"),
                tr(
                    "{up} up, {down} down",
                    up=book.count("risks.up", up),
                    down=book.count("risks.down", down),
                ),
                tone="amber" if up > down else None,
            ),
            b.Tile(
                tr("Expected loss"),
                book.amount(Figure("risks.expected-loss", sum(known, Decimal(0)))),
                tr(
                    "of {k} of {n} open risks with a stated cost",
                    k=book.count("risks.with-cost", len(known)),
                    n=book.count("risks.open", len(risks)),
                ),
            ),
            b.Tile(
                tr("Occurred"),
                book.count("risks.occurred", occurred),
                tr("since the plan was approved"),
                tone="red" if occurred else "green",
            ),
        )
    )
