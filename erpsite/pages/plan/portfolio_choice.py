"""Draw the people's choice beside the best one: by how much they differ, and which swaps make it up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.portfolio import Portfolio
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.plan.portfolio_words import (
    breach_words,
    cell_name,
    clash_words,
    names_of,
    value_decimals,
    value_number,
    value_text,
)

__all__ = [
    "advice_lacks",
    "choice_callouts",
    "choice_sentence",
    "choice_tiles",
    "data_gaps",
    "decided_sentence",
    "swaps_table",
]


def advice_lacks(book: Book, found: Portfolio) -> str:
    """Return what a best choice would need and the data do not say; empty where it can be advised.

    Without every score and every budget what is unknown would count as worth nothing, or as free.
    """
    tr, candidates = book.tr, found.problem.candidates
    initiatives = book.handbook.initiatives
    unscored = sum(not one.scored and not one.mandatory for one in candidates)
    uncosted = sum(initiatives[one.id].stated_cost is None for one in candidates)
    if not unscored and not uncosted:
        return ""
    return tr(
        "A best choice, swaps, a frontier and a what-if need a score and a budget of every initiative; of "
        "{m}, {unscored} have no score and {uncosted} no known budget, so none of these is drawn.",
        m=book.count("portfolio.candidates", len(candidates)),
        unscored=book.count("portfolio.unscored", unscored),
        uncosted=book.count("portfolio.uncosted", uncosted),
    )


def decided_sentence(book: Book, found: Portfolio) -> str:
    """Return when it was decided and what of it is finished; empty before the meeting has decided."""
    day = book.handbook.plan.meeting_date
    if not book.handbook.decided_in_meeting or book.state.today < day:
        return ""
    initiatives, candidates = book.state.initiatives, found.problem.candidates
    chosen = [candidates[place].id for place in found.people]
    decided = book.tr(
        "Decided on {day}: {n} of {all} initiatives.",
        day=book.locale.day(day),
        n=book.count("portfolio.chosen", len(chosen)),
        all=book.count("portfolio.candidates", len(candidates)),
    )
    finished = sum(initiatives[name].stage == "finished" for name in chosen)
    if not finished:
        return decided
    kept = book.locale.tr.plural(
        "{n} of them is finished, and every choice below keeps it.",
        "{n} of them are finished, and every choice below keeps them.",
        book.count("portfolio.finished", finished),
    )
    return book.locale.sentence(decided, kept)


def choice_sentence(book: Book, found: Portfolio) -> str:
    """Return in one sentence how the people's choice stands against the best."""
    tr, problem, best = book.tr, found.problem, found.best
    if found.clashes:
        return tr("No portfolio keeps every rule: {reason}", reason=clash_words(book, found.clashes[0]))
    if not any(one.scored for one in problem.candidates):
        return tr("No initiative has scores yet, so no portfolio is better than another.")
    if best is None:
        return tr("The best portfolio could not be computed.")
    words: dict[str, object] = {
        "chosen": value_text(book, problem.value_of(found.people), figure="portfolio.value.chosen"),
        "best": value_text(book, problem.value_of(best), figure="portfolio.value.best"),
        "gain": value_text(book, abs(found.missed), figure="portfolio.value.missed"),
        "cost": book.amount(Figure("portfolio.cost.best", problem.cost_of(best))),
    }
    if not found.people:
        return tr("Nothing is chosen yet; the best portfolio is worth {best} and costs {cost}.", **words)
    if found.broken:
        return _broken_sentence(book, found, words)
    if found.missed > 0:
        return tr(
            "What was chosen is worth {chosen}; the best choice under the same rules is worth {best}, "
            "{gain} more.",
            **words,
        )
    return tr(
        "What was chosen is worth {chosen}, and no choice that keeps every rule is worth more.", **words
    )


def _broken_sentence(book: Book, found: Portfolio, words: Mapping[str, object]) -> str:
    leaving = [swap.out for swap in found.swaps if swap.out]
    joining = [swap.into for swap in found.swaps if swap.into]
    if leaving and not joining:
        return book.tr.plural(
            "What was chosen is worth {chosen} but breaks one rule; leaving out {names} keeps every rule "
            "and is worth {best}.",
            "What was chosen is worth {chosen} but breaks {n} rules; leaving out {names} keeps every rule "
            "and is worth {best}.",
            book.count("portfolio.rules-broken", len(found.broken)),
            names=names_of(book, leaving),
            **words,
        )
    return book.tr.plural(
        "What was chosen is worth {chosen} but breaks one rule; the best choice that keeps every rule is "
        "worth {best}.",
        "What was chosen is worth {chosen} but breaks {n} rules; the best choice that keeps every rule is "
        "worth {best}.",
        book.count("portfolio.rules-broken", len(found.broken)),
        **words,
    )


