"""Choose how a spreadsheet shows numbers: one format for a column, which every program reads alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

__all__ = ["GENERAL", "column_formats", "measure_column", "number_format"]

GENERAL = "General"
"""Leaves the choice to the program: for what digits after a point cannot show."""

_MOST_DIGITS = 10
"""Digits after the point; a value with more is a quotient, of which six say enough, or very small."""
_QUOTIENT_DIGITS = 6
_LARGEST = Decimal(10) ** 15
"""Spreadsheets hold fifteen digits; from here on they write powers of ten themselves."""
_SMALLEST = Decimal(10) ** -(_QUOTIENT_DIGITS - 2)
"""A quotient below it would lose the digits that tell it from zero."""

_LAKH, _CRORE = r"##\,##\,##0", r"##\,##\,##\,##0"
_PAIRS_TO = 10**9
"""From here on a further group would begin, for which a format has no condition left."""

_MEASURES = ("kpi", "metric")
"""Columns that name the measure of a row: only its own values are shown alike."""


def number_format(values: Iterable[Decimal | int | float], pairs: bool = False) -> str:
    """Return the format that shows each of the values with the digits of the longest, thousands apart.

    Whole values get no point at all: `#,##0.##` leaves a bare one behind them everywhere but in
    LibreOffice. Values too large or too small for digits after a point get the general format.

    With `pairs`, amounts stand in groups of two above the thousand: 12,34,567. A format has two conditions
    at most, of which LibreOffice shows the rest without its sign, so that a column with an amount below
    zero, or of a thousand million and more, keeps groups of three.
    """
    most, known = 0, list(values)
    for value in known:
        digits = _digits(value)
        if digits is None:
            return GENERAL
        most = max(most, digits)
    tail = f".{'0' * most}" if most else ""
    if pairs and all(isinstance(value, Decimal) and 0 <= value < _PAIRS_TO for value in known):
        return f"[>=10000000]{_CRORE}{tail};[>=100000]{_LAKH}{tail};#,##0{tail}"
    return f"#,##0{tail}"


def _digits(value: Decimal | int | float) -> int | None:
    """Return the digits after the point that show a value, or None where no number of them does."""
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or abs(exact) >= _LARGEST:
        return None
    exponent = exact.normalize().as_tuple().exponent
    digits = max(-exponent, 0) if isinstance(exponent, int) else 0
    if digits <= _MOST_DIGITS:
        return digits
    return _QUOTIENT_DIGITS if abs(exact) >= _SMALLEST else None


def column_formats(
    header: Sequence[str], rows: Iterable[Sequence[object]], pairs: bool = False
) -> Mapping[tuple[int, object], str]:
    """Return the format of each column of numbers by (column, measure); the measure is mostly None.

    Where rows are values of different measures, as actuals of KPIs are, each measure has a format of its
    own in a column: an amount of millions is not shown with the digits of a rate. Amounts of money, which
    are the decimal ones, stand in groups of two where `pairs` says so.
    """
    found: dict[tuple[int, object], list[Decimal | int | float]] = {}
    measure = measure_column(header)
    for row in rows:
        of = None if measure is None else row[measure]
        for column, value in enumerate(row):
            if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
                found.setdefault((column, of), []).append(value)
    return {key: _year_or(header[key[0]], values, pairs) for key, values in found.items()}


def measure_column(header: Sequence[str]) -> int | None:
    """Return the column that names the measure of each row, or None where all rows share one."""
    for name in _MEASURES:
        if name in header:
            return header.index(name)
    return header.index("id") if "unit" in header and "id" in header else None


def _year_or(name: str, values: Sequence[Decimal | int | float], pairs: bool) -> str:
    """Return `0` for a column of years, whose thousands are not set apart."""
    years = name.rpartition("_")[2] == "year" and all(1900 <= value <= 2200 for value in values)
    return "0" if years else number_format(values, pairs)
