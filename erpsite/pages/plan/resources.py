"""Draw resources and budget: who is overloaded when and by what, and how far the money goes."""

from __future__ import annotations

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.budget import BudgetState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_budget_chart
from erpsite.pages.kit.charts.load import draw_load_chart
from erpsite.pages.kit.envelope import (
    contingency_note,
    envelope_amount,
    envelope_unknown,
    line_unknown,
    spent_share,
    unknown_sentence,
)
from erpsite.pages.kit.levelling_tables import loads_blocks
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.rates import rates_note
from erpsite.pages.kit.states import budget_silence, coverage_words, covered, silent_amount
from erpsite.pages.plan.account_columns import known_of_gone
from erpsite.pages.plan.budget_tables import (
    envelope_table,
    kind_table,
    module_money_table,
    money_table,
    objective_money_table,
    quarter_table,
)
from erpsite.pages.plan.contract_tables import contracts_sentence, contracts_table
from erpsite.pages.plan.load_tables import causes_details, load_by_month_table, load_table, overloads_table

__all__ = ["draw_resources", "resources_sentence"]


@page(
    "plan/resources",
    section="plan",
    needs=("initiatives",),
    place=50,
    title="Resources and budget",
    description="Who is overloaded when, and how far the money goes.",
    file="handbook.yml",
    opened_by={"it": 3, "finance": 1},
)
def draw_resources(book: Book) -> tuple[b.Block, ...]:
    """Return effort against capacity, and money against the envelope."""
    tr = book.tr
    if not book.handbook.initiatives:
        return missing_page(book, tr("No initiative asks for people or money yet."), "initiatives/")
    money, initiatives = book.figures.budget, list(book.handbook.initiatives.values())
    return (
        b.Lead(resources_sentence(book)),
        *rates_note(book),
        _tiles(book, money),
        *_people(book),
        *loads_blocks(book),
        b.Heading(tr("Money against the envelope"), "envelope", topic="money"),
        envelope_table(book, money),
        b.Heading(tr("Money by kind and quarter"), "budget", topic="money"),
        draw_budget_chart(book, money.split),
        kind_table(book, money),
        quarter_table(book, money),
        b.Heading(tr("Money by initiative"), "initiatives", topic="money"),
        money_table(book, initiatives),
        b.Heading(tr("Money by objective and by module"), "objectives", topic="money"),
        b.Paragraph(
            tr(
                "An initiative that names several objectives gives each an equal part of its money, and so "
                "it does with modules. Both tables sum to the same total as the one above."
            )
        ),
        objective_money_table(book),
        module_money_table(book, money),
        b.Heading(tr("Third parties"), "third-parties", topic="third-parties"),
        *((b.Paragraph(contracts_sentence(book)),) if book.figures.contracts() else ()),
        contracts_table(book),
        *_method(book),
    )


def _people(book: Book) -> tuple[b.Block, ...]:
    """Return effort against capacity: overloads first, then every role."""
    found, heading = book.figures.resources, b.Heading(book.tr("People: effort against capacity"), "effort")
    if found.count and not found.stated:
        words = "No initiative says how many person-days it needs, so nobody knows how full the roles are."
        return (heading, b.Paragraph(book.tr(words)), *(() if found.roles else (load_table(book),)))
    return (
        heading,
        *_efforts_known(book),
        draw_load_chart(book, found),
        overloads_table(book),
        *causes_details(book),
        load_table(book),
        *((load_by_month_table(book),) if book.figures.resources_by_month.roles else ()),
    )


def _efforts_known(book: Book) -> tuple[b.Block, ...]:
    """Return of how many initiatives the loads are, where some do not say what they need."""
    found = book.figures.resources
    if found.stated == found.count:
        return ()
    words = book.tr(
        "{k} of {n} initiatives say how many person-days they need; what the others need is not known.",
        k=book.count("effort.stated", found.stated),
        n=book.count("effort.all", found.count),
    )
    return (b.Paragraph(words),)


