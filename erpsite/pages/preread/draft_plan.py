"""Draw the draft plan: priorities with the cut line, the budget, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.portfolio.priority import Priorities
from erpsite.model.initiative import Initiative
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_budget_chart, draw_priority_chart
from erpsite.pages.kit.envelope import line_unknown, unknown_sentence
from erpsite.pages.kit.levelling_tables import levelled_note
from erpsite.pages.kit.naming import method_name
from erpsite.pages.kit.notes import Finding, method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.priority_tables import line_unsure, priorities_table, unscored_table
from erpsite.pages.kit.states import covered
from erpsite.pages.preread.budget_tables import asked_amount, envelope_facts, kind_table, objective_table
from erpsite.pages.preread.decisions_asked import decisions_asked, decisions_block
from erpsite.pages.preread.reading_path import timed

__all__ = ["draft_finding", "draw_draft_plan", "return_finding"]

PATH = "preread/draft-plan"


@page(
    "preread/draft-plan",
    section="preread",
    needs=("initiatives",),
    place=70,
    title="Draft plan",
    description="Priorities with the cut line, the budget, and what the meeting is asked.",
    file="handbook.yml",
    readers={"executive": 3, "business": 5, "it": 6, "finance": 3},
    frame=timed,
)
def draw_draft_plan(book: Book) -> tuple[b.Block, ...]:
    """Return the draft plan: finding, money, what is asked, ranking, budget by kind and objective."""
    tr, found, finding = book.tr, book.figures.priorities, draft_finding(book)
    if not found.ranked and not found.unscored:
        return missing_page(book, finding.sentence, "initiatives/")
    return (
        b.Lead(finding.sentence),
        envelope_facts(book),
        *_asked(book),
        b.Heading(tr("Priorities and the cut line"), "priorities"),
        draw_priority_chart(book, found),
        *_ranking(book, found),
        *_unscored(book, found),
        *levelled_note(book, whole=False),
        b.Heading(_budget_title(book), "budget", topic="money"),
        draw_budget_chart(book, book.figures.draft_budget),
        b.Details(
            tr("By kind, quarter and objective"), (kind_table(book), objective_table(book)), topic="money"
        ),
        *_notes(book, found),
    )


def _asked(book: Book) -> tuple[b.Block, ...]:
    """Return what the meeting is asked, which readers of the brief have read, folded under its count."""
    asked = decisions_asked(book)
    words = book.locale.tr.plural(
        "{n} decision, as in the brief", "{n} decisions, as in the brief", len(asked)
    )
    heading = b.Heading(book.tr("What the meeting is asked"), "asked")
    block = decisions_block(book, asked)
    return (heading, b.Details(words, (block,)) if asked else block)


def _ranking(book: Book, found: Priorities) -> tuple[b.Block, ...]:
    """Return the table of the ranking, folded where there is one: the picture above it says it."""
    table = priorities_table(book, found)
    words = book.locale.tr.plural(
        "The {n} initiative in its order", "The {n} initiatives in their order", len(found.ranked)
    )
    return (b.Details(words, (table,)),) if found.ranked else (table,)


def draft_finding(book: Book) -> Finding:
    """Return what the draft asks for and how far the money reaches, in one sentence."""
    tr, found = book.tr, book.figures.priorities
    n = len(found.ranked) + len(found.unscored)
    if not n:
        return Finding(PATH, "grey", tr("No initiative is proposed yet."))
    values = {
        "n": book.count("draft.initiatives", n),
        "asked": asked_amount(book),
        "spendable": book.amount(book.figures.spendable),
        "funded": book.count("draft.above-the-line", len(found.funded)),
        "cost": book.amount(Figure("money.above-the-line", found.funded_cost)),
    }
    if not found.ranked or found.unplaced:
        return Finding(PATH, "grey", _without_line(book, found, values))
    if not found.below:
        sentence = tr(
            "All {funded} ranked initiatives fit: the draft asks for {asked}, "
            "and {spendable} can be spent after the contingency.",
            **values,
        )
        return Finding(PATH, "amber" if found.unscored else "green", sentence)
    if len(found.funded) == 1:
        sentence = tr(
            "{n} initiatives ask for {asked}, {spendable} can be spent after the contingency: "
            "the line falls after the first, which costs {cost}.",
            **values,
        )
        return Finding(PATH, "amber", sentence)
    sentence = tr(
        "{n} initiatives ask for {asked}, {spendable} can be spent after the contingency: "
        "the line falls after the first {funded}, which cost {cost}.",
        **values,
    )
    return Finding(PATH, "amber", sentence)


def return_finding(book: Book) -> Finding | None:
    """Return what the money above the line brings and when that work ends; None without such a line."""
    tr, chosen = book.tr, book.figures.priorities.funded
    ends = [book.state.initiatives[one.initiative.id].baseline_finish for one in chosen]
    end = max((day for day in ends if day), default=None)
    if end is None or None in ends:
        return None
    known = [one.initiative for one in chosen if _says_its_benefit(one.initiative)]
    yearly = sum((one.benefit.amount for one in known if one.benefit and one.benefit.amount), Decimal(0))
    words: dict[str, object] = {"end": book.locale.day(end)}
    if not yearly or book.handbook.hides("money"):
        return Finding(
            PATH, "blue", tr("What stands above the line ends on {end} if its dates hold.", **words)
        )
    cost = sum((one.cost for one in known), Decimal(0))
    total = book.amount(Figure("benefit.promised.above-the-line", yearly))
    name = "money.above-the-line" + ("" if len(known) == len(chosen) else ".with-a-promise")
    words |= {
        "promised": covered(book, total, len(known), len(chosen), "benefit"),
        "cost": book.amount(Figure(name, cost)),
        "months": book.figure(Figure("benefit.payback.above-the-line", float(cost / yearly * 12))),
    }
    return Finding(
        PATH,
        "blue",
        tr(
            "What stands above the line promises {promised} a year for {cost}, paid back in {months} months, "
            "and ends on {end} if its dates hold.",
            **words,
        ),
    )


def _says_its_benefit(one: Initiative) -> bool:
    """Say whether it is known what an initiative promises, if only that it promises nothing."""
    return "benefit" not in one.withheld and not (one.benefit and one.benefit.amount is None)


def _without_line(book: Book, found: Priorities, words: Mapping[str, object]) -> str:
    """Return what the draft asks for where nobody knows where the line falls, and what is missing."""
    tr = book.tr
    if book.handbook.hides("money"):
        return tr("{n} initiatives are proposed, in the order below.", **words)
    if line_unknown(book):
        asked = (
            tr("{n} initiatives ask for {asked}.", **words)
            if found.asked_of
            else tr("{n} initiatives are proposed, and none has a known budget.", **words)
        )
        return book.locale.sentence(
            asked, line_unsure(book, found) if found.ranked else unknown_sentence(book)
        )
    if not found.asked_of:
        return tr(
            "{n} initiatives are proposed, and none has a known budget, so no line can be drawn.", **words
        )
    if not found.ranked:
        return tr(
            "{n} initiatives ask for {asked}; none has a score by {method}, so there is no ranking and no "
            "cut line within the {spendable} that can be spent.",
            method=method_name(book, found.method),
            **words,
        )
    asked = tr("{n} initiatives ask for {asked}, {spendable} can be spent after the contingency.", **words)
    return book.locale.sentence(asked, line_unsure(book, found))


def _budget_title(book: Book) -> str:
    tr = book.tr
    return (
        tr("Budget of what is ranked") if line_unknown(book) else tr("Budget of what stands above the line")
    )


def _unscored(book: Book, found: Priorities) -> tuple[b.Block, ...]:
    if not found.unscored:
        return ()
    title = book.tr("Not ranked, for want of scores")
    return (b.Heading(title, "unscored", 3), unscored_table(book, found.unscored))


def _notes(book: Book, found: Priorities) -> tuple[b.Block, ...]:
    tr = book.tr
    anchor = {"wsjf": "wsjf", "rice": "rice", "weighted": "weighted-score"}[found.method.value]
    method = tr(
        "Ranked by {method}; what is mandatory comes first. The line falls before the first initiative "
        "whose cumulative cost exceeds what can be spent; a smaller one further down is not pulled up. "
        "The money of an initiative with several objectives is split equally between them.",
        method=method_name(book, found.method),
    )
    return method_notes(
        book,
        method,
        (
            (method_name(book, found.method), anchor),
            (tr("Portfolio"), "portfolio"),
            (tr("Alignment"), "alignment"),
        ),
        ("initiatives", "handbook.yml"),
        topic="money",
    )
