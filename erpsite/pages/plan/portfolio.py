"""Draw the portfolio: the ranking, the line where the money ends, and what the choice must respect."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from erpsite.analysis.not_available import NotAvailable
from erpsite.analysis.priority import Priorities, RankedInitiative
from erpsite.model.plan import Method
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.figures import priority_figure
from erpsite.pages.naming import method_name, stage_chip
from erpsite.pages.preread.notes import method_notes, missing_page
from erpsite.pages.preread.priority_tables import unscored_table
from erpsite.pages.preread.reasons import figure
from erpsite.pages.preread.results import priorities_of

__all__ = ["draw_portfolio", "portfolio_sentence", "portfolio_table"]


def draw_portfolio(book: Book) -> tuple[b.Block, ...]:
    """Return the ranking with its cut line, and where it clashes with dependencies and groups."""
    tr, found = book.tr, priorities_of(book)
    if not book.handbook.initiatives:
        return missing_page(book, tr("There is no initiative to rank yet."), "initiatives/")
    unscored: tuple[b.Block, ...] = ()
    if found.unscored:
        title = b.Heading(tr("Not ranked, for want of scores"), "unscored")
        unscored = (title, unscored_table(book, found.unscored))
    return (
        b.Lead(portfolio_sentence(book, found)),
        priority_figure(book, found),
        *_clashes(book, found),
        b.Heading(tr("Ranking and cut line"), "ranking"),
        portfolio_table(book, found),
        *unscored,
        *method_notes(
            book,
            tr(
                "Ranked by {method}; what is mandatory comes first. The line falls before the first "
                "initiative whose cumulative cost exceeds what may be spent after the contingency. "
                "“Resolved” is what the meeting decided, which may differ from the ranking.",
                method=method_name(book, found.method),
            ),
            ((method_name(book, found.method), _anchor(found.method)), (tr("Portfolio"), "portfolio")),
            ("initiatives", "handbook.yml"),
        ),
    )


def _anchor(method: Method) -> str:
    return {Method.WSJF: "wsjf", Method.RICE: "rice", Method.WEIGHTED: "weighted-score"}[method]


def portfolio_sentence(book: Book, found: Priorities) -> str:
    """Return what fits the money and what stands first below the line, in one sentence."""
    tr = book.tr
    words = {
        "method": method_name(book, found.method),
        "funded": len(found.funded),
        "all": len(found.ranked),
        "cost": book.locale.money(found.funded_cost),
        "spendable": book.locale.money(found.spendable),
    }
    if not found.ranked:
        return tr("No initiative can be ranked by {method} yet, for want of scores.", **words)
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
    tr = book.tr
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("rank", tr("Rank"), "number"),
        b.Column("score", method_name(book, found.method), "number"),
        b.Column("cost", tr("Cost"), "number"),
        b.Column("cumulative", tr("Cumulative cost against what can be spent"), "bar"),
        b.Column("bound", tr("Bound by")),
        b.Column("needs", tr("Needs first")),
        b.Column("stage", tr("Resolved"), "status"),
    )
    rows = tuple(_row(book, found, one) for one in found.ranked)
    return b.Table("portfolio", columns, rows, empty=tr("No initiative is proposed yet."))


def _row(book: Book, found: Priorities, one: RankedInitiative) -> b.Row:
    tr, initiative = book.tr, one.initiative
    share = float(one.cumulative / found.spendable) if found.spendable else 1.0
    score: b.Content = b.Missing(tr("mandatory"))
    if not (initiative.mandatory and isinstance(one.score, NotAvailable)):
        score = figure(book, one.score, decimals=2 if found.method is Method.WEIGHTED else 1)
    return b.Row(
        (
            book.link("initiatives", initiative.id),
            b.Number(one.rank, book.locale.number(one.rank, 0)),
            score,
            book.money(initiative.cost),
            b.Progress(share, book.locale.money(one.cumulative), "green" if one.funded else "red"),
            _bound(book, one),
            book.links("initiatives", initiative.depends_on),
            stage_chip(book, book.state.initiatives[initiative.id].stage),
        ),
        anchor=initiative.id,
        source=initiative.where,
        group=tr("Above the cut line") if one.funded else tr("Below the cut line"),
        tone=None if one.funded else "grey",
    )


def _bound(book: Book, one: RankedInitiative) -> b.Content:
    tr, parts = book.tr, list[b.Inline]()
    if one.initiative.mandatory:
        parts.append(b.Chip("blue", tr("mandatory")))
    if one.initiative.exclusive_group:
        group = tr("one of group {group}", group=one.initiative.exclusive_group)
        parts += [" ", b.Chip("amber", group)] if parts else [b.Chip("amber", group)]
    return tuple(parts) if parts else b.Missing()


def _clashes(book: Book, found: Priorities) -> tuple[b.Block, ...]:
    """Return where the plain ranking cannot be followed: dependencies, groups, mandatory cost."""
    tr, items = book.tr, list[b.Content]()
    for one in found.funded:
        if one.waits_for:
            links = book.links("initiatives", one.waits_for)
            items.append((book.link("initiatives", one.initiative.id), " · ",
                          tr("needs what stands below the line:"), " ", *_parts(links)))  # fmt: skip
    groups = Counter(one.initiative.exclusive_group for one in found.funded if one.initiative.exclusive_group)
    for group, count in groups.items():
        if count > 1:
            names = [o.initiative.id for o in found.funded if o.initiative.exclusive_group == group]
            links = book.links("initiatives", names)
            items.append((tr("only one of group {group} can be chosen:", group=group), " ", *_parts(links)))
    must = sum((o.initiative.cost for o in found.ranked if o.initiative.mandatory), Decimal(0))
    if must > found.spendable:
        words = tr("the mandatory initiatives alone cost {cost}", cost=book.locale.money(must))
        items.append(words)
    if not items:
        return ()
    title = tr("Where the ranking alone cannot be followed")
    return (b.Callout("amber", title, (b.Items(tuple(items)),)),)


def _parts(content: b.Content) -> tuple[b.Inline, ...]:
    return content if isinstance(content, tuple) else (content,)
