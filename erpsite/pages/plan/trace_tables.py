"""Draw the matrix of threads, the breaks by kind, and the breaks by who can mend them."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.trace import Break, Mark, Step, Thread, Trace
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.coded import coded
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.plan.trace_words import break_chip, break_name, how_to_mend, thread_chip

__all__ = ["breaks_by_owner", "breaks_table", "kinds_table", "threads_blocks", "threads_table"]

_MOST = 20
"""Breaks of one person that are shown; the others are counted."""
_MOST_PEOPLE = 40
_MOST_BREAKS = 300
"""Breaks of all people together that are shown: each person has an equal part of them, but some."""
_LEAST = 5
_MOST_OPEN = 40
"""Threads up to which those that hold throughout stand in the same table."""
_MOST_LINKS = 3
"""Records that one cell of the matrix names."""


def threads_blocks(book: Book, found: Trace) -> tuple[b.Block, ...]:
    """Return the matrix: in one table, or where it is long the threads that hold folded away."""
    if len(found.threads) <= _MOST_OPEN or not found.broken:
        return (threads_table(book, found.threads),)
    whole = book.locale.tr.plural(
        "{n} thread holds throughout", "{n} threads hold throughout", len(found.whole)
    )
    folded = b.Details(whole, (threads_table(book, found.whole, "threads-whole"),))
    return (threads_table(book, found.broken), *((folded,) if found.whole else ()))


def threads_table(book: Book, threads: Sequence[Thread], name: str = "threads") -> b.Table:
    """Return the steps of each initiative's thread, those that break first."""
    tr = book.tr
    counts = {whole: sum(one.whole is whole for one in threads) for whole in (True, False)}
    benefit = Col[Thread](
        "benefit", tr("Benefit"), lambda one: _cell(book, one, _benefit(book, one), Step.BENEFIT)
    )
    return Rows(
        sorted(threads, key=lambda one: (one.whole, -one.now.initiative.cost, one.id)),
        source=lambda one: one.now.initiative.where,
        tone=lambda one: None if one.whole else "red",
        group=lambda one: _group(book, one, counts[one.whole]),
    ).table(
        name,
        Col("initiative", tr("Initiative"), lambda one: _initiative(book, one), wide=True),
        Col("thread", tr("Thread"), lambda one: thread_chip(book, len(one.breaks)), "status"),
        Col(
            "pains",
            tr("Evidence and pain point"),
            lambda one: _cell(book, one, _pains(book, one), Step.EVIDENCE, Step.PAIN_POINT),
            wide=True,
        ),
        Col(
            "cause",
            tr("Cause and solution"),
            lambda one: _cell(book, one, _causes(book, one), Step.CAUSE, Step.SOLUTION),
        ),
        Col(
            "milestones",
            tr("Milestones"),
            lambda one: _cell(book, one, _milestones(book, one), Step.MILESTONE),
        ),
        Col(
            "kpis",
            tr("KPI"),
            lambda one: _cell(book, one, _some(book, "kpis", one.kpis), Step.KPI),
            wide=True,
        ),
        *(() if book.locale.instead_of_money else (benefit,)),
        Col("objectives", tr("Objective"), lambda one: _objectives(book, one), wide=True),
        empty=tr("No initiative is approved yet."),
    )


def _group(book: Book, one: Thread, count: int) -> str:
    tr = book.locale.tr
    if one.whole:
        return tr.plural("{n} thread holds throughout", "{n} threads hold throughout", count)
    return tr.plural("{n} thread breaks", "{n} threads break", count)


def _cell(book: Book, one: Thread, linked: tuple[b.Inline, ...], *steps: Step) -> b.Content:
    """Return what is linked at some steps, and a mark where the thread breaks there."""
    mark = one.mark(*steps)
    if mark is Mark.BROKEN:
        parts = list(linked)
        for fault in (fault for fault in one.breaks if fault.step in steps):
            parts += [*([" "] if parts else []), break_chip(book, fault.kind)]
        return tuple(parts)
    if mark is Mark.ABSENT:
        return b.Missing(book.tr("missing with it"))
    if linked:
        return linked
    return b.Missing(book.tr("not needed"))


def _some(book: Book, kind: str, names: Sequence[str]) -> tuple[b.Inline, ...]:
    """Return links to the first few of some records, and how many more there are."""
    if not names:
        return ()
    links = book.links(kind, names[:_MOST_LINKS])
    parts = list(links) if isinstance(links, tuple) else [links]
    if len(names) > _MOST_LINKS:
        parts += [" ", book.tr("and {n} more", n=len(names) - _MOST_LINKS)]
    return tuple(parts)


def _pains(book: Book, one: Thread) -> tuple[b.Inline, ...]:
    if not one.reasons:
        return _some(book, "opportunities", one.opportunities)
    pieces = sum(len(book.handbook.pain_points[name].evidence) for name in one.reasons)
    words = book.locale.tr.plural("{n} piece of evidence", "{n} pieces of evidence", pieces)
    return (*_some(book, "pain_points", one.reasons), *((" · ", words) if pieces else ()))


