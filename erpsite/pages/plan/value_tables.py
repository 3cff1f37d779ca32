"""Draw the tables of the value page: benefits, what is to be measured, practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits, Proof
from erpsite.analysis.people.practice import RolePractice, practice
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.initiative import Benefit
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.reasons import reason_text
from erpsite.pages.kit.states import budget_silence, budget_words, coverage_words, sum_cell, withheld_words
from erpsite.pages.kit.words import type_name

__all__ = [
    "benefits_table", "no_promise", "payback_text", "plan_payback", "practice_sentence", "practice_table",
    "proof_chip", "proof_table", "unpromised",
]  # fmt: skip

_TONES: dict[Proof, b.Tone] = {
    Proof.NO_PROMISE: "grey",
    Proof.UNKNOWN: "grey",
    Proof.WHOLE_LIFE: "grey",
    Proof.WITHHELD: "grey",
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
        Proof.UNKNOWN: tr("amount not known"),
        Proof.WHOLE_LIFE: tr("over its whole life"),
        Proof.WITHHELD: tr("withheld"),
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


def plan_payback(book: Book, found: PlanBenefits) -> str:
    """Return the payback time of the whole plan, and of how many initiatives it is; or why there is none."""
    words = payback_text(book, found.payback, "benefit.payback")
    cover = coverage_words(book, len(found.compared), len(found.initiatives), "payback")
    known = not isinstance(found.payback, NotAvailable)
    return book.tr("{total} ({cover})", total=words, cover=cover) if cover and known else words


def benefits_table(book: Book, found: PlanBenefits) -> b.Table:
    """Return each initiative's cost, promise, proof and payback, the largest promise first, with a total."""
    tr = book.tr
    return Rows(
        sorted(found.initiatives, key=lambda one: (-(one.promised or 0), one.id)),
        anchor=lambda one: one.id,
        source=lambda one: one.benefit.where if one.benefit else one.now.initiative.where,
    ).table(
        "benefits",
        Col(
            "initiative",
            tr("Initiative"),
            lambda one: book.link("initiatives", one.id),
            wide=True,
            total=tr("Total"),
        ),
        *_sums(book, found),
        Col(
            "indicated",
            tr("KPI indicates"),
            lambda one: book.money(one.indicated, tr("no rate or actual")),
            "number",
            total=b.Missing(),
        ),
        Col(
            "payback",
            tr("Payback"),
            lambda one: _payback(book, one.payback),
            "number",
            total=plan_payback(book, found),
        ),
        Col(
            "due",
            tr("Measure date"),
            lambda one: book.day(one.benefit.measure_on if one.benefit else None, tr("no date")),
            "date",
            total=b.Missing(),
        ),
        Col("proof", tr("Proof"), lambda one: proof_chip(book, one.proof), "status", total=b.Missing()),
    )


def _sums(book: Book, found: PlanBenefits) -> tuple[Col[InitiativeBenefit], ...]:
    """Return the columns of amounts, each with the sum and of how many initiatives it is made."""
    tr, every = book.tr, len(found.initiatives)
    cost = book.amount(book.figures.at_completion_in_plan)
    promised = book.amount(Figure("benefit.promised", found.promised))
    measured = book.amount(Figure("benefit.measured", found.realised))
    return (
        Col(
            "cost",
            tr("Expected cost"),
            lambda one: book.money(one.cost, budget_words(book, one.now.initiative)),
            "number",
            total=sum_cell(book, cost, found.costed, every, budget_silence(book), "cost"),
        ),
        Col(
            "promised",
            tr("Promised a year"),
            lambda one: book.money(one.promised, no_promise(book, one)),
            "number",
            total=sum_cell(
                book, promised, found.promising, every, unpromised(book, found.initiatives), "promise"
            ),
        ),
        Col(
            "measured",
            tr("Measured a year"),
            lambda one: book.money(one.realised, tr("not measured")),
            "number",
            total=sum_cell(book, measured, found.measured, every, tr("not measured"), "measured"),
        ),
    )


def no_promise(book: Book, one: InitiativeBenefit) -> str:
    """Return why nothing is promised: withheld with its reason, or nothing said."""
    held = one.benefit.withheld if one.benefit else one.now.initiative.withheld
    words = withheld_words(book, held, "amount" if one.benefit else "benefit")
    if not words and one.benefit and one.benefit.whole_life and not book.handbook.hides("money"):
        whole = book.locale.money(one.benefit.whole_life)
        return book.tr("{amount} over its whole life", amount=whole)
    unknown = one.benefit is not None and one.benefit.amount is None
    return words or (book.tr("amount not known") if unknown else book.tr("nothing promised"))


