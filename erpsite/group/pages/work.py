"""Draw a group's initiatives, its portfolio over all plans, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.group.company import Company, Project
from erpsite.group.pages.notebook import GroupBook
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Rows, spread

__all__ = ["draw_changes", "draw_initiatives", "draw_portfolio", "projects_table"]

_TONES: dict[Rag, b.Tone] = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red", Rag.GREY: "blue"}


def draw_initiatives(book: GroupBook) -> tuple[b.Block, ...]:
    """Return the initiatives that run in any company, the worst first."""
    tr, whole = book.tr, book.whole
    red = sum(one.rag is Rag.RED for _, one in whole.projects)
    if not whole.projects:
        return (b.Lead(tr("No initiative runs in the plans of the group.")),)
    lead = tr.plural(
        "{n} initiative runs; {red} is off track.",
        "{n} initiatives run; {red} of them are off track.",
        len(whole.projects),
        red=red,
    )
    return (b.Lead(lead), projects_table(book, whole.projects, "initiatives"))


def projects_table(
    book: GroupBook, rows: Sequence[tuple[Company, Project]], name: str, *, own: bool = False
) -> b.Table:
    """Return a table of initiatives with their company; `own` on its own page.

    A search leads to the table of all companies, and finds no initiative a second time on its company's page.
    """
    tr = book.tr
    company = (spread("company", tr("Company"), lambda one, _: book.company(one)),)
    return Rows(
        rows,
        anchor=None if own else _anchor,
        tone=lambda pair: "red" if pair[1].rag is Rag.RED else None,
    ).table(
        name,
        spread("initiative", tr("Initiative"), lambda one, project: _link(book, one, project), wide=True),
        *(() if own else company),
        spread("declared", tr("Declared"), lambda _, project: book.rag(project.declared), "status"),
        spread("numbers", tr("By the numbers"), lambda _, project: book.rag(project.computed), "status"),
        spread("complete", tr("Complete"), lambda _, project: _complete(book, project), "bar"),
        spread("finish", tr("Expected finish"), lambda _, project: book.day(project.finish), "date"),
        spread("slip", tr("Days late"), lambda _, project: book.slip(project.slip), "number"),
        spread("cost", tr("Expected cost"), lambda one, project: _cost(book, one, project), "number"),
    )


def _anchor(pair: tuple[Company, Project]) -> str:
    return f"{pair[0].id}-{pair[1].id}"


def _link(book: GroupBook, one: Company, project: Project) -> b.Inline:
    return book.away(one, f"plan/initiatives/{project.id}", book.words(project.name))


def _complete(book: GroupBook, project: Project) -> b.Inline:
    if project.complete is None:
        return b.Missing(book.tr("not reported yet"))
    text = book.locale.number(project.complete, 0) + "%"
    return b.Progress(project.complete / 100, text, _TONES[project.computed])


def _cost(book: GroupBook, one: Company, project: Project) -> b.Inline:
    return book.money(one, project.budget if project.forecast is None else project.forecast)


def draw_portfolio(book: GroupBook) -> tuple[b.Block, ...]:
    """Return what all plans rank, by promised benefit a year per budget."""
    tr, whole = book.tr, book.whole
    known = sum(whole.worth(pair[1]) is not None for pair in whole.candidates)
    lead = tr(
        "{n} initiatives are ranked in their plans; {k} promise a benefit in money and state a budget.",
        n=len(whole.candidates),
        k=known,
    )
    note = tr(
        "Ordered by promised benefit of a year ÷ budget, which no rate of exchange changes. Scores of "
        "different plans are not compared: each plan scores by its own method."
    )
    runs = {_anchor(pair) for pair in whole.projects}  # a search leads to the table of what runs
    table = Rows(whole.candidates, anchor=lambda pair: "" if _anchor(pair) in runs else _anchor(pair)).table(
        "portfolio",
        spread("initiative", tr("Initiative"), lambda one, project: _link(book, one, project), wide=True),
        spread("company", tr("Company"), lambda one, _: book.company(one)),
        spread("worth", tr("Benefit ÷ budget"), lambda _, project: _worth(book, project), "number"),
        spread("benefit", tr("Benefit a year"), lambda one, p: book.money(one, p.benefit), "number"),
        spread("budget", tr("Budget"), lambda one, project: book.money(one, project.budget), "number"),
        spread("rank", tr("Rank in its plan"), lambda _, project: book.count(project.rank or 0), "number"),
        spread("line", tr("Cut line of its plan"), lambda _, project: _line(book, project)),
    )
    return (b.Lead(lead), table, b.Paragraph(note, small=True))


def _worth(book: GroupBook, project: Project) -> b.Inline:
    worth = book.whole.worth(project)
    return b.Missing(book.tr("not known")) if worth is None else book.count(float(worth), 2)


def _line(book: GroupBook, project: Project) -> str:
    return book.tr("above") if project.above_the_line else book.tr("below")


def draw_changes(book: GroupBook) -> tuple[b.Block, ...]:
    """Return what changed in each plan since its review before the last."""
    tr, whole = book.tr, book.whole
    told = [one for one in whole.companies if one.changes]
    if not told:
        return (b.Lead(tr("No plan of the group has two reviews yet, so nothing can be compared.")),)
    lead = tr.plural(
        "{n} company tells what has changed since its last review.",
        "{n} companies tell what has changed since their last review.",
        len(told),
    )
    blocks: list[b.Block] = [b.Lead(lead)]
    for one in told:
        since = tr(
            "{company}, since {month}", company=book.words(one.name), month=book.locale.month(one.since)
        )
        colon = book.locale.facts.colon
        lines = tuple((b.Strong(book.words(c.record)), colon, book.words(c.sentence)) for c in one.changes)
        blocks += [b.Heading(since, one.id), b.Items(lines[:8])]
        if lines[8:]:
            title = tr.plural("{n} lighter change", "{n} lighter changes", len(lines) - 8)
            blocks.append(b.Details(title, (b.Items(lines[8:]),)))
    return tuple(blocks)