def choice_tiles(book: Book, found: Portfolio) -> tuple[b.Block, ...]:
    """Return the figures of both choices; nothing where there is no best one."""
    tr, problem, best = book.tr, found.problem, found.best
    if best is None:
        return ()
    limit = book.amount(Figure("money.spendable", problem.budget))
    chosen_cost = book.amount(Figure("portfolio.cost.chosen", problem.cost_of(found.people)))
    best_cost = book.amount(Figure("portfolio.cost.best", problem.cost_of(best)))
    return (
        b.Tiles(
            (
                b.Tile(
                    tr("Value of what was chosen"),
                    value_text(book, problem.value_of(found.people), figure="portfolio.value.chosen"),
                    tr("{cost} of {limit} that may be spent", cost=chosen_cost, limit=limit),
                ),
                b.Tile(
                    tr("Value of the best choice"),
                    value_text(book, problem.value_of(best), figure="portfolio.value.best"),
                    tr("{cost} of {limit} that may be spent", cost=best_cost, limit=limit),
                ),
                b.Tile(
                    tr("Rules broken by what was chosen"),
                    book.count("portfolio.rules-broken", len(found.broken)),
                    tr("budget, capacity, dependencies, exclusive groups, mandatory initiatives"),
                    tone="red" if found.broken else "green",
                ),
            )
        ),
    )


def choice_callouts(book: Book, found: Portfolio) -> tuple[b.Block, ...]:
    """Return the rules that clash, or those that the people's choice breaks."""
    if found.clashes:
        items = tuple(clash_words(book, clash) for clash in found.clashes)
        title = book.tr("These rules clash, so no portfolio keeps them all")
        return (b.Callout("red", title, (b.Items(items),)),)
    if found.broken:
        items = tuple(breach_words(book, breach) for breach in found.broken)
        title = book.tr("Rules that what was chosen breaks")
        return (b.Callout("amber", title, (b.Items(items),)),)
    return ()


def data_gaps(book: Book, found: Portfolio) -> tuple[b.Block, ...]:
    """Return what the choice could not take into account for want of data."""
    tr, items = book.tr, list[b.Content]()
    if found.problem.budget == 0:
        items.append(
            tr("Nothing may be spent: the envelope in handbook.yml is 0, or all of it is contingency.")
        )
    if found.unscored:
        names = names_of(book, found.unscored)
        items.append(tr("No score: {names}.", names=names))
    initiatives = book.handbook.initiatives
    unknown = [one.id for one in found.problem.candidates if initiatives[one.id].stated_cost is None]
    if unknown:
        items.append(tr("No known budget: {names}.", names=names_of(book, unknown)))
    if found.problem.capacity and not any(one.effort for one in found.problem.candidates):
        items.append(tr("No initiative states its effort, so no capacity limits the choice."))
    if found.unlimited:
        cells = [cell_name(book, cell) for cell in found.unlimited]
        shown = book.locale.join(cells[:6] + (["…"] if len(cells) > 6 else []))
        items.append(tr("Effort without capacity is not limited: {cells}.", cells=shown))
    if found.problem.too_large:
        items.append(tr("The amounts are too large to be computed exactly; are they in whole units?"))
    elif not found.solution.frontier.complete and not found.clashes:
        below = book.locale.money(found.problem.money_step * found.solution.frontier.exact_below)
        items.append(
            tr(
                "So much capacity is scarce that budgets from {below} up could be solved only here and "
                "there; between those the line shows the least value that is sure.",
                below=below,
            )
        )
    if found.solution.best and not found.solution.best.proved:
        bound = found.problem.value_step * found.solution.best.bound
        items.append(
            tr(
                "The search for the best choice stopped at its limit; at most {value} is possible.",
                value=value_text(book, bound),
            )
        )
    return (b.Callout("grey", tr("What limits this result"), (b.Items(tuple(items)),)),) if items else ()


def swaps_table(book: Book, found: Portfolio) -> b.Table:
    """Return what goes out for what comes in, with the value and the cost of each exchange."""
    tr = book.tr
    value = Figure("portfolio.swaps.value", sum((swap.value for swap in found.swaps), Decimal(0)))
    cost = Figure("portfolio.swaps.cost", sum((swap.cost for swap in found.swaps), Decimal(0)))
    return Rows(found.swaps).table(
        "swaps",
        Col("out", tr("Goes out"), lambda swap: _swapped(book, swap.out), wide=True, total=tr("All swaps")),
        Col("into", tr("Comes in"), lambda swap: _swapped(book, swap.into), wide=True, total=b.Missing()),
        Col(
            "value",
            tr("Value gained (points)"),
            lambda swap: value_number(book, swap.value, sign=True),
            "number",
            total=book.figure(value, decimals=value_decimals(book), sign=True),
        ),
        Col(
            "cost",
            tr("Extra cost"),
            lambda swap: _money(book, swap.cost),
            "number",
            total=book.amount(cost, sign=True),
        ),
        empty=tr("Nothing to swap: what was chosen is the best choice."),
        summed=len(found.swaps) > 1,
    )


def _money(book: Book, cost: Decimal) -> b.Number:
    return b.Number(cost, book.locale.money(cost, sign=True), book.locale.currency)


def _swapped(book: Book, name: str | None) -> b.Inline:
    return book.link("initiatives", name) if name else b.Missing(book.tr("nothing"))
