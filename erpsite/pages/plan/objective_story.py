"""Tell the story of one objective: each thread from evidence to benefit, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.analysis.trace import BreakKind, Mark, Step, Thread
from erpsite.model.pain_point import PainPoint
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap
from erpsite.pages.kit.reasons import impact_cell
from erpsite.pages.plan.objective_steps import benefit_parts, kpi_parts, milestone_parts, work_parts
from erpsite.pages.plan.trace_words import break_chip

__all__ = ["story_blocks"]

_MOST_OPEN = 12
"""Threads that are told one under the other; of more, each is folded away under its name."""

_MOST_TOLD = 40
"""Threads that are told at all; the others are named and told on the pages of their initiatives."""

Parts = tuple[b.Content, ...]


def story_blocks(book: Book, objective: str, initiatives: Sequence[str]) -> tuple[b.Block, ...]:
    """Return the threads of some funded initiatives, the largest budget first; pain points are told once."""
    threads = book.figures.threads
    found = [threads[name] for name in initiatives if name in threads]
    found.sort(key=lambda one: (-one.now.initiative.cost, one.id))
    folded = len(found) > _MOST_OPEN
    told: dict[str, b.Link] = {}
    blocks: list[b.Block] = []
    for one in found[:_MOST_TOLD]:
        name, anchor = book.name("initiatives", one.id), f"thread-{one.id}"
        chain = _chain(book, objective, one, told)
        blocks += (
            [b.Details(_summary(book, one, name), (chain,))]
            if folded
            else [b.Heading(name, anchor, 3), chain]
        )
        here = book.link("initiatives", one.id) if folded else b.Link(name, "", anchor)
        told |= {pain: here for pain in one.reasons if pain not in told}
    return (*blocks, *_others(book, found[_MOST_TOLD:]))


def _others(book: Book, threads: Sequence[Thread]) -> tuple[b.Block, ...]:
    """Return the names of the threads that are not told here, those that break first."""
    if not threads:
        return ()
    title = book.locale.tr.plural(
        "{n} more initiative, of a smaller budget", "{n} more initiatives, of smaller budgets", len(threads)
    )
    order = sorted(threads, key=lambda one: one.whole)
    links = book.links("initiatives", [one.id for one in order])
    return (b.Details(title, (b.Paragraph(links),)),)


def _summary(book: Book, one: Thread, name: str) -> str:
    """Return the name of a thread that is folded away, with how often it breaks."""
    if one.whole:
        return name
    return book.locale.tr.plural("{name}: {n} break", "{name}: {n} breaks", len(one.breaks), name=name)


def _chain(book: Book, objective: str, one: Thread, told: Mapping[str, b.Link]) -> b.Chain:
    """Return the steps of one thread; where one is missing, the mark that says so."""
    tr, pains = book.tr, book.handbook.pain_points
    new = [pains[name] for name in one.reasons if name not in told]
    steps = (
        (Step.EVIDENCE, tr("Evidence"), _evidence(book, one, new)),
        (Step.PAIN_POINT, tr("Pain point"), _reasons(book, one, told)),
        (Step.CAUSE, tr("Cause"), _causes(book, one, new)),
        (Step.SOLUTION, tr("Solution"), _solutions(book, one, new)),
        (Step.INITIATIVE, tr("Initiative"), work_parts(book, one)),
        (Step.MILESTONE, tr("Milestone"), milestone_parts(book, one)),
        (Step.KPI, tr("KPI"), kpi_parts(book, one)),
        (Step.BENEFIT, tr("Benefit"), benefit_parts(book, one)),
        (Step.OBJECTIVE, tr("Objective"), _goals(book, objective, one)),
    )
    again = len(new) < len(one.reasons)
    shown = tuple(
        (label, (*parts, *_mark(book, one, step, bool(parts), again))) for step, label, parts in steps
    )
    return b.Chain(shown, repeated=True)


def _mark(book: Book, one: Thread, step: Step, filled: bool, again: bool) -> Parts:
    """Return where the thread breaks at a step, or why nothing stands there."""
    tr, mark = book.tr, one.mark(step)
    own = [fault for fault in one.breaks if fault.step is step and fault.records != "pain_points"]
    if own or filled:  # what a pain point lacks is said where the pain point is told
        return tuple(break_chip(book, fault.kind) for fault in own)
    if mark is Mark.HIDDEN:
        return (b.Missing(book.not_here),)
    if mark is Mark.ABSENT:
        return (b.Missing(tr("missing with it")),)
    return (b.Missing(tr("told above") if again else tr("not needed")),)


def _evidence(book: Book, one: Thread, new: Sequence[PainPoint]) -> Parts:
    parts: list[b.Content] = []
    for pain in new:
        pieces: list[b.Content] = []
        for piece in pain.evidence:
            source: tuple[b.Inline, ...] = (" · ", book.link("sources", piece.source)) if piece.source else ()
            pieces.append((book.text(piece.text), *source))
        parts += _of_pain(book, one, pain, pieces, BreakKind.PAIN_NO_EVIDENCE)
    if not one.reasons:
        chances = (book.handbook.opportunities[name] for name in one.opportunities)
        parts += [book.tr("to be shown: {words}", words=book.text(chance.hypothesis)) for chance in chances]
    return tuple(parts)


def _causes(book: Book, one: Thread, new: Sequence[PainPoint]) -> Parts:
    parts: list[b.Content] = []
    for pain in new:
        causes = [book.text(cause) for cause in pain.causes]
        parts += _of_pain(book, one, pain, causes, BreakKind.PAIN_NO_CAUSE)
    return tuple(parts)


def _solutions(book: Book, one: Thread, new: Sequence[PainPoint]) -> Parts:
    parts: list[b.Content] = []
    chances = book.links("opportunities", one.opportunities)
    for pain in new:
        words: list[b.Content] = [book.text(pain.solution)] if pain.solution else []
        if words or not one.opportunities:
            parts += _of_pain(book, one, pain, words, BreakKind.PAIN_NO_SOLUTION)
    return (*parts, *((chances,) if one.opportunities else ()))


def _of_pain(
    book: Book, one: Thread, pain: PainPoint, contents: Sequence[b.Content], missing: BreakKind
) -> list[b.Content]:
    """Return what one pain point says at a step, under its name where there are several."""
    name = [b.Strong(book.text(pain.name))] if len(one.reasons) > 1 else []
    return [*name, *(contents or [break_chip(book, missing)])]


def _reasons(book: Book, one: Thread, told: Mapping[str, b.Link]) -> Parts:
    """Return the pain points with what they cost a month; one that was told before links to where."""
    tr, parts = book.tr, list[b.Content]()
    weighed = book.figures.pain_point
    for name in one.reasons:
        parts.append(book.link("pain_points", name))
        if name in told:
            parts.append((tr("told above under"), bracket_gap(book), told[name]))
        elif not book.locale.instead_of_money:
            parts.append(impact_cell(book, weighed[name].impact))
    if not one.reasons:
        parts += [book.link("opportunities", name) for name in one.opportunities]
    return tuple(parts)


def _goals(book: Book, here: str, one: Thread) -> Parts:
    """Return the objectives that it names, each with those that the objective serves."""
    objectives, parts = book.handbook.objectives, list[b.Content]()
    for name in one.now.initiative.objectives:
        above = book.links("objectives", objectives[name].serves)
        up = (" → ", *above) if isinstance(above, tuple) else ()
        goal = b.Strong(book.name("objectives", name)) if name == here else book.link("objectives", name)
        parts.append((goal, *up))
    return tuple(parts)
