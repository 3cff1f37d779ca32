"""Make the tables of the ranking."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.portfolio.priority import Priorities, RankedInitiative
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Method
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.naming import method_name, stage_chip
from erpsite.pages.kit.reasons import figure

__all__ = ["priorities_table", "unscored_table"]


def priorities_table(book: Book, found: Priorities) -> b.Table:
    """Return the ranking in two groups: above and below the cut line."""
    tr = book.tr
    columns = (
        b.Column("rank", tr("Rank"), "number"),
        b.Column("initiative", tr("Initiative")),
        b.Column("score", method_name(book, found.method), "number"),
        b.Column("cost", tr("Cost"), "number"),
        b.Column("cumulative", tr("Cumulative cost against what can be spent"), "bar", topic="money"),
        b.Column("objectives", tr("Objectives"), wide=True),
        b.Column("waits", tr("Waits for what is below the line")),
        b.Column("stage", tr("Resolved"), "status"),
    )
    rows = tuple(_row(book, found, one) for one in found.ranked)
    return b.Table("priorities", columns, rows, empty=tr("No initiative is proposed yet."))


def _row(book: Book, found: Priorities, one: RankedInitiative) -> b.Row:
    tr, initiative = book.tr, one.initiative
    share = float(one.cumulative / found.spendable) if found.spendable else 1.0
    bar = b.Progress(share, book.locale.money(one.cumulative), "green" if one.funded else "red")
    name: b.Content = book.link("initiatives", initiative.id)
    if initiative.mandatory:
        name = (book.link("initiatives", initiative.id), " ", b.Chip("blue", tr("mandatory")))
    decimals = 2 if found.method is Method.WEIGHTED else 1
    return b.Row(
        (
            b.Number(one.rank, book.locale.number(one.rank, 0)),
            name,
            b.Missing() if _needs_none(one) else figure(book, one.score, decimals=decimals),
            book.money(initiative.cost),
            bar,
            book.links("objectives", initiative.objectives),
            book.links("initiatives", one.waits_for),
            stage_chip(book, book.state.initiatives[initiative.id].stage),
        ),
        source=initiative.where,
        group=tr("Above the cut line") if one.funded else tr("Below the cut line"),
        tone=None if one.funded else "grey",
    )


def _needs_none(one: RankedInitiative) -> bool:
    return one.initiative.mandatory and isinstance(one.score, NotAvailable)


def unscored_table(book: Book, initiatives: Sequence[Initiative]) -> b.Table:
    """Return initiatives that cannot be ranked."""
    tr = book.tr
    return Rows(initiatives, source=lambda one: one.where).table(
        "unscored",
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one.id)),
        Col("cost", tr("Cost"), lambda one: book.money(one.cost), "number"),
        Col("owner", tr("Owner"), lambda one: book.person(one.owner)),
        Col("place", tr("Scores belong in"), lambda one: b.Place(one.where)),
    )
