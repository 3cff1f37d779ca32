"""Draw resources and budget: who is overloaded when and by what, and how far the money goes."""

from __future__ import annotations

from erpsite.analysis.budget import BudgetState
from erpsite.analysis.resources import Load
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.figures import budget_figure
from erpsite.pages.plan.budget_tables import (
    contracts_table,
    kind_table,
    module_money_table,
    money_table,
    objective_money_table,
)
from erpsite.pages.plan.cells import lines
from erpsite.pages.plan.results import budget_of, resources_of
from erpsite.pages.preread.notes import method_notes, missing_page

__all__ = ["draw_resources", "load_table", "overloads_table", "resources_sentence"]


def draw_resources(book: Book) -> tuple[b.Block, ...]:
    """Return effort against capacity, and money against the envelope."""
    tr = book.tr
    if not book.handbook.initiatives:
        return missing_page(book, tr("No initiative asks for people or money yet."), "initiatives/")
    money, initiatives = budget_of(book), list(book.handbook.initiatives.values())
    return (
        b.Lead(resources_sentence(book)),
        _tiles(book, money),
        b.Heading(tr("People: effort against capacity"), "effort"),
        overloads_table(book),
        load_table(book),
        b.Heading(tr("Money by kind and quarter"), "budget"),
        budget_figure(book, money.split),
        kind_table(book, money),
        b.Heading(tr("Money by initiative"), "initiatives"),
        money_table(book, initiatives),
        b.Heading(tr("Money by objective and by module"), "objectives"),
        objective_money_table(book),
        module_money_table(book, money),
        b.Heading(tr("Third parties"), "third-parties"),
        contracts_table(book),
        *method_notes(
            book,
            tr(
                "Counted are initiatives that are approved or finished. Effort is in person-days; more "
                "than 100% of the capacity is an overload. Where an owner gives no forecast, the budget "
                "stands in for it. Money of an initiative with several modules is split equally between them."
            ),
            ((tr("Budget use"), "budget-use"), (tr("Alignment"), "alignment")),
            ("handbook.yml", "initiatives", "reviews"),
        ),
    )


def resources_sentence(book: Book) -> str:
    """Return how far the money goes and where people are overloaded, in one sentence."""
    tr, money, overloads = book.locale.tr, budget_of(book), resources_of(book).overloads
    words = {
        "approved": book.locale.money(money.approved),
        "spendable": book.locale.money(money.spendable),
        "forecast": book.locale.money(money.forecast),
    }
    if not overloads:
        return tr(
            "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the "
            "end, and no role is overloaded.",
            **words,
        )
    worst = overloads[0]
    share = book.locale.percent(worst.share) if worst.share is not None else tr("no capacity")
    return tr.plural(
        "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the end; "
        "{n} load is above capacity: {role} in {quarter} with {share}.",
        "{approved} of the {spendable} that may be spent is approved, {forecast} is expected in the end; "
        "{n} loads are above capacity, the worst is {role} in {quarter} with {share}.",
        len(overloads),
        role=book.name("roles", worst.role),
        quarter=book.locale.quarter(worst.quarter),
        share=share,
        **words,
    )


def _tiles(book: Book, money: BudgetState) -> b.Tiles:
    tr, locale = book.tr, book.locale
    day = locale.day(book.state.today)
    broken = money.contingency_used > money.contingency
    return b.Tiles(
        (
            b.Tile(
                tr("Budget envelope"),
                book.money(money.envelope),
                tr("{held} of it held back for surprises", held=locale.money(money.contingency)),
            ),
            b.Tile(
                tr("Approved"),
                book.money(money.approved),
                tr("{free} still free", free=locale.money(money.free)),
                tone="red" if money.free < 0 else "green",
            ),
            b.Tile(
                tr("Spent"),
                book.money(money.spent),
                tr("on {day}; {k} of {n} initiatives report", day=day, k=money.reporting, n=money.count),
            ),
            b.Tile(tr("Ordered, not yet paid"), book.money(money.committed), tr("on {day}", day=day)),
            b.Tile(
                tr("Expected in the end"),
                book.money(money.forecast),
                tr(
                    "{change} against the budget; {used} of the contingency",
                    change=locale.money(money.overrun, sign=True),
                    used=locale.money(money.contingency_used),
                ),
                tone="red" if broken else "amber" if money.contingency_used else "green",
            ),
        )
    )


def load_table(book: Book) -> b.Table:
    """Return the load of every role in every quarter; rows are the targets of links to roles."""
    tr, found = book.tr, resources_of(book)
    columns = (
        b.Column("role", tr("Role")),
        *(b.Column(quarter.lower(), book.locale.quarter(quarter), "bar") for quarter in found.quarters),
    )
    rows = tuple(
        b.Row(
            (
                book.name("roles", role) if role in book.handbook.roles else role,
                *(_load(book, found.loads[role, quarter]) for quarter in found.quarters),
            ),
            anchor=f"role-{role}",
            source=book.handbook.roles[role].where if role in book.handbook.roles else None,
        )
        for role in found.roles
    )
    caption = tr("Person-days asked for, of capacity, by role and quarter")
    return b.Table("load", columns, rows, caption=caption, empty=tr("No role is defined yet."))


def _load(book: Book, load: Load) -> b.Inline:
    number, tr = book.locale.number, book.tr
    if load.capacity is None:
        if not load.effort:
            return b.Missing(tr("no capacity given"))
        words = tr("{asked} days, no capacity given", asked=number(load.effort, 0))
        return b.Chip("grey", words)
    words = tr("{asked} of {capacity} days", asked=number(load.effort, 0), capacity=number(load.capacity, 0))
    if load.share is None:
        return b.Chip("red" if load.effort else "grey", words)
    tone: b.Tone = "red" if load.overloaded else "amber" if load.share > 0.9 else "green"
    return b.Progress(load.share, words, tone)


def overloads_table(book: Book) -> b.Table:
    """Return the overloads with the initiatives that cause them, the worst first."""
    tr, number = book.tr, book.locale.number
    columns = (
        b.Column("role", tr("Role")),
        b.Column("quarter", tr("Quarter"), "date"),
        b.Column("asked", tr("Asked for"), "number"),
        b.Column("capacity", tr("Capacity"), "number"),
        b.Column("over", tr("Too much"), "number"),
        b.Column("causes", tr("Caused by"), wide=True),
    )
    rows = tuple(
        b.Row(
            (
                book.name("roles", load.role),
                book.locale.quarter(load.quarter),
                _days(book, load.effort),
                _days(book, load.capacity or 0),
                _days(book, load.over),
                lines(
                    [
                        (book.link("initiatives", name), " ", tr("({days} days)", days=number(days, 0)))
                        for name, days in load.parts
                    ],
                    book.locale.join(("", "")),
                ),
            ),
            tone="red",
        )
        for load in resources_of(book).overloads
    )
    return b.Table("overloads", columns, rows, empty=tr("No role is overloaded in any quarter."))


def _days(book: Book, days: float) -> b.Inline:
    return b.Number(days, book.locale.number(days, 0))
