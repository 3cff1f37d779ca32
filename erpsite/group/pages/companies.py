"""Draw one company as the group sees it."""

from __future__ import annotations

from erpsite.group.company import Company
from erpsite.group.pages.measures import kpis_table
from erpsite.group.pages.notebook import GroupBook
from erpsite.group.pages.work import projects_table
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b

__all__ = ["draw_company"]

_ORDER = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREEN: 2, Rag.GREY: 3}


def draw_company(book: GroupBook, one: Company) -> tuple[b.Block, ...]:
    """Return a company's verdict, its facts, its running initiatives and its KPIs."""
    tr = book.tr
    running = book.whole.projects_of[one.id]
    kpis = sorted(one.kpis, key=lambda kpi: _ORDER[kpi.rag])
    blocks: list[b.Block] = [
        b.Lead((book.rag(one.rag), " ", book.words(one.verdict))),
        b.Facts(tuple(_facts(book, one))),
    ]
    if running:
        table = projects_table(book, running, "own", own=True)
        blocks += [b.Heading(tr("Running initiatives"), "initiatives"), table]
    if kpis:
        rows = [(one, kpi) for kpi in kpis]
        blocks += [b.Heading(tr("KPIs"), "kpis"), kpis_table(book, rows, "own", own=True)]
    return tuple(blocks)


def _facts(book: GroupBook, one: Company) -> list[tuple[str, b.Content]]:
    tr = book.tr
    facts: list[tuple[str, b.Content]] = [
        (tr("As of"), book.month(one.as_of)),
        (tr("Plan year"), str(one.plan_year)),
        (tr("Promised end"), book.day(one.promised, tr("not known"))),
        (tr("Expected end"), book.day(one.expected, tr("not known"))),
        (tr("80 % likely by"), book.day(one.p80, tr("not known"))),
        (tr("Approved"), book.own_money(one, one.approved)),
        (tr("Expected cost"), book.own_money(one, one.at_completion)),
        (tr("Spent"), book.own_money(one, one.spent)),
    ]
    if one.edition:
        facts.append((tr("Edition"), one.edition))
    if one.handbook:
        facts.append((tr("Its handbook"), book.away(one, "", tr("Open it"))))
    if one.findings:
        facts.append((tr("Findings in its files"), book.count(one.findings)))
    return facts
