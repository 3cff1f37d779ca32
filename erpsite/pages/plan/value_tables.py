"""Draw the tables of the value page: benefits, what is to be measured, practice."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits, Proof
from erpsite.analysis.people.practice import RolePractice, practice
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.initiative import Benefit
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.reasons import reason_text
from erpsite.pages.kit.states import budget_words, sum_cell, withheld_words
from erpsite.pages.kit.words import type_name

__all__ = [
    "benefits_table", "payback_text", "practice_sentence", "practice_table", "proof_chip", "proof_table",
]  # fmt: skip

_TONES: dict[Proof, b.Tone] = {
    Proof.NO_PROMISE: "grey",
    Proof.NO_DATE: "amber",
    Proof.NOT_DUE: "blue",
    Proof.DUE: "amber",
    Proof.UNMEASURED: "red",
    Proof.KEPT: "green",
    Proof.PARTLY: "amber",
    Proof.MISSED: "red",
}


def proof_chip(book: Book, proof: Proof) -> b.Chip:
    """Return how far a benefit is proven, as word, shape and colour."""
    tr = book.tr
    words = {
        Proof.NO_PROMISE: tr("nothing promised"),
        Proof.NO_DATE: tr("no measure date"),
        Proof.NOT_DUE: tr("not due yet"),
        Proof.DUE: tr("due within a month"),
        Proof.UNMEASURED: tr("overdue"),
        Proof.KEPT: tr("kept"),
        Proof.PARTLY: tr("kept in part"),
        Proof.MISSED: tr("not kept"),
    }
    return b.Chip(_TONES[proof], words[proof])


def payback_text(book: Book, months: float | NotAvailable, figure: str = "") -> str:
    """Return a payback time in whole months, or why there is none; `figure` is its id for the whole plan."""
    if isinstance(months, NotAvailable):
        return reason_text(book, months.reason)
    whole = max(round(months), 1)
    return book.locale.tr.plural("{n} month", "{n} months", book.count(figure, whole) if figure else whole)


def benefits_table(book: Book, found: PlanBenefits) -> b.Table:
    """Return each initiative's cost, promise, proof and payback, the largest promise first, with a total."""
    tr = book.tr
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("cost", tr("Expected cost"), "number"),
        b.Column("promised", tr("Promised a year"), "number"),
        b.Column("measured", tr("Measured a year"), "number"),
        b.Column("indicated", tr("KPI indicates"), "number"),
        b.Column("payback", tr("Payback"), "number"),
        b.Column("due", tr("Measure date"), "date"),
        b.Column("proof", tr("Proof"), "status"),
    )
    ordered = sorted(found.initiatives, key=lambda one: (-(one.promised or 0), one.id))
    total = b.Row(
        (
            tr("Total"), *_total_cells(book, found), b.Missing(),
            payback_text(book, found.payback, "benefit.payback"), b.Missing(), b.Missing(),
        )
    )  # fmt: skip
    return b.Table("benefits", columns, tuple(_benefit_row(book, one) for one in ordered), total=total)


def _total_cells(book: Book, found: PlanBenefits) -> tuple[b.Content, b.Content, b.Content]:
    """Return cost, promise and measured benefit of all, each with how many initiatives it is made of."""
    tr, every = book.tr, len(found.initiatives)
    cost = book.amount(book.figures.at_completion_in_plan)
    promised = book.amount(Figure("benefit.promised", found.promised))
    measured = book.amount(Figure("benefit.measured", found.realised))
    return (
        sum_cell(book, cost, found.costed, every, tr("no budget stated"), "cost"),
        sum_cell(book, promised, found.promising, every, tr("nothing promised"), "promise"),
        sum_cell(book, measured, found.measured, every, tr("not measured"), "measured"),
    )


def _benefit_row(book: Book, one: InitiativeBenefit) -> b.Row:
    tr, initiative = book.tr, one.now.initiative
    measure_on = one.benefit.measure_on if one.benefit else None
    months = one.payback
    payback: b.Inline = b.Missing(payback_text(book, months))
    if not isinstance(months, NotAvailable):
        payback = b.Number(round(months, 1), payback_text(book, months))
    return b.Row(
        (
            book.link("initiatives", one.id),
            book.money(one.cost, budget_words(book, initiative)),
            book.money(one.promised, _no_promise(book, one)),
            book.money(one.realised, tr("not measured")),
            book.money(one.indicated, tr("no rate or actual")),
            payback,
            book.day(measure_on, tr("no date")),
            proof_chip(book, one.proof),
        ),
        anchor=one.id,
        source=one.benefit.where if one.benefit else initiative.where,
    )


