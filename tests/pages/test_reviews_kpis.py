"""Prove how a review shows the movement of KPIs, the work that was due, and the reviews beside it."""

from __future__ import annotations

from erpsite.model.kpi import KpiActual
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.changes.since import changes_since_review
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.reviews.month import draw_month, month_changes
from tests.factory import small_handbook
from tests.pages.drawing import book_of, table_of, words_of


def _actuals(*rows: tuple[str, str, float]) -> tuple[KpiActual, ...]:
    return tuple(KpiActual(kpi=kpi, month=month, actual=value) for kpi, month, value in rows)


def test_kpis_show_their_move_the_worst_first_with_the_comment_of_the_month() -> None:
    actuals = _actuals(
        ("cycle-time", "2026-01", 29.0),
        ("cycle-time", "2026-02", 28.0),
        ("uptime", "2026-02", 99.0),
    )
    book = book_of(small_handbook(kpi_actuals=actuals))
    rows = [words_of(row) for row in table_of(draw_month(book, "2026-02"), "kpi-movement").rows]
    # cycle-time: A = 2 / 9 where 2 / 12 was due; uptime has gone backwards, and January has no value.
    assert rows[0][:4] == ["Uptime", "Off track", "99.00%", ""]
    assert rows[1][:4] == ["Order cycle time", "On track", "28.0\u00a0h", "\u22121.0\u00a0h"]
    assert [row[-1] for row in rows] == ["", "Spring festival"]


def test_progress_is_marked_with_what_was_due_at_that_month() -> None:
    book = book_of(small_handbook())
    bars = []
    for month in ("2026-02", "2026-03"):
        row = table_of(draw_month(book, month), "reports").rows[0]
        bars.append(next(cell for cell in row.cells if isinstance(cell, b.Progress)))
    early, late = bars
    assert early.expected is not None
    assert late.expected is not None
    assert 0 < early.expected < late.expected < 1


def test_each_review_leads_to_its_neighbours() -> None:
    book = book_of(small_handbook())
    notes = [
        plain_text(block.content)
        for month in ("2026-02", "2026-03")
        for block in draw_month(book, month)
        if isinstance(block, b.Paragraph) and "Review" in plain_text(block.content)
    ]
    assert notes == ["Review after: March 2026", "Review before: February 2026"]


def test_what_a_month_changed_is_not_taken_for_what_changed_since_it() -> None:
    # February's own changes, and those of March since February, are kept apart in one build.
    book = book_of(small_handbook())
    february = month_changes(book, "2026-02")
    since = changes_since_review(book)
    assert since == month_changes(book, "2026-03")
    assert february != since
