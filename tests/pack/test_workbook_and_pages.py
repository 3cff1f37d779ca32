"""The workbook says what the pages say: its numbers, read by openpyxl, beside those of all pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import KpiActual
from erpsite.pack.workbook import workbook
from erpsite.pages.data.downloads import table_names
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import contents
from tests.factory import INITIATIVES, small_handbook
from tests.pages.ledger import lines_of

_ROOT = Path(__file__).resolve().parents[2]
_FIGURES = {
    ("kpi_states", "kpi", "value"): "kpi.judged",
    ("kpi_states", "kpi", "target"): "kpi.target",
    ("kpi_states", "kpi", "baseline"): "kpi.baseline",
    ("kpi_states", "kpi", "attainment"): "kpi.attainment",
    ("kpi_states", "kpi", "expected"): "kpi.expected-share",
    ("kpi_states", "kpi", "pace"): "kpi.pace",
    ("kpi_states", "kpi", "forecast"): "kpi.forecast",
    ("initiative_states", "initiative", "complete"): "initiative.complete",
    ("initiative_states", "initiative", "budget"): "initiative.budget",
    ("initiative_states", "initiative", "spent"): "initiative.spent",
}
"""Columns of the workbook, with the figure of the pages that is the same number."""

Row = Mapping[str, Any]


@cache
def _plan(name: str) -> Handbook:
    if name == "small":
        return small_handbook()
    plan = load_handbook(_ROOT / "data").handbook
    assert plan is not None
    return plan


def _rows(book: Book, table: str) -> list[Row]:
    opened = openpyxl.load_workbook(io.BytesIO(workbook(book)), data_only=True)
    title = table_names(book)[table]
    sheet = next(one for one in opened.worksheets if one.title == title[:31])
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip((str(name) for name in head), row, strict=True)) for row in rows]


def _said(book: Book) -> dict[tuple[str, str], set[float]]:
    """Return the values of every named number of every page, by figure and record, as of the month shown."""
    found: dict[tuple[str, str], set[float]] = {}
    for entry in contents(book):
        blocks: tuple[b.Block, ...] = tuple(entry.draw())
        for line in lines_of(blocks):
            if line.figure.at == book.state.as_of:
                found.setdefault((line.figure.id, line.figure.of), set()).add(line.value)
    return found


@pytest.mark.parametrize(
    ("plan", "month", "language"), [("small", "2026-03", "en"), ("sample", "2026-10", "zh")]
)
def test_each_number_is_that_of_the_pages(plan: str, month: str, language: str) -> None:
    book = Book(state(_plan(plan), month), locale_of(language, _plan(plan).plan.currency))
    said, compared = _said(book), dict.fromkeys(_FIGURES.values(), 0)
    for table in ("kpi_states", "initiative_states"):
        for row in _rows(book, table):
            for (of, key, column), figure in _FIGURES.items():
                values = said.get((figure, row[key])) if of == table else None
                if values is None or row[column] is None:
                    continue
                compared[figure] += 1
                assert {round(value, 9) for value in values} == {round(float(row[column]), 9)}, (row, column)
    if plan == "sample":
        assert min(compared[name] for name in ("kpi.judged", "kpi.target", "initiative.spent")) > 5, compared


def _held() -> Handbook:
    """Return the small plan with a withheld budget, one of the year alone, and a withheld actual."""
    held = {**INITIATIVES[0], "budget": [], "budget_total": {"withheld": "under tender"}}
    held["third_parties"] = []
    whole = {**INITIATIVES[1], "budget": [{"kind": "opex", "amount": 1200}]}
    rows = {str(row["id"]): Initiative.model_validate(row) for row in (held, whole)}
    plan = small_handbook()
    actual = KpiActual.model_validate(
        {"kpi": "cycle-time", "month": "2026-03", "actual": {"withheld": "audit"}}
    )
    kept = tuple(row for row in plan.kpi_actuals if (row.kpi, row.month) != ("cycle-time", "2026-03"))
    return replace(plan, initiatives=rows, kpi_actuals=(*kept, actual))


@pytest.mark.parametrize(
    ("language", "held"), [("en", "withheld: under tender"), ("zh", "不予公开：under tender")]
)
def test_what_is_withheld_says_so_and_an_amount_of_the_year_is_there(language: str, held: str) -> None:
    book = Book(state(_held(), "2026-03"), locale_of(language, "CNY"))
    states = {row["initiative"]: row["budget"] for row in _rows(book, "initiative_states")}
    first, second = (str(row["id"]) for row in INITIATIVES[:2])
    assert states == {first: held, second: 1200}
    budget = [(row["initiative"], row["quarter"], row["amount"]) for row in _rows(book, "budget")]
    assert budget == [(first, None, held), (second, None, 1200)]
    kpis = {row["kpi"]: row for row in _rows(book, "kpi_states")}
    assert "audit" in str(kpis["cycle-time"]["value"])
    assert kpis["cycle-time"]["status"] == "grey"
