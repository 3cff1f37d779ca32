"""Draw the pages of a group's handbook."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from erpsite.group.pages.companies import draw_company
from erpsite.group.pages.home import draw_home
from erpsite.group.pages.measures import draw_kpis, draw_plants
from erpsite.group.pages.money import draw_money
from erpsite.group.pages.notebook import GroupBook
from erpsite.group.pages.shared import draw_capacity, draw_links, draw_risks, draw_suppliers
from erpsite.group.pages.work import draw_changes, draw_initiatives, draw_portfolio
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import PageEntry

__all__ = ["GroupBook", "group_pages", "section_titles"]

Draw = Callable[[GroupBook], tuple[b.Block, ...]]


def group_pages(book: GroupBook) -> tuple[PageEntry, ...]:
    """Return every page of the group's handbook in reading order; nothing is drawn yet."""
    tr, whole = book.tr, book.whole
    listed: list[tuple[str, str, str, Draw, bool]] = [
        ("index", "home", tr("Home"), draw_home, True),
        ("plan/money", "plan", tr("Money"), draw_money, True),
        ("plan/initiatives", "plan", tr("Initiatives"), draw_initiatives, True),
        ("plan/portfolio", "plan", tr("Portfolio"), draw_portfolio, bool(whole.candidates)),
        ("plan/capacity", "plan", tr("Shared roles"), draw_capacity, bool(whole.group.roles)),
        ("plan/links", "plan", tr("Links between plans"), draw_links, bool(whole.group.links)),
        ("measures/kpis", "measures", tr("KPIs"), draw_kpis, any(one.kpis for one in whole.companies)),
        ("measures/plants", "measures", tr("Plants"), draw_plants, bool(whole.plants)),
        ("risks/risks", "risks", tr("Risks"), draw_risks, bool(whole.threats)),
        ("risks/suppliers", "risks", tr("Suppliers"), draw_suppliers, bool(whole.suppliers)),
        ("reviews/changes", "reviews", tr("What has changed"), draw_changes, True),
    ]
    pages = [
        PageEntry(path, title, section, partial(draw, book))
        for path, section, title, draw, exists in listed
        if exists
    ]
    pages += [
        PageEntry(f"companies/{one.id}", book.words(one.name), "companies", partial(draw_company, book, one))
        for one in whole.companies
    ]
    return tuple(pages)


def section_titles(book: GroupBook) -> dict[str, str]:
    """Return the name of each section of the navigation."""
    tr = book.tr
    return {
        "home": tr("Home"),
        "plan": tr("Plan"),
        "measures": tr("KPIs and plants"),
        "risks": tr("Risks and suppliers"),
        "reviews": tr("Reviews"),
        "companies": tr("Companies"),
    }
