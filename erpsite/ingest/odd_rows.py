"""Tell the rows among the records that are none: titles of the rows below them, and sums of those above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from erpsite.ingest.tables import ForeignTable, Value

__all__ = ["SUM", "TITLE", "odd_rows"]

TITLE = "it is a title of the rows below it"
SUM = "it is a sum of other rows"

_NUMBERED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])\s*\S"
)
"""How a title in a Chinese list begins: `一、` or `（二）`."""
_SUMS = re.compile(
    r"(?:本页|本类|部门|分类|年度)?(?:合\s*计|总\s*计|小\s*计|总\s*和)"
    r"|(?:grand |sub-?|sub )?totals?|sums?",
    re.IGNORECASE,
)
_SIGNS = ("计", "和", "tal", "sum")
"""One of them is in every word that `_SUMS` knows."""
_LOOKED_AT = 6
"""Cells from the left in which a sum says its name."""
_LONGEST = 14


def odd_rows(table: ForeignTable, first: int, rows: Sequence[Sequence[Value]]) -> Mapping[int, str]:
    """Return the rows that are no records, counted from the first record, each with the reason.

    `rows` are those of the records; blank cells are None.
    """
    across = {top for top, left, bottom, right in table.merged if top == bottom and right > left}
    found = {}
    sums = _may_hold_sums(rows)
    for number, row in enumerate(rows):
        if len(row) - row.count(None) == 1 and _is_title(row, table.numbers[first + number] in across):
            found[number] = TITLE
        elif sums and _is_sum(row):
            found[number] = SUM
    return found


def _may_hold_sums(rows: Sequence[Sequence[Value]]) -> bool:
    """Say whether a sign of a word for a sum stands anywhere among the cells that would say one."""
    cells = {cell for row in rows for cell in row[:_LOOKED_AT] if type(cell) is str and len(cell) <= _LONGEST}
    whole = "\n".join(cells).casefold()
    return any(sign in whole for sign in _SIGNS)


def _is_title(row: Sequence[Value], merged: bool) -> bool:
    """Say whether a row of one cell holds a text, merged across columns or numbered as titles are."""
    text = next(cell for cell in row if cell is not None)
    return isinstance(text, str) and len(row) > 2 and (merged or bool(_NUMBERED.match(text)))


def _is_sum(row: Sequence[Value]) -> bool:
    """Say whether the first text of a row is a word for a sum, looking at the first filled cells."""
    for cell in row[:_LOOKED_AT]:
        if type(cell) is str:
            return len(cell) <= _LONGEST and bool(_SUMS.fullmatch(cell.strip(" :：")))
    return False