def _no_promise(book: Book, one: InitiativeBenefit) -> str:
    """Return why nothing is promised: withheld with its reason, or nothing said."""
    held = one.benefit.withheld if one.benefit else one.now.initiative.withheld
    return withheld_words(book, held, "amount" if one.benefit else "benefit") or book.tr("nothing promised")


def proof_table(book: Book, found: PlanBenefits) -> b.Table:
    """Return the benefits that wait to be measured, the overdue and the earliest first, with who measures."""
    tr = book.tr
    columns = (
        b.Column("due", tr("Measure date"), "date"),
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("what", tr("What is promised"), wide=True),
        b.Column("promised", tr("Promised a year"), "number"),
        b.Column("kpi", tr("Measured by")),
        b.Column("owner", tr("Owner")),
        b.Column("proof", tr("Proof"), "status"),
    )
    order = (Proof.UNMEASURED, Proof.DUE, Proof.NOT_DUE, Proof.NO_DATE)
    waiting = [one for proof in order for one in found.proven(proof)]
    rows = tuple(_waiting_row(book, one, one.benefit) for one in waiting if one.benefit)
    nothing = (
        tr("Every promised benefit is measured.") if found.promised else tr("No benefit is promised yet.")
    )
    return b.Table("to-measure", columns, rows, empty=nothing)


def _waiting_row(book: Book, one: InitiativeBenefit, benefit: Benefit) -> b.Row:
    tr = book.tr
    kpi: b.Content = b.Missing(tr("no KPI"))
    if benefit.measured_by:
        kpi = book.link("kpis", benefit.measured_by)
    return b.Row(
        (
            book.day(benefit.measure_on, tr("no date")),
            book.link("initiatives", one.id),
            book.text(benefit.text),
            book.money(one.promised, _no_promise(book, one)),
            kpi,
            book.person(one.now.owner),
            proof_chip(book, one.proof),
        ),
        source=benefit.where,
        tone="red" if one.proof is Proof.UNMEASURED else None,
    )


def practice_sentence(book: Book) -> str:
    """Return which role practises most."""
    found = practice(book.state, book.figures.resources)
    if not found:
        return book.tr("No effort is planned.")
    name, role = book.name("roles", found[0].role), found[0].role
    days = book.figure(Figure("practice.days", found[0].days, role))
    return book.tr("The plan gives the most practice to {role}: {days} person-days.", role=name, days=days)


def practice_table(book: Book) -> b.Table:
    """Return the person-days of each role by kind of work, the busiest role first."""
    tr = book.tr
    columns = (
        b.Column("role", tr("Role")),
        b.Column("days", tr("Person-days"), "number"),
        b.Column("capacity", tr("Of its capacity"), "bar"),
        b.Column("peak", tr("Busiest quarter")),
        b.Column("initiatives", tr("Initiatives"), "number"),
        b.Column("kinds", tr("Practice gained in"), wide=True),
        b.Column("most", tr("Most of it in"), wide=True),
    )
    rows = tuple(_practice_row(book, one) for one in practice(book.state, book.figures.resources))
    return b.Table("practice", columns, rows, empty=tr("No effort is planned."))


def _practice_row(book: Book, one: RolePractice) -> b.Row:
    tr = book.tr
    share: b.Cell = b.Missing(tr("no capacity given"))
    if one.capacity:
        part = one.days / one.capacity
        share = b.Progress(part, book.locale.percent(part), "red" if part > 1 else "blue")
    return b.Row(
        (
            b.Link(book.name("roles", one.role), "plan/resources", f"role-{one.role}"),
            b.Number(one.days, book.locale.number(one.days, 0)),
            share,
            _peak(book, one),
            count_cell(book, len(one.initiatives)),
            _kinds(book, one),
            book.links("initiatives", one.initiatives[:3]),
        )
    )


def _peak(book: Book, one: RolePractice) -> b.Content:
    """Return the busiest quarter; beyond the role's capacity people must be trained or brought in."""
    quarter, days = book.locale.quarter(one.peak.period), book.locale.number(one.peak.effort, 0)
    words = book.tr("{quarter}, {days} person-days", quarter=quarter, days=days)
    if not one.peak.overloaded:
        return words
    lacking = book.locale.number(one.peak.over, 0)
    chip = b.Chip("red", book.tr("{days} person-days short", days=lacking))
    return (words, " ", chip)


def _kinds(book: Book, one: RolePractice) -> str:
    parts: Sequence[str] = [
        book.tr("{kind} {share}", kind=type_name(book, kind), share=book.locale.percent(days / one.days))
        for kind, days in one.by_type
    ]
    return book.locale.join(list(parts))
