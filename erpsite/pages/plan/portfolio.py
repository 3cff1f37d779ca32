"""Draw the portfolio: the choice against the best one, what if, the frontier, the ranking with its cut."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figure, Figures
from erpsite.analysis.portfolio import TRIALS, Portfolio, sensitivity
from erpsite.analysis.portfolio.priority import Priorities, RankedInitiative
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.plan import Method
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.charts import draw_priority_chart
from erpsite.pages.kit.columns import Col
from erpsite.pages.kit.levelling_words import origin_sentence
from erpsite.pages.kit.naming import method_name
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.priority_tables import (
    cumulative_column,
    line_unsure,
    ranked_rows,
    resolved_column,
    score_cell,
    unscored_table,
)
from erpsite.pages.kit.states import budget_cell
from erpsite.pages.plan.portfolio_choice import (
    advice_lacks,
    choice_callouts,
    choice_sentence,
    choice_tiles,
    data_gaps,
    decided_sentence,
    swaps_table,
)
from erpsite.pages.plan.portfolio_frontier import draw_frontier_chart
from erpsite.pages.plan.portfolio_whatif import scenario_table, whatif_widget
from erpsite.pages.plan.portfolio_words import either_of

__all__ = ["draw_portfolio", "portfolio_sentence", "portfolio_table"]


@page(
    "plan/portfolio",
    section="plan",
    needs=("initiatives",),
    place=80,
    title="Portfolio",
    description="The ranking of the initiatives and the line where the money ends.",
    file="handbook.yml",
    topics=("money",),
    opened_by={"finance": 3},
)
def draw_portfolio(book: Book) -> tuple[b.Block, ...]:
    """Return the choice against the best, the what-if, the frontier, and the ranking with its cut line."""
    tr, ranking = book.tr, book.figures.priorities
    if not book.handbook.initiatives:
        return missing_page(book, tr("There is no initiative to rank yet."), "initiatives/")
    if all(isinstance(one.score, NotAvailable) for one in ranking.ranked):
        return _nothing_to_rank(book, ranking)
    ranked = (draw_priority_chart(book, ranking), portfolio_table(book, ranking), *_unscored(book, ranking))
    if ranking.spendable is None:
        title = b.Heading(tr("In the order of the ranking"), "ranking")
        return (b.Lead(line_unsure(book, ranking)), title, *ranked, *_notes(book, ranking))
    found = book.figures.portfolio
    lacks = advice_lacks(book, found)
    return (
        b.Lead(book.locale.sentence(decided_sentence(book, found), lacks or choice_sentence(book, found))),
        *(() if lacks else choice_tiles(book, found)),
        *choice_callouts(book, found),
        *data_gaps(book, found),
        *(() if lacks else _best_choice(book, found)),
        b.Heading(tr("Ranking and cut line"), "ranking"),
        b.Paragraph(portfolio_sentence(book, ranking)),
        *ranked,
        *_notes(book, ranking),
    )


def _unscored(book: Book, ranking: Priorities) -> tuple[b.Block, ...]:
    if not ranking.unscored:
        return ()
    title = b.Heading(book.tr("Not ranked, for want of scores"), "unscored")
    return (title, unscored_table(book, ranking.unscored))


def _nothing_to_rank(book: Book, ranking: Priorities) -> tuple[b.Block, ...]:
    """Say what is missing where no initiative has a score: without one there is nothing to advise."""
    tr = book.tr
    lead = tr("No initiative has scores yet, so no portfolio is better than another.")
    missing = tr(
        "No initiative has a score by {method}, so there is no ranking, no best choice and no frontier: fill "
        "scores in the initiatives.",
        method=method_name(book, ranking.method),
    )
    return (b.Lead(lead), b.Paragraph(missing), *_unscored(book, ranking), *_notes(book, ranking))


def _best_choice(book: Book, found: Portfolio) -> tuple[b.Block, ...]:
    tr = book.tr
    if found.problem.too_large:
        return ()
    frontier: tuple[b.Block, ...] = ()
    if found.solution.frontier.points:
        frontier = (
            b.Heading(tr("Best value for every budget"), "frontier"),
            draw_frontier_chart(book, found),
            b.Details(tr("The best choice at some budgets"), (scenario_table(book, found),)),
        )
    swaps: tuple[b.Block, ...] = ()
    if found.best is not None and found.people:
        swaps = (b.Heading(tr("From what was chosen to the best choice"), "swaps"), swaps_table(book, found))
    return (
        *swaps,
        b.Heading(tr("What if?"), "what-if"),
        whatif_widget(book, found),
        *_dates(book),
        *frontier,
    )


def _dates(book: Book) -> tuple[b.Block, ...]:
    """Say from which committed levelling the dates come: the sums in the page move none."""
    origin = origin_sentence(book)
    if not origin:
        return ()
    words = book.tr("The what-if adds up money and effort; it moves no date.")
    return (b.Paragraph((book.locale.sentence(words, origin), " ", _roadmap_link(book)), small=True),)


def _roadmap_link(book: Book) -> b.Link:
    return b.Link(book.tr("Roadmap"), "plan/roadmap", "levelled")


def _notes(book: Book, ranking: Priorities) -> tuple[b.Block, ...]:
    tr, method = book.tr, ranking.method
    return method_notes(
        book,
        book.locale.sentence(
            tr(
                "Ranked by {method}; what is mandatory comes first. The line falls before the first "
                "initiative whose cumulative cost exceeds what may be spent after the contingency. "
                "“Resolved” is what the meeting decided, which may differ from the ranking.",
                method=method_name(book, method),
            ),
            _value_note(book, method),
            _variation_note(book, method),
            tr(
                "The best choice is found by HiGHS, a solver that proves it, and the value for every budget "
                "by dynamic programming; the two are compared at every build."
            ),
        ),
        (
            (method_name(book, method), _anchor(method)),
            (tr("Portfolio"), "portfolio"),
            (tr("Sensitivity"), "sensitivity"),
        ),
        ("initiatives", "handbook.yml"),
    )


def _anchor(method: Method) -> str:
    return {Method.WSJF: "wsjf", Method.RICE: "rice", Method.WEIGHTED: "weighted-score"}[method]


def _value_note(book: Book, method: Method) -> str:
    """Return what the portfolio's value is."""
    tr = book.tr
    return {
        Method.WSJF: tr(
            "The portfolio’s value is the sum of business value, time criticality and risk reduction, "
            "without the job size: cost and capacity limit the size."
        ),
        Method.RICE: tr(
            "The portfolio’s value is the sum of reach × impact × confidence, without the effort: cost and "
            "capacity limit that."
        ),
        Method.WEIGHTED: tr("The portfolio’s value is the sum of the weighted scores."),
    }[method]


