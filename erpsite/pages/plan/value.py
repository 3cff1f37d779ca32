"""Draw the value of the plan: cost, promise, proof and payback, and the practice that people gain."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits, Proof
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.benefits import draw_benefit_chart
from erpsite.pages.kit.envelope import unspent_note
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.rates import rates_note
from erpsite.pages.kit.standing import verdict_of
from erpsite.pages.kit.states import budget_silence, coverage_words, covered
from erpsite.pages.plan.value_promises import say_do_blocks
from erpsite.pages.plan.value_tables import (
    benefits_table,
    plan_payback,
    practice_sentence,
    practice_table,
    proof_table,
    unpromised,
)

__all__ = ["draw_value", "value_sentence"]

_MOST = 12
"""Names in a sentence; the table below has them all."""


@page(
    "plan/value",
    section="plan",
    needs=("initiatives",),
    place=90,
    title="Value and benefits",
    description="What the plan costs and brings, and how far that is proven.",
    file="initiatives",
)
def draw_value(book: Book) -> tuple[b.Block, ...]:
    """Return what the plan costs and brings, how far that is proven, and what people learn from it."""
    tr, found = book.tr, book.figures.benefits
    if not found.initiatives:
        lead = tr("No initiative is approved yet, so nothing is promised.")
        return missing_page(book, lead, "initiatives/")
    if book.handbook.hides("money"):
        return (b.Lead(practice_sentence(book)), *_practice(book))
    return (
        b.Lead(value_sentence(book)),
        *rates_note(book),
        _tiles(book, found),
        draw_benefit_chart(book, found),
        b.Heading(tr("Benefits to be measured"), "due"),
        *_owing(book, found),
        proof_table(book, found),
        b.Heading(tr("Cost, promise and proof of each initiative"), "initiatives"),
        benefits_table(book, found),
        *say_do_blocks(book),
        *_practice(book),
        *method_notes(
            book,
            tr(
                "Counted are initiatives that are approved or finished. A benefit is a yearly amount; it is "
                "promised until it is measured on its day. Cost is the forecast at completion, else the "
                "budget. Payback is cost divided by the yearly benefit, measured where it is, else promised. "
                "What a KPI indicates is its movement so far × the stated rate, shared among the initiatives "
                "that it measures in proportion to their promises; it is a hint, not proof."
            ),
            ((tr("Benefit"), "benefit"),),
            ("initiatives", "kpis.csv", "completed.yml"),
        ),
    )


def value_sentence(book: Book) -> str:
    """Return what the plan costs and promises, when it has paid back, and how much is proven."""
    tr, found = book.locale.tr, book.figures.benefits
    words: dict[str, object] = {
        "cost": covered(
            book,
            book.amount(book.figures.at_completion_in_plan),
            found.costed,
            len(found.initiatives),
            "cost",
        ),
        "promised": covered(
            book,
            book.amount(Figure("benefit.promised", found.promised)),
            found.promising,
            len(found.initiatives),
            "promise",
        ),
        "payback": plan_payback(book, found),
        "measured": book.count("benefits.measured", len(_measured(found))),
        "all": book.count(book.figures.initiatives_in_plan),
    }
    if not found.costed:
        return _uncosted_sentence(book, words, found.promised > 0)
    if found.withheld:
        return tr("What is approved or finished costs {cost}; what it is to bring is withheld.", **words)
    if not found.promised:
        return tr(
            "What is approved or finished costs {cost}, and no initiative says what it will bring.", **words
        )
    if isinstance(found.payback, NotAvailable):
        return tr("The plan promises {promised} a year; no cost is planned to set it against.", **words)
    if not found.promised_of_measured:
        return tr(
            "What is approved or finished costs {cost} and promises {promised} a year, paid back in "
            "{payback}; none of it is measured yet.",
            **words,
        )
    return tr(
        "What is approved or finished costs {cost} and promises {promised} a year, paid back in {payback}; "
        "{measured} of {all} benefits are measured, at {share} of their promise.",
        share=book.share(Figure("benefit.kept-share", float(found.realised / found.promised_of_measured))),
        **words,
    )


def _uncosted_sentence(book: Book, words: Mapping[str, object], promises: bool) -> str:
    if promises:
        return book.tr(
            "The plan promises {promised} a year; no initiative states what it costs, so nobody knows when "
            "that pays back.",
            **words,
        )
    return book.tr("No initiative says what it costs or what it will bring.")


def _paid_back(book: Book, found: PlanBenefits) -> str:
    months = found.payback
    words = plan_payback(book, found)
    return words if isinstance(months, NotAvailable) else book.tr("paid back in {time}", time=words)


def _owing(book: Book, found: PlanBenefits) -> tuple[b.Block, ...]:
    """Return which finished initiatives still owe the proof of their benefit."""
    if not found.owing:
        return ()
    names = b.Facts(
        (
            (
                book.tr("Work finished, benefit not yet measured"),
                book.links("initiatives", [one.id for one in found.owing[:_MOST]]),
            ),
        )
    )
    if len(found.owing) <= _MOST:
        return (names,)
    more = b.Link(
        book.tr("{n} more", n=book.count("benefits.owing.more", len(found.owing) - _MOST)),
        "plan/value",
        "table-to-measure",
    )
    return (names, b.Paragraph(more))


def _practice(book: Book) -> tuple[b.Block, ...]:
    words = book.tr(
        "People learn from what they do: where a role spends many days, the plan builds a "
        "capability; where it spends few, plan for training or outside help."
    )
    heading = b.Heading(book.tr("Practice that the plan builds"), "practice")
    return (heading, b.Paragraph(words), practice_table(book))


_UNPROVABLE = (Proof.NO_DATE, Proof.NO_PROMISE, Proof.UNKNOWN, Proof.WHOLE_LIFE)


def _measured(found: PlanBenefits) -> tuple[InitiativeBenefit, ...]:
    return tuple(found.proven(Proof.KEPT, Proof.PARTLY, Proof.MISSED))


def _spent(book: Book) -> str:
    """Return what is spent of the cost, and what is gone beside it for what was dropped since."""
    figures, budget = book.figures, book.figures.budget
    if not figures.spend_known:
        return unspent_note(book)
    paid = covered(book, book.amount(figures.spent_in_plan), budget.total.known.spent, budget.count, "spend")
    spent = book.tr("{spent} of it spent so far", spent=paid)
    if not figures.spent_on_dropped.value:
        return spent
    gone = book.tr("beside it {gone} on what was dropped since", gone=book.amount(figures.spent_on_dropped))
    return book.locale.clauses(spent, gone)


def _with_cover(book: Book, note: str, known: int, every: int, name: str) -> b.Content:
    cover = coverage_words(book, known, every, name) if known else ""
    return (note, " · ", cover) if cover else note


def _tiles(book: Book, found: PlanBenefits) -> b.Tiles:
    tr, figures = book.tr, book.figures
    late = found.proven(Proof.UNMEASURED)
    undated = found.proven(*_UNPROVABLE)
    measured = _measured(found)
    kept, every = len(found.proven(Proof.KEPT)), len(found.initiatives)
    tiles = (
        b.Tile(
            tr("Expected cost"),
            book.amount(figures.at_completion_in_plan) if found.costed else b.Missing(budget_silence(book)),
            _with_cover(book, _spent(book), found.costed, every, "cost"),
            tone=None if found.costed == every else "grey",
        ),
        b.Tile(
            tr("Promised a year"),
            book.amount(Figure("benefit.promised", found.promised))
            if found.promising
            else b.Missing(unpromised(book, found.initiatives)),
            _with_cover(book, _paid_back(book, found), found.promising, every, "promise"),
            tone=None if found.promising == every else "grey",
        ),
        b.Tile(
            tr("Measured a year"),
            book.amount(Figure("benefit.measured", found.realised))
            if measured
            else b.Missing(tr("not measured")),
            tr(
                "{kept} of {n} measured keep their promise",
                kept=book.count("benefits.kept", kept),
                n=book.count("benefits.measured", len(measured)),
            )
            if measured
            else "",
            tone=verdict_of(book).worth.rag.value if measured else "grey",
        ),
        b.Tile(
            tr("Overdue to be measured"),
            book.count("benefits.overdue", len(late)),
            tr("measure date passed, no amount"),
            tone="red" if late else "green",
        ),
        b.Tile(
            tr("Without promise or date"),
            book.count("benefits.without-promise-or-date", len(undated)),
            tr("cannot be proven"),
            tone="amber" if undated else "green",
        ),
    )
    return b.Tiles(tiles)
