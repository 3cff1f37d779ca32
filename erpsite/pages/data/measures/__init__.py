"""Define every measure of the handbook for readers, subject by subject (FORMULAS.md)."""

from __future__ import annotations

from erpsite.pages.data.measures.benefit import benefit_group, objective_group
from erpsite.pages.data.measures.choice import maturity_group, priority_group
from erpsite.pages.data.measures.delivery import schedule_group, status_group, value_group
from erpsite.pages.data.measures.follow_up import follow_up_group
from erpsite.pages.data.measures.kpi import kpi_group
from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.data.measures.service import service_group
from erpsite.pages.kit.book import Book

__all__ = ["Measure", "MeasureGroup", "measure_groups"]


def measure_groups(book: Book) -> tuple[MeasureGroup, ...]:
    """Return the groups of measures in the order of the formulas page."""
    makers = (
        kpi_group, status_group, value_group, schedule_group, priority_group, maturity_group,
        service_group, benefit_group, objective_group, follow_up_group,
    )  # fmt: skip
    return tuple(make(book) for make in makers)