def _variation_note(book: Book, method: Method) -> str:
    """Return what the sensitivity varies."""
    tr, trials = book.tr, book.count("portfolio.trials", TRIALS)
    return {
        Method.WSJF: tr(
            "“Stays in” is the share of {trials} trials above the cut line in which business value, time "
            "criticality and risk reduction weigh up to 20% more or less, each by itself.",
            trials=trials,
        ),
        Method.RICE: tr(
            "“Stays in” is the share of {trials} trials above the cut line in which the exponents of reach, "
            "impact, confidence and effort are up to 20% larger or smaller, each by itself.",
            trials=trials,
        ),
        Method.WEIGHTED: tr(
            "“Stays in” is the share of {trials} trials above the cut line in which each criterion’s weight "
            "is up to 20% larger or smaller.",
            trials=trials,
        ),
    }[method]


def portfolio_sentence(book: Book, found: Priorities) -> str:
    """Return what fits the money and what stands first below the line, in one sentence."""
    tr = book.tr
    words: dict[str, object] = {
        "method": method_name(book, found.method),
        "funded": book.count("portfolio.above-the-line", len(found.funded)),
        "all": book.count("portfolio.ranked", len(found.ranked)),
        "cost": book.amount(Figure("portfolio.cost-above-the-line", found.funded_cost)),
        "spendable": book.amount(book.figures.spendable),
    }
    if not found.ranked:
        return tr("No initiative can be ranked by {method} yet, for want of scores.", **words)
    if found.unplaced:
        return line_unsure(book, found)
    if not found.below:
        return tr(
            "Ranked by {method}, all {all} initiatives fit: together they cost {cost} of the {spendable} "
            "that may be spent.",
            **words,
        )
    return tr(
        "Ranked by {method}, the first {funded} of {all} initiatives fit: they cost {cost} of the "
        "{spendable} that may be spent; “{first}” is the first below the line.",
        first=book.text(found.below[0].initiative.name),
        **words,
    )


def portfolio_table(book: Book, found: Priorities) -> b.Table:
    """Return the ranking; rows are the targets of links to a place in the portfolio."""
    tr, stays = book.tr, book.figures.of(_stays)
    return ranked_rows(book, found, anchored=True).table(
        "portfolio",
        Col(
            "initiative", tr("Initiative"), lambda one: book.link("initiatives", one.initiative.id), wide=True
        ),
        Col("rank", tr("Rank"), lambda one: count_cell(book, one.rank), "number"),
        Col(
            "score",
            method_name(book, found.method),
            lambda one: score_cell(book, found, one, tr("mandatory")),
            "number",
        ),
        Col("cost", tr("Cost"), lambda one: budget_cell(book, one.initiative), "number"),
        cumulative_column(book, found),
        Col("stays", tr("Stays in"), lambda one: _often(book, stays.get(one.initiative.id)), "number"),
        Col("bound", tr("Bound by"), lambda one: _bound(book, one)),
        resolved_column(book),
        empty=tr("No initiative is proposed yet."),
    )


def _stays(figures: Figures) -> Mapping[str, float]:
    return sensitivity(figures.handbook, figures.priorities)


def _bound(book: Book, one: RankedInitiative) -> b.Content:
    """Return what binds a choice: law, what it needs first, what it excludes."""
    tr, parts, initiative = book.tr, list[b.Inline](), one.initiative
    if initiative.mandatory:
        parts += [b.Chip("blue", tr("mandatory")), " "]
    if initiative.depends_on:
        links = book.links("initiatives", initiative.depends_on)
        parts += [tr("Needs first:"), " ", *(links if isinstance(links, tuple) else (links,)), " "]
    if initiative.exclusive_group:
        parts.append(either_of(book, initiative.exclusive_group))
    if one.waits_for:
        parts.append(b.Chip("amber", tr("needs what stands below the line")))
    return tuple(parts) if parts else b.Missing()


def _often(book: Book, share: float | None) -> b.Inline:
    if share is None:
        line = book.figures.priorities.spendable is not None
        return b.Missing(book.tr("needs every budget") if line else book.tr("no cut line"))
    return b.Number(share * 100, book.locale.percent(share), "%")