def _causes(book: Book, one: Thread) -> tuple[b.Inline, ...]:
    """Return how many causes are named; of a broken step only what is missing is said."""
    pains = book.handbook.pain_points
    causes = sum(len(pains[name].causes) for name in one.reasons)
    if one.mark(Step.CAUSE, Step.SOLUTION) is Mark.BROKEN:
        return ()
    if causes:
        words = book.locale.tr.plural("{n} cause, with a solution", "{n} causes, with a solution", causes)
        return (words,)
    return (book.tr("an opportunity"),) if one.opportunities else ()


def _milestones(book: Book, one: Thread) -> tuple[b.Inline, ...]:
    stones, tr = one.now.milestones, book.locale.tr
    last = max((stone.finish for stone in stones if stone.finish), default=None)
    if last is None:
        return ()
    day = book.locale.day(last)
    return (tr.plural("{n}, on {day}", "{n}, the final one on {day}", len(stones), day=day),)


def _benefit(book: Book, one: Thread) -> tuple[b.Inline, ...]:
    benefit = one.now.initiative.benefit
    if benefit is None or not benefit.amount:
        return ()
    yearly = book.tr("{amount} a year", amount=book.locale.money(benefit.amount))
    return (b.Number(benefit.amount, yearly, book.locale.currency),)


def kinds_table(book: Book, found: Trace) -> b.Table:
    """Return the breaks by kind, the one on which most money hangs first."""
    tr = book.tr
    return Rows(found.by_kind()).table(
        "breaks-by-kind",
        Col("break", tr("Where it breaks"), lambda group: break_name(book, group.kind), wide=True),
        Col("records", tr("How many"), lambda group: count_cell(book, len(group.breaks)), "number"),
        Col(
            "initiatives",
            tr("Threads that break on it"),
            lambda group: count_cell(book, len(group.initiatives)),
            "number",
        ),
        Col(
            "money",
            tr("Budget of these"),
            lambda group: book.money(group.money) if group.money else b.Missing(),
            "number",
            topic="money",
        ),
        empty=tr("No thread breaks, and nothing hangs loose."),
    )


def breaks_by_owner(book: Book, found: Trace) -> tuple[b.Block, ...]:
    """Return a part for each person with the breaks that this person can mend, the costliest first."""
    tr, owners = book.tr, list(found.by_owner().items())
    if not owners:
        return (b.Paragraph(tr("No thread breaks, and nothing hangs loose.")),)
    blocks: list[b.Block] = []
    most = max(_LEAST, min(_MOST, _MOST_BREAKS // min(len(owners), _MOST_PEOPLE)))
    for person, breaks in owners[:_MOST_PEOPLE]:
        name = book.name("people", person) if person else tr("nobody named")
        title = book.locale.tr.plural("{name}: {n} break", "{name}: {n} breaks", len(breaks), name=name)
        parts: list[b.Block] = [breaks_table(book, breaks[:most], f"breaks-of-{person or 'nobody'}")]
        if len(breaks) > most:
            left = book.count("trace.breaks-not-shown", len(breaks) - most, person or "nobody")
            words = book.locale.tr.plural("{n} more is not shown.", "{n} more are not shown.", left)
            parts.append(b.Paragraph(words, small=True))
        blocks.append(b.Details(title, tuple(parts), open=len(owners) <= 3))
    rest = sum(len(breaks) for _, breaks in owners[_MOST_PEOPLE:])
    if rest:
        words = book.locale.tr.plural(
            "{n} more break is for other people to mend.",
            "{n} more breaks are for other people to mend.",
            book.count("trace.breaks-of-others", rest),
        )
        blocks.append(b.Paragraph(words))
    return tuple(blocks)


def breaks_table(book: Book, breaks: Sequence[Break], name: str) -> b.Table:
    """Return some breaks with the record, the money that hangs on it, how to mend it, and its place."""
    tr = book.tr
    return Rows(breaks, source=lambda one: one.where).table(
        name,
        Col("break", tr("Where it breaks"), lambda one: break_name(book, one.kind), wide=True),
        Col("record", tr("Record"), lambda one: book.link(one.records, one.record), wide=True),
        Col(
            "money",
            tr("Budget that hangs on it"),
            lambda one: book.money(one.money) if one.money else b.Missing(),
            "number",
            topic="money",
        ),
        Col("mend", tr("How to mend it"), lambda one: coded(how_to_mend(book, one.kind)), wide=True),
        Col("place", tr("Line in the data"), lambda one: b.Place(one.where)),
    )


def _initiative(book: Book, one: Thread) -> b.Content:
    link, cost = book.link("initiatives", one.id), one.now.initiative.cost
    return (link, " · ", book.money(cost)) if cost and not book.locale.instead_of_money else link


def _objectives(book: Book, one: Thread) -> b.Content:
    return _cell(book, one, _some(book, "objectives", one.now.initiative.objectives), Step.OBJECTIVE)
