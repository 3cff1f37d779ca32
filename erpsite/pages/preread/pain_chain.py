"""Draw one pain point as a readable argument: evidence, cause, solution, benefit, initiative, KPI."""

from __future__ import annotations

from erpsite.analysis.diagnosis.pain_points import Chained, WeighedPain, chained
from erpsite.model.pain_point import Evidence, PainPoint
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.reasons import impact_cell
from erpsite.pages.preread.pain_tables import age_text

__all__ = ["chain_block", "top_blocks"]


def top_blocks(book: Book, one: WeighedPain) -> tuple[b.Block, ...]:
    """Return a pain point in full: what it costs, whom it hurts, and its chain."""
    tr, pain = book.tr, one.pain
    title = tr("{rank}. {name}", rank=one.rank, name=book.text(pain.name))
    blocks: list[b.Block] = [
        b.Heading(title, f"top-{one.rank}", 3),
        b.Facts(
            (
                (tr("Impact a month"), impact_cell(book, one.impact)),
                (tr("Process and modules"), _whereabouts(book, pain)),
                (tr("Speaks for it"), book.person(pain.owner)),
                (tr("Known for"), age_text(book, one.age)),
            )
        ),
        b.Prose(book.text(pain.description)),
        chain_block(book, pain),
    ]
    return tuple(blocks)


def chain_block(book: Book, pain: PainPoint) -> b.Chain:
    """Return the chain of a pain point; a missing step says that it is missing."""
    tr, found = book.tr, chained(book.handbook, pain)
    missing = b.Missing(tr("missing"))
    steps: tuple[tuple[str, tuple[b.Content, ...]], ...] = (
        (tr("Evidence"), tuple(_evidence(book, one) for one in pain.evidence)),
        (tr("Cause"), tuple(book.text(cause) for cause in pain.causes)),
        (tr("Solution"), (book.text(pain.solution),) if pain.solution else ()),
        (tr("Expected benefit"), _benefit(book, pain)),
        (tr("Initiative"), _initiatives(book, found)),
        (tr("KPI"), _kpis(book, pain, found)),
    )
    return b.Chain(tuple((label, contents or (missing,)) for label, contents in steps))


def _kpis(book: Book, pain: PainPoint, found: Chained) -> tuple[b.Content, ...]:
    """Return the KPI that will show the benefit, or, where none is named, those its initiatives move."""
    if pain.benefit and pain.benefit.kpi:
        return (book.link("kpis", pain.benefit.kpi),)
    return (book.links("kpis", found.kpis),) if found.kpis else ()


def _whereabouts(book: Book, pain: PainPoint) -> b.Content:
    modules = book.links("modules", pain.modules)
    parts = modules if isinstance(modules, tuple) else (modules,)
    return (book.text(pain.process), " · ", *parts)


def _evidence(book: Book, one: Evidence) -> b.Content:
    text = book.text(one.text)
    if one.source is None:
        return text
    return (text, " · ", book.link("sources", one.source))


def _benefit(book: Book, pain: PainPoint) -> tuple[b.Content, ...]:
    if pain.benefit is None:
        return ()
    text = book.text(pain.benefit.text)
    if pain.benefit.amount is None:
        return (text,)
    yearly = book.tr("{amount} a year", amount=book.locale.money(pain.benefit.amount))
    return (text, (b.Number(pain.benefit.amount, yearly, book.locale.currency),))


def _initiatives(book: Book, found: Chained) -> tuple[b.Content, ...]:
    return (book.links("initiatives", found.initiatives),) if found.initiatives else ()
