"""Write one cell of a CSV file so that spreadsheets and the loader read what was meant."""

from __future__ import annotations

import re

from erpsite.patch.values import Scalar, refuse_control, write_plain

__all__ = ["escape_formula", "is_formula", "write_cell"]

_FORMULA = re.compile(r"[=@+\t＝＠＋]|-(?=[^\d.])")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would run the text: `=`, `@`, `+` or a tab first, or `-` before no number."""
    return bool(_FORMULA.match(text))


def escape_formula(text: str) -> str:
    """Return the text as a cell that no spreadsheet runs; the loader takes the apostrophe away again."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def write_cell(value: Scalar, delimiter: str, *, quoted: bool = False) -> str:
    """Return a value as it stands in a row: text safe from formulas, in quotes where it needs or had them."""
    if value is None:
        cell = ""
    elif isinstance(value, str):
        refuse_control(value)
        cell = escape_formula(value)
    else:
        cell = write_plain(value)
    needs = any(mark in cell for mark in (delimiter, '"', "\n", "\r")) or cell != cell.strip(" ")
    return '"' + cell.replace('"', '""') + '"' if needs or (quoted and cell) else cell
