"""Tell the rows among the records that are none: titles of the rows below them, and sums of those above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from erpsite.ingest.tables import ForeignTable, Value, is_blank

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
_LOOKED_AT = 4
"""Filled cells from the left in which a sum says its name."""


def odd_rows(table: ForeignTable, first: int, last: int) -> Mapping[int, str]:
    """Return the rows that are no records, counted from the first record, each with the reason."""
    across = {top for top, left, bottom, right in table.merged if top == bottom and right > left}
    found = {}
    for index in range(first, last):
        row = table.rows[index]
        filled = [cell for cell in row if not is_blank(cell)]
        if _is_title(filled, row, table.numbers[index] in across):
            found[index - first] = TITLE
        elif _is_sum(filled):
            found[index - first] = SUM
    return found


def _is_title(filled: Sequence[Value], row: Sequence[Value], merged: bool) -> bool:
    """Say whether a row holds one text alone, merged across columns or numbered as titles are."""
    if len(filled) != 1 or not isinstance(filled[0], str) or len(row) < 3:
        return False
    return merged or bool(_NUMBERED.match(filled[0]))


def _is_sum(filled: Sequence[Value]) -> bool:
    words = [one.strip(" :：") for one in filled[:_LOOKED_AT] if isinstance(one, str)]
    return bool(words) and bool(_SUMS.fullmatch(words[0]))
