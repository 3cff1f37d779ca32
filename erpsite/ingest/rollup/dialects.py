"""Say the query that counts in another engine's SQL, and nothing that engines read differently."""

from __future__ import annotations

from typing import Any

from erpsite.extras import need
from erpsite.ingest.rollup.clock import Calendar, calendar_of, tzdata_version
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.query import LAYOUT, based, gathering
from erpsite.load.rolled.definition import Rollup, definition_hash
from erpsite.nearest import find_nearest

__all__ = ["VOCABULARY", "refuse_foreign", "said_in", "sql_for"]

VOCABULARY = frozenset(
    [
        "Select", "From", "Subquery", "TableAlias", "Table", "Identifier", "Column", "Alias", "Where",
        "Group", "Case", "If", "Cast", "DataType", "Literal", "Null", "Boolean", "Paren", "Is", "Not",
        "And", "Or", "LT", "LTE", "GT", "GTE", "EQ", "NEQ", "Div", "Ln", "Ceil", "Count", "Sum", "Min", "Max",
        "Star", "With", "CTE", "Union", "In", "DataTypeParam",
    ]
)  # fmt: skip
"""What the queries may be made of: comparisons with literals, CAST, LN, CEIL, CASE, sums, GROUP BY."""
_TYPES = frozenset(["INT", "BIGINT", "TIMESTAMP", "TIMESTAMPNTZ", "TEXT", "VARCHAR", "DOUBLE", "DECIMAL"])

_CONTRACT = """\
-- erpsite rollup {name}, as rollups/{name}.yml says: months {first} to {last} of {zone}
-- The relation logs has one row for each row of the log, with these columns and nothing else settled in it:
--   file    text             name of the file, or of the load, that the row came with
--   t       timestamp        {clock}, without a zone
--   day     integer          day of the month of t in {zone_name}
--   plant, module, tx, who   text; what is empty is NULL
--   ms      64-bit integer   whole milliseconds, halves rounded up; NULL where none, or NaN
--   failed  integer          1, 0, or NULL where nobody knows
--   volume  decimal(24, 4)
--   reason  text             why a row does not count: {reasons}; NULL where it does
-- Sums are 64-bit integers or decimals; different users are counted from the rows whose part is user. What
-- the query writes, as CSV with a header or as Parquet, is read by: erpsite rollup {name} --gathered FILE
"""
_REASONS = "filtered, no-time, not-a-time, not-a-number, negative, too-long, no-outcome"


def sql_for(name: str, found: Rollup, zone: str, span: tuple[str, str], dialect: str) -> str:
    """Return the query of a definition for an engine; raise `RollupFault` where it is not known."""
    sqlglot = need("sqlglot")
    known = sorted(str(one.value) for one in sqlglot.dialects.Dialects if one.value)
    if dialect not in known:
        nearest = find_nearest(dialect, known) or ", ".join(known)
        raise RollupFault(
            "SQLGlot knows no dialect {dialect}; there is {known}", dialect=dialect, known=nearest
        )
    calendar = calendar_of(found, zone, *span)
    definition = definition_hash(found, zone, *span) + LAYOUT
    query = gathering(based(calendar, "logs", day="day"), found, definition=definition)
    return f"{_head(name, zone, calendar)}\n{_transpiled(query, dialect, sqlglot)};"


def _head(name: str, zone: str, calendar: Calendar) -> str:
    clock = "local time" if calendar.local else "UTC"
    told = f"{zone}, tzdata {tzdata_version()}"
    return _CONTRACT.format(
        name=name, first=calendar.months[0], last=calendar.months[-1],
        zone=told, zone_name=zone, clock=clock, reasons=_REASONS,
    )  # fmt: skip


def _transpiled(query: str, dialect: str, sqlglot: Any) -> str:
    tree = sqlglot.parse_one(query, read="duckdb")
    refuse_foreign(tree, sqlglot)
    said: str = tree.sql(dialect=dialect, pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)
    return said


def said_in(query: str, dialect: str) -> str:
    """Return a query that reads files, from DuckDB's SQL; what it does besides the vocabulary is settled."""
    sqlglot = need("sqlglot")
    tree = sqlglot.parse_one(query, read="duckdb")
    for node in [one for one in tree.find_all(sqlglot.exp.Anonymous) if one.name.upper() == "TRY_STRPTIME"]:
        word, written = (one.sql(dialect="duckdb") for one in node.expressions)
        parsed = sqlglot.parse_one(f"STRPTIME({word}, {written})", read="duckdb").sql(dialect=dialect)
        node.replace(sqlglot.parse_one(parsed.replace("TO_TIMESTAMP(", "TRY_TO_TIMESTAMP(", 1), read=dialect))
    said: str = tree.sql(dialect=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    return said


def refuse_foreign(tree: Any, sqlglot: Any) -> None:
    """Raise `RollupFault` for anything outside the vocabulary: engines may read it differently."""
    for node in tree.walk():
        if not _is_known(node, sqlglot):
            message = "the query uses {what}, whose meaning differs between engines; it is not printed"
            raise RollupFault(message, what=node.sql(dialect="duckdb")[:80])


def _is_known(node: Any, sqlglot: Any) -> bool:
    kind = type(node).__name__
    if kind == "DataType":
        return node.this.name in _TYPES
    if kind == "Cast" and node.to.this.name in ("INT", "BIGINT"):  # engines round, cut off or refuse
        return isinstance(node.this, sqlglot.exp.Ceil | sqlglot.exp.Null)
    return kind in VOCABULARY