def _method(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    return method_notes(
        book,
        tr(
            "Counted are initiatives that are approved or finished, and what was spent or ordered for others "
            "before they were dropped. Effort is in person-days; more than 100% of the capacity is an "
            "overload. By month, what is given by quarter is spread by working days. Where an owner gives no "
            "forecast, the budget stands in for it. What falls into other years counts against the envelope, "
            "too."
        ),
        ((tr("Budget use"), "budget-use"), (tr("Alignment"), "alignment")),
        ("handbook.yml", "initiatives", "reviews"),
        topic="money",
    )


def resources_sentence(book: Book) -> str:
    """Return how far the money goes and where people are overloaded, in one sentence."""
    tr, figures, overloads = book.locale.tr, book.figures, book.figures.resources.overloads
    known = figures.budget.total.known
    if known.every and not known.budget and not book.handbook.hides("money"):
        if line_unknown(book):
            return book.locale.sentence(tr("No initiative states its budget."), unknown_sentence(book))
        return tr(
            "No initiative states its budget, so nobody knows how far the {spendable} that may be spent go.",
            spendable=book.amount(figures.spendable),
        )
    unknown = line_unknown(book)
    words: dict[str, object] = {
        "approved": covered(book, book.amount(figures.approved), known.budget, known.every, "budget"),
        "spendable": book.amount(figures.spendable),
        "forecast": covered(
            book, book.amount(figures.at_completion), known.forecast, known.every, "forecast"
        ),
    }
    if unknown:
        money = tr("{approved} is approved, and {forecast} is expected in the end.", **words)
        return book.locale.sentence(money, unknown_sentence(book), _loads(book))
    efforts = figures.resources
    if efforts.count and not efforts.stated:
        return tr(
            "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the "
            "end; no initiative says how many person-days it needs.",
            **words,
        )
    if not overloads:
        return tr(
            "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the "
            "end, and no role is overloaded.",
            **words,
        )
    return tr.plural(
        "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the end; "
        "{n} load is above capacity: {role} in {quarter} with {share}.",
        "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the end; "
        "{n} loads are above capacity, the worst is {role} in {quarter} with {share}.",
        book.count("loads.above-capacity", len(overloads)),
        **_worst_load(book),
        **words,
    )


def _worst_load(book: Book) -> dict[str, object]:
    worst = book.figures.resources.overloads[0]
    share: object = book.tr("no capacity")
    if worst.share is not None:
        share = book.share(Figure("load.share", worst.share, f"{worst.role}/{worst.period}"))
    return {
        "role": book.name("roles", worst.role),
        "quarter": book.locale.quarter(worst.period),
        "share": share,
    }


def _loads(book: Book) -> str:
    """Return how full the roles are, in a sentence of its own."""
    tr, efforts = book.locale.tr, book.figures.resources
    if efforts.count and not efforts.stated:
        return tr("No initiative says how many person-days it needs.")
    if not efforts.overloads:
        return tr("No role is overloaded.")
    return tr.plural(
        "{n} load is above capacity: {role} in {quarter} with {share}.",
        "{n} loads are above capacity, the worst is {role} in {quarter} with {share}.",
        book.count("loads.above-capacity", len(efforts.overloads)),
        **_worst_load(book),
    )


def _approved_note(book: Book, money: BudgetState) -> b.Content:
    """Return what is still free, and how many budgets the sum is made of where some are not stated."""
    tr, figures = book.tr, book.figures
    note = tr(
        "of {spendable} that may be spent; {free} still free",
        spendable=book.amount(figures.spendable),
        free=book.amount(figures.free),
    )
    if money.overgiven and money.free is not None:
        beyond = book.amount(Figure("money.over-approved", -money.free))
        words = {"spendable": book.amount(figures.spendable), "beyond": beyond}
        note = tr("of {spendable} that may be spent; {beyond} more than that", **words)
    if why := line_unknown(book):
        note = tr("what may be spent: {why}", why=why)
    return _noted(book, note, money.stated, money.count, "budget")


def _approved_tone(money: BudgetState) -> b.Tone:
    """Return green only where every budget and what may be spent are known, and the money reaches."""
    if money.overgiven:
        return "red"
    return "green" if money.stated == money.count and money.free is not None else "grey"


def _spent_note(book: Book, day: str) -> str:
    words: dict[str, object] = {
        "day": day,
        "k": book.count(book.figures.reporting),
        "n": book.count(book.figures.initiatives_in_plan),
    }
    if envelope_unknown(book):
        return book.tr("on {day}; {k} of {n} initiatives report", **words)
    share = spent_share(book)
    return book.tr("{share} of the envelope on {day}; {k} of {n} initiatives report", share=share, **words)


def _ordered(book: Book, money: BudgetState, day: str) -> b.Tile:
    known, every = known_of_gone(money.total, "committed"), money.total.known.every
    value: b.Inline = book.amount(book.figures.committed)
    if not known and not money.committed:
        value = book.money(None, silent_amount(book, "committed"))
    return b.Tile(book.tr("Ordered, not yet paid"), value, _noted(book, day, known, every, "orders"))


def _noted(book: Book, note: str, known: int, every: int, name: str) -> b.Content:
    """Return a note, and of how many initiatives the sum above it is, where not of all."""
    cover = coverage_words(book, known, every, name)
    return (note, " · ", cover) if cover and known else note


def _expected(book: Book, money: BudgetState) -> b.Tile:
    tr, figures, known = book.tr, book.figures, money.total.known
    if known.every and not known.forecast:
        return b.Tile(tr("Expected in the end"), book.money(None, budget_silence(book)), tone="grey")
    if not figures.cost_forecast:
        note = tr("no forecast yet: the budgets stand in for it")
        if any(now.forecast_cost is not None for now in figures.funded):
            note = tr("nobody has forecast the cost of what has a budget")
    else:
        note = tr(
            "{change} against what is approved; {used} of the contingency",
            change=book.amount(figures.overrun, sign=True),
            used=book.amount(figures.contingency_used),
        )
        if line_unknown(book):
            note = tr("{change} against what is approved", change=book.amount(figures.overrun, sign=True))
    tone: b.Tone = "green" if known.forecast == known.every else "grey"
    return b.Tile(
        tr("Expected in the end"),
        book.amount(figures.at_completion),
        _noted(book, note, known.forecast, known.every, "forecast"),
        tone="red" if money.envelope_broken else "amber" if money.contingency_used else tone,
    )


def _tiles(book: Book, money: BudgetState) -> b.Tiles:
    tr, figures, day = book.tr, book.figures, book.locale.day(book.state.today)
    return b.Tiles(
        (
            b.Tile(
                tr("Budget envelope"),
                envelope_amount(book, figures.envelope),
                contingency_note(book)
                if line_unknown(book)
                else tr("{held} of it held back for surprises", held=book.amount(figures.contingency)),
                tone="grey" if line_unknown(book) else None,
            ),
            b.Tile(
                tr("Approved"),
                book.amount(figures.approved) if money.stated else book.money(None, budget_silence(book)),
                _approved_note(book, money),
                tone=_approved_tone(money),
                topic="money",
            ),
            b.Tile(
                tr("Spent"),
                book.amount(figures.spent)
                if figures.spend_known
                else book.money(None, silent_amount(book, "spent")),
                _spent_note(book, day) if figures.spend_known else tr("on {day}", day=day),
            ),
            _ordered(book, money, tr("on {day}", day=day)),
            _expected(book, money),
        )
    )