def unpromised(book: Book, found: Iterable[InitiativeBenefit]) -> str:
    """Return why no sum of promises is known: withheld, told otherwise than by the year, or none are made."""
    proofs, tr = {one.proof for one in found}, book.tr
    if Proof.WITHHELD in proofs:
        return tr("withheld")
    if Proof.WHOLE_LIFE in proofs:
        return tr("over its whole life")
    return tr("amount not known") if Proof.UNKNOWN in proofs else tr("nothing promised")


def _payback(book: Book, months: float | NotAvailable) -> b.Inline:
    words = payback_text(book, months)
    return b.Missing(words) if isinstance(months, NotAvailable) else b.Number(round(months, 1), words)


def proof_table(book: Book, found: PlanBenefits) -> b.Table:
    """Return the benefits that wait to be measured, the overdue and the earliest first, with who measures."""
    tr, order = book.tr, (Proof.UNMEASURED, Proof.DUE, Proof.NOT_DUE, Proof.NO_DATE)
    waiting = [one for proof in order for one in found.proven(proof)]
    return Rows(
        [(one, one.benefit) for one in waiting if one.benefit],
        source=lambda row: row[1].where,
        tone=lambda row: "red" if row[0].proof is Proof.UNMEASURED else None,
    ).table(
        "to-measure",
        spread(
            "due", tr("Measure date"), lambda _, benefit: book.day(benefit.measure_on, tr("no date")), "date"
        ),
        spread("initiative", tr("Initiative"), lambda one, _: book.link("initiatives", one.id), wide=True),
        spread("what", tr("What is promised"), lambda _, benefit: book.text(benefit.text), wide=True),
        spread(
            "promised",
            tr("Promised a year"),
            lambda one, _: book.money(one.promised, no_promise(book, one)),
            "number",
        ),
        spread("kpi", tr("Measured by"), lambda _, benefit: _measured_by(book, benefit)),
        spread("owner", tr("Owner"), lambda one, _: book.person(one.now.owner)),
        spread("proof", tr("Proof"), lambda one, _: proof_chip(book, one.proof), "status"),
        empty=tr("Every promised benefit is measured.")
        if found.promised
        else tr("What benefits are promised is withheld.")
        if found.withheld
        else tr("No benefit is promised yet."),
    )


def practice_sentence(book: Book) -> str:
    """Return which role practises most."""
    found = practice(book.state, book.figures.resources)
    if not found:
        return book.tr("No effort is planned.")
    name, role = book.name("roles", found[0].role), found[0].role
    days = book.figure(Figure("practice.days", found[0].days, role))
    return book.tr("The plan gives the most practice to {role}: {days} person-days.", role=name, days=days)


def _measured_by(book: Book, benefit: Benefit) -> b.Inline:
    return book.link("kpis", benefit.measured_by) if benefit.measured_by else b.Missing(book.tr("no KPI"))


def practice_table(book: Book) -> b.Table:
    """Return the person-days of each role by kind of work, the busiest role first."""
    tr = book.tr
    return Rows(practice(book.state, book.figures.resources)).table(
        "practice",
        Col(
            "role",
            tr("Role"),
            lambda one: b.Link(book.name("roles", one.role), "plan/resources", f"role-{one.role}"),
        ),
        Col("days", tr("Person-days"), lambda one: count_cell(book, one.days), "number"),
        Col("capacity", tr("Of its capacity"), lambda one: _capacity(book, one), "bar"),
        Col("peak", tr("Busiest quarter"), lambda one: _peak(book, one)),
        Col("initiatives", tr("Initiatives"), lambda one: count_cell(book, len(one.initiatives)), "number"),
        Col("kinds", tr("Practice gained in"), lambda one: _kinds(book, one), wide=True),
        Col(
            "most", tr("Most of it in"), lambda one: book.links("initiatives", one.initiatives[:3]), wide=True
        ),
        empty=tr("No effort is planned."),
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


def _capacity(book: Book, one: RolePractice) -> b.Inline:
    if not one.capacity:
        return b.Missing(book.tr("no capacity given"))
    part = one.days / one.capacity
    return b.Progress(part, book.locale.percent(part), "red" if part > 1 else "blue")
