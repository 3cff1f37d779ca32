"""What is odd in a file is pointed to, and taken all the same."""

from __future__ import annotations

from erpsite.ingest.account import Draft, RefusedCell
from erpsite.ingest.suspecting import odd_rows, renamed_rows, shifted_rows
from erpsite.ingest.writing import Base, Outcome


def _says(found: object) -> list[str]:
    return [message.format(**values) for _, message, values in found]  # type: ignore[attr-defined]


def test_an_end_before_its_beginning_and_a_swapped_day() -> None:
    drafts = [
        Draft(("a",), {"start": "2026-05-14", "finish": "2026-04-30"}, "f.csv:2"),
        Draft(("b",), {"opened": "2026-03-05 08:00", "resolved": "2026-01-07 09:00"}, "f.csv:3"),
        Draft(("c",), {"start": "2026-04-04", "finish": "2026-04-04"}, "f.csv:4"),
    ]
    first, second = odd_rows(drafts)
    assert (first[0], second[0]) == ("f.csv:2", "f.csv:3")
    assert _says([first]) == ["finish 2026-04-30 lies before start 2026-05-14"]
    assert "are day and month swapped?" in _says([second])[0]


def test_days_that_stand_for_none() -> None:
    drafts = [Draft(("a",), {"opened": "1970-01-01 00:00", "name": "1970 plan"}, "f.csv:2")]
    assert len(_says(odd_rows(drafts))) == 1


def test_rows_whose_cells_stand_a_column_too_far() -> None:
    refused = [RefusedCell(f"Sheet1!{column}7", column, "m", {}) for column in "BCD"]
    refused += [RefusedCell("f.csv:9:B", "x", "m", {})]
    assert [place for place, _, _ in shifted_rows(refused)] == ["Sheet1!7"]


def test_a_record_that_was_renamed() -> None:
    outcome = Outcome(added=[("b",)], vanished=[("a",)])
    drafts = [Draft(("b",), {"name": "WMS roll-out 2026"}, "f.csv:2")]
    base: Base = {("a",): {"name": "WMS rollout 2026"}}
    assert len(_says(renamed_rows(outcome, drafts, base))) == 1
    assert _says(renamed_rows(outcome, [Draft(("b",), {"name": "CRM"}, "f.csv:2")], base)) == []
